using System.Globalization;
using System.Runtime.InteropServices;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Quantities;
using Spiking.Snapshots;

namespace Spiking.Synapses;

/// <summary>
/// Tsodyks-Markram short-term plasticity in its extended form. A spike transmits the weight times u x; then x decreases by u x and u
/// increases by f (1 - u). Between spikes the resources x recover to 1 and the utilization u returns to U.
/// Source: Tsodyks, Pawelzik and Markram 1998; Payeur et al. 2021, Methods.
/// </summary>
/// <remarks><code>
/// between spikes: dx/dt = (1 - x)/tau_D,  du/dt = (U - u)/tau_F
/// at a spike: w u x is transmitted, then x -= u x and u += f (1 - u), both with the u before
/// </code></remarks>
/// <example><code>
/// { "type": "tsodyks-markram", "utilization": 0.5, "recoveryTime": "200 ms", "facilitationTime": "50 ms" }
/// </code></example>
[VariantName("tsodyks-markram")]
public sealed record TsodyksMarkramDescription : ShortTermPlasticityDescription
{
    /// <summary>Resting utilization U (release probability): the fraction of the weight that the first spike transmits.</summary>
    [Bounds(Above = 0, AtMost = 1)]
    public required double Utilization { get; init; }

    /// <summary>
    /// Increment f of the utilization at a spike, relative to what is left of it; as large as U (the classic form) if absent.
    /// </summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public double? FacilitationIncrement { get; init; }

    /// <summary>Time constant of the recovery from depression, tau_D.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public required double RecoveryTime { get; init; }

    /// <summary>Time constant of the decay of facilitation, tau_F.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public required double FacilitationTime { get; init; }

    /// <summary>Utilization at time 0, from which it relaxes to U; U if absent.</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public double? InitialUtilization { get; init; }

    /// <inheritdoc/>
    public override string Summary => string.Create(CultureInfo.InvariantCulture, $"U {Utilization:G6}");

    /// <inheritdoc/>
    public override void Check(Findings findings)
    {
        findings.CheckDecayTime(this, nameof(RecoveryTime), RecoveryTime);
        findings.CheckDecayTime(this, nameof(FacilitationTime), FacilitationTime);
    }

    /// <inheritdoc/>
    public override ShortTermSynapses Create(Population source, Connectivity? connectivity) => new TsodyksMarkramSynapses(
        new TsodyksMarkramParameters(
            Utilization, FacilitationIncrement ?? Utilization, RecoveryTime, FacilitationTime, InitialUtilization ?? Utilization),
        source.Size,
        source.Settings.TimeStep);
}

/// <summary>Parameters of Tsodyks-Markram short-term plasticity.</summary>
/// <param name="Utilization">Resting utilization U: the fraction of the resources that the first spike uses.</param>
/// <param name="FacilitationIncrement">f: a spike raises the utilization by f (1 - u). The classic model has f = U.</param>
/// <param name="RecoveryTime">Time constant tau_D with which resources recover (s).</param>
/// <param name="FacilitationTime">Time constant tau_F with which the utilization returns to U (s).</param>
/// <param name="InitialUtilization">Utilization at time 0, usually U.</param>
internal sealed record TsodyksMarkramParameters(
    double Utilization, double FacilitationIncrement, double RecoveryTime, double FacilitationTime, double InitialUtilization);

/// <summary>
/// Tsodyks-Markram short-term plasticity in its extended form. All synapses of one pre-synaptic neuron share their state: the available
/// resources x and the utilization u. Source: Tsodyks, Pawelzik and Markram 1998; Payeur et al. 2021, Methods.
/// </summary>
/// <remarks>
/// dx/dt = (1 - x)/tau_D and du/dt = (U - u)/tau_F between spikes; at a spike the efficacy is u x, then x -= u x and u += f (1 - u), both
/// with the u before the spike. Between spikes both equations are linear with constant coefficients, so over an interval s
///     1 - x -> (1 - x) exp(-s/tau_D),   u - U -> (u - U) exp(-s/tau_F)
/// exactly: the state is advanced at spikes only and a silent synapse costs nothing.
/// </remarks>
internal sealed unsafe class TsodyksMarkramSynapses : ShortTermSynapses
{
    private readonly TsodyksMarkramParameters _parameters;
    private readonly double _recoveryPerStep, _facilitationPerStep;
    private readonly AlignedArray<State> _states;

    /// <summary>Creates synapses with full resources.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="sources">Number of pre-synaptic neurons.</param>
    /// <param name="timeStep">Duration of a step (s).</param>
    public TsodyksMarkramSynapses(TsodyksMarkramParameters parameters, int sources, double timeStep)
    {
        _parameters = parameters;
        _recoveryPerStep = -timeStep / parameters.RecoveryTime;
        _facilitationPerStep = -timeStep / parameters.FacilitationTime;
        _states = new AlignedArray<State>(sources);
        _states.Fill(new State { Resources = 1, Utilization = parameters.InitialUtilization });
    }

    /// <summary>The efficacy u x that a spike finds, between 0 and 1; the spike then changes x and u.</summary>
    /// <inheritdoc/>
    public override void Transmit(int source, int step, Span<double> efficacies)
    {
        ref State state = ref _states.Span[source];
        long steps = step - state.LastSpike;
        double u = _parameters.Utilization + (state.Utilization - _parameters.Utilization) * Math.Exp(steps * _facilitationPerStep);
        double x = 1 - (1 - state.Resources) * Math.Exp(steps * _recoveryPerStep);
        double efficacy = u * x;
        state = new State
        {
            Resources = x - efficacy,
            Utilization = u + _parameters.FacilitationIncrement * (1 - u),
            LastSpike = step,
        };
        efficacies.Fill(efficacy);
    }

    /// <inheritdoc/>
    protected override void VisitState(StateVisitor visitor)
    {
        Span<State> states = _states.Span;
        double[] resources = new double[states.Length], utilizations = new double[states.Length];
        long[] lastSpikes = new long[states.Length];
        for (int i = 0; i < states.Length; i++)
            (resources[i], utilizations[i], lastSpikes[i]) = (states[i].Resources, states[i].Utilization, states[i].LastSpike);
        visitor.Array<double>("resources", resources);
        visitor.Array<double>("utilization", utilizations);
        visitor.Steps<long>("lastTransmission", lastSpikes);
        if (!visitor.IsRestoring) return;
        for (int i = 0; i < states.Length; i++)
            states[i] = new State { Resources = resources[i], Utilization = utilizations[i], LastSpike = lastSpikes[i] };
    }

    /// <inheritdoc/>
    public override void Prefetch(int source) => CacheLines.Fetch(_states.Pointer + source);

    /// <summary>x and u just after the last spike of a neuron, and its step: together, in one line of the cache.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 32)]
    private struct State
    {
        public double Resources, Utilization;
        public long LastSpike;
    }
}
