using System.Diagnostics;
using Spiking.Engine;
using Spiking.Neurons;
using Spiking.Synapses;

namespace Spiking.Benchmarks.Throughput;

/// <summary>Spikes, synaptic events and computing time of a stretch of simulated time.</summary>
/// <param name="Simulated">Its length (s).</param>
/// <param name="Wall">Time it took (s).</param>
/// <param name="Cpu">Processor time of all processes (s), which a crowded machine stretches less.</param>
/// <param name="Spikes">Spikes of all neurons.</param>
/// <param name="SynapticEvents">
/// Spikes times the mean number of synapses that transmit them, over all projections (background not included).
/// </param>
internal sealed record Sample(double Simulated, double Wall, double Cpu, long Spikes, double SynapticEvents);

/// <summary>A state of the clocks and counters of a network; two of them make a sample.</summary>
internal sealed class Snapshot
{
    private readonly long _clock = Stopwatch.GetTimestamp();
    private readonly TimeSpan _cpu = Environment.CpuUsage.TotalTime;
    private readonly double _time;
    private readonly long _spikes;
    private readonly double _events;

    /// <summary>Reads the clocks and counters.</summary>
    /// <param name="network">The network.</param>
    /// <param name="synapses">Numbers of synapses of its projections, in all processes.</param>
    public Snapshot(Network network, IReadOnlyList<long> synapses)
    {
        _time = network.Time;

        // Sources of spikes are inputs: they count as neurons nowhere here.
        _spikes = network.Populations.Where(p => p is not PoissonSourcePopulation).Sum(p => p.SpikeCount);
        for (int i = 0; i < synapses.Count; i++)
        {
            Projection projection = network.Projections[i];
            Population source = projection.Source;
            long transmitted = projection.Settings.Transmits switch
            {
                SpikeFilter.Events => source.EventCount,
                SpikeFilter.Bursts => source.BurstCount,
                _ => source.SpikeCount,
            };
            _events += transmitted * (double)synapses[i] / source.Size;
        }
    }

    /// <summary>Difference to an earlier sample of the same network.</summary>
    public Sample Since(Snapshot earlier) => new(
        _time - earlier._time,
        Stopwatch.GetElapsedTime(earlier._clock, _clock).TotalSeconds,
        (_cpu - earlier._cpu).TotalSeconds,
        _spikes - earlier._spikes,
        _events - earlier._events);
}
