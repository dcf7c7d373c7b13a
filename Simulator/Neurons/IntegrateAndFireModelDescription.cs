using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Neurons;

/// <summary>
/// Parameters of leaky integrate-and-fire point neurons: between spikes the potential relaxes to E_L plus a constant drive, at the
/// threshold it is reset, and for the refractory period it is held there. The models of the usual benchmark networks; what differs is their
/// synapses.
/// </summary>
public abstract record IntegrateAndFireModelDescription : NeuronModelDescription
{
    /// <inheritdoc/>
    public override bool HasDendrite => false;

    /// <inheritdoc/>
    internal override bool IsDivisible => true;

    /// <summary>Membrane time constant tau_m.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double MembraneTime { get; init; } = 20e-3;

    /// <summary>Resting (leak reversal) potential, E_L.</summary>
    [Quantity(Dimension.Potential)]
    public double RestingPotential { get; init; }

    /// <summary>Constant drive: how far above rest the potential of a cell without synapses and threshold would settle.</summary>
    [Quantity(Dimension.Potential)]
    public double Drive { get; init; }

    /// <summary>Potential above which the cell spikes, V_T.</summary>
    [Quantity(Dimension.Potential)]
    public double Threshold { get; init; }

    /// <summary>Potential after a spike and throughout the refractory period, V_r.</summary>
    [Quantity(Dimension.Potential)]
    public double ResetPotential { get; init; }

    /// <summary>Absolute refractory period.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0, AtMost = 100)]
    public double RefractoryPeriod { get; init; }

    /// <summary>Membrane capacitance C. It matters for injected currents only.</summary>
    [Quantity(Dimension.Capacitance), Bounds(Above = 0)]
    public double Capacitance { get; init; } = 200e-12;

    /// <inheritdoc/>
    public override void Check(Findings findings)
    {
        findings.CheckEulerTime(this, nameof(MembraneTime), MembraneTime);
        findings.CheckBelow(this, nameof(ResetPotential), ResetPotential, nameof(Threshold), Threshold, "the cell would fire without end");
        findings.CheckWholeSteps(this, nameof(RefractoryPeriod), RefractoryPeriod);
    }
}
