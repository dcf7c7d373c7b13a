using BenchmarkDotNet.Attributes;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Numerics;

namespace Spiking.Benchmarks;

/// <summary>Background noise: time per background spike drawn and delivered, and per random word.</summary>
public class BackgroundBenchmarks
{
    private const int Neurons = 500;
    private const int Steps = 32 * 20;

    private PoissonBackground[] _sources = [];
    private SuperposedBackground? _superposed;
    private int _step;
    private uint _counter;

    [Params(150, 500)]
    public int Rate { get; set; }

    [GlobalSetup]
    public void Build()
    {
        Population population =
            PopulationFactory.Create(new BurstPoissonModelDescription(), new PopulationSettings { Name = "p", Size = Neurons });
        _sources = [.. Enumerable.Range(0, 20).SelectMany(i => PoissonBackground.Create(population, Receptor.SomaAmpa, Rate, 0.1, i))];
        _superposed = SuperposedBackground.Create(population, Receptor.SomaGaba, 800, 25, 0.1, 0).Single();
        _step = 0;
    }

    /// <summary>
    /// Twenty sources of 500 neurons; divide by the number of spikes, 20 * 500 * rate * 0.1 ms per step, for the time per spike.
    /// </summary>
    [Benchmark(OperationsPerInvoke = 20 * Neurons * Steps, Description = "ns per source and step")]
    public void Deliver()
    {
        for (int i = 0; i < Steps; i++, _step++)
            foreach (PoissonBackground source in _sources) source.Deliver(_step);
    }

    /// <summary>The drive of the network brunel: 800 sources of 25 Hz per neuron, drawn as one number.</summary>
    [Benchmark(OperationsPerInvoke = Neurons * Steps, Description = "many sources, ns per neuron and step")]
    public void DeliverSuperposed()
    {
        for (int i = 0; i < Steps; i++, _step++) _superposed!.Deliver(_step);
    }

    [Benchmark(OperationsPerInvoke = 32, Description = "ns per random word")]
    public uint RandomWords() => Threefry.Block16(new RandomKey(1, 2), 0, _counter += 16).High.Second[0];
}
