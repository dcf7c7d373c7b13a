namespace Spiking.Engine;

/// <summary>How far a simulation has come.</summary>
/// <param name="Time">Simulated time so far (s).</param>
/// <param name="Duration">Simulated time in all (s).</param>
/// <param name="Stage">What is being done: "epoch 12 of 500".</param>
/// <param name="Detail">The latest results: "cost 2.71, output 3.7 4.7 4.6 5.0 Hz".</param>
public sealed record SimulationProgress(double Time, double Duration, string Stage, string Detail);

/// <summary>Runs a network with its recorders and tells how far it has come.</summary>
public sealed class Simulation
{
    // Simulated time between two reports of progress.
    private const double ReportInterval = 0.1;

    private readonly IReadOnlyList<IRecorder> _recorders;
    private readonly IProgress<SimulationProgress>? _progress;
    private readonly CancellationToken _cancellation;

    /// <summary>Prepares a run.</summary>
    /// <param name="network">The network.</param>
    /// <param name="recorders">Recorders, which look at the network as often as they need.</param>
    /// <param name="duration">Simulated time of the whole run (s).</param>
    /// <param name="progress">Is told every 0.1 simulated seconds.</param>
    /// <param name="cancellation">Stops the run after the steps that are being taken.</param>
    public Simulation(
        Network network,
        IReadOnlyList<IRecorder> recorders,
        double duration,
        IProgress<SimulationProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        Network = network;
        _recorders = recorders;
        Duration = duration;
        _progress = progress;
        _cancellation = cancellation;
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>Simulated time of the whole run (s).</summary>
    public double Duration { get; }

    /// <summary>What is being done, for progress reports.</summary>
    public string Stage { get; set; } = "";

    /// <summary>The latest results, for progress reports.</summary>
    public string Detail { get; set; } = "";

    /// <summary>Takes a number of steps.</summary>
    /// <param name="steps">Number of steps.</param>
    /// <param name="observers">Look at the network after the recorders.</param>
    /// <exception cref="OperationCanceledException">The run was stopped; the network stands after a whole step.</exception>
    public void Advance(int steps, params ReadOnlySpan<IObserver> observers)
    {
        int between = Math.Max(1, Network.Steps(ReportInterval));
        int end = Network.StepsTaken + steps;
        while (Network.StepsTaken < end)
        {
            int taken = Network.StepsTaken;
            int next = Math.Min(Math.Min(end, taken + Network.BlockSteps), taken - taken % between + between);
            foreach (IRecorder recorder in _recorders) next = Math.Min(next, recorder.NextLook(Network));
            foreach (IObserver observer in observers) next = Math.Min(next, observer.NextLook(Network));
            Network.Advance(Math.Max(1, next - taken));
            foreach (IRecorder recorder in _recorders) recorder.AfterSteps(Network);
            foreach (IObserver observer in observers) observer.AfterSteps(Network);
            if (Network.StepsTaken % between == 0) _progress?.Report(new SimulationProgress(Network.Time, Duration, Stage, Detail));
            _cancellation.ThrowIfCancellationRequested();
        }
    }
}
