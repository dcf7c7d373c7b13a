using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Neurons;

/// <summary>
/// Two-compartment pyramidal neuron whose dendrite decides, at each event, with probability sigma((V_d - E_d)/D_d), whether a
/// second spike follows. It fires singlets and doublets only. Source: Payeur et al. 2021, XOR experiments.
/// </summary>
/// <remarks>
/// <para>The membrane is that of both pyramidal models, below. Every threshold spike is an event. The dendrite then decides at random
/// whether a second spike follows and makes it a burst. The second spike resets nothing, but the refractory period begins anew.</para>
/// <code>
/// P(burst | event) = 1/(1 + exp(-(V_d - E_d)/D_d))
/// interval of the second spike: uniform from shortestBurstInterval to longestBurstInterval
/// </code>
/// </remarks>
/// <example><code>
/// { "type": "burst-poisson-pyramidal", "dendriteSigmoidMidpoint": "-57 mV", "refractoryPeriod": "20 ms" }
/// </code></example>
[VariantName("burst-poisson-pyramidal")]
public sealed record BurstPoissonModelDescription : PyramidalModelDescription
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

    /// <inheritdoc/>
    public override Population Create<T>(PopulationSettings settings) => new BurstPoissonPopulation<T>(this, settings);
}
