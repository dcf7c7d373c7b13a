using System.Diagnostics;
using Spiking.Engine;

namespace Spiking.Benchmarks.Throughput;

/// <summary>A median with the smallest and largest value.</summary>
internal readonly record struct Spread(double Median, double Least, double Most)
{
    /// <summary>Of some values, at least one.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return new Spread(sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2, sorted[0], sorted[^1]);
    }
}

/// <summary>The throughput of one network.</summary>
internal sealed record Measurement
{
    /// <summary>The engine takes all steps on the calling thread.</summary>
    public const int Threads = 1;

    public required Definition Definition { get; init; }

    public required int Neurons { get; init; }

    public required long Synapses { get; init; }

    /// <summary>Time to build the network (s).</summary>
    public required double BuildTime { get; init; }

    /// <summary>Bytes of live objects that the network added, and of the whole process.</summary>
    public required long ManagedBytes { get; init; }

    public required long WorkingSet { get; init; }

    public required IReadOnlyList<Sample> Samples { get; init; }

    /// <summary>Mean rate of the neurons over all repetitions (Hz).</summary>
    public double Rate => Samples.Sum(s => (double)s.Spikes) / Samples.Sum(s => s.Simulated) / Neurons;

    /// <summary>Seconds of the clock on the wall per simulated second.</summary>
    public Spread Wall => Spread.Of(Samples.Select(s => s.Wall / s.Simulated));

    /// <summary>Seconds of processor time per simulated second.</summary>
    public Spread Cpu => Spread.Of(Samples.Select(s => s.Cpu / s.Simulated));

    /// <summary>Synaptic events per second on the wall.</summary>
    public Spread EventsPerSecond => Spread.Of(Samples.Select(s => s.SynapticEvents / s.Wall));

    /// <summary>Synaptic events per simulated second.</summary>
    public double EventsPerSimulatedSecond => Samples.Sum(s => s.SynapticEvents) / Samples.Sum(s => s.Simulated);

    /// <summary>Everything that is done, per neuron and step (ns).</summary>
    public Spread NanosecondsPerNeuronStep =>
        Spread.Of(Samples.Select(s => s.Wall / s.Simulated * Definition.Network.TimeStep / Neurons * 1e9));

    /// <summary>Builds a network and measures it.</summary>
    public static Measurement Of(Definition definition, Func<Network> build, Func<Network, IReadOnlyList<Sample>> measure)
    {
        long before = LiveBytes();
        Stopwatch clock = Stopwatch.StartNew();
        Network network = build();
        double buildTime = clock.Elapsed.TotalSeconds;
        long managed = LiveBytes() - before;
        return new Measurement
        {
            Definition = definition,
            Neurons = NetworkSize.Neurons(network),
            Synapses = NetworkSize.Synapses(network),
            BuildTime = buildTime,
            ManagedBytes = managed,
            Samples = measure(network),
            WorkingSet = Environment.WorkingSet,
        };
    }

    private static long LiveBytes()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
