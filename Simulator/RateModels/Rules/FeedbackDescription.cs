using System.Numerics;
using Spiking.Files;
using Spiking.Numerics;
using Spiking.RateModels.Algebra;

namespace Spiking.RateModels.Rules;

/// <summary>
/// Where feedback weights come from, chosen by the key "type". Each has a model that it may copy: of Y the forward weights of the layer
/// above, of Q the baseline burst probability times Y.
/// </summary>
[VariantKey("type")]
internal abstract record FeedbackDescription
{
    /// <summary>Sets weights at the start.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="model">What they may copy, not yet multiplied by the factor.</param>
    /// <param name="factor">What the model is multiplied by.</param>
    /// <param name="key">Key of what is random.</param>
    /// <param name="arithmetic">What computes.</param>
    public abstract void Begin<T>(Matrix<T> weights, Matrix<T> model, double factor, RandomKey key, Arithmetic<T> arithmetic)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Sets weights after every update of the model; does nothing unless they are tied to it.</summary>
    public virtual void Refresh<T>(Matrix<T> weights, Matrix<T> model, double factor, Arithmetic<T> arithmetic)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
    }

    /// <summary>Reports a learning rule for weights that are tied: nothing that they learn would be kept.</summary>
    /// <param name="findings">What is wrong.</param>
    /// <param name="rule">The rule that has the weights.</param>
    /// <param name="weights">The property of this description.</param>
    /// <param name="learning">The property by which the weights learn.</param>
    /// <param name="learn">Whether they do.</param>
    internal void CheckLearning(Findings findings, RuleDescription rule, string weights, string learning, bool learn) => findings.Require(
        !learn || this is not TiedFeedbackDescription, rule, [learning, weights], () =>
        {
            string key = FieldShape.KeyOf(learning), tied = FieldShape.KeyOf(weights);
            return $"{key} would change nothing, because {tied} is \"tied\": its weights are copied again after every update. Leave {key} "
                + $"out, or let {tied} be \"symmetric\", a copy at the start that can learn.";
        });
}

/// <summary>A copy of the model at all times.</summary>
/// <example><code>
/// { "type": "tied" }
/// </code></example>
[VariantName("tied")]
internal sealed record TiedFeedbackDescription : FeedbackDescription
{
    /// <summary>Factor of the copy.</summary>
    public double Scale { get; init; } = 1;

    /// <inheritdoc/>
    public override void Begin<T>(Matrix<T> weights, Matrix<T> model, double factor, RandomKey key, Arithmetic<T> arithmetic) =>
        Refresh(weights, model, factor, arithmetic);

    /// <inheritdoc/>
    public override void Refresh<T>(Matrix<T> weights, Matrix<T> model, double factor, Arithmetic<T> arithmetic) =>
        arithmetic.Apply(new Scaled(Scale * factor), model, weights);
}

/// <summary>A copy of the model at the start, which the model then leaves behind unless the weights learn to follow.</summary>
/// <example><code>
/// { "type": "symmetric", "scale": 0.5 }
/// </code></example>
[VariantName("symmetric")]
internal sealed record SymmetricFeedbackDescription : FeedbackDescription
{
    /// <summary>Factor of the copy.</summary>
    public double Scale { get; init; } = 1;

    /// <inheritdoc/>
    public override void Begin<T>(Matrix<T> weights, Matrix<T> model, double factor, RandomKey key, Arithmetic<T> arithmetic) =>
        arithmetic.Apply(new Scaled(Scale * factor), model, weights);
}

/// <summary>Independent normal numbers of mean 0.</summary>
/// <example><code>
/// { "type": "random", "deviation": 0.5 }
/// </code></example>
[VariantName("random")]
internal sealed record RandomFeedbackDescription : FeedbackDescription
{
    /// <summary>Their standard deviation, whatever the size of the layers is.</summary>
    [Bounds(AtLeast = 0)]
    public double Deviation { get; init; } = 1;

    /// <inheritdoc/>
    public override void Begin<T>(Matrix<T> weights, Matrix<T> model, double factor, RandomKey key, Arithmetic<T> arithmetic) =>
        Draws.Normal(weights, key, Deviation);
}
