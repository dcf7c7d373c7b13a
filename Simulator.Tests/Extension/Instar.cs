// <own-rule>
using Spiking.Files;
using Spiking.Plasticity;
using Spiking.Quantities;
using Spiking.Snapshots;
using Spiking.Synapses;

namespace MyParts;

/// <summary>Instar rule: when a neuron spikes, the weights onto it approach the traces of their sources.</summary>
/// <remarks><code>
/// at a post-synaptic spike: w += learningRate (x - w)
/// traceTime dx/dt = -x,  x += 1 at an arriving spike
/// </code></remarks>
/// <example><code>
/// { "rule": "instar", "learningRate": 0.01 }
/// </code></example>
[VariantName("instar")]
public sealed record InstarDescription : PlasticityDescription
{
    /// <summary>Fraction of the way to the trace that a weight takes at a spike.</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public required double LearningRate { get; init; }

    /// <summary>Time constant of the traces.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double TraceTime { get; init; } = 20e-3;

    /// <inheritdoc/>
    public override void Check(Findings findings) => findings.CheckDecayTime(this, nameof(TraceTime), TraceTime);

    /// <inheritdoc/>
    public override Learner Create(LearningContext context) => new InstarLearner(context, this);

    private readonly struct Approach(float rate) : IWeightChange
    {
        public float Of(float weight, float trace) => weight + rate * (trace - weight);
    }

    private sealed class InstarLearner(LearningContext context, InstarDescription rule) : Learner(context.Projection)
    {
        private readonly WeightedProjection _synapses = context.Projection;
        private readonly DecayingTrace _arrivals = context.TraceOfArrivals(rule.TraceTime, context.Projection.Settings.Transmits);

        public override void OnSpikes(int step)
        {
            Approach change = new((float)(Rate * rule.LearningRate));
            foreach (int target in Target.Spikes.Present)
                _synapses.ChangeOnto(target, _arrivals, change, (float)rule.MaximumWeight);
        }

        // Weights and traces are saved without it.
        protected override void VisitState(StateVisitor visitor)
        {
        }
    }
}
// </own-rule>
