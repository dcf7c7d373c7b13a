using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Neurons;

/// <summary>
/// Adaptive exponential integrate-and-fire neuron (Brette and Gerstner 2005) with conductance synapses: PV- and SOM-like interneurons.
/// The threshold V_T is not given but follows from the rheobase. The defaults are those of a PV cell.
/// </summary>
/// <remarks>
/// <para>Conductances g are in units of the leak conductance, and I is the injected current. The adaptation w is held as a potential
/// (V).</para>
/// <code>
/// C/g_L dV/dt = (E_L - V) + D_T exp((V - V_T)/D_T) + g_E (E_E - V) + g_I (E_I - V) - w + I/g_L
/// tau_w dw/dt = (a/g_L) (V - E_L) - w
/// tau dg/dt = -g  (tau: ampaDecay or gabaDecay)
/// V_T = I_rh/(g_L + a) + E_L + D_T - D_T ln(1 + a/g_L)
/// at a spike (V above spikePotential): V = V_r,  w += b/g_L
/// </code>
/// <para>V stays between the inhibitory reversal and potentialCeiling. While the cell is refractory it is held at E_L, so that it starts
/// from there.</para>
/// </remarks>
/// <example><code>
/// { "type": "adex", "rheobase": "200 pA", "adaptationTime": "100 ms", "spikeAdaptation": "50 pA" }
/// </code></example>
[VariantName("adex")]
public sealed record AdExModelDescription : MembraneModelDescription
{
    private static readonly string[] s_stateVariables = ["potential", "adaptation", "ampa", "gaba"];

    /// <inheritdoc/>
    public override bool HasDendrite => false;

    /// <inheritdoc/>
    internal override bool IsDivisible => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateVariables => s_stateVariables;

    /// <inheritdoc/>
    public override string UnitOf(string variable) => variable == "adaptation" ? "v" : base.UnitOf(variable);

    /// <summary>Membrane capacitance C.</summary>
    [Quantity(Dimension.Capacitance), Bounds(Above = 0)]
    public double Capacitance { get; init; } = 100e-12;

    /// <summary>Leak conductance g_L.</summary>
    [Quantity(Dimension.Conductance), Bounds(Above = 0)]
    public double LeakConductance { get; init; } = 10e-9;

    /// <summary>Sharpness of spike initiation D_T.</summary>
    [Quantity(Dimension.Potential), Bounds(Above = 0)]
    public double SpikeSlope { get; init; } = 2e-3;

    /// <summary>Smallest constant current that makes the cell fire; it fixes the threshold V_T.</summary>
    [Quantity(Dimension.Current), Bounds(Above = 0)]
    public double Rheobase { get; init; } = 200e-12;

    /// <summary>Potential after a spike, V_r.</summary>
    [Quantity(Dimension.Potential)]
    public double ResetPotential { get; init; } = -55e-3;

    /// <summary>Potential at which a spike is counted.</summary>
    [Quantity(Dimension.Potential)]
    public double SpikePotential { get; init; }

    /// <summary>Upper bound of the membrane potential.</summary>
    [Quantity(Dimension.Potential)]
    public double PotentialCeiling { get; init; } = 20e-3;

    /// <summary>Absolute refractory period.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0, AtMost = 100)]
    public double RefractoryPeriod { get; init; } = 1e-3;

    /// <summary>Time constant of adaptation, tau_w.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double AdaptationTime { get; init; } = 500e-3;

    /// <summary>Subthreshold adaptation a.</summary>
    [Quantity(Dimension.Conductance), Bounds(AtLeast = 0)]
    public double SubthresholdAdaptation { get; init; }

    /// <summary>Spike-triggered adaptation b.</summary>
    [Quantity(Dimension.Current), Bounds(AtLeast = 0)]
    public double SpikeAdaptation { get; init; }

    /// <summary>
    /// Threshold of spike initiation, V_T = I_rh/(g_L + a) + E_L + D_T - D_T ln(1 + a/g_L): at the rheobase the leak, the
    /// subthreshold adaptation and the exponential current touch in a saddle node.
    /// </summary>
    public double InitiationThreshold() =>
        Rheobase / (LeakConductance + SubthresholdAdaptation) + RestingPotential + SpikeSlope
        - SpikeSlope * Math.Log(1 + SubthresholdAdaptation / LeakConductance);

    internal override bool TakesCellCurrents => true;

    /// <inheritdoc/>
    public override Population Create<T>(PopulationSettings settings) => new AdExPopulation<T>(this, settings);

    /// <inheritdoc/>
    public override void Check(Findings findings)
    {
        base.Check(findings);
        const string Endless = "the cell would fire without end";
        findings.CheckEulerTime(this, nameof(AdaptationTime), AdaptationTime);
        findings.CheckBelow(this, nameof(ResetPotential), ResetPotential, nameof(SpikePotential), SpikePotential, Endless);
        findings.CheckBelow(this, nameof(RestingPotential), RestingPotential, nameof(SpikePotential), SpikePotential, Endless);
        findings.CheckBelow(
            this, nameof(InhibitoryReversal), InhibitoryReversal, nameof(SpikePotential), SpikePotential,
            "inhibition would make the cell fire");
        findings.CheckBelow(
            this, nameof(SpikePotential), SpikePotential, nameof(PotentialCeiling), PotentialCeiling, "the potential could never reach it");
        if (!findings.IsSound(this, nameof(Capacitance), nameof(LeakConductance)) || findings.TimeStep is not double step) return;

        double membraneTime = Capacitance / LeakConductance;
        findings.Require(membraneTime >= step, this, [nameof(Capacitance)], () =>
            $"{findings.Found(this, nameof(Capacitance))}; with {findings.Other(this, nameof(LeakConductance))} the membrane time "
            + $"constant is {Findings.Show(membraneTime)}, shorter than the time step {Findings.Show(step)}: one "
            + "step of forward Euler would overshoot the equilibrium, and the result mean nothing.");
        double threshold = InitiationThreshold();
        string[] origins = [nameof(Rheobase), nameof(SubthresholdAdaptation), nameof(RestingPotential), nameof(SpikeSlope)];
        findings.Require(threshold < SpikePotential, this, [.. origins, nameof(SpikePotential)], () =>
            $"{findings.Found(this, nameof(Rheobase))}; spikes would begin at "
            + $"\"{Quantity.FormatRounded(threshold, Dimension.Potential)}\", which is not below "
            + $"{findings.Other(this, nameof(SpikePotential))}.");
    }
}
