using System.Globalization;
using System.Runtime.CompilerServices;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Quantities;
using Spiking.Snapshots;
using Spiking.Synapses;

namespace Spiking.Plasticity;

/// <summary>How the size of a weight change depends on the weight.</summary>
public enum WeightDependence
{
    /// <summary>Not at all: weights are cut at their bounds.</summary>
    Additive,

    /// <summary>Potentiation is proportional to what is left to the maximum, depression to the weight, so that bounds are never
    /// reached.</summary>
    Multiplicative,
}

/// <summary>
/// Pair-based spike-timing-dependent plasticity. A post-synaptic spike strengthens a synapse by A+ exp(-s/tau+) for a pre-synaptic spike
/// that arrived a time s before (or in the same step), a pre-synaptic spike weakens it by A- exp(-s/tau-) for a post-synaptic spike a time
/// s before. Source: Song, Miller and Abbott 2000 (additive); Rubin, Lee and Sompolinsky 2001 (multiplicative); Morrison, Diesmann and
/// Gerstner 2008 (pairings).
/// </summary>
/// <remarks>
/// <para>w_max is the largest weight. With the pairing "nearest" a spike sets its trace to 1 instead of adding 1.</para>
/// <code>
/// at an arriving spike:      w -= A- y_i w_max  (additive),  w -= A- y_i w            (multiplicative)
/// at a post-synaptic spike:  w += A+ x_j w_max  (additive),  w += A+ x_j (w_max - w)  (multiplicative)
/// tau+ dx/dt = -x,  x_j += 1 at an arriving spike;  tau- dy/dt = -y,  y_i += 1 after a post-synaptic spike
/// </code>
/// </remarks>
/// <example><code>
/// { "rule": "pair-stdp", "potentiation": 0.005, "depression": 0.00525, "maximumWeight": 1 }
/// </code></example>
[VariantName("pair-stdp")]
public sealed record PairStdpDescription : PlasticityDescription
{
    /// <summary>Amplitude A+ of potentiation, in units of the largest weight.</summary>
    [Bounds(AtLeast = 0)]
    public required double Potentiation { get; init; }

    /// <summary>Amplitude A- of depression, in units of the largest weight; if multiplicative, of the weight.</summary>
    [Bounds(AtLeast = 0)]
    public required double Depression { get; init; }

    /// <summary>Time constant tau+ of the trace of pre-synaptic spikes.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double PotentiationTime { get; init; } = 20e-3;

    /// <summary>Time constant tau- of the trace of post-synaptic spikes.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double DepressionTime { get; init; } = 20e-3;

    /// <summary>How the size of a change depends on the weight.</summary>
    public WeightDependence WeightDependence { get; init; } = WeightDependence.Additive;

    /// <summary>Which earlier spikes of the other side a spike is paired with.</summary>
    public SpikePairing Pairing { get; init; } = SpikePairing.AllToAll;

