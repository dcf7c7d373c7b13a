using System.Globalization;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Quantities;
using Spiking.Snapshots;
using Spiking.Synapses;

namespace Spiking.Plasticity;

/// <summary>
/// The rule of Bienenstock, Cooper and Munro with a sliding threshold: synapses that are active grow while their neuron fires faster than
/// its threshold, and shrink while it fires slower. The threshold theta_i follows the mean of the squared rate over the target rate r0, so
/// it overtakes a neuron that keeps firing faster than r0. Source: Bienenstock, Cooper and Munro 1982; the threshold by the mean of the
/// square is that of Intrator and Cooper 1992.
/// </summary>
/// <remarks><code>
/// at a post-synaptic spike: w += eta x_j (y_i - theta_i)/r0
/// tau dx/dt = -x,  x_j += 1 at an arriving spike;  tau dy/dt = -y,  y_i += 1/tau after a post-synaptic spike
/// thresholdTime dtheta/dt = -theta,  theta_i += y_i/(r0 thresholdTime) after a post-synaptic spike, with the y_i before it
/// mean change per time at rates r_j and r_i without correlations: eta tau r_j r_i (r_i - theta_i)/r0,  theta_i = r_i^2/r0
/// </code></remarks>
/// <example><code>
/// { "rule": "bcm", "learningRate": 1e-3, "targetRate": "10 Hz", "traceTime": "50 ms", "thresholdTime": "2 s" }
/// </code></example>
[VariantName("bcm")]
public sealed record BcmDescription : PlasticityDescription
{
    /// <summary>Learning rate eta.</summary>
    [Bounds(AtLeast = 0)]
    public required double LearningRate { get; init; }

    /// <summary>Target rate r0, at which the threshold is the rate. It is also the threshold at the start.</summary>
    [Quantity(Dimension.Frequency), Bounds(Above = 0)]
    public required double TargetRate { get; init; }

    /// <summary>Time constant tau of the traces by which rates are measured.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double TraceTime { get; init; } = 50e-3;

    /// <summary>Time constant of the threshold, longer than that of the traces.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double ThresholdTime { get; init; } = 2;

    /// <inheritdoc/>
    public override string Summary => string.Create(CultureInfo.InvariantCulture, $"rate {LearningRate:G6}, target {TargetRate:G6} Hz");

    /// <inheritdoc/>
    public override void Check(Findings findings)
    {
        findings.CheckDecayTime(this, nameof(TraceTime), TraceTime);
        findings.CheckBelow(this, nameof(TraceTime), TraceTime, nameof(ThresholdTime), ThresholdTime);
    }

    /// <inheritdoc/>
    public override Learner Create(LearningContext context) => new BcmLearner(context, this);

    private sealed class BcmLearner(LearningContext context, BcmDescription rule) : Learner(context.Projection)
    {
        private readonly WeightedProjection _synapses = context.Projection;
        private readonly DecayingTrace _pre = context.TraceOfArrivals(rule.TraceTime, context.Projection.Settings.Transmits);
        private readonly SlidingThreshold _post = context.Share(
            (rule.TraceTime, rule.ThresholdTime, rule.TargetRate), () => new SlidingThreshold(context.Target, rule));

        public override void OnSpikes(int step)
        {
            double perRate = Rate * rule.LearningRate / rule.TargetRate;
            foreach (int target in Target.Spikes.Present)
            {
                double above = _post.Rate[target] - _post.Threshold[target];
                _synapses.AddOnto(target, _pre, perRate * above, (float)rule.MaximumWeight);
            }
        }

        /// <summary>Nothing: all state is in weights and traces.</summary>
        protected override void VisitState(StateVisitor visitor)
        {
        }
    }

    /// <summary>
    /// Rate y_i and threshold theta_i of every neuron (Hz). A neuron that spikes adds the rate before the spike to its threshold: for a
    /// Poisson train the mean of that per time is the square of the rate, without the variance of the trace.
    /// </summary>
    private sealed class SlidingThreshold(Population population, BcmDescription rule) : IStepped, IHasState
    {
        public DecayingTrace Rate { get; } = new(population.Size, rule.TraceTime, population.Settings.TimeStep);

        public DecayingTrace Threshold { get; } =
            new(population.Size, rule.ThresholdTime, population.Settings.TimeStep, rule.TargetRate);

        public void AfterStep(int step)
        {
            foreach (int neuron in population.Spikes.Present)
            {
                Threshold.Add(neuron, Rate[neuron] / (rule.TargetRate * rule.ThresholdTime));
                Rate.Add(neuron, 1 / rule.TraceTime);
            }

            Rate.Decay();
            Threshold.Decay();
        }

        public void VisitState(StateVisitor visitor)
        {
            Rate.VisitState(visitor);
            Threshold.VisitState(visitor);
        }
    }
}
