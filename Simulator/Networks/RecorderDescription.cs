using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Networks;

/// <summary>Something that is written down while the network runs.</summary>
[VariantKey("type")]
public abstract record RecorderDescription;

/// <summary>Event and burst rates and burst probability per population and time bin, into rates.csv.</summary>
/// <example><code>
/// { "type": "rates", "populations": ["output"], "bin": "100 ms" }
/// </code></example>
[VariantName("rates")]
public sealed record RateRecorderDescription : RecorderDescription
{
    /// <summary>The populations; all of them if absent.</summary>
    [NotEmpty]
    public IReadOnlyList<string>? Populations { get; init; }

    /// <summary>Width of a bin.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double Bin { get; init; } = 1;
}

/// <summary>Every spike of some populations, with its kind (event, burst or later), into spikes.npz.</summary>
/// <example><code>
/// { "type": "spikes", "populations": ["output"], "neuronCount": 100, "from": "10 s" }
/// </code></example>
[VariantName("spikes")]
public sealed record SpikeRecorderDescription : RecorderDescription
{
    /// <summary>The populations; all of them if absent.</summary>
    [NotEmpty]
    public IReadOnlyList<string>? Populations { get; init; }

    /// <summary>Only the first this many neurons of each population; all of them if absent.</summary>
    [Bounds(AtLeast = 1)]
    public int? NeuronCount { get; init; }

    /// <summary>Simulation time at which recording begins.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double From { get; init; }

    /// <summary>Simulation time at which recording ends; the end of the run if absent.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double? Until { get; init; }
}

/// <summary>State variables of single neurons, sampled at a fixed interval, into state.csv.</summary>
/// <example><code>
/// { "type": "state", "population": "output", "variables": ["somaPotential", "dendritePotential"], "neurons": [0, 1], "every": "0.1 ms" }
/// </code></example>
[VariantName("state")]
public sealed record StateRecorderDescription : RecorderDescription
{
    /// <summary>The population.</summary>
    public required string Population { get; init; }

    /// <summary>Names of state variables, for example somaPotential.</summary>
    [NotEmpty]
    public required IReadOnlyList<string> Variables { get; init; }

    /// <summary>Indices of the neurons, from 0.</summary>
    [NotEmpty, Bounds(AtLeast = 0)]
    public required IReadOnlyList<int> Neurons { get; init; }

    /// <summary>Sampling interval.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double Every { get; init; } = 1e-3;

    /// <summary>Simulation time at which recording begins.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double From { get; init; }

    /// <summary>Simulation time at which recording ends; the end of the run if absent.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double? Until { get; init; }
}

/// <summary>
/// What the projections with a cancellation cancel, -Q/Y, with the burst probabilities of both populations, per time bin, into cancellation.csv
/// and a figure.
/// </summary>
/// <example><code>
/// { "type": "cancellation", "bin": "2 s" }
/// </code></example>
[VariantName("cancellation")]
public sealed record CancellationRecorderDescription : RecorderDescription
{
    /// <summary>Width of a bin: burst probabilities are those of a bin, Q that of its end.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double Bin { get; init; } = 2;
}

/// <summary>Mean and standard deviation of the weights of every plastic projection, at a fixed interval, into weights.csv.</summary>
/// <example><code>
/// { "type": "weights", "every": "1 s" }
/// </code></example>
[VariantName("weights")]
public sealed record WeightRecorderDescription : RecorderDescription
{
    /// <summary>Sampling interval.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double Every { get; init; } = 10;
}
