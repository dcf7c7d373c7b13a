using Spiking.RateModels.Data;

namespace Spiking.RateModels.Experiments;

/// <summary>How far a run is.</summary>
/// <param name="Label">Which run: case and seed.</param>
/// <param name="Done">Share that is done, 0 to 1.</param>
/// <param name="Detail">What else there is to say: examples per second, loss.</param>
internal sealed record ExperimentProgress(string Label, double Done, string Detail);

/// <summary>Surroundings of an experiment: data, threads, progress and cancellation.</summary>
/// <param name="Data">Where data sets are looked for.</param>
/// <param name="Cores">Number of threads in all.</param>
/// <param name="Cancellation">Stops the run after the present batch.</param>
internal sealed record ExperimentContext(DataFolders Data, int Cores, CancellationToken Cancellation)
{
    /// <summary>Learns how far the runs are; called by any thread.</summary>
    public Action<ExperimentProgress> Report { get; init; } = _ => { };

    /// <summary>Is told, in a sentence, of a state that cannot be kept, and null once it can be; called by any thread.</summary>
    public Action<string?> Remark { get; init; } = _ => { };

    /// <summary>Folder in which unfinished runs keep their state, and find it again; null: they keep none.</summary>
    public string? StateFolder { get; init; }

    /// <summary>The file in which a run keeps its state, and finds it again; null: it keeps none.</summary>
    /// <param name="settings">The experiment with the changes of its case.</param>
    /// <param name="label">Name of the case, unless there is one only, and seed.</param>
    /// <param name="seed">The seed.</param>
    public StateFile? StateOf(ExperimentDescription settings, string label, long seed) => StateFolder is null
        ? null
        : new StateFile(
            Path.Combine(StateFolder, label.Replace(' ', '-') + ".state"),
            ExperimentFiles.Describe(settings with { Realizations = 1, Seed = seed }).ToString(),
            Remark);

    /// <summary>Does jobs side by side on the cores, each with its share of them as threads.</summary>
    /// <param name="jobs">Number of jobs.</param>
    /// <param name="job">Does a job, by its index, with a number of threads. Results must not depend on that number.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public void Share(int jobs, Action<int, int> job)
    {
        int together = Math.Clamp(Cores, 1, Math.Max(1, jobs)), threads = Math.Max(1, Cores / together);
        Exception? failure = null;
        int next = -1;
        Thread[] workers =
            [.. Enumerable.Range(0, together).Select(i => new Thread(Work) { IsBackground = true, Name = $"experiment {i}" })];
        foreach (Thread worker in workers) worker.Start();
        foreach (Thread worker in workers) worker.Join();
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        Cancellation.ThrowIfCancellationRequested();

        void Work()
        {
            // One at a time: jobs differ in length, and a core that is done takes the next.
            while (Volatile.Read(ref failure) is null && !Cancellation.IsCancellationRequested)
            {
                int index = Interlocked.Increment(ref next);
                if (index >= jobs) return;
                try
                {
                    job(index, threads);
                }
                catch (OperationCanceledException) when (Cancellation.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception e)
                {
                    // Thrown again in the caller's thread.
                    Interlocked.CompareExchange(ref failure, e, null);
                }
            }
        }
    }
}
