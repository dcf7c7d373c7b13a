using System.Diagnostics;
using System.Globalization;
using Spiking.Files;
using Spiking.Snapshots;

namespace Spiking.Engine;

/// <summary>Result of a simulation.</summary>
/// <param name="Time">Simulated time (s).</param>
/// <param name="SpikesHash">Hash of all spikes: equal for two runs only if every spike is equal.</param>
/// <param name="WeightsHash">Hash of all weights that learn.</param>
/// <param name="Task">What the task found; null: none was run.</param>
/// <param name="Findings">What the recorders add besides their files, in the order in which they were asked for.</param>
public sealed record SimulationResult(double Time, ulong SpikesHash, ulong WeightsHash, ITaskResult? Task, IReadOnlyList<IResult> Findings)
{
    /// <summary>Seed of the network.</summary>
    public long Seed { get; init; }

    /// <summary>
    /// Simulated time over computing time, both since the simulation began or was restored last; NaN: it was not measured.
    /// </summary>
    public double RealTimeFactor { get; init; } = double.NaN;
}

/// <remarks>
/// The door to the simulator from C#: <see cref="Load"/> or <see cref="Create"/>, then <see cref="Run(double)"/> or <see cref="RunTask"/>,
/// then
/// <see cref="Result"/>. <see cref="Save"/> keeps the state in between, from which another simulation continues (<see cref="Restore"/>).
/// Recorders write into a folder of their own until the results are written to a place of the caller's choice.
/// </remarks>
public sealed partial class Simulation : IDisposable
{
    private readonly List<IRecorder> _own = [];
    private readonly List<RecorderDescription> _asked = [];
    private readonly Stopwatch _clock = new();
    private RecordingContext? _context;
    private Crew? _crew;
    private ITask? _task;
    private bool _isFinished;

    /// <summary>Computing time of the runs so far, since the last state was restored if there was one.</summary>
    internal TimeSpan RunTime => _clock.Elapsed;

    /// <summary>Simulated time (s) at which these runs began: that of the state that was restored last, else 0.</summary>
    internal double RunFrom { get; private set; }

    /// <summary>
    /// Makes what watches a run of a duration (s), of a task if there is one, for the figures that every run has. The room that draws them
    /// sets it.
    /// </summary>
    internal static Func<Simulation, double, TaskDescription?, IObserver>? Watch { get; set; }

    /// <summary>The observer of the last run; null: there was none.</summary>
    internal IObserver? Overview { get; private set; }

    /// <summary>The recorders that were asked for.</summary>
    internal IReadOnlyList<IRecorder> Recorders => _own;

    /// <summary>The folder into which the recorders that were asked for write; null: there are none.</summary>
    internal string? RecordedIn { get; private set; }

    /// <summary>Reads and checks a network file, and builds the network with its recorders.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Changes in the form path=value, for example "populations.*.size=2000"; null removes a key.</param>
    /// <exception cref="NetworkFileException">The file cannot be read, or it has mistakes: all of them are listed.</exception>
    /// <exception cref="SimulationException">The network does not fit into the memory of the machine.</exception>
    public static Simulation Load(string path, params IReadOnlyList<string> overrides) =>
        Create(NetworkDescription.File.Load(path, overrides));

    /// <summary>Checks a description as a file is checked, with the same sentences, and builds the network with its recorders.</summary>
    /// <param name="network">The network.</param>
    /// <exception cref="NetworkFileException">The description has mistakes: all of them are listed.</exception>
    /// <exception cref="SimulationException">The network does not fit into the memory of the machine.</exception>
    public static Simulation Create(NetworkDescription network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Network built = NetworkBuilder.Build(network);
        Simulation simulation = new(built, [], network.Task?.Duration(network) ?? network.Duration ?? 0);
        foreach (RecorderDescription recorder in network.Recorders) simulation.Add(recorder);
        return simulation;
    }

