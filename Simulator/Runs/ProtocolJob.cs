using System.Diagnostics;
using System.Text.Json.Nodes;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.Protocols.Pairing;

namespace Spiking.Runs;

/// <summary>A run of a protocol among many. It takes seconds, so one that was interrupted begins anew.</summary>
/// <param name="protocols">The values of its scan (empty without one) with their protocols.</param>
/// <param name="label">What the progress display calls it.</param>
/// <param name="destination">Folder of its results.</param>
internal sealed class ProtocolJob(
    IReadOnlyList<(string Value, PairingProtocolDescription Protocol)> protocols, string label, string destination)
    : ExperimentJob(label, destination)
{
    public const string RecordKey = "protocols";

    /// <inheritdoc/>
    public override string Name => protocols[0].Protocol.Name;

    /// <inheritdoc/>
    public override double Duration => 0;

    /// <inheritdoc/>
    protected override string Key => RecordKey;

    /// <inheritdoc/>
    protected override JsonNode Described => Describe(protocols.Select(p => p.Protocol));

    /// <inheritdoc/>
    public override bool Run(bool replace, int threads, IProgress<SimulationProgress> progress, CancellationToken cancellation)
    {
        using RunFolder folder = new(Destination, replace);
        try
        {
            Stopwatch clock = Stopwatch.StartNew();
            ProtocolExperiment experiment = ProtocolExperiment.Run(protocols, threads, cancellation);
            Write(experiment, clock.Elapsed, folder.Working, Figures);
            folder.Finish();
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception e) when (Failures.Explain(e) is string reason)
        {
            throw folder.Incomplete($"the results of {Destination}", reason);
        }
    }

    /// <summary>Writes the files of a protocol that was run: curves, figures, report.html, measurements.csv and run.json.</summary>
    /// <param name="experiment">The protocol with its results.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="figures">Formats of the figures.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(ProtocolExperiment experiment, TimeSpan elapsed, string folder, IReadOnlyList<FigureFormat> figures)
    {
        Measurements.Write(ProtocolMeasures.Of(experiment).Select(m => new Measurement(m.Name, m.Value)), folder);
        JsonObject record = new()
        {
            ["version"] = Circumstances.Version,
            ["runTime_s"] = Math.Round(elapsed.TotalSeconds, 3),
            ["machine"] = Circumstances.Machine,
            [RecordKey] = Describe(experiment.Results.Select(result => result.Protocol))
        };
        RunRecord.Write(record, folder);
        ProtocolFiles.Write(experiment, elapsed, folder, figures,
            (name, figure) => PublishedExperiments.Over(experiment.Protocol, name, figure));
    }

    private static JsonArray Describe(IEnumerable<PairingProtocolDescription> run) =>
        new([.. run.Select(protocol => (JsonNode)DescriptionWriter.Write(protocol))]);
}
