using System.Globalization;
using Spiking.Files;
using Spiking.Quantities;
using Spiking.Snapshots;
using Spiking.Synapses;

namespace Spiking.Plasticity;

/// <summary>
/// Oja's rule: Hebbian growth with a decay that keeps the sum of the squared weights onto a neuron constant. With traces x_j and y_i of the
/// spikes of both sides, of the same time constant, a post-synaptic spike changes a weight by eta (x_j - y_i w/alpha). The weights onto a
/// neuron whose rate is k times the weighted sum of the x_j turn towards the first principal component of the x_j (about 0, not about their
/// mean), and the sum of their squares is near alpha/(k tau) if rates change slowly. Source: Oja 1982, Eqs. 2 and 3.
/// </summary>
/// <remarks><code>
/// at a post-synaptic spike: w += eta (x_j - y_i w/alpha)
/// tau dx/dt = -x,  x_j += 1 at an arriving spike;  tau dy/dt = -y,  y_i += 1 after a post-synaptic spike
/// mean change per time at rates r_j and r_i without correlations: eta tau r_i (r_j - r_i w/alpha)
/// </code></remarks>
/// <example><code>
/// { "rule": "oja", "learningRate": 1e-3, "squaredNorm": 0.5 }
/// </code></example>
[VariantName("oja")]
public sealed record OjaDescription : PlasticityDescription
{
    /// <summary>Learning rate eta: what a pre-synaptic and then a post-synaptic spike right after it add to a weight.</summary>
    [Bounds(AtLeast = 0)]
    public required double LearningRate { get; init; }

    /// <summary>The constant alpha, to which the sum of the squared weights onto a neuron is proportional.</summary>
    [Bounds(Above = 0)]
    public double SquaredNorm { get; init; } = 1;

    /// <summary>Time constant tau of both traces.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double TraceTime { get; init; } = 20e-3;

    /// <inheritdoc/>
    public override string Summary => string.Create(CultureInfo.InvariantCulture, $"rate {LearningRate:G6}");

    /// <inheritdoc/>
    public override void Check(Findings findings) => findings.CheckDecayTime(this, nameof(TraceTime), TraceTime);

    /// <inheritdoc/>
    public override Learner Create(LearningContext context) => new OjaLearner(context, this);

    /// <summary>w += eta (x - decay w).</summary>
    private readonly struct GrowAndDecay(float rate, float decay) : IWeightChange
    {
        public float Of(float weight, float trace) => weight + rate * (trace - decay * weight);
    }

    private sealed class OjaLearner(LearningContext context, OjaDescription rule) : Learner(context.Projection)
    {
        private readonly WeightedProjection _synapses = context.Projection;
        private readonly DecayingTrace _pre = context.TraceOfArrivals(rule.TraceTime, context.Projection.Settings.Transmits);
        private readonly DecayingTrace _post = context.TraceOfSpikes(rule.TraceTime);

        public override void OnSpikes(int step)
        {
            foreach (int target in Target.Spikes.Present)
            {
                GrowAndDecay change = new((float)(Rate * rule.LearningRate), (float)(_post[target] / rule.SquaredNorm));
                _synapses.ChangeOnto(target, _pre, change, (float)rule.MaximumWeight);
            }
        }

        /// <summary>Nothing: all state is in weights and traces.</summary>
        protected override void VisitState(StateVisitor visitor)
        {
        }
    }
}