    /// <summary>
    /// The number of threads that compute: results do not depend on it. At most as many are used as have something to do.
    /// </summary>
    public int Threads
    {
        get => _crew?.Threads ?? 1;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            Dismiss();
            _crew = Crew.For(Network, value);
        }
    }

    /// <summary>Adds a recorder; it is checked as in a file.</summary>
    /// <param name="recorder">What is recorded, from now on.</param>
    /// <returns>This simulation.</returns>
    /// <exception cref="NetworkFileException">The recorder does not fit to the network.</exception>
    public Simulation Record(RecorderDescription recorder)
    {
        RefuseFinished();
        DescriptionCheck.Require(Network.Description with { Recorders = [.. Network.Description.Recorders, recorder] });
        Add(recorder);
        return this;
    }

    /// <summary>Runs the network for a time.</summary>
    /// <param name="duration">The time (s), at least one step.</param>
    /// <returns>This simulation.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is no number, or shorter than a step.</exception>
    /// <exception cref="NonFiniteStateException">A state variable is not finite.</exception>
    public Simulation Run(double duration)
    {
        RefuseFinished();
        if (!(duration >= Network.TimeStep / 2) || double.IsInfinity(duration))
        {
            throw new ArgumentOutOfRangeException(
                nameof(duration), duration,
                string.Create(CultureInfo.InvariantCulture, $"a time in seconds is needed, at least one step of {Network.TimeStep:G3} s."));
        }

        double most = Network.MostSteps * Network.TimeStep;
        if (duration > most)
            throw new ArgumentOutOfRangeException(nameof(duration), duration,
                string.Create(CultureInfo.InvariantCulture, $"with this time step a run lasts at most {most:G6} s."));
        Overview = Watch?.Invoke(this, duration, null);
        _clock.Start();
        Advance(Network.Steps(duration), Overview is null ? [] : [Overview]);
        _clock.Stop();
        Network.RequireFiniteState();
        return this;
    }

    /// <summary>Runs the task of the network.</summary>
    /// <returns>This simulation.</returns>
    /// <exception cref="InvalidOperationException">The network has no task, or it was run already.</exception>
    public Simulation RunTask()
    {
        RefuseFinished();
        if (_task is not null) throw new InvalidOperationException("the task of this simulation was run already.");
        _task = CreateTask()
            ?? throw new InvalidOperationException($"the network {Network.Description.Name} has no task; use Run(duration).");
        TaskDescription task = Network.Description.Task!;
        Overview = Watch?.Invoke(this, task.Duration(Network.Description), task);
        _clock.Start();
        if (Overview is null) Run(_task);
        else Run(_task, Overview);
        _clock.Stop();
        return this;
    }

    /// <summary>
    /// Saves the state of the network in a file: neurons, spikes under way, traces, weights, and how much time has passed. What recorders
    /// hold and how far a task has come are not part of it.
    /// </summary>
    /// <param name="path">The file. What was there is replaced once the new file is complete.</param>
    /// <returns>This simulation.</returns>
    /// <exception cref="SnapshotException">A part of the network does not say what its state is.</exception>
    public Simulation Save(string path)
    {
        Network.Save(path);
        return this;
    }

    /// <summary>
    /// Restores a state that a simulation of the same network has saved. The steps that follow are, bit for bit, those that would have
    /// followed there. Recorders begin anew at the time of the state, so what they had recorded before is gone.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <returns>This simulation.</returns>
    /// <exception cref="SnapshotException">
    /// The file is damaged, or holds the state of another network. This simulation can then be used no further.
    /// </exception>
    public Simulation Restore(string path)
    {
        RefuseFinished();
        int threads = Threads;
        Dismiss();
        Network.Restore(path);
        _clock.Reset();
        RunFrom = Network.Time;
        Threads = threads;
        DisposeRecorders();
        RecorderDescription[] asked = [.. _asked];
        _recorders.RemoveAll(_own.Contains);
        _own.Clear();
        _asked.Clear();
        (_context, RecordedIn, Overview) = (null, null, null);
        foreach (RecorderDescription recorder in asked) Add(recorder);
        return this;
    }

    /// <summary>Result of the simulation. Asking for it ends the recorders: after this a simulation runs no further.</summary>
    public SimulationResult Result
    {
        get
        {
            if (!_isFinished)
            {
                _isFinished = true;
                foreach (IRecorder recorder in _own) recorder.Finish(Network);
                foreach (IRecorder recorder in _own) recorder.Dispose();
            }

            return new SimulationResult(
                Network.Time, Network.SpikesHash, Network.WeightsHash, _task?.Result,
                [.. _own.Select(recorder => recorder.Result).OfType<IResult>()])
            {
                Seed = Network.Description.Seed,
                RealTimeFactor = RunTime > TimeSpan.Zero ? (Network.Time - RunFrom) / RunTime.TotalSeconds : double.NaN,
            };
        }
    }

    /// <summary>Ends the threads, closes the files of the recorders and removes them; what was written elsewhere stays.</summary>
    public void Dispose()
    {
        _crew?.Dispose();
        if (_isFinished) RemoveFiles();
        else DisposeRecorders();
        _isFinished = true;
    }

    /// <summary>Creates the task of the network; null: there is none.</summary>
    internal ITask? CreateTask() =>
        Network.Description.Task is TaskDescription task ? new AddedPart("task", task).Created(() => task.Create(this)) : null;

    private void Add(RecorderDescription recorder)
    {
        _context ??= new RecordingContext(Network, RecordedIn = Directory.CreateTempSubdirectory("spiking-").FullName);
        IRecorder created = _context.Create(recorder, _asked.Count);
        _own.Add(created);
        _asked.Add(recorder);
        _recorders.Add(created);
    }

    private void DisposeRecorders()
    {
        foreach (IRecorder recorder in _own) recorder.Dispose();
        RemoveFiles();
    }

    private void RemoveFiles()
    {
        if (RecordedIn is not null && Directory.Exists(RecordedIn)) Directory.Delete(RecordedIn, recursive: true);
    }

    private void Dismiss()
    {
        _crew?.Dispose();
        (_crew, Network.Crew) = (null, null);
    }

    private void RefuseFinished()
    {
        if (_isFinished) throw new InvalidOperationException("the results of this simulation have been taken, so it runs no further.");
    }
}
