using Spiking.Files;
using Spiking.Networks;
using Spiking.Neurons;
using Spiking.Quantities;

namespace Spiking.Recording.Transfer;

/// <summary>
/// Response of a population to each level of the staircase current that is injected into it (event rate, burst rate, burst probability), into
/// transfer.csv and a figure.
/// </summary>
/// <example><code>
/// { "type": "transfer", "population": "cells", "compartment": "soma", "window": "0.5 s" }
/// </code></example>
[VariantName("transfer")]
public sealed record TransferRecorderDescription : RecorderDescription
{
    /// <summary>The population.</summary>
    public required string Population { get; init; }

    /// <summary>The compartment into which the staircase current flows.</summary>
    public Compartment Compartment { get; init; } = Compartment.Dendrite;

    /// <summary>The last stretch of every level, in which the response is measured.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double Window { get; init; } = 0.5;

    /// <summary>Burst probability is the mean over bins of this width (those without events left out) of the ratio of bursts to events.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double Bin { get; init; } = 25e-3;

    /// <summary>The staircase currents that flow into the population and compartment; a network that has been checked has exactly one.</summary>
    public IEnumerable<StaircaseCurrentDescription> Staircases(NetworkDescription network) =>
        network.Populations[Population].Currents.OfType<StaircaseCurrentDescription>().Where(current => current.Compartment == Compartment);
}
