using System.Collections.Concurrent;

namespace Spiking.Runs;

/// <summary>Outcome of many runs.</summary>
/// <param name="Planned">Number of runs.</param>
/// <param name="Present">Number of runs that were finished before.</param>
/// <param name="Completed">Number of runs that were completed now.</param>
/// <param name="Failures">What went wrong, a sentence for each run that failed.</param>
internal sealed record BatchOutcome(int Planned, int Present, int Completed, IReadOnlyList<string> Failures);

/// <summary>
/// Many runs, of which those that are not finished are computed, several at a time. The same call again, after a stop or a kill, computes
/// what is missing; a run that fails does not keep the others from being finished.
/// </summary>
internal sealed class ResumableBatch
{
    private readonly IReadOnlyList<ExperimentJob> _jobs;
    private readonly ExperimentJob[] _pending;
    private readonly bool _replace;

    /// <summary>Looks which runs are finished.</summary>
    /// <param name="jobs">All runs.</param>
    /// <param name="replace">Whether finished runs of other values are replaced.</param>
    /// <param name="what">What the values belong to, for a message: the file.</param>
    /// <param name="elsewhere">The option that chooses another folder, for a message.</param>
    /// <exception cref="CommandException">A folder holds results of other values.</exception>
    public ResumableBatch(IReadOnlyList<ExperimentJob> jobs, bool replace, string what, string elsewhere)
    {
        (_jobs, _replace) = (jobs, replace);
        bool?[] finished = replace ? [.. jobs.Select(job => job.IsFinished())] : RefuseOthers(jobs, what, elsewhere);
        _pending = [.. jobs.Where((_, i) => finished[i] != true)];
    }

    /// <summary>Refuses folders with results of other values than those of the runs.</summary>
    /// <param name="jobs">The runs.</param>
    /// <param name="what">What the values belong to, for a message: the file.</param>
    /// <param name="elsewhere">The option that chooses another folder, for a message.</param>
    /// <returns>Of every run, whether it is finished.</returns>
    /// <exception cref="CommandException">A folder holds results of other values.</exception>
    public static bool?[] RefuseOthers(IReadOnlyList<ExperimentJob> jobs, string what, string elsewhere)
    {
        bool?[] finished = [.. jobs.Select(job => job.IsFinished())];
        return Others(jobs, finished, what) is string others
            ? throw new CommandException(
                $"{others} Nothing was overwritten: use --force to replace them, or {elsewhere} for another folder.")
            : finished;
    }

    /// <summary>A sentence that names the folders with results of other values than those of the runs; null: there are none.</summary>
    /// <param name="jobs">The runs.</param>
    /// <param name="finished">Of every run, whether it is finished; null: its folder holds results of other values.</param>
    /// <param name="what">What the values belong to: the file.</param>
    public static string? Others(IReadOnlyList<ExperimentJob> jobs, IReadOnlyList<bool?> finished, string what)
    {
        string[] others = [.. jobs.Where((_, i) => finished[i] is null).Select(job => job.Destination)];
        return others.Length == 0
            ? null
            : $"{RunBatch.Listing(others)} {(others.Length == 1 ? "holds" : "hold")} results of other values of {what}, which may have "
                + "changed since.";
    }

    /// <summary>The runs that are to be computed.</summary>
    public IReadOnlyList<ExperimentJob> Pending => _pending;

    /// <summary>Runs what is not finished, in the order of the list.</summary>
    /// <param name="cores">How many runs are computed at a time.</param>
    /// <param name="show">Creates the display of the progress.</param>
    /// <param name="cancellation">Stops the runs.</param>
    public BatchOutcome Execute(int cores, BatchDisplayFactory show, CancellationToken cancellation)
    {
        ConcurrentBag<(int Index, string Sentence)> failures = [];
        int completed = 0;
        if (_pending.Length > 0)
        {
            using IBatchDisplay display = show([.. _pending.Select(job => (job.Label, job.Duration))], []);
            int threads = Math.Max(1, Environment.ProcessorCount / Math.Min(cores, _pending.Length));

            // One at a time from the list: runs differ in length, and a core that is done takes the next.
            OrderablePartitioner<int> order =
                Partitioner.Create(Enumerable.Range(0, _pending.Length), EnumerablePartitionerOptions.NoBuffering);
            Parallel.ForEach(order, new ParallelOptions { MaxDegreeOfParallelism = cores }, i =>
            {
                if (cancellation.IsCancellationRequested) return;
                try
                {
                    // Another call may have finished it meanwhile.
                    if (!_replace && _pending[i].IsFinished() == true) Interlocked.Increment(ref completed);
                    else if (_pending[i].Run(_replace, threads, display.Track(i), cancellation)) Interlocked.Increment(ref completed);
                }
                catch (Exception e) when (Failures.Explain(e) is string sentence)
                {
                    failures.Add((i, $"{_pending[i].Label}: {sentence}"));
                }

                display.End(i);
            });
        }

        return new BatchOutcome(_jobs.Count, _jobs.Count - _pending.Length, completed,
            [.. failures.OrderBy(f => f.Index).Select(f => f.Sentence)]);
    }
}
