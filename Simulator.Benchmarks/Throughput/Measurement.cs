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
/// <param name="WorkingSet">Bytes of the whole process, or of all processes.</param>
/// <param name="Threads">Threads that took the steps: no more than have something to do side by side.</param>
/// <param name="Ranks">Processes that shared the network.</param>
/// <param name="VectorBits">Width of the vectors in which neurons advanced.</param>
/// <param name="Samples">The repetitions.</param>
internal sealed record Readings(
    int Neurons, long Synapses, double BuildTime, long ManagedBytes, long WorkingSet, int Threads, int Ranks, int VectorBits,
    IReadOnlyList<Sample> Samples)
{
    /// <summary>Builds a network and measures it with at most the given number of threads. All processes that share it do so.</summary>
    /// <param name="description">The network.</param>
    /// <param name="measure">Takes the samples, given the numbers of synapses of the projections.</param>
    /// <param name="threads">Number of threads.</param>
    /// <param name="processes">The processes; null: this one alone.</param>
    /// <exception cref="SimulationException">Several processes cannot share the network.</exception>
    public static Readings Of(
        NetworkDescription description, Func<Network, IReadOnlyList<long>, IReadOnlyList<Sample>> measure, int threads,
        IProcesses? processes)
    {
        if (processes is not null) Sharing.Require(description);
        long before = LiveBytes();
        Stopwatch clock = Stopwatch.StartNew();
        Network network = NetworkBuilder.Build(description, processes);
        double buildTime = clock.Elapsed.TotalSeconds;
        long managed = LiveBytes() - before;
        IReadOnlyList<long> synapses = NetworkSize.Synapses(network, processes);
        using Crew? crew = Crew.For(network, threads);

        // A task decides for itself when its network learns.
        if (description.Task is null) network.Learning = true;
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        IReadOnlyList<Sample> samples = [];
        if (processes is { Rank: > 0 }) network.Follow();
        else
        {
            samples = measure(network, synapses);
            network.EndSharing();
        }

        // The first process takes the samples. What the others need on the way is spread over them like its own processor time.
        long mine = (long)(Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds;
        double share = Totals.Sum(processes, mine) / (double)mine;
        return new Readings(
            NetworkSize.Neurons(network), synapses.Sum(), buildTime, Totals.Sum(processes, managed),
            Totals.Sum(processes, Environment.WorkingSet), crew?.Threads ?? 1, processes?.Count ?? 1, LaneWidth.Bits,
            [.. samples.Select(sample => sample with { Cpu = share * sample.Cpu })]);
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
