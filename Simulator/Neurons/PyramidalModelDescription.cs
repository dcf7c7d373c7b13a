using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Neurons;

/// <summary>The potential that drives the synapses on the dendrite of a pyramidal cell.</summary>
public enum DendriticDrive
{
    /// <summary>The dendritic potential: what physics says.</summary>
    Dendrite,

    /// <summary>The somatic potential: what the published burstprop program computes, and what its figures need.</summary>
    Soma,
}

/// <summary>
/// Parameters shared by the two-compartment pyramidal models (soma and apical dendrite).
/// Source: Naud, Bathellier and Gerstner 2014; Naud and Sprekeler 2018; Payeur et al. 2021, Methods.
/// </summary>
/// <remarks>
/// <para>Conductances g are in units of the leak conductance of their compartment. For the synapses on the dendrite, V* is the potential
/// that dendriticDrive names. I_s and I_d are injected currents, and f is the feedback of the receptor dendrite-feedback.</para>
/// <code>
/// tau_s dV_s/dt = (E_L - V_s) + g_sE (E_E - V_s) + g_sI (E_I - V_s) + tau_s (b_ws w_s + I_s)/C_s
/// tau_d dV_d/dt = (E_L - V_d) + g_dE (E_E - V*) + g_dI (E_I - V*) + f + tau_d (a_wd w_d + I_d)/C_d
/// tau_ws dw_s/dt = -w_s
/// tau_wd dw_d/dt = (V_d - E_L) - w_d
/// tau_theta dtheta/dt = theta_0 - theta
/// tau_fb df/dt = -f,   tau dg/dt = -g  (tau: ampaDecay or gabaDecay)
/// at a threshold spike (V_s above theta): V_s = E_L,  theta += thresholdJump,  w_s += 1
/// </code>
/// </remarks>
public abstract record PyramidalModelDescription : MembraneModelDescription
{
    private static readonly string[] s_stateVariables =
    [
        "somaPotential", "dendritePotential", "somaAdaptation", "dendriteAdaptation", "threshold",
        "somaAmpa", "somaGaba", "dendriteAmpa", "dendriteGaba", DendriteFeedback,
    ];

    /// <inheritdoc/>
    public override bool HasDendrite => true;

    /// <inheritdoc/>
    public override bool Bursts => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> StateVariables => s_stateVariables;

    /// <inheritdoc/>
    public override string UnitOf(string variable) =>
        variable switch { "somaAdaptation" => "spikes", "dendriteAdaptation" => "v", _ => base.UnitOf(variable) };

    /// <summary>Somatic capacitance C_s.</summary>
    [Quantity(Dimension.Capacitance), Bounds(Above = 0)]
    public double SomaCapacitance { get; init; } = 370e-12;

    /// <summary>Somatic membrane time constant tau_s.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double SomaTimeConstant { get; init; } = 16e-3;

    /// <summary>Time constant of the spike-triggered somatic adaptation, tau_ws.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double SomaAdaptationTime { get; init; } = 100e-3;

    /// <summary>Current that one spike adds to the soma through its adaptation, b_ws.</summary>
    [Quantity(Dimension.Current)]
    public double SomaAdaptationCurrent { get; init; } = -200e-12;

    /// <summary>Dendritic capacitance C_d.</summary>
    [Quantity(Dimension.Capacitance), Bounds(Above = 0)]
    public double DendriteCapacitance { get; init; } = 170e-12;

    /// <summary>Dendritic membrane time constant tau_d.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double DendriteTimeConstant { get; init; } = 7e-3;

    /// <summary>Time constant of the dendritic adaptation, tau_wd.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double DendriteAdaptationTime { get; init; } = 30e-3;

    /// <summary>Coupling of the dendritic adaptation to the dendritic potential, a_wd.</summary>
    [Quantity(Dimension.Conductance)]
    public double DendriteAdaptationConductance { get; init; } = -13e-9;

    /// <summary>Slope D_d of the dendritic sigmoid sigma((V_d - E_d)/D_d).</summary>
    [Quantity(Dimension.Potential), Bounds(Above = 0)]
    public double DendriteSigmoidSlope { get; init; } = 6e-3;

    /// <summary>Firing threshold at rest, theta_0.</summary>
    [Quantity(Dimension.Potential)]
    public double Threshold { get; init; } = -50e-3;

    /// <summary>Rise of the threshold at a spike.</summary>
    [Quantity(Dimension.Potential), Bounds(AtLeast = 0)]
    public double ThresholdJump { get; init; } = 2e-3;

    /// <summary>Time constant with which the threshold returns to rest, tau_theta.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double ThresholdDecay { get; init; } = 27e-3;

    /// <summary>Time constant of the feedback f that acts on the dendrite like a current, tau_fb; 0: a spike acts for one step.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double FeedbackDecay { get; init; } = 5e-3;

    /// <summary>The potential that drives synapses on the dendrite.</summary>
    public DendriticDrive DendriticDrive { get; init; } = DendriticDrive.Dendrite;

    /// <summary>Midpoint E_d of the dendritic sigmoid.</summary>
    [Quantity(Dimension.Potential)]
    public abstract double DendriteSigmoidMidpoint { get; init; }

    /// <inheritdoc/>
    public override void Check(Findings findings)
    {
        base.Check(findings);
        findings.CheckEulerTime(this, nameof(SomaTimeConstant), SomaTimeConstant);
        findings.CheckEulerTime(this, nameof(DendriteTimeConstant), DendriteTimeConstant);
        findings.CheckEulerTime(this, nameof(DendriteAdaptationTime), DendriteAdaptationTime);
        findings.CheckEulerTime(this, nameof(ThresholdDecay), ThresholdDecay);
        findings.CheckDecayTime(this, nameof(SomaAdaptationTime), SomaAdaptationTime);
        findings.CheckDecayTime(this, nameof(FeedbackDecay), FeedbackDecay);
        findings.CheckBelow(this, nameof(RestingPotential), RestingPotential, nameof(Threshold), Threshold,
            "the cell would fire without end");
        findings.CheckThreshold(this, Threshold, InhibitoryReversal, ExcitatoryReversal);
    }
}
