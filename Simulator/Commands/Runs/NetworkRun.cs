using System.Diagnostics;
using Spiking.Engine;
using Spiking.Experiments;
using Spiking.Networks;
using Spiking.Plasticity;
using Spiking.Plotting;
using Spiking.Recording;

namespace Spiking.Commands.Runs;

/// <summary>What came of one realization.</summary>
internal sealed record RunOutcome
{
    public required NetworkDescription Description { get; init; }

    public required string Folder { get; init; }

    public required bool Complete { get; init; }

    public required PatternLearningResult? Learning { get; init; }

    public required RunAnalyses Analyses { get; init; }

    public required double SimulatedTime { get; init; }

    public required TimeSpan BuildTime { get; init; }

    public required TimeSpan RunTime { get; init; }

    public required int Threads { get; init; }

    public required ulong SpikesHash { get; init; }

    public required ulong WeightsHash { get; init; }

    /// <summary>What is odd about the spikes, in sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    public double RealTimeFactor => SimulatedTime / RunTime.TotalSeconds;
}

/// <summary>Builds a network, runs it with its recorders and its task, and writes everything into a folder.</summary>
internal sealed class NetworkRun
{
    private readonly NetworkDescription _description;
    private readonly string _destination;
    private readonly bool _replace;
    private readonly IReadOnlyList<FigureFormat> _figures;
    private readonly int _threads;

    public NetworkRun(NetworkDescription description, string destination, bool replace, IReadOnlyList<FigureFormat> figures, int threads = 1)
    {
        _figures = figures;
        _threads = threads;
        _description = description;
        _destination = destination;
        _replace = replace;
    }

    /// <summary>Simulated time of the whole run (s).</summary>
    public static double Duration(NetworkDescription description) =>
        description.Task is PatternTask task ? PatternLearning.Duration(description, task) : description.Duration ?? 0;

    /// <summary>Runs the realization.</summary>
    /// <exception cref="CommandException">The results cannot be written.</exception>
    public RunOutcome Execute(IProgress<SimulationProgress>? progress, CancellationToken cancellation)
    {
        using RunFolder folder = new(_destination, _replace);
        try
        {
            return Execute(folder, progress, cancellation);
        }
        catch (Exception e) when (e is CalibrationException or SimulationException)
        {
            throw new CommandException(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"the results of {_destination} could not be written: {e.Message}");
        }
    }

    private RunOutcome Execute(RunFolder folder, IProgress<SimulationProgress>? progress, CancellationToken cancellation)
    {
        Stopwatch clock = Stopwatch.StartNew();
        Network network = NetworkBuilder.Build(_description);
        TimeSpan buildTime = clock.Elapsed;
        using Crew? crew = Crew.For(network, _threads);
        IReadOnlyList<IRecorder> recorders = RecorderFactory.Create(network, folder.Working);
        double duration = Duration(_description);
        RateCourse course = new(network, Math.Max(network.TimeStep, duration / 400));
        Simulation simulation = new(network, recorders, duration, progress, cancellation);
        PatternLearning? learning = _description.Task is PatternTask task ? new PatternLearning(simulation, task) : null;
        bool complete;
        try
        {
            clock.Restart();
            complete = Completes(() =>
            {
                if (learning is not null) learning.Run();
                else simulation.Advance(network.Steps(duration), course);
            });
            clock.Stop();
            foreach (IRecorder recorder in recorders) recorder.Finish(network);
        }
        finally
        {
            foreach (IRecorder recorder in recorders) recorder.Dispose();
        }

        RunOutcome outcome = new()
        {
            Description = _description,
            Folder = folder.Working,
            Complete = complete,
            Learning = learning?.Result,
            Analyses = RunAnalyses.Of(recorders),
            Warnings = ActivityWarnings.Of(network),
            SimulatedTime = network.Time,
            BuildTime = buildTime,
            Threads = crew?.Threads ?? 1,
            RunTime = clock.Elapsed,
            SpikesHash = network.SpikesHash,
            WeightsHash = WeightsHash(network),
        };
        RunFiles.Write(outcome, learning is null ? course : null, _figures, folder.Working);
        return outcome with { Folder = complete ? folder.Finish() : folder.FinishIncomplete() };
    }

    /// <summary>Simulates. Returns whether to the end: false if the user has stopped it.</summary>
    private static bool Completes(Action simulate)
    {
        try
        {
            simulate();
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static ulong WeightsHash(Network network)
    {
        Fingerprint hash = Fingerprint.Empty;
        foreach (var projection in network.PlasticProjections) hash.Add(projection.WeightsOfConnectivity());
        foreach (var projection in network.Projections.OfType<LearnedCancellation>()) hash.Add(projection.Events.Span);
        return hash.Value;
    }
}
