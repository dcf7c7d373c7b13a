using System.Collections.Concurrent;
using System.Globalization;
using Spiking.Engine;

namespace Spiking.Runs;

/// <summary>One run of a batch.</summary>
/// <param name="Label">How the progress display calls it.</param>
/// <param name="Network">The network.</param>
/// <param name="Destination">The folder of its results.</param>
internal sealed record PlannedRun(string Label, NetworkDescription Network, string Destination);

/// <summary>Several runs, some at a time. Each has its own network, so results do not depend on how many run together.</summary>
/// <param name="runs">The runs.</param>
/// <param name="cores">How many run at a time.</param>
/// <param name="replace">Whether results that are there already are replaced.</param>
/// <param name="options">How each is run and what is drawn.</param>
internal sealed class RunBatch(IReadOnlyList<PlannedRun> runs, int cores, bool replace, RunOptions options)
{
    // Folders or files that a message names; of more it gives the number.
    private const int MostListed = 3;

    /// <summary>Refuses what cannot be run or would overwrite results, before hours of work.</summary>
    /// <param name="elsewhere">The option that chooses another folder, for the message.</param>
    /// <param name="alsoWritten">Other folders that will be written.</param>
    /// <exception cref="CommandException">Something is impossible, or results are there already.</exception>
    public void Check(string elsewhere, params string[] alsoWritten)
    {
        foreach (PlannedRun run in runs) RefuseTooLong(run.Network);
        RefuseTooLarge();
        if (replace) return;
        string[] taken = [.. runs.Select(r => r.Destination).Concat(alsoWritten).Where(Directory.Exists)];
        if (taken.Length > 0)
        {
            throw new CommandException(
                $"{Listing(taken)} already {(taken.Length == 1 ? "holds" : "hold")} results. Nothing was overwritten: "
                + $"use --force to replace them, or {elsewhere} for another folder.");
        }
    }

    /// <summary>Claims the folders of all runs, then runs everything.</summary>
    /// <param name="show">Creates the display of the progress.</param>
    /// <param name="cancellation">Stops the batch.</param>
    /// <returns>
    /// What came of every run, in the order of the runs; null for those that computed nothing before the batch was stopped.
    /// </returns>
    /// <exception cref="CommandException">A folder cannot be claimed; nothing was run.</exception>
    /// <exception cref="AggregateException">
    /// What went wrong in the runs: a <see cref="CommandException"/> if results cannot be written.
    /// </exception>
    public RunOutcome?[] Execute(BatchDisplayFactory show, CancellationToken cancellation)
    {
        RunOutcome?[] outcomes = new RunOutcome?[runs.Count];
        List<RunFolder> folders = [];
        try
        {
            foreach (PlannedRun run in runs) folders.Add(new RunFolder(run.Destination, replace));
            using IBatchDisplay display = show(
                [.. runs.Select(r => (r.Label, NetworkRun.Duration(r.Network)))], [.. folders.Select(f => f.Remark).OfType<string>()]);

            // One at a time from the list: runs differ in length, and a core that is done takes the next.
            OrderablePartitioner<int> order = Partitioner.Create(Enumerable.Range(0, runs.Count), EnumerablePartitionerOptions.NoBuffering);
            Parallel.ForEach(order, new ParallelOptions { MaxDegreeOfParallelism = cores }, i =>
            {
                // A run that has not begun when the batch is stopped leaves nothing.
                if (!cancellation.IsCancellationRequested)
                    outcomes[i] = new NetworkRun(runs[i].Network, folders[i], options).Execute(display.Track(i), cancellation);
                display.End(i);
            });
        }
        finally
        {
            foreach (RunFolder folder in folders) folder.Dispose();
        }

        return outcomes;
    }

    /// <summary>Folders or files as a message names them: the first few, and how many others there are.</summary>
    internal static string Listing(string[] taken) => taken.Length <= MostListed
        ? string.Join(" and ", taken)
        : string.Create(CultureInfo.InvariantCulture,
            $"{string.Join(", ", taken.Take(MostListed - 1))} and {taken.Length - MostListed + 1} others");

    /// <summary>Refuses more runs at a time than fit into memory. Of a single run the network is checked when it is built.</summary>
    private void RefuseTooLarge()
    {
        long limit = MemoryCheck.Limit;
        double[] largest = [.. runs.Select(r => Needs(r.Network)).OrderDescending().Take(cores)];
        double needed = largest.Sum(), sum = 0;
        int possible = largest.TakeWhile(bytes => (sum += bytes) <= limit).Count();
        if (needed <= limit || largest.Length == 1) return;
        throw new CommandException(string.Create(
            CultureInfo.InvariantCulture,
            $"there is not enough memory for {largest.Length} runs at a time: with their recorders they need about {needed / 1e9:N1} GB, "
            + $"and {limit / 1e9:N1} GB are there. Nothing was run: use --cores {Math.Max(1, possible)}, with which "
            + $"{(possible > 1 ? $"{possible} runs go" : "one run goes")} at a time."));
    }

    private static double Needs(NetworkDescription network) =>
        MemoryEstimate.OfNetwork(network) + network.Recorders.Sum(recorder => recorder.Memory(network, NetworkRun.Duration(network)));

    private static void RefuseTooLong(NetworkDescription network)
    {
        double longest = Network.MostSteps * network.TimeStep, duration = NetworkRun.Duration(network);
        if (duration > longest)
        {
            throw new CommandException(string.Create(
                CultureInfo.InvariantCulture,
                $"the run would last {duration:0.###} s of simulated time; with a time step of {network.TimeStep:G} s it can last at "
                + $"most {longest:0.###} s."));
        }
    }
}
