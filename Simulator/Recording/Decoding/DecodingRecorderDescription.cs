using Spiking.Files;
using Spiking.Networks;
using Spiking.Neurons;
using Spiking.Quantities;

namespace Spiking.Recording.Decoding;

/// <summary>
/// How well signals of some populations can be read off others: every readout is fitted by a linear combination of its predictors, bin by
/// bin. Correlations and coefficients go into decoding.csv, the binned signals into decoding-signals.csv, both into a figure.
/// </summary>
/// <example><code>
/// {
///   "type": "decoding", "bin": "50 ms",
///   "readouts": [
///     {
///       "name": "feed-forward",
///       "signal": { "population": "output", "quantity": "eventRate" },
///       "predictors": [{ "population": "output", "quantity": "somaCurrent" }]
///     }
///   ]
/// }
/// </code></example>
[VariantName("decoding")]
public sealed record DecodingRecorderDescription : RecorderDescription
{
    /// <summary>Width of a bin.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double Bin { get; init; } = 50e-3;

    /// <summary>Simulation time from which on bins enter the fits.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double From { get; init; }

    /// <summary>
    /// The predictors may come earlier than the readout by up to this much: the lag, in whole bins, at which the fit is best is taken.
    /// </summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0, AtMost = 10)]
    public double LongestLag { get; init; }

    /// <summary>How much of the end of the run the figure shows; absent: all of it.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double? FigureDuration { get; init; }

    /// <summary>The readouts with their predictors.</summary>
    [NotEmpty]
    public required IReadOnlyList<ReadoutDescription> Readouts { get; init; }

    /// <summary>Spikes that the figure shows above the signals; absent: none.</summary>
    public RasterDescription? Raster { get; init; }
}

/// <summary>A signal and those that it is compared with.</summary>
public sealed record ReadoutDescription
{
    /// <summary>What the comparison shows, for the figure and the table: "feed-forward".</summary>
    [NotEmpty]
    public required string Name { get; init; }

    /// <summary>The signal that is read.</summary>
    public required SignalDescription Signal { get; init; }

    /// <summary>The signals that it is to be explained by.</summary>
    [NotEmpty]
    public required IReadOnlyList<SignalDescription> Predictors { get; init; }
}

/// <summary>A quantity of a population in time bins.</summary>
public sealed record SignalDescription
{
    /// <summary>The quantity that is missing in a bin without events.</summary>
    internal const string BurstProbability = "burstProbability";

    private static readonly string[] s_rates = ["spikeRate", "eventRate", "burstRate", BurstProbability];
    private static readonly string[] s_currents = ["somaCurrent", "dendriteCurrent"];

    /// <summary>The population.</summary>
    public required string Population { get; init; }

    /// <summary>
    /// spikeRate, eventRate, burstRate or burstProbability; somaCurrent or dendriteCurrent (injected, mean over the bin); or the name of a state
    /// variable (mean over neurons and steps), for example dendriteAmpa.
    /// </summary>
    public required string Quantity { get; init; }

    /// <summary>Whether the quantity is a state variable of the neurons.</summary>
    public bool IsStateVariable => !s_rates.Contains(Quantity) && !s_currents.Contains(Quantity);

    /// <summary>The quantities that a population of a model has.</summary>
    public static IReadOnlyList<string> Quantities(NeuronModelDescription model) =>
        [.. s_rates, .. model.HasReceptors ? s_currents.Take(model.HasDendrite ? 2 : 1) : [], .. model.StateVariables];
}

/// <summary>Which spikes a figure shows as a raster.</summary>
public sealed record RasterDescription
{
    /// <summary>The populations, one panel each.</summary>
    [NotEmpty]
    public required IReadOnlyList<string> Populations { get; init; }

    /// <summary>The first this many neurons of each population.</summary>
    [Bounds(AtLeast = 1, AtMost = 10_000)]
    public int NeuronCount { get; init; } = 50;
}
