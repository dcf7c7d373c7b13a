using System.Globalization;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Quantities;
using Spiking.Snapshots;
using Spiking.Synapses;

namespace Spiking.Plasticity;

/// <summary>
/// Triplet spike-timing-dependent plasticity. With the traces r1, r2 of pre-synaptic and o1, o2 of post-synaptic spikes, a post-synaptic
/// spike adds r1 (A2+ + A3+ o2) to a weight and a pre-synaptic spike takes o1 (A2- + A3- r2) from it; o2 and r2 do not include the spike
/// itself. Source: Pfister and Gerstner 2006, Eqs. 3 and 4.
/// </summary>
/// <remarks>
/// <para>w_max is maximumWeight. With the pairing "nearest" a spike sets its traces to 1 instead of adding 1.</para>
/// <code>
/// at an arriving spike:      w -= o1_i (A2- + A3- r2_j) w_max,  with the r2_j before it
/// at a post-synaptic spike:  w += r1_j (A2+ + A3+ o2_i) w_max,  with the o2_i before it
/// tau+ dr1/dt = -r1,  tau_x dr2/dt = -r2,  r1_j += 1 and r2_j += 1 at an arriving spike
/// tau- do1/dt = -o1,  tau_y do2/dt = -o2,  o1_i += 1 and o2_i += 1 after a post-synaptic spike
/// </code>
/// </remarks>
/// <example><code>
/// { "rule": "triplet-stdp", "pairPotentiation": 5e-10, "tripletPotentiation": 6.2e-3,
///   "pairDepression": 7e-3, "tripletDepression": 2.3e-4 }
/// </code></example>
[VariantName("triplet-stdp")]
public sealed record TripletStdpDescription : PlasticityDescription
{
    /// <summary>Amplitude A2+ of potentiation by pairs, in units of maximumWeight.</summary>
    [Bounds(AtLeast = 0)]
    public required double PairPotentiation { get; init; }

    /// <summary>Amplitude A3+ of potentiation by triplets of one pre- and two post-synaptic spikes, in units of maximumWeight.</summary>
    [Bounds(AtLeast = 0)]
    public required double TripletPotentiation { get; init; }

    /// <summary>Amplitude A2- of depression by pairs, in units of maximumWeight.</summary>
    [Bounds(AtLeast = 0)]
    public required double PairDepression { get; init; }

    /// <summary>Amplitude A3- of depression by triplets of two pre- and one post-synaptic spike, in units of maximumWeight.</summary>
    [Bounds(AtLeast = 0)]
    public double TripletDepression { get; init; }

    /// <summary>Time constant tau+ of r1, the faster trace of pre-synaptic spikes.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double PotentiationTime { get; init; } = 16.8e-3;

    /// <summary>Time constant tau- of o1, the faster trace of post-synaptic spikes.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double DepressionTime { get; init; } = 33.7e-3;

    /// <summary>Time constant tau_x of r2, the slower trace of pre-synaptic spikes.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double SlowPresynapticTime { get; init; } = 101e-3;

    /// <summary>Time constant tau_y of o2, the slower trace of post-synaptic spikes.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double SlowPostsynapticTime { get; init; } = 125e-3;

    /// <summary>Which earlier spikes the traces remember.</summary>
    public SpikePairing Pairing { get; init; } = SpikePairing.AllToAll;

    /// <inheritdoc/>
    public override string Summary => string.Create(
        CultureInfo.InvariantCulture, $"+{PairPotentiation:G6}/{TripletPotentiation:G6}, -{PairDepression:G6}/{TripletDepression:G6}");

    /// <inheritdoc/>
    public override void Check(Findings findings)
    {
        findings.CheckDecayTime(this, nameof(PotentiationTime), PotentiationTime);
        findings.CheckDecayTime(this, nameof(DepressionTime), DepressionTime);
        findings.CheckDecayTime(this, nameof(SlowPresynapticTime), SlowPresynapticTime);
        findings.CheckDecayTime(this, nameof(SlowPostsynapticTime), SlowPostsynapticTime);
    }

    /// <inheritdoc/>
    public override Learner Create(LearningContext context) => new TripletLearner(context, this);

    /// <summary>w += a x.</summary>
    private readonly struct Add(float amplitude) : IWeightChange
    {
        public float Of(float weight, float trace) => weight + amplitude * trace;
    }

    private sealed class TripletLearner(LearningContext context, TripletStdpDescription rule) : Learner(context.Projection)
    {
        private readonly WeightedProjection _synapses = context.Projection;
        private readonly DecayingTrace _r1 = Arrivals(context, rule, rule.PotentiationTime);
        private readonly DecayingTrace _r2 = Arrivals(context, rule, rule.SlowPresynapticTime);
        private readonly DecayingTrace _o1 = context.TraceOfSpikes(rule.DepressionTime, SpikeFilter.Spikes, rule.Pairing);
        private readonly DecayingTrace _o2 = context.TraceOfSpikes(rule.SlowPostsynapticTime, SpikeFilter.Spikes, rule.Pairing);
        private readonly float _maximum = (float)rule.MaximumWeight;

        public override void OnArrivals(int step)
        {
            foreach (int source in _synapses.Arriving(step))
            {
                double amplitude = Rate * (rule.PairDepression + rule.TripletDepression * _r2[source]) * rule.MaximumWeight;
                _synapses.ChangeFrom(source, _o1, new Add((float)-amplitude), _maximum);
            }
        }

        public override void OnSpikes(int step)
        {
            foreach (int target in Target.Spikes.Present)
            {
                double amplitude = Rate * (rule.PairPotentiation + rule.TripletPotentiation * _o2[target]) * rule.MaximumWeight;
                _synapses.AddOnto(target, _r1, amplitude, _maximum);
            }
        }

        /// <summary>Nothing: all state is in weights and traces.</summary>
        protected override void VisitState(StateVisitor visitor)
        {
        }

        private static DecayingTrace Arrivals(LearningContext context, TripletStdpDescription rule, double time) =>
            context.TraceOfArrivals(time, context.Projection.Settings.Transmits, rule.Pairing);
    }
}
