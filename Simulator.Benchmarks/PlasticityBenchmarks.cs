using BenchmarkDotNet.Attributes;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Synapses;

namespace Spiking.Benchmarks;

/// <summary>
/// Six plastic projections between populations of 500 cells, one in five pairs connected, as in XOR: time per weight that a post-synaptic
/// event changes, and per weight that a pre-synaptic event reads, cells in random order. Together the weights (1.2 MB) and their indices
/// exceed the second-level cache; between two events the network's neurons would take a part of that too, which is left out here.
/// </summary>
public class PlasticityBenchmarks
{
    private const int Neurons = 500;
    private const int Projections = 6;
    private const int Spikes = 1000;
    private const double Probability = 0.2;

    // As many events per step of 0.1 ms in each source as 500 cells of 5 Hz have.
    private const double Rate = 5;
    private const int Steps = 10_000;
    private const double DeliveriesPerStep = Projections * Neurons * Rate * 1e-4 * Probability * Neurons;

    private readonly int[] _order = new int[Spikes];
    private readonly DecayingTrace _trace = new(Neurons, 0.05, 1e-4, 0.25);
    private Population[] _sources = [];
    private WeightedProjection[] _projections = [];
    private int _step;

    [GlobalSetup]
    public void Build()
    {
        _sources = new Population[Projections];
        _projections = new WeightedProjection[Projections];
        for (int i = 0; i < Projections; i++)
        {
            Population source = _sources[i] = PopulationFactory.Create(
                new PoissonSourceModelDescription { Rate = Rate }, new PopulationSettings { Name = $"source{i}", Size = Neurons });
            Population target = PopulationFactory.Create(new BurstPoissonModelDescription(),
                new PopulationSettings { Name = $"target{i}", Size = Neurons });
            ProjectionSettings settings = new()
            {
                Name = $"p{i}",
                Receptor = Receptor.SomaAmpa,
                Transmits = SpikeFilter.Spikes,
                Weight = 0.2,
            };
            Connectivity connectivity = Connectivity.Random(new RandomKey(1, (uint)i), Neurons, Neurons, Probability, excludeSelf: false);
            _projections[i] = new WeightedProjection(settings, source, target, connectivity);
        }

        Random random = new(1);
        for (int i = 0; i < Spikes; i++) _order[i] = random.Next(Neurons);
        _step = 0;
    }

    [Benchmark(OperationsPerInvoke = (int)(Projections * Spikes * Probability * Neurons),
        Description = "ns per plastic event (one weight changed)")]
    public void Change()
    {
        foreach (int neuron in _order)
            foreach (WeightedProjection projection in _projections) projection.AddOnto(neuron, _trace, -4e-7, 1);
    }

    /// <summary>The drawing of spikes included; weights change now and then, so that learning never rests.</summary>
    [Benchmark(OperationsPerInvoke = (int)(DeliveriesPerStep * Steps), Description = "ns per delivered plastic event, learning")]
    public void DeliverWhileLearning() => Deliver(learning: true);

    /// <summary>The same, without any change of weights.</summary>
    [Benchmark(OperationsPerInvoke = (int)(DeliveriesPerStep * Steps), Description = "ns per delivered plastic event, learning rests")]
    public void DeliverAtRest() => Deliver(learning: false);

    /// <summary>The drawing of spikes alone: to be subtracted from the deliveries.</summary>
    [Benchmark(OperationsPerInvoke = (int)(DeliveriesPerStep * Steps), Description = "the spikes alone")]
    public void SpikesOnly()
    {
        for (int i = 0; i < Steps; i++, _step++)
            foreach (Population source in _sources) source.Advance(_step);
    }

    private void Deliver(bool learning)
    {
        for (int i = 0; i < Steps; i++, _step++)
        {
            foreach (Population source in _sources) source.Advance(_step);
            foreach (WeightedProjection projection in _projections)
            {
                if (learning && _step % 500 == 0) projection.AddOnto(_step / 500 % Neurons, _trace, -4e-7, 1);
                projection.Deliver(_step);
            }
        }
    }
}
