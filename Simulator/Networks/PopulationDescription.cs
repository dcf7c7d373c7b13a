using Spiking.Files;
using Spiking.Networks.Checking;
using Spiking.Neurons;
using Spiking.Quantities;

namespace Spiking.Networks;

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

    /// <summary>Standard deviation of the Gaussian initial somatic potential around rest; 0: every neuron starts at rest.</summary>
    [Quantity(Dimension.Potential), Bounds(AtLeast = 0)]
    public double InitialPotentialSpread { get; init; }

    /// <summary>Background noise: every neuron has its own Poisson sources for each entry.</summary>
    public IReadOnlyList<BackgroundDescription> Background { get; init; } = [];

    /// <summary>Currents injected into every neuron of the population.</summary>
    public IReadOnlyList<CurrentDescription> Currents { get; init; } = [];


    /// <summary>Adds what is wrong with the population in its network.</summary>
    internal void Check(NetworkFindings findings) => PopulationChecks.Check(findings, this);
}

/// <summary>Independent Poisson spike trains, of which no two neurons share any, onto one receptor.</summary>
/// <example><code>
/// { "receptor": "soma-ampa", "rate": "5 Hz", "sources": 200, "weight": 0.1 }
/// </code></example>
public sealed record BackgroundDescription
{
    /// <summary>The receptor that the spikes act on.</summary>
    public required Receptor Receptor { get; init; }

    /// <summary>Rate of each source.</summary>
    [Quantity(Dimension.Frequency), Bounds(AtLeast = 0)]
    public required double Rate { get; init; }

    /// <summary>Number of independent sources of every neuron that have this rate and weight.</summary>
    [Bounds(AtLeast = 1, AtMost = 100_000)]
    public int Sources { get; init; } = 1;

    /// <summary>
    /// Conductance that a spike adds, in units of the leak conductance of the compartment. Needed unless the receptor is soma-delta, which
    /// has an amplitude instead.
    /// </summary>
    [Bounds(AtLeast = 0)]
    public double? Weight { get; init; }

    /// <summary>What a spike adds to the potential, of either sign. Only for the receptor soma-delta.</summary>
    [Quantity(Dimension.Potential)]
    public double? Amplitude { get; init; }
}
