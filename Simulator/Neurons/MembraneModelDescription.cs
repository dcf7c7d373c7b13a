using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Neurons;

/// <summary>Parameters shared by the models that have a membrane with excitatory and inhibitory receptors.</summary>
public abstract record MembraneModelDescription : NeuronModelDescription
{
    /// <summary>Time constant of the excitatory (AMPA) conductances; 0: a spike acts for one step.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double AmpaDecay { get; init; } = 5e-3;

    /// <summary>Time constant of the inhibitory (GABA) conductances; 0: a spike acts for one step.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double GabaDecay { get; init; } = 10e-3;

    /// <summary>Reversal potential of excitation.</summary>
    [Quantity(Dimension.Potential)]
    public double ExcitatoryReversal { get; init; }

    /// <summary>Reversal potential of inhibition.</summary>
    [Quantity(Dimension.Potential)]
    public double InhibitoryReversal { get; init; } = -80e-3;

    /// <summary>Resting (leak reversal) potential, E_L; also the reset potential of the pyramidal models.</summary>
    [Quantity(Dimension.Potential), Bounds(AtLeast = -1, AtMost = 1)]
    public double RestingPotential { get; init; } = -70e-3;

    /// <inheritdoc/>
    public override void Check(Findings findings) =>
        findings.CheckConductances(this, AmpaDecay, GabaDecay, InhibitoryReversal, ExcitatoryReversal);
}
