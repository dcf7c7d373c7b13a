using System.Text.Json.Nodes;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Snapshots;

namespace Spiking.Runs;

/// <summary>A run of a network among many. It takes snapshots, and continues from the last one.</summary>
/// <param name="network">The network.</param>
/// <param name="label">What the progress display calls it.</param>
/// <param name="destination">Folder of its results.</param>
internal sealed class NetworkJob(NetworkDescription network, string label, string destination) : ExperimentJob(label, destination)
{
    /// <inheritdoc/>
    public override string Name => network.Name;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Measures => Measurements.Names(network);

    /// <inheritdoc/>
    public override double Duration => NetworkRun.Duration(network);

    /// <summary>The key of run.json that holds what was run.</summary>
    public const string RecordKey = "network";

    /// <inheritdoc/>
    protected override string Key => RecordKey;

    /// <inheritdoc/>
    protected override JsonNode Described => DescriptionWriter.Write(network);

    /// <inheritdoc/>
    public override bool Run(bool replace, int threads, IProgress<SimulationProgress> progress, CancellationToken cancellation)
    {
        // Folders are claimed one by one, because other processes may work on the same runs.
        RunOptions options = new() { Figures = Figures, Threads = threads };
        if (RunFolder.UnfinishedOf(Destination).FirstOrDefault(IsSnapshot) is string left)
        {
            using RunFolder begun = RunFolder.Resume(left, replace);
            return new NetworkRun(network, begun, options with { Resumes = true }).Execute(progress, cancellation) is { Complete: true };
        }

        using RunFolder results = new(Destination, replace);
        return new NetworkRun(network, results, options).Execute(progress, cancellation) is { Complete: true };
    }

    // Whether the snapshot that an earlier call has left is one of this run. One that cannot be used is as good as none: the run begins
    // anew.
    private bool IsSnapshot(string unfinished)
    {
        try
        {
            return JsonNode.DeepEquals(DescriptionWriter.Write(RunSnapshots.Read(unfinished, _ => { }).Network),
                DescriptionWriter.Write(network));
        }
        catch (Exception e) when (e is SnapshotException or IOException or UnauthorizedAccessException or NetworkFileException)
        {
            return false;
        }
    }
}