    /// <summary>Where synapses have amplitudes (receptor soma-delta), the largest of these, instead of maximumWeight.</summary>
    [Quantity(Dimension.Potential), Bounds(Above = 0)]
    public double? MaximumAmplitude { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<Receptor> Receptors => [.. base.Receptors, Receptor.SomaDelta];

    /// <inheritdoc/>
    public override double LargestWeight(Receptor receptor) => receptor == Receptor.SomaDelta ? MaximumAmplitude ?? 0 : MaximumWeight;

    internal override (string? Property, string Message)? Misfit(Receptor receptor) =>
        (receptor == Receptor.SomaDelta, MaximumAmplitude) switch
        {
            (true, null) => (null, "the key \"maximumAmplitude\" is missing, because these synapses have amplitudes."),
            (false, not null) => (nameof(MaximumAmplitude),
                "only synapses at the receptor \"soma-delta\" have amplitudes; leave this out and give maximumWeight."),
            _ => null,
        };

    internal override bool ChangesLate => true;

    /// <inheritdoc/>
    public override string Summary => string.Create(CultureInfo.InvariantCulture, $"+{Potentiation:G6}, -{Depression:G6}");

    /// <inheritdoc/>
    public override void Check(Findings findings)
    {
        findings.CheckDecayTime(this, nameof(PotentiationTime), PotentiationTime);
        findings.CheckDecayTime(this, nameof(DepressionTime), DepressionTime);
    }

    /// <inheritdoc/>
    public override Learner Create(LearningContext context) => new PairLearner(context, this);

    /// <summary>Depression: w -= a x if additive, else w -= a x w.</summary>
    private readonly record struct Weaken(bool IsAdditive, float Amplitude, float Maximum) : IVectorChange
    {
        public float Of(float weight, float stored, float factor)
        {
            float trace = factor * stored;
            return WeightChange.Cut(weight + (IsAdditive ? -Amplitude * trace : Amplitude * trace * (0 - weight)), Maximum);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Of<T>(T weight, T stored, T factor)
            where T : unmanaged, ILanes<T>
        {
            T trace = factor * stored;
            T change = IsAdditive ? T.Broadcast(-Amplitude) * trace : T.Broadcast(Amplitude) * trace * (T.Broadcast(0) - weight);
            return WeightChange.Cut(weight + change, T.Broadcast(Maximum));
        }
    }

    /// <summary>Potentiation: w += factor x if additive, where the factor holds the amplitude; else w += a x (bound - w).</summary>
    private readonly record struct Strengthen(bool IsAdditive, float Amplitude, float Bound) : IVectorChange
    {
        public float Of(float weight, float stored, float factor) => IsAdditive
            ? WeightChange.Of(weight, stored, factor, Bound)
            : WeightChange.Cut(weight + Amplitude * (factor * stored) * (Bound - weight), Bound);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Of<T>(T weight, T stored, T factor)
            where T : unmanaged, ILanes<T>
        {
            T bound = T.Broadcast(Bound);
            return IsAdditive
                ? WeightChange.Of(weight, stored, factor, bound)
                : WeightChange.Cut(weight + T.Broadcast(Amplitude) * (factor * stored) * (bound - weight), bound);
        }
    }

    private sealed class PairLearner : Learner
    {
        private readonly WeightedProjection _synapses;
        private readonly PairStdpDescription _rule;
        private readonly DecayingTrace _pre;
        private readonly DecayingTrace _post;
        private readonly LateChanges<Strengthen> _potentiation;
        private readonly bool _isAdditive;
        private readonly float _maximum;

        public PairLearner(LearningContext context, PairStdpDescription rule)
            : base(context.Projection)
        {
            (_synapses, _rule) = (context.Projection, rule);
            _pre = context.TraceOfArrivals(rule.PotentiationTime, context.Projection.Settings.Transmits, rule.Pairing);
            _post = context.TraceOfSpikes(rule.DepressionTime, SpikeFilter.Spikes, rule.Pairing);
            _potentiation = _synapses.ChangeLate<Strengthen>(_pre);
            _isAdditive = rule.WeightDependence == WeightDependence.Additive;
            _maximum = (float)rule.LargestWeight(context.Projection.Settings.Receptor);
        }

        public override void OnArrivals(int step)
        {
            double amplitude = Rate * _rule.Depression;
            Weaken change = new(_isAdditive, (float)(_isAdditive ? amplitude * _maximum : amplitude), _maximum);
            foreach (int source in _synapses.Arriving(step)) _synapses.ChangeFrom(source, _post, change);
        }

        public override void OnSpikes(int step)
        {
            double amplitude = Rate * _rule.Potentiation;
            _potentiation.Add(
                Target.Spikes.Present, step, new Strengthen(_isAdditive, (float)amplitude, _maximum),
                (float)(_isAdditive ? amplitude * _maximum * _pre.Scale : _pre.Scale));
        }

        /// <summary>Nothing: all state is in weights and traces.</summary>
        protected override void VisitState(StateVisitor visitor)
        {
        }
    }
}
