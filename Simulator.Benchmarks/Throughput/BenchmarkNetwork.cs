using Spiking.Engine;
using Spiking.Tasks.PatternLearning;

namespace Spiking.Benchmarks.Throughput;

/// <summary>Something whose throughput is measured.</summary>
internal interface IWorkload
{
    /// <summary>How the command line of a measuring process calls it.</summary>
    string Name { get; }

    /// <summary>The network, in words.</summary>
    Definition Describe(int repetitions);

    /// <summary>
    /// Builds the network and measures repetitions after a warm-up, with at most the given number of threads, together with the processes
    /// that share it, if there are any.
    /// </summary>
    Readings Measure(int repetitions, int threads, IProcesses? processes);
}

/// <summary>A network of the folder networks.</summary>
/// <param name="Name">How the command line and tables call it.</param>
/// <param name="File">The network file in the folder networks.</param>
/// <param name="Drive">What drives it, in short.</param>
/// <param name="Stretch">Simulated time of a repetition (s); of a task it is one epoch instead.</param>
internal sealed record BenchmarkNetwork(string Name, string File, string Drive, double Stretch) : IWorkload
{
    /// <summary>All networks, as the specification of the benchmarks lists them.</summary>
    public static IReadOnlyList<BenchmarkNetwork> All { get; } =
    [
        new("xor-two-phase", "xor-burstprop.json", "background of the file; task with teacher, plastic in the last tenth of an example", 0),
        new("xor-single-phase", "xor-burstccn.json", "background of the file; task with teacher, always plastic", 0),
        new("propagation", "propagation.json", "background of the file; sines into soma and dendrite", 1),
        new("coba", "coba.json", "constant, 20 mV", 4),
        new("brunel", "brunel.json", "Poisson, 20 kHz of 0.1 mV per cell", 1),
        new("brunel-stdp", "brunel-stdp.json", "Poisson, 20 kHz of 0.1 mV per cell; always plastic", 1),
        new("microcircuit-10", "microcircuit-10.json", "Poisson, 8 Hz at each of 150 to 290 synapses; constant, 27 to 59 pA", 2),
        new("microcircuit", "microcircuit.json", "Poisson, 8 Hz at each of 1500 to 2900 synapses", 1),
    ];

    /// <inheritdoc/>
    public Definition Describe(int repetitions)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "networks", File);
        return new Definition(Name, Stretch > 0
            ? NetworkDescription.File.Load(path)
            : NetworkDescription.File.Load(path, [$"task.epochs={repetitions + 1}"]), Drive);
    }

    /// <inheritdoc/>
    public Readings Measure(int repetitions, int threads, IProcesses? processes)
    {
        // No files are written while measuring, so nothing needs to be recorded.
        NetworkDescription description = Describe(repetitions).Network with { Recorders = [] };
        return Readings.Of(
            description,
            (network, synapses) => description.Task is PatternLearningDescription task
                ? Epochs(network, synapses, task, repetitions)
                : Stretches(network, synapses, Stretch, repetitions),
            threads, processes);
    }

    /// <summary>
    /// Stretches of the same length one after the other, with plasticity on; one more at the beginning, in which code and activity settle,
    /// is left out.
    /// </summary>
    public static IReadOnlyList<Sample> Stretches(Network network, IReadOnlyList<long> synapses, double length, int repetitions)
    {
        network.Advance(network.Steps(Math.Max(length, 0.2)));
        List<Sample> samples = [];
        Snapshot last = new(network, synapses);
        for (int i = 0; i < repetitions; i++)
        {
            network.Advance(network.Steps(length));
            Snapshot now = new(network, synapses);
            samples.Add(now.Since(last));
            last = now;
        }

        return samples;
    }

    // Burn-in, calibration and the test before learning are the warm-up. The last epoch is not finished.
    private static List<Sample> Epochs(
        Network network, IReadOnlyList<long> synapses, PatternLearningDescription task, int repetitions)
    {
        using CancellationTokenSource stop = new();
        EpochClock clock = new(network, synapses, repetitions, stop);
        Simulation simulation = new(network, [], task.Duration(network.Description), clock, stop.Token);
        try
        {
            simulation.Run(task.Create(simulation));
        }
        catch (OperationCanceledException)
        {
            // The clock has what it needs.
        }

        return clock.Samples;
    }

    /// <summary>Takes a snapshot at the first report of every epoch.</summary>
    private sealed class EpochClock(Network network, IReadOnlyList<long> synapses, int repetitions, CancellationTokenSource stop)
        : IProgress<SimulationProgress>
    {
        private string _stage = "";
        private Snapshot? _last;

        public List<Sample> Samples { get; } = [];

        public void Report(SimulationProgress value)
        {
            if (value.Stage == _stage || !value.Stage.StartsWith("epoch ", StringComparison.Ordinal)) return;
            _stage = value.Stage;
            Snapshot now = new(network, synapses);
            if (_last is not null) Samples.Add(now.Since(_last));
            _last = now;
            if (Samples.Count == repetitions) stop.Cancel();
        }
    }
}
