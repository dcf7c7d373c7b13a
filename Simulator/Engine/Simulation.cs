using System.Globalization;
using Spiking.Snapshots;

namespace Spiking.Engine;

/// <summary>How far a simulation has come.</summary>
/// <param name="Time">Simulated time so far (s).</param>
/// <param name="Duration">Simulated time in all (s).</param>
/// <param name="Stage">What is being done: "epoch 12 of 500".</param>
/// <param name="Detail">The latest results: "cost 2.71, output 3.7 4.7 4.6 5.0 Hz".</param>
internal sealed record SimulationProgress(double Time, double Duration, string Stage, string Detail);

/// <summary>Runs a network with its recorders and tells how far it has come.</summary>
public sealed partial class Simulation : IHasState
{
    // Simulated time between two reports of progress.
    private const double ReportInterval = 0.1;

    private readonly List<IRecorder> _recorders;
    private readonly IProgress<SimulationProgress>? _progress;
    private readonly CancellationToken _cancellation;

    // How far the schedule has come: the present segment, and the number of steps at its end; null: it has not begun.
    private int _segment;
    private int? _end;

    /// <summary>Prepares a run.</summary>
    /// <param name="network">The network.</param>
    /// <param name="recorders">Recorders, which look at the network as often as they need.</param>
    /// <param name="duration">Simulated time of the whole run (s).</param>
    /// <param name="progress">Is told every 0.1 simulated seconds.</param>
    /// <param name="cancellation">Stops the run after the steps that are being taken.</param>
    internal Simulation(
        Network network,
        IReadOnlyList<IRecorder> recorders,
        double duration,
        IProgress<SimulationProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        Network = network;
        _recorders = [.. recorders];
        Duration = duration;
        _progress = progress;
        _cancellation = cancellation;
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>Simulated time of the whole run (s).</summary>
    public double Duration { get; }

    /// <summary>Name of the present stage, for progress reports.</summary>
    public string Stage { get; set; } = "";

    /// <summary>The latest results, for progress reports.</summary>
    public string Detail { get; set; } = "";

    /// <summary>
    /// Called between blocks of steps, when the state of the whole simulation can be saved (<see cref="VisitParts"/>); null: nothing.
    /// </summary>
    internal Action? BetweenBlocks { get; set; }

    /// <summary>Takes a number of steps.</summary>
    /// <param name="steps">Number of steps.</param>
    /// <param name="observers">Look at the network after the recorders.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    /// <exception cref="InvalidOperationException">The result has been taken.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped; the network stands after a whole step.</exception>
    public void Advance(int steps, params ReadOnlySpan<IObserver> observers) => AdvanceTo(Network.After(steps), observers);

    /// <summary>Runs a schedule from its beginning, or from where a simulation whose state was restored had come.</summary>
    /// <param name="schedule">The segments, the same whenever they are enumerated.</param>
    /// <param name="observers">Look at the network after the recorders.</param>
    /// <exception cref="OperationCanceledException">The run was stopped within a segment.</exception>
    /// <exception cref="NonFiniteStateException">At the end a state variable is not finite.</exception>
    public void Run(IEnumerable<Segment> schedule, params ReadOnlySpan<IObserver> observers)
    {
        foreach (Segment segment in schedule.Skip(_segment))
        {
            if (segment is null) throw new ArgumentException($"segment {_segment} of the schedule is null.", nameof(schedule));
            if (_end is null)
            {
                Stage = segment.Stage ?? Stage;
                segment.Begin?.Invoke();
                _end = Network.After(segment.Steps);
            }

            AdvanceTo(_end.Value, observers);
            segment.End?.Invoke();
            _end = null;
            _segment++;
        }

        Network.RequireFiniteState();
    }

    /// <summary>Runs a task from its beginning, or from where a simulation whose state was restored had come.</summary>
    /// <param name="task">The task, created for this simulation.</param>
    /// <exception cref="OperationCanceledException">The run was stopped; the result of the task holds what was completed.</exception>
    /// <exception cref="SimulationException">The schedule of the task is longer or shorter than its description says.</exception>
    public void Run(ITask task) => RunSchedule(task, task);

    /// <inheritdoc cref="Run(ITask)"/>
    /// <param name="task">The task, created for this simulation.</param>
    /// <param name="observer">Looks at the network after the recorders and the task.</param>
    internal void Run(ITask task, IObserver observer) => RunSchedule(task, task, observer);

    /// <summary>
    /// Visits the state of the network, of its recorders, and how far the schedule has come. Observers that have state are parts of their
    /// own.
    /// </summary>
    internal void VisitParts(StateVisitor visitor)
    {
        Network.VisitParts(visitor);
        for (int i = 0; i < _recorders.Count; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"recorders[{i}], {_recorders[i].GetType().Name}");
            visitor.Part(name,
                _recorders[i] as IHasState ?? throw new SnapshotException($"{name}, does not say what its state is (IHasState)."));
        }

        visitor.Part("schedule", this);
    }

