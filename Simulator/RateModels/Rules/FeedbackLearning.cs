using System.Numerics;
using Spiking.Files;
using Spiking.RateModels.Algebra;
using Spiking.RateModels.Networks;

namespace Spiking.RateModels.Rules;

/// <summary>Quantities that a rule for feedback weights can use.</summary>
/// <typeparam name="T">Element type.</typeparam>
/// <param name="Network">The network.</param>
/// <param name="Above">The layer above, from which the weights lead down.</param>
/// <param name="Pathway">The weights Y and Q onto the hidden layer.</param>
/// <param name="Bursts">Burst rates of the layer above.</param>
/// <param name="Deltas">Deltas of the layer above.</param>
/// <param name="FeedbackScale">Factor k of the apical potentials of the hidden layer.</param>
/// <param name="IsY">Whether the weights that learn are Y, those of the burst rates, or Q.</param>
internal readonly record struct FeedbackSignals<T>(
    LayeredNetwork<T> Network, Layer<T> Above, BurstPathway<T> Pathway, Matrix<T> Bursts, Matrix<T> Deltas, double FeedbackScale, bool IsY)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>How feedback weights learn, chosen by the key "type".</summary>
/// <remarks>
/// Symbols in the equations are those of the learning rules. The apical potential of the layer to which the weights lead is u = b_above Y -
/// e_above Q, without the factor feedbackScale.
/// </remarks>
[VariantKey("type")]
internal abstract record FeedbackLearningDescription
{
    /// <summary>How the weights follow their gradients.</summary>
    public DescentDescription Learning { get; init; } = new() { Rate = 1e-3 };

    /// <summary>Begins the rule for the weights of a layer.</summary>
    /// <param name="name">What the weights are called.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="signals">What the rule can use.</param>
    /// <param name="scale">
    /// What the gradient of forward weights that the feedback mirrors is multiplied by, given the number of examples.
    /// </param>
    public abstract Learned<T> Learn<T>(string name, Matrix<T> weights, FeedbackSignals<T> signals, Func<int, double> scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>
/// Silences apical potentials by the event rates of the layer above: Q learns to cancel what bursts bring at rest, ΔQ = η eᵀ u, and Y with
/// the opposite sign. Source: Greedy et al. 2022, Eq. 2 and Fig. S1.
/// </summary>
/// <remarks><code>
/// ∇Q = -e_aboveᵀ u/B,  ∇Y = e_aboveᵀ u/B
/// </code></remarks>
/// <example><code>
/// { "type": "apical-events", "learning": { "rate": 7e-4 } }
/// </code></example>
[VariantName("apical-events")]
internal sealed record ApicalEventLearningDescription : FeedbackLearningDescription
{
    /// <inheritdoc/>
    public override Learned<T> Learn<T>(string name, Matrix<T> weights, FeedbackSignals<T> signals, Func<int, double> scale)
    {
        double sign = signals.IsY ? 1 : -1;
        return new OuterProduct<T>(name, new Descent<T>(weights, Learning.Weights), () => signals.Above.Rates,
            signals.Pathway.ApicalSeenFromAbove, examples => sign / examples);
    }
}

/// <summary>
/// Kolen-Pollack learning: feedback weights get the increments of the forward weights that they mirror, Q those times p_b. With the same
/// decay they become equal in time. Source: journal version of Greedy et al.; Payeur et al. 2021 use it for burstprop.
/// </summary>
/// <remarks><code>
/// ∇Y = ∇W_above,  ∇Q = p_b ∇W_above
/// </code></remarks>
/// <example><code>
/// { "type": "kolen-pollack", "learning": { "rate": 0.1, "decay": 1e-6 } }
/// </code></example>
[VariantName("kolen-pollack")]
internal sealed record KolenPollackLearningDescription : FeedbackLearningDescription
{
    /// <inheritdoc/>
    public override Learned<T> Learn<T>(string name, Matrix<T> weights, FeedbackSignals<T> signals, Func<int, double> scale) =>
        new OuterProduct<T>(name, new Descent<T>(weights, Learning.Weights), () => signals.Deltas, () => signals.Above.Presynaptic, scale);
}
