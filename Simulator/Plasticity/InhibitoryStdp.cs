using System.Globalization;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Quantities;
using Spiking.Snapshots;
using Spiking.Synapses;

namespace Spiking.Plasticity;

/// <summary>
/// Homeostatic plasticity of inhibition. With traces x_j and y_i of the spikes of both sides, of the same time constant tau, a pre-synaptic
/// spike changes a weight by eta (y_i - alpha), a post-synaptic spike by eta x_j, with alpha = 2 r0 tau: neurons that fire faster than the
/// target rate r0 are inhibited more, those that fire slower less. Source: Vogels, Sprekeler, Zenke, Clopath and Gerstner 2011.
/// </summary>
/// <remarks><code>
/// at an arriving spike:      w += eta (y_i - alpha),  alpha = 2 r0 tau
/// at a post-synaptic spike:  w += eta x_j
/// tau dx/dt = -x,  x_j += 1 at an arriving spike;  tau dy/dt = -y,  y_i += 1 after a post-synaptic spike
/// mean change per time at rates r_j and r_i without correlations: eta (r_j (r_i tau - alpha) + r_i r_j tau) = 2 eta tau r_j (r_i - r0)
/// </code></remarks>
/// <example><code>
/// { "rule": "inhibitory-stdp", "learningRate": 1e-3, "targetRate": "5 Hz" }
/// </code></example>
[VariantName("inhibitory-stdp")]
public sealed record InhibitoryStdpDescription : PlasticityDescription
{
    /// <summary>Learning rate eta: what a post-synaptic spike adds to a weight where the trace of the pre-synaptic spikes is 1.</summary>
    [Bounds(AtLeast = 0)]
    public required double LearningRate { get; init; }

    /// <summary>Target rate r0 of the post-synaptic neurons.</summary>
    [Quantity(Dimension.Frequency), Bounds(AtLeast = 0)]
    public required double TargetRate { get; init; }

    /// <summary>Time constant tau of both traces.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double TraceTime { get; init; } = 20e-3;

    /// <inheritdoc/>
    public override IReadOnlyList<Receptor> Receptors => [Receptor.SomaGaba, Receptor.DendriteGaba];

    /// <inheritdoc/>
    public override string Summary => string.Create(CultureInfo.InvariantCulture, $"rate {LearningRate:G6}, target {TargetRate:G6} Hz");

    /// <inheritdoc/>
    public override void Check(Findings findings) => findings.CheckDecayTime(this, nameof(TraceTime), TraceTime);

    /// <inheritdoc/>
    public override Learner Create(LearningContext context) => new InhibitoryLearner(context, this);

    /// <summary>w += eta (x - alpha).</summary>
    private readonly struct AddDifference(float rate, float offset) : IWeightChange
    {
        public float Of(float weight, float trace) => weight + rate * (trace - offset);
    }

    private sealed class InhibitoryLearner(LearningContext context, InhibitoryStdpDescription rule) : Learner(context.Projection)
    {
        private readonly WeightedProjection _synapses = context.Projection;
        private readonly DecayingTrace _pre = context.TraceOfArrivals(rule.TraceTime, context.Projection.Settings.Transmits);
        private readonly DecayingTrace _post = context.TraceOfSpikes(rule.TraceTime);
        private readonly float _maximum = (float)rule.MaximumWeight, _alpha = (float)(2 * rule.TargetRate * rule.TraceTime);

        public override void OnArrivals(int step)
        {
            AddDifference change = new((float)(Rate * rule.LearningRate), _alpha);
            foreach (int source in _synapses.Arriving(step)) _synapses.ChangeFrom(source, _post, change, _maximum);
        }

        public override void OnSpikes(int step)
        {
            foreach (int target in Target.Spikes.Present) _synapses.AddOnto(target, _pre, Rate * rule.LearningRate, _maximum);
        }

        /// <summary>Nothing: all state is in weights and traces.</summary>
        protected override void VisitState(StateVisitor visitor)
        {
        }
    }
}