    void IHasState.VisitState(StateVisitor visitor)
    {
        string stage = Stage, detail = Detail;
        visitor.Value("segment", ref _segment);
        visitor.Optional("endOfSegment", ref _end);
        visitor.Text("stage", ref stage);
        visitor.Text("detail", ref detail);
        visitor.Require(_segment >= 0 && (_end ?? Network.StepsTaken) >= Network.StepsTaken,
            $"segment {_segment} of the schedule ends in the past");
        (Stage, Detail) = (stage, detail);
    }

    private void RunSchedule(ITask task, params ReadOnlySpan<IObserver> observers)
    {
        ArgumentNullException.ThrowIfNull(task);
        try
        {
            RequireDuration(task);
            Run(task.Schedule, observers);
        }
        catch (Exception e)
        {
            AddedPart.NotePlace(e, PlaceOf(null));
            throw;
        }
    }

    // Every number of steps is rounded, so that each may be off by half a step.
    private void RequireDuration(ITask task)
    {
        if (Network.Description.Task is not TaskDescription description) return;
        long steps = 0, segments = 0;
        AddedPart part = new("task", description);
        foreach (Segment segment in task.Schedule ?? throw part.Failure($"Schedule of {task.GetType().Name} gives null."))
        {
            if (segment is null) throw part.Failure($"segment {segments} of Schedule of {task.GetType().Name} is null.");
            (steps, segments) = (steps + segment.Steps, segments + 1);
        }

        double duration = description.Duration(Network.Description);
        if (2 * Math.Abs(steps - (long)Network.Steps(duration)) <= segments + 1) return;
        throw part.Failure(string.Create(CultureInfo.InvariantCulture,
            $"Duration of {description.GetType().Name} gives {duration:0.######} s, but the segments of its schedule last "
            + $"{steps * Network.TimeStep:0.######} s together."));
    }

    private void AdvanceTo(int end, ReadOnlySpan<IObserver> observers)
    {
        RefuseFinished();
        foreach (IObserver observer in observers) ArgumentNullException.ThrowIfNull(observer);
        int between = Math.Max(1, Network.Steps(ReportInterval));
        while (Network.StepsTaken < end)
        {
            int taken = Network.StepsTaken;
            int next = Math.Min(Math.Min(end, taken + Network.BlockSteps), taken - taken % between + between);
            for (int i = 0; i < _recorders.Count; i++) next = Math.Min(next, NextLook(_recorders[i], i));
            foreach (IObserver observer in observers) next = Math.Min(next, NextLook(observer));
            Network.Advance(Math.Max(1, next - taken));
            for (int i = 0; i < _recorders.Count; i++) AfterSteps(_recorders[i], i);
            foreach (IObserver observer in observers) AfterSteps(observer);
            if (Network.StepsTaken % between == 0) _progress?.Report(new SimulationProgress(Network.Time, Duration, Stage, Detail));
            BetweenBlocks?.Invoke();
            _cancellation.ThrowIfCancellationRequested();
        }
    }

    // Recorders of the program that begin in the middle of a run may name the step at which they would have begun.
    private int NextLook(IObserver observer, int? recorder = null)
    {
        int next;
        try
        {
            next = observer.NextLook(Network);
        }
        catch (Exception e)
        {
            AddedPart.NotePlace(e, PlaceOf(recorder));
            throw;
        }

        if (next > Network.StepsTaken || !AddedPart.IsForeign(observer)) return next;
        throw new SimulationException(string.Create(CultureInfo.InvariantCulture,
            $"{PlaceOf(recorder)}: NextLook of {observer.GetType().Name} gives {next}, but {Network.StepsTaken} steps have been taken. A "
            + $"later step is needed; {int.MaxValue}, the largest int, asks for none."));
    }

    private void AfterSteps(IObserver observer, int? recorder = null)
    {
        try
        {
            observer.AfterSteps(Network);
        }
        catch (Exception e)
        {
            AddedPart.NotePlace(e, PlaceOf(recorder));
            throw;
        }
    }

    private static string PlaceOf(int? recorder) =>
        recorder is int index ? string.Create(CultureInfo.InvariantCulture, $"recorders[{index}]") : "task";
}
