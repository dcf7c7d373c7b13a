using Spiking.Engine.Checking;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Quantities;

namespace Spiking.Engine;

/// <summary>Everything one network file says: the network, what is done with it, and what is recorded.</summary>
/// <example><code>
/// {
///   "name": "one-cell",
///   "duration": "1 s",
///   "neuronModels": { "pyramidal": { "type": "active-pyramidal" } },
///   "populations": {
///     "cell": {
///       "size": 1, "neuron": "pyramidal",
///       "currents": [{ "type": "constant", "compartment": "soma", "amplitude": "600 pA" }]
///     }
///   },
///   "recorders": [{ "type": "state", "population": "cell", "variables": ["somaPotential"], "neurons": [0] }]
/// }
/// </code></example>
public sealed record NetworkDescription
{
    /// <summary>Name of the experiment; results go into results/NAME.</summary>
    [NotEmpty]
    public required string Name { get; init; }

    /// <summary>Description of the experiment in a sentence or two.</summary>
    public string Description { get; init; } = "";

    /// <summary>Seed of all random decisions. The same file and seed give bit-identical results.</summary>
    [Bounds(AtLeast = 0)]
    public long Seed { get; init; } = 1;

    /// <summary>Integration step of the forward Euler scheme.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 1e-7, AtMost = 1e-3)]
    public double TimeStep { get; init; } = 1e-4;

    /// <summary>Simulated time of a network without a task. A task sets its own duration.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double? Duration { get; init; }

    /// <summary>
    /// Time from which on weights change in a network without a task; absent: they never do. A task turns plasticity on and off itself.
    /// Traces and averages run from the beginning.
    /// </summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double? LearningOnset { get; init; }

    /// <summary>Two spikes of a cell at most this far apart belong to the same burst.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double BurstInterval { get; init; } = 16e-3;

    /// <summary>How it is decided whether a spike opens a burst or belongs to one.</summary>
    public BurstDetection BurstDetection { get; init; } = BurstDetection.Interval;

    /// <summary>Neuron models with their parameters, by the name that populations use.</summary>
    [NotEmpty]
    public required IReadOnlyDictionary<string, NeuronModelDescription> NeuronModels { get; init; }

    /// <summary>Populations of neurons, by name.</summary>
    [NotEmpty]
    public required IReadOnlyDictionary<string, PopulationDescription> Populations { get; init; }

    /// <summary>Projections between populations.</summary>
    public IReadOnlyList<ProjectionDescription> Projections { get; init; } = [];

    /// <summary>Task of the network, if it has one.</summary>
    public TaskDescription? Task { get; init; }

    /// <summary>Recorders, besides what the task reports.</summary>
    public IReadOnlyList<RecorderDescription> Recorders { get; init; } = [];

    /// <summary>Reads and checks a network file, for a program that changes what it says (<c>network with { ... }</c>).</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Changes in the form path=value, for example "populations.*.size=2000"; null removes a key.</param>
    /// <exception cref="NetworkFileException">The file cannot be read, or it has mistakes: all of them are listed.</exception>
    public static NetworkDescription Load(string path, params IReadOnlyList<string> overrides) => File.Load(path, overrides);

    /// <summary>Reads, checks and describes such files.</summary>
    internal static DescriptionFile<NetworkDescription> File { get; } = new(
        "network", NetworkValidator.Check, ("protocol", "protocol"), ("rate model", "experiment"), ("paper", "claims"), ("study", "cases"));

    /// <summary>Whether a projection ends on the receptor <see cref="Receptor.DendriteFeedback"/> of a population.</summary>
    /// <param name="population">Name of the population.</param>
    internal bool HasFeedbackOnto(string population) =>
        Projections.Any(p => p.Receptor == Receptor.DendriteFeedback && p.To.Contains(population));

    /// <summary>The neuron model of a population.</summary>
    /// <param name="population">Name of the population.</param>
    internal NeuronModelDescription ModelOf(string population) => NeuronModels[Populations[population].Neuron];

    /// <summary>Start and end (s) of every stretch in which an injected current flows that begins and ends.</summary>
    internal IReadOnlyList<(double From, double Until)> CurrentStretches =>
    [
        .. Populations.Values.SelectMany(p => p.Currents).Select(current => current.Stretch).OfType<(double, double)>().Distinct(),
    ];
}
