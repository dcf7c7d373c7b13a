using Spiking.Files;
using Spiking.Neurons;
using Spiking.Plasticity;
using Spiking.Quantities;
using Spiking.Snapshots;
using Spiking.Synapses;

namespace Extension;

/// <summary>A synapse grows when its target spikes soon after its source, and shrinks by a constant at every spike of its source.</summary>
/// <remarks><code>
/// at a post-synaptic spike: w += learningRate x;  at an arriving spike: w -= learningRate depression
/// traceTime dx/dt = -x,  x += 1 at an arriving spike
/// </code></remarks>
/// <example><code>
/// { "rule": "coincidence", "learningRate": 0.01, "depression": 0.1 }
/// </code></example>
[VariantName("coincidence")]
public sealed record CoincidenceDescription : PlasticityDescription
{
    /// <summary>Learning rate.</summary>
    [Bounds(AtLeast = 0)]
    public required double LearningRate { get; init; }

    /// <summary>Decrease at a pre-synaptic spike, relative to the increase at a coincidence.</summary>
    [Bounds(AtLeast = 0)]
    public double Depression { get; init; } = 0.1;

    /// <summary>Time constant of the pre-synaptic trace.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double TraceTime { get; init; } = 20e-3;

    /// <inheritdoc/>
    public override IReadOnlyList<Receptor> Receptors => [Receptor.SomaAmpa, Receptor.SomaDelta];

    /// <inheritdoc/>
    public override void Check(Findings findings) => findings.CheckDecayTime(this, nameof(TraceTime), TraceTime);

    /// <inheritdoc/>
    public override Learner Create(LearningContext context) => new CoincidenceLearner(context, this);

    private readonly struct Subtract(float amount) : IWeightChange
    {
        public float Of(float weight, float trace) => weight - amount;
    }

    private sealed class CoincidenceLearner(LearningContext context, CoincidenceDescription rule) : Learner(context.Projection)
    {
        private readonly WeightedProjection _synapses = context.Projection;
        private readonly DecayingTrace _pre = context.TraceOfArrivals(rule.TraceTime, context.Projection.Settings.Transmits);
        private readonly DecayingTrace _post = context.TraceOfSpikes(rule.TraceTime);

        public override void OnArrivals(int step)
        {
            Subtract change = new((float)(Rate * rule.LearningRate * rule.Depression));
            foreach (int source in _synapses.Arriving(step)) _synapses.ChangeFrom(source, _post, change, (float)rule.MaximumWeight);
        }

        public override void OnSpikes(int step)
        {
            foreach (int target in Target.Spikes.Present)
                _synapses.AddOnto(target, _pre, Rate * rule.LearningRate, (float)rule.MaximumWeight);
        }

        protected override void VisitState(StateVisitor visitor)
        {
        }
    }
}
