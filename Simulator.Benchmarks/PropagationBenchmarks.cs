using BenchmarkDotNet.Attributes;
using Spiking.Engine;

namespace Spiking.Benchmarks;

/// <summary>
/// Multiplexed propagation: 8000 active pyramidal and 2000 AdEx cells, 4 million synapses, about 30 million synaptic updates and 18 million
/// background spikes per second, everything included but recorders. The published program needs 1.85 CPU-seconds per simulated second.
/// </summary>
public class PropagationBenchmarks
{
    private const int Steps = 10_000;

    private Network? _network;

    [GlobalSetup]
    public void Build()
    {
        _network =
            NetworkBuilder.Build(NetworkDescription.File.Load(Path.Combine(AppContext.BaseDirectory, "networks", "propagation.json")));

        // Past the transient of the start, and until the sines have begun.
        _network.Advance(2 * Steps);
    }

    [Benchmark(Description = "propagation, time per simulated second")]
    public void Second() => _network!.Advance(Steps);
}
