using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Neurons;

/// <summary>
/// Two-compartment pyramidal neuron whose dendrite decides, at each event, with probability sigma((V_d - E_d)/D_d), whether a
/// second spike follows. It fires singlets and doublets only. Source: Payeur et al. 2021, XOR experiments.
/// </summary>
[VariantName("burst-poisson-pyramidal")]
public sealed record BurstPoissonModel : PyramidalModel
{
    /// <inheritdoc/>
    [Quantity(Dimension.Potential)]
    public override double DendriteSigmoidMidpoint { get; init; } = -57e-3;

    /// <summary>Absolute refractory period after every spike.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0, AtMost = 100)]
    public double RefractoryPeriod { get; init; } = 20e-3;

    /// <summary>Shortest interval between the two spikes of a burst.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0, AtMost = 1)]
    public double ShortestBurstInterval { get; init; } = 5e-3;

    /// <summary>Longest interval between the two spikes of a burst (the interval is uniform between the two).</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0, AtMost = 1)]
    public double LongestBurstInterval { get; init; } = 15e-3;
}
