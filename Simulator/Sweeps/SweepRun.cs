using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.Runs;
using Spiking.Snapshots;

namespace Spiking.Sweeps;

/// <summary>What came of a sweep, or of a share of it.</summary>
/// <param name="Planned">Number of its runs.</param>
/// <param name="Present">Number of runs that were finished before.</param>
/// <param name="Completed">Number of runs that were completed now.</param>
/// <param name="Failures">What went wrong, a sentence for each run that failed.</param>
internal sealed record SweepOutcome(int Planned, int Present, int Completed, IReadOnlyList<string> Failures);

/// <summary>Runs what is not finished yet of a sweep, several runs at a time.</summary>
/// <param name="plan">The sweep.</param>
/// <param name="folder">Its folder.</param>
/// <param name="cores">How many runs are computed at a time.</param>
/// <param name="replace">Whether finished runs of other values are replaced.</param>
/// <param name="figures">Formats of the figures of every run.</param>
internal sealed class SweepRun(SweepPlan plan, SweepFolder folder, int cores, bool replace, IReadOnlyList<FigureFormat> figures)
{
    /// <summary>Runs a share.</summary>
    /// <param name="share">Which share, from 1.</param>
    /// <param name="shares">Number of shares; the runs are dealt out one by one, so that all shares have some of every point.</param>
    /// <param name="show">Creates the display of the progress.</param>
    /// <param name="cancellation">Stops the sweep.</param>
    /// <exception cref="NetworkFileException">A combination of values is not allowed; nothing was run.</exception>
    /// <exception cref="CommandException">A folder holds results of other values; nothing was run.</exception>
    public SweepOutcome Execute(int share, int shares, BatchDisplayFactory show, CancellationToken cancellation)
    {
        SweptRun[] all = [.. plan.Runs().Where((_, i) => i % shares == share - 1)];

        // Everything is read and checked before the first run begins, because a sweep runs for hours.
        NetworkDescription[] networks = [.. all.Select(run => NetworkDescription.File.Load(plan.File, plan.Overrides(run)))];
        List<int> pending = [];
        for (int i = 0; i < all.Length; i++)
            if (!IsFinished(all[i], networks[i])) pending.Add(i);
        folder.Write(plan);
        ConcurrentBag<(int Index, string Sentence)> failures = [];
        int completed = 0;
        if (pending.Count > 0)
        {
            using IBatchDisplay display = show([.. pending.Select(i => (plan.Label(all[i]), NetworkRun.Duration(networks[i])))], []);
            int threads = Math.Max(1, Environment.ProcessorCount / Math.Min(cores, pending.Count));
            OrderablePartitioner<int> order = Partitioner.Create(Enumerable.Range(0, pending.Count), EnumerablePartitionerOptions.NoBuffering);
            Parallel.ForEach(order, new ParallelOptions { MaxDegreeOfParallelism = cores }, position =>
            {
                if (cancellation.IsCancellationRequested) return;
                SweptRun run = all[pending[position]];
                try
                {
                    RunOutcome? outcome = Run(networks[pending[position]], folder.Of(run), threads, display.Track(position), cancellation);
                    if (outcome is { Complete: true }) Interlocked.Increment(ref completed);
                }
                catch (Exception e) when (Failures.Explain(e) is string sentence)
                {
                    failures.Add((position, $"{plan.Label(run)}: {sentence}"));
                }

                display.End(position);
            });
        }

        return new SweepOutcome(all.Length, all.Length - pending.Count, completed, [.. failures.OrderBy(f => f.Index).Select(f => f.Sentence)]);
    }

    // Folders are claimed one by one, because other processes may work on the same sweep.
    private RunOutcome? Run(NetworkDescription network, string destination, int threads, IProgress<SimulationProgress> progress, CancellationToken cancellation)
    {
        RunOptions options = new() { Figures = figures, Threads = threads };
        if (RunFolder.UnfinishedOf(destination).FirstOrDefault(unfinished => IsSnapshotOf(network, unfinished)) is string left)
        {
            using RunFolder begun = RunFolder.Resume(left, replace);
            return new NetworkRun(network, begun, options with { Resumes = true }).Execute(progress, cancellation);
        }

        using RunFolder results = new(destination, replace);
        return new NetworkRun(network, results, options).Execute(progress, cancellation);
    }

    // Whether the snapshot that an earlier call has left is one of this run. One that cannot be used is as good as none: the run begins anew.
    private static bool IsSnapshotOf(NetworkDescription network, string unfinished)
    {
        try
        {
            return JsonNode.DeepEquals(DescriptionWriter.Write(RunSnapshots.Read(unfinished, _ => { }).Network), DescriptionWriter.Write(network));
        }
        catch (Exception e) when (e is SnapshotException or IOException or UnauthorizedAccessException or NetworkFileException)
        {
            return false;
        }
    }

    private bool IsFinished(SweptRun run, NetworkDescription network)
    {
        string destination = folder.Of(run), record = Path.Combine(destination, "run.json");
        if (!File.Exists(record) || !File.Exists(Path.Combine(destination, Measurements.FileName))) return false;
        JsonNode? there = JsonNode.Parse(File.ReadAllText(record))?["network"];
        if (JsonNode.DeepEquals(there, DescriptionWriter.Write(network))) return true;
        return replace ? false : throw new CommandException(string.Create(
            CultureInfo.InvariantCulture,
            $"{destination} holds results of other values of {plan.File}, which may have changed since. Nothing was overwritten: use --force to replace them, or --run NAME for another folder."));
    }
}
