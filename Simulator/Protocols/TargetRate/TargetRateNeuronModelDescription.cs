using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Protocols.TargetRate;

/// <summary>
/// The active two-compartment pyramidal neuron as the program of the target-rate task has it: current-based, with adaptations that are
/// currents. Source: Naud, Bathellier and Gerstner 2014; constants of the published program.
/// </summary>
public sealed record TargetRateNeuronModelDescription
{
    /// <summary>Resting potential E_L, at which all potentials start.</summary>
    [Quantity(Dimension.Potential)]
    public double RestingPotential { get; init; } = -70e-3;

    /// <summary>Potential to which a spike resets the soma.</summary>
    [Quantity(Dimension.Potential)]
    public double ResetPotential { get; init; } = -70e-3;

    /// <summary>Somatic capacitance C_s.</summary>
    [Quantity(Dimension.Capacitance), Bounds(Above = 0)]
    public double SomaCapacitance { get; init; } = 370e-12;

    /// <summary>Somatic membrane time constant tau_s.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double SomaTimeConstant { get; init; } = 16e-3;

    /// <summary>Current that a fully active dendrite drives into the soma, g_s.</summary>
    [Quantity(Dimension.Current)]
    public double DendriteToSomaCurrent { get; init; } = 1300e-12;

    /// <summary>Time constant of the somatic adaptation, tau_ws.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double SomaAdaptationTime { get; init; } = 100e-3;

    /// <summary>
    /// What a spike adds to the somatic adaptation current w_s. The published program multiplies its constant of 200 pA by the time step as
    /// a bare number (1e-3), so that a spike adds 0.2 pA and the soma hardly adapts.
    /// </summary>
    [Quantity(Dimension.Current)]
    public double SomaAdaptationJump { get; init; } = 0.2e-12;

    /// <summary>Threshold at rest, theta_0.</summary>
    [Quantity(Dimension.Potential)]
    public double Threshold { get; init; } = -50e-3;

    /// <summary>How much a spike raises the threshold.</summary>
    [Quantity(Dimension.Potential)]
    public double ThresholdJump { get; init; } = 2e-3;

    /// <summary>Time constant with which the threshold returns to rest, tau_theta.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double ThresholdDecay { get; init; } = 27e-3;

    /// <summary>Dendritic capacitance C_d.</summary>
    [Quantity(Dimension.Capacitance), Bounds(Above = 0)]
    public double DendriteCapacitance { get; init; } = 170e-12;

    /// <summary>Dendritic membrane time constant tau_d.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double DendriteTimeConstant { get; init; } = 7e-3;

    /// <summary>Strength of the regenerative dendritic current, g_d.</summary>
    [Quantity(Dimension.Current)]
    public double RegenerativeCurrent { get; init; } = 1200e-12;

    /// <summary>Midpoint E_d of the dendritic activation sigma((V_d - E_d)/D_d).</summary>
    [Quantity(Dimension.Potential)]
    public double DendriteSigmoidMidpoint { get; init; } = -38e-3;

    /// <summary>Slope D_d of the dendritic activation.</summary>
    [Quantity(Dimension.Potential), Bounds(Above = 0)]
    public double DendriteSigmoidSlope { get; init; } = 6e-3;

    /// <summary>Time constant of the dendritic adaptation, tau_wd.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double DendriteAdaptationTime { get; init; } = 30e-3;

    /// <summary>Conductance that couples the dendritic adaptation current to the dendritic potential.</summary>
    [Quantity(Dimension.Conductance)]
    public double DendriteAdaptationConductance { get; init; } = 13e-9;

    /// <summary>Current c_d that every own spike drives into the dendrite while its back-propagating action potential lasts.</summary>
    [Quantity(Dimension.Current)]
    public double BackpropagationCurrent { get; init; } = 2600e-12;

    /// <summary>When a back-propagating action potential reaches the dendrite, after its spike.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double BackpropagationDelay { get; init; } = 0.5e-3;

    /// <summary>How long a back-propagating action potential lasts.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0, AtMost = 1)]
    public double BackpropagationDuration { get; init; } = 2e-3;
}
