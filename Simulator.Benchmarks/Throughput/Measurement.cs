using System.Diagnostics;
using Spiking.Engine;
using Spiking.Numerics;

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

/// <summary>Message of a process that measures one network.</summary>
/// <param name="Neurons">Number of neurons.</param>
/// <param name="Synapses">Number of synapses.</param>
/// <param name="BuildTime">Time to build the network (s).</param>
/// <param name="ManagedBytes">Bytes of live objects that the network added.</param>
/// <param name="WorkingSet">Bytes of the whole process.</param>
/// <param name="Threads">Threads that took the steps: no more than have something to do side by side.</param>
/// <param name="VectorBits">Width of the vectors in which neurons advanced.</param>
/// <param name="Samples">The repetitions.</param>
internal sealed record Readings(
    int Neurons, long Synapses, double BuildTime, long ManagedBytes, long WorkingSet, int Threads, int VectorBits,
    IReadOnlyList<Sample> Samples)
{
    /// <summary>Builds a network and measures it with at most the given number of threads.</summary>
    public static Readings Of(Func<Network> build, Func<Network, IReadOnlyList<Sample>> measure, int threads)
    {
        long before = LiveBytes();
        Stopwatch clock = Stopwatch.StartNew();
        Network network = build();
        double buildTime = clock.Elapsed.TotalSeconds;
        long managed = LiveBytes() - before;
        using Crew? crew = Crew.For(network, threads);
        IReadOnlyList<Sample> samples = measure(network);
        return new Readings(
            NetworkSize.Neurons(network), NetworkSize.Synapses(network), buildTime, managed, Environment.WorkingSet, crew?.Threads ?? 1,
            LaneWidth.Bits, samples);
    }

    private static long LiveBytes()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}

/// <summary>The throughput of one network.</summary>
/// <param name="Definition">What was measured.</param>
/// <param name="Readings">What was found.</param>
internal sealed record Measurement(Definition Definition, Readings Readings)
{
    /// <summary>The repetitions.</summary>
    public IReadOnlyList<Sample> Samples => Readings.Samples;

    /// <summary>Mean rate of the neurons over all repetitions (Hz).</summary>
    public double Rate => Samples.Sum(s => (double)s.Spikes) / Samples.Sum(s => s.Simulated) / Readings.Neurons;

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
        Spread.Of(Samples.Select(s => s.Wall / s.Simulated * Definition.Network.TimeStep / Readings.Neurons * 1e9));
}
