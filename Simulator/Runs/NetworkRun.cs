using System.Diagnostics;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Recording;
using Spiking.Snapshots;

namespace Spiking.Runs;

/// <summary>Outcome of one realization.</summary>
internal sealed record RunOutcome
{
    public required NetworkDescription Description { get; init; }

    public required string Folder { get; init; }

    /// <summary>Why the run did not reach its end or left less than it should, as a sentence; null: it is complete.</summary>
    public string? Reason { get; init; }

    public bool Complete => Reason is null;

    /// <summary>The reason of a run that the user has stopped.</summary>
    public const string Stopped = "the run was stopped.";

    /// <summary>Result of the task; null: the network has none.</summary>
    public required ITaskResult? Task { get; init; }

    /// <summary>Rates in the course of the run, or at the end of its task; null: there are none.</summary>
    public RecordedRates? Rates { get; init; }

    /// <summary>The end of the run, whose activity is drawn.</summary>
    public ShownStretch? Shown { get; init; }

    /// <summary>The command that began the run.</summary>
    public required string Command { get; init; }

    /// <summary>Results of the recorders, in the order of the network file.</summary>
    public required IReadOnlyList<IResult> Findings { get; init; }

    public required double SimulatedTime { get; init; }

    public required TimeSpan BuildTime { get; init; }

    /// <summary>Computing time; of a run that was continued that of all its parts.</summary>
    public required TimeSpan RunTime { get; init; }

    /// <summary>Simulated time (s) at which <see cref="RunTime"/> began: above 0 where a program in C# has restored a state.</summary>
    public double RunFrom { get; init; }

    public required int Threads { get; init; }

    /// <summary>Number of processes that simulated the network together.</summary>
    public int Processes { get; init; } = 1;

    public required ulong SpikesHash { get; init; }

    public required ulong WeightsHash { get; init; }

    /// <summary>Numbers by which runs are compared.</summary>
    public required IReadOnlyList<Measurement> Measured { get; init; }

    /// <summary>Warnings about the spikes, in sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>All that adds to the results: the task, then the recorders.</summary>
    public IEnumerable<IResult> Parts => (Task is null ? Findings : Findings.Prepend(Task)).Select(CheckedResult.Of);

    /// <summary>Simulated time over the computing time that it took; NaN: nothing was computed.</summary>
    public double RealTimeFactor => RunTime > TimeSpan.Zero ? (SimulatedTime - RunFrom) / RunTime.TotalSeconds : double.NaN;

    /// <summary>The result of the run, for comparisons with other runs.</summary>
    public SimulationResult Result => new(SimulatedTime, SpikesHash, WeightsHash, Task, Findings)
    {
        Seed = Description.Seed,
        RealTimeFactor = RealTimeFactor,
    };
}

/// <summary>Builds a network, runs it with its recorders and its task, and writes everything into a folder.</summary>
/// <param name="description">The network.</param>
/// <param name="folder">The folder, claimed.</param>
/// <param name="options">How it is run and what is drawn.</param>
internal sealed class NetworkRun(NetworkDescription description, RunFolder folder, RunOptions options)
{
    /// <summary>Simulated time of the whole run (s).</summary>
    public static double Duration(NetworkDescription description) =>
        description.Task?.Duration(description) ?? description.Duration ?? 0;

