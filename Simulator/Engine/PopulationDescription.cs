using Spiking.Engine.Checking;
using Spiking.Files;
using Spiking.Inputs;
using Spiking.Quantities;

namespace Spiking.Engine;

/// <summary>A population of neurons of one model, with its background noise and injected currents.</summary>
/// <example><code>
/// {
///   "size": 500, "neuron": "pyramidal",
///   "background": [{ "receptor": "soma-ampa", "rate": "1000 Hz", "weight": 0.1 }],
///   "currents": [{ "type": "constant", "compartment": "soma", "amplitude": "100 pA" }]
/// }
/// </code></example>
public sealed record PopulationDescription
{
    /// <summary>Number of neurons.</summary>
    [Bounds(AtLeast = 1, AtMost = 10_000_000)]
    public required int Size { get; init; }

    /// <summary>Name of one of the neuron models of this file.</summary>
    public required string Neuron { get; init; }

    /// <summary>Mean of the initial somatic potential; absent: the resting potential.</summary>
    [Quantity(Dimension.Potential), Bounds(AtLeast = -1, AtMost = 1)]
    public double? InitialPotential { get; init; }

    /// <summary>Standard deviation of the Gaussian initial somatic potential around its mean; 0: every neuron starts at the mean.</summary>
    [Quantity(Dimension.Potential), Bounds(AtLeast = 0)]
    public double InitialPotentialSpread { get; init; }

    /// <summary>Background noise: every neuron has its own Poisson sources for each entry.</summary>
    public IReadOnlyList<BackgroundDescription> Background { get; init; } = [];

    /// <summary>Currents injected into every neuron of the population.</summary>
    public IReadOnlyList<CurrentDescription> Currents { get; init; } = [];

    /// <summary>Adds what is wrong with the population in its network.</summary>
    internal void Check(NetworkFindings findings) => PopulationChecks.Check(findings, this);
}
