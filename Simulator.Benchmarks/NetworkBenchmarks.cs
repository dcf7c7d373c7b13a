using BenchmarkDotNet.Attributes;
using Spiking.Engine;

namespace Spiking.Benchmarks;

/// <summary>Whole networks, everything included (noise, delivery, traces, plasticity): time per step on one core.</summary>
public class NetworkBenchmarks
{
    private const int Steps = 10_000;

    private Network? _network;

    /// <summary>Whether weights change: 10 % of the time in the two-phase scheme.</summary>
    [Params(false, true)]
    public bool Learning { get; set; }

    [GlobalSetup]
    public void Build()
    {
        _network =
            NetworkBuilder.Build(NetworkDescription.File.Load(Path.Combine(AppContext.BaseDirectory, "networks", "xor-burstprop.json")));
        _network.Learning = Learning;

        // Two simulated seconds: past the transient of the start.
        _network.Advance(20_000);
    }

    [Benchmark(OperationsPerInvoke = Steps, Description = "XOR, time per step of 0.1 ms")]
    public void Xor()
    {
        _network!.Advance(Steps);
    }
}
