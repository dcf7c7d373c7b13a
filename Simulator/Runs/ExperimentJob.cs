using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.Protocols.Pairing;
using Spiking.RateModels.Experiments;

namespace Spiking.Runs;

/// <summary>
/// One run of an experiment of any kind (network, protocol, rate model) among many that are computed side by side. It leaves its results,
/// with measurements.csv and run.json, in a folder of its own, and can be continued after a kill.
/// </summary>
/// <param name="label">What the progress display calls it.</param>
/// <param name="destination">Folder of its results.</param>
internal abstract class ExperimentJob(string label, string destination)
{
    private static readonly string[] s_keys = [NetworkJob.RecordKey, ProtocolJob.RecordKey, ExperimentFiles.RecordKey];

    /// <summary>Its name in the progress display.</summary>
    public string Label => label;

    /// <summary>Folder of its results.</summary>
    public string Destination => destination;

    /// <summary>Formats of its figures; none: it draws none.</summary>
    public IReadOnlyList<FigureFormat> Figures { get; init; } = [];

    /// <summary>Name of the experiment.</summary>
    public abstract string Name { get; }

    /// <summary>Names of the numbers that it measures; null: they are known only when it has run.</summary>
    public virtual IReadOnlyList<string>? Measures => null;

    /// <summary>The name of a data set that it needs and that is in no folder; null: nothing is missing.</summary>
    public virtual string? MissingData => null;

    /// <summary>Simulated time (s); 0: it has none.</summary>
    public abstract double Duration { get; }

    /// <summary>The key of run.json that holds what was run.</summary>
    protected abstract string Key { get; }

    /// <summary>The experiment in the form of its file with every default spelt out, as run.json holds it.</summary>
    protected abstract JsonNode Described { get; }

    /// <summary>Reads the file of an experiment for one run.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Changes to it, path=value.</param>
    /// <param name="cases">Cases of a rate model that are run; empty: all.</param>
    /// <param name="seed">The seed; null: that of the file.</param>
    /// <param name="label">What the progress display calls the run.</param>
    /// <param name="destination">Folder of its results.</param>
    /// <param name="figures">Formats of its figures.</param>
    /// <param name="data">
    /// Folder with data sets, looked into before that of the environment variable and the usual ones; null: none.
    /// </param>
    /// <param name="tell">Receives a sentence for every change that only some cases of a rate model have; null: nobody does.</param>
    /// <exception cref="NetworkFileException">The file or a change has mistakes: all of them are listed.</exception>
    public static ExperimentJob Load(
        string path, IReadOnlyList<string> overrides, IReadOnlyList<string> cases, long? seed, string label, string destination,
        IReadOnlyList<FigureFormat> figures, string? data = null, Action<string>? tell = null)
    {
        SourceFile file = SourceFile.Read(path, "network");
        string[] changes =
            [.. overrides, .. seed is long given ? [string.Create(CultureInfo.InvariantCulture, $"seed={given}")] : Array.Empty<string>()];
        bool isRateModel = file.Has(ExperimentDescription.KindKey);
        if (cases.Count > 0 && !isRateModel)
            throw Wrong("cases", $"{path} is not the file of a rate model, and only those have cases that can be chosen.");
        if (file.Has("protocol")) return new ProtocolJob(ProtocolScan.Load(file, changes, null), label, destination) { Figures = figures };
        if (file.Has("cases") && !isRateModel || file.Has("claims"))
            throw Wrong("",
                $"{path} is not a file of a network, a protocol or a rate model: what is run here is one experiment, not several.");
        if (!isRateModel) return new NetworkJob(NetworkDescription.File.Load(file, changes), label, destination) { Figures = figures };
        try
        {
            if (seed is not null && overrides.FirstOrDefault(change => OverridePath.Of(change) == "realizations") is string lost)
                throw Wrong("realizations", $"--set {lost} would change nothing, because every run has one seed; seeds are chosen with "
                    + "--seeds, or of a paper with --realizations.");

            // One seed is one realization, whatever the file says.
            string[] one = seed is null ? changes : [.. changes, "realizations=1"];
            return new RateModelJob(ExperimentCases.Load(file, one, cases, tell), label, destination, data) { Figures = figures };
        }
        catch (ArgumentException e)
        {
            throw Wrong("cases", e.Message);
        }

        NetworkFileException Wrong(string place, string message) => new([new Problem { File = path, Path = place, Message = message }]);
    }

    /// <summary>Whether the results of this run are there.</summary>
    /// <returns>True: they are. False: there are none. Null: there are results of other values.</returns>
    /// <exception cref="CommandException">Their record is damaged.</exception>
    public bool? IsFinished()
    {
        string record = Path.Combine(destination, RunRecord.FileName);
        if (!File.Exists(record) || !File.Exists(Path.Combine(destination, Measurements.FileName))) return false;
        try
        {
            RecordNode run = RecordNode.Parse(File.ReadAllText(record));

            // What an earlier file of this name has left may be of another kind of experiment.
            if (!s_keys.Any(key => run[key].IsThere)) throw new FormatException($"it does not say what was run: \"{Key}\" is missing.");
            return JsonNode.DeepEquals(run[Key].Node, JsonNode.Parse(Described.ToJsonString())) ? true : null;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new CommandException($"{record} is damaged: {e.Message} Remove the folder of this run, and call again.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{record} cannot be read: {e.Message}");
        }
    }

    /// <summary>Runs it, from where an earlier call was interrupted.</summary>
    /// <param name="replace">Whether results of other values are replaced.</param>
    /// <param name="threads">Number of threads; results do not depend on it.</param>
    /// <param name="progress">Learns how far the run is.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <returns>Whether it has come to its end.</returns>
    /// <exception cref="CommandException">It failed, or its results cannot be written.</exception>
    public abstract bool Run(bool replace, int threads, IProgress<SimulationProgress> progress, CancellationToken cancellation);
}
