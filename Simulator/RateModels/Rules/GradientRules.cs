using System.Numerics;
using Spiking.Files;
using Spiking.RateModels.Algebra;
using Spiking.RateModels.Networks;

namespace Spiking.RateModels.Rules;

/// <summary>
/// Backprop of ½ Σ (t - e)², the mean over the batch: the deltas of a layer come down through the transposed forward weights.
/// </summary>
/// <remarks><code>
/// output: δ = (e - t) ∘ f'(v)
/// hidden: δ = (δ_above W_above) ∘ f'(v)
/// </code></remarks>
/// <example><code>
/// { "type": "backprop", "learning": { "rate": 0.1, "momentum": 0.9 } }
/// </code></example>
[VariantName("backprop")]
internal sealed record BackpropDescription : RuleDescription
{
    internal override bool TakesAnyActivation => true;

    /// <inheritdoc/>
    public override LearningRule<T> Create<T>(LayeredNetwork<T> network, long seed) =>
        new GradientRule<T>(network, Learning, [.. network.Layers.Skip(1).Select(layer => layer.Weights)],
            hasOwnFeedback: false, () => { });
}

/// <summary>
/// Feedback alignment: backprop with other weights Y on the way down. Source: Lillicrap, Cownden, Tweed and Akerman 2016.
/// </summary>
/// <remarks><code>
/// output: δ = (e - t) ∘ f'(v)
/// hidden: δ = (δ_above Y) ∘ f'(v)
/// </code></remarks>
/// <example><code>
/// { "type": "feedback-alignment", "learning": { "rate": 0.1 } }
/// </code></example>
[VariantName("feedback-alignment")]
internal sealed record FeedbackAlignmentDescription : RuleDescription
{
    /// <summary>Feedback weights Y; the model is the forward weights of the layer from which they lead down.</summary>
    public FeedbackDescription Y { get; init; } = new RandomFeedbackDescription();

    internal override bool TakesAnyActivation => true;

    /// <inheritdoc/>
    public override LearningRule<T> Create<T>(LayeredNetwork<T> network, long seed)
    {
        Matrix<T>[] feedback = [.. network.Layers.Skip(1).Select(above => new Matrix<T>(above.Weights.Rows, above.Weights.Columns))];
        for (int i = 0; i < feedback.Length; i++)
            Y.Begin(feedback[i], network.Layers[i + 1].Weights, 1, Keys.Weights(seed, "Y", i), network.Arithmetic);
        return new GradientRule<T>(network, Learning, feedback, hasOwnFeedback: true, () =>
        {
            for (int i = 0; i < feedback.Length; i++) Y.Refresh(feedback[i], network.Layers[i + 1].Weights, 1, network.Arithmetic);
        });
    }
}

/// <summary>
/// Deltas of the squared error that are sent down through some weights: the forward weights (backprop) or others (feedback alignment). Also
/// the reference with which the gradients of other rules are compared.
/// </summary>
/// <typeparam name="T">Element type.</typeparam>
internal sealed class GradientRule<T> : LearningRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IReadOnlyList<Matrix<T>> _feedback;
    private readonly bool _hasOwnFeedback;
    private readonly Action _refresh;
    private readonly List<Learned<T>> _learned = [];

    /// <summary>Begins the rule.</summary>
    /// <param name="network">The network.</param>
    /// <param name="learning">How weights and biases follow the gradient.</param>
    /// <param name="feedback">Weights on the way down to every hidden layer.</param>
    /// <param name="hasOwnFeedback">Whether these are weights of their own.</param>
    /// <param name="refresh">Renews them after an update.</param>
    public GradientRule(
        LayeredNetwork<T> network, DescentDescription learning, IReadOnlyList<Matrix<T>> feedback, bool hasOwnFeedback, Action refresh)
        : base(network)
    {
        (_feedback, _hasOwnFeedback, _refresh) = (feedback, hasOwnFeedback, refresh);
        for (int i = 0; i < network.Layers.Count; i++)
            _learned.AddRange(ForwardWeights(i, learning.Weights, learning.Biases, examples => 1.0 / examples));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Learned<T>> Learned => _learned;

    /// <inheritdoc/>
    public override IReadOnlyList<Matrix<T>> Feedback => _hasOwnFeedback ? _feedback : [];

    /// <inheritdoc/>
    public override void Teach(Matrix<T>? targets)
    {
        Arithmetic<T> arithmetic = Network.Arithmetic;
        for (int i = Network.Layers.Count - 1; i >= 0; i--)
        {
            Layer<T> layer = Network.Layers[i];
            Matrix<T> delta = Deltas[i];
            Use(i, delta);
            if (i == Network.Layers.Count - 1) arithmetic.Apply(new Minus(), layer.Rates, targets ?? layer.Rates, delta);
            else Network.TopDown(i + 1).Send(Deltas[i + 1], _feedback[i], DeltasByExample(i));
            arithmetic.Apply(new TimesSlope(), delta, layer.Rates, layer.Slopes, delta);
        }
    }

    /// <inheritdoc/>
    public override void Refresh() => _refresh();
}