    /// <summary>
    /// Runs the realization. Whatever goes wrong once the simulation has begun, what was computed is kept in a folder marked incomplete.
    /// </summary>
    /// <returns>What came of it; null: it was stopped while the network was built, so there is nothing to keep.</returns>
    /// <exception cref="CommandException">The run failed, or its results cannot be written; the message says where the rest is.</exception>
    public RunOutcome? Execute(IProgress<SimulationProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            RunOutcome? outcome = BuildAndRun(progress, cancellation);
            if (outcome is null && options.Resumes) folder.Keep(RunOutcome.Stopped);
            return outcome;
        }
        catch (Exception e) when (e is not CommandException || options.Resumes)
        {
            // Of a run that begins, a message of its own says that there is nothing; of one that was to continue, there is all it had.
            string? kept = folder.Keep(Reason(e));
            if (kept is null || !options.Resumes || Failures.Explain(e) is not string sentence) throw;
            throw new CommandException($"{sentence} What the run has written is in {kept}.");
        }
    }

    private RunOutcome? BuildAndRun(IProgress<SimulationProgress>? progress, CancellationToken cancellation)
    {
        Stopwatch clock = Stopwatch.StartNew();
        if (Build(cancellation) is not Network network) return null;
        RunSnapshots.TakeOver(network, folder.Working, options);
        TimeSpan buildTime = clock.Elapsed;
        IReadOnlyList<IRecorder> recorders = Recorders(network);
        double duration = Duration(description);
        RunOverview overview = new(network, duration, description.Task);
        Simulation simulation = new(network, recorders, duration, progress, cancellation);
        ITask? task = simulation.CreateTask();
        RunHeader header = new(options);
        TimeSpan before = TimeSpan.Zero;
        RunSnapshots snapshots = new(folder.Working, options.SnapshotEvery, Visit);
        if (options.Resumes) snapshots.Restore();
        using Crew? crew = Crew.For(network, options.Threads);
        simulation.BetweenBlocks = snapshots.TakeIfDue;
        before = header.Elapsed;
        clock.Restart();
        snapshots.Take();
        foreach (string warning in (IEnumerable<string>)[.. network.Notes, .. snapshots.Warnings]) options.Remark(warning);
        (string? reason, Exception? failure) = Simulate(network, () =>
        {
            if (task is not null) simulation.Run(task, overview);
            else simulation.Run([new Segment(network.Steps(duration))], overview);
            network.EndSharing();
        });
        clock.Stop();

        // What is written now of a run that was stopped is written again when it has been continued to its end.
        if (reason is not null && failure is null) snapshots.Take();

        // A run that was stopped writes what it has. A complete one that is stopped while it writes leaves the rest out.
        ResultWriting writing = new(reason is null ? cancellation : CancellationToken.None);
        if (folder.Restore() is string loss) writing.Fail(loss);
        if (reason is null && options.KeepsState)
            writing.Do("the state", () => SnapshotFile.Save(Path.Combine(folder.Working, RunSnapshots.StateName), VisitState));
        foreach (IRecorder recorder in recorders) writing.Do("the files of a recorder", () => recorder.Finish(network));
        foreach (IRecorder recorder in recorders) writing.Always("the files of a recorder", recorder.Dispose);
        IResult[] findings = overview.Findings(network, recorders);
        Measurement[] measured = [];
        writing.Always("the measurements", () => measured = [.. Measurements.Of(network, task?.Result, findings)]);
        RunOutcome outcome = new()
        {
            Description = description,
            Folder = folder.Working,
            Reason = reason,
            Task = task?.Result,
            Findings = findings,
            Rates = overview.Rates,
            Shown = overview.Stretch,
            Command = options.Command,
            Measured = measured,
            Warnings = [.. network.Notes, .. ActivityWarnings.Of(network), .. snapshots.Warnings],
            SimulatedTime = network.Time,
            BuildTime = buildTime,
            Threads = crew?.Threads ?? 1,
            Processes = options.Processes?.Count ?? 1,
            RunTime = before + clock.Elapsed,
            SpikesHash = network.SpikesHash,
            WeightsHash = network.WeightsHash,
        };
        outcome = RunFiles.Write(outcome, options.Figures, folder.Working, writing);
        outcome = InPlace(outcome);
        if (failure is not null && Failures.Explain(failure) is null) ExceptionDispatchInfo.Throw(failure);
        if (failure is null && !writing.HasFailed && (outcome.Complete || cancellation.IsCancellationRequested)) return outcome;
        string call = RunSnapshots.AreIn(outcome.Folder) ? $"'{RunSnapshots.CallToResume(outcome.Folder)}'" : "";
        throw new CommandException($"the run for {folder.Destination} is incomplete: {outcome.Reason}{Environment.NewLine}What was "
            + $"computed is kept in {outcome.Folder}" + (call.Length == 0 ? "."
                : failure is null or OutOfMemoryException ? $", and {call} would complete it."
                : Failures.IsOfLoadedPart(failure) ? $". When the part is mended, {call} continues from the last snapshot." : "."));

        void Visit(StateVisitor visitor)
        {
            if (!visitor.IsRestoring) header.Elapsed = before + clock.Elapsed;
            visitor.Part(RunHeader.Part, header);
            VisitState(visitor);
        }

        // All of it follows from the description, and nothing from when, where or how the run was carried out.
        void VisitState(StateVisitor visitor)
        {
            visitor.Part(SavedDescription.Part, new SavedDescription(description));
            simulation.VisitParts(visitor);
            overview.VisitParts(visitor);
            if (task is IHasState part) visitor.Part("task", part);
            else if (task is not null)
                throw new SnapshotException($"the task {task.GetType().Name} does not say what its state is (IHasState).");
        }
    }

    /// <summary>Builds the network. Null: the user has stopped it.</summary>
    private Network? Build(CancellationToken cancellation)
    {
        // A network can take minutes to build. A build that nobody waits for any more ends with the process.
        Task<Network> build = Task.Factory.StartNew(
            () => NetworkBuilder.Build(description, options.Processes),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            return build.WaitAsync(cancellation).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private IReadOnlyList<IRecorder> Recorders(Network network)
    {
        try
        {
            if (options.Resumes) RequireWritable();
            return new RecordingContext(network, folder.Working).CreateAll(keepsFiles: options.Resumes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && AssemblyFailures.Explain(e, Kinds.Added) is null)
        {
            throw new CommandException($"the results of {folder.Destination} could not be written: {e.Message}");
        }
    }

    // Before the first recorder opens its file: what was recorded must be left as it is, if one cannot.
    private void RequireWritable()
    {
        foreach (string file in Directory.GetFiles(folder.Working)) File.Open(file, FileMode.Open, FileAccess.ReadWrite).Dispose();
    }

    /// <summary>Simulates. Returns why it did not reach the end, and the failure if it was one.</summary>
    private (string? Reason, Exception? Failure) Simulate(Network network, Action simulate)
    {
        try
        {
            simulate();
            return (null, null);
        }
        catch (OperationCanceledException)
        {
            return (RunOutcome.Stopped, null);
        }
        catch (OutOfMemoryException e)
        {
            return (string.Create(CultureInfo.InvariantCulture,
                $"the memory ended at {network.Time:0.###} of {Duration(description):0.###} s of simulated time."), e);
        }
        catch (Exception e)
        {
            return (Reason(e), e);
        }
    }

    private static string Reason(Exception failure) => Failures.Explain(failure) ?? $"a fault of the program: {failure.Message}";

    private RunOutcome InPlace(RunOutcome outcome)
    {
        if (outcome.Reason is string reason) return outcome with { Folder = folder.FinishIncomplete(reason) };
        try
        {
            string finished = folder.Finish();
            RunSnapshots.Remove(finished);
            return outcome with { Folder = finished };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return outcome with { Reason = e.Message, Folder = folder.FinishIncomplete(e.Message) };
        }
    }
}
