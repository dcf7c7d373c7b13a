using System.Numerics;
using Spiking.Files;
using Spiking.RateModels;
using Spiking.RateModels.Algebra;
using Spiking.RateModels.Networks;
using Spiking.RateModels.Rules;

namespace Spiking.Tests.RateModels;

// <own-rate-rule>
/// <summary>
/// Direct feedback alignment: the errors of the output come to every hidden layer at once, through fixed random weights B. Source: Nøkland
/// 2016.
/// </summary>
/// <remarks><code>
/// output: δ = (e - t) ∘ f'(v)
/// hidden: δ = (δ_output B) ∘ f'(v)
/// </code></remarks>
/// <example><code>
/// { "type": "direct-feedback-alignment", "learning": { "rate": 1 }, "deviation": 0.1 }
/// </code></example>
[VariantName("direct-feedback-alignment")]
internal sealed record DirectFeedbackAlignmentDescription : RuleDescription
{
    /// <summary>Standard deviation of the feedback weights B.</summary>
    [Bounds(Above = 0)]
    public double Deviation { get; init; } = 0.1;

    internal override bool TakesAnyActivation => true;

    /// <inheritdoc/>
    public override LearningRule<T> Create<T>(LayeredNetwork<T> network, long seed) =>
        new DirectFeedbackAlignment<T>(network, this, seed);
}

/// <inheritdoc cref="DirectFeedbackAlignmentDescription"/>
/// <typeparam name="T">Element type.</typeparam>
internal sealed class DirectFeedbackAlignment<T> : LearningRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<T>[] _feedback;
    private readonly List<Learned<T>> _learned = [];

    public DirectFeedbackAlignment(LayeredNetwork<T> network, DirectFeedbackAlignmentDescription rule, long seed)
        : base(network)
    {
        int outputs = network.Output.Connection.Units;
        _feedback = [.. network.Layers.SkipLast(1).Select(hidden => new Matrix<T>(outputs, hidden.Connection.Units))];
        for (int i = 0; i < _feedback.Length; i++) Draws.Normal(_feedback[i], Keys.Weights(seed, "B", i), rule.Deviation);
        for (int i = 0; i < network.Layers.Count; i++)
            _learned.AddRange(ForwardWeights(i, rule.Learning.Weights, rule.Learning.Biases, examples => 1.0 / examples));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Learned<T>> Learned => _learned;

    /// <inheritdoc/>
    public override void Teach(Matrix<T>? targets)
    {
        Arithmetic<T> arithmetic = Network.Arithmetic;
        int output = Network.Layers.Count - 1;
        for (int i = output; i >= 0; i--)
        {
            Layer<T> layer = Network.Layers[i];
            Use(i, Deltas[i]);
            if (i == output) arithmetic.Apply(new Minus(), layer.Rates, targets ?? layer.Rates, Deltas[i]);
            else arithmetic.Multiply(Deltas[output], false, _feedback[i], false, DeltasByExample(i));
            arithmetic.Apply(new TimesSlope(), Deltas[i], layer.Rates, layer.Slopes, Deltas[i]);
        }
    }
}
// </own-rate-rule>
