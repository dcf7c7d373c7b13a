using BenchmarkDotNet.Attributes;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Synapses;

namespace Spiking.Benchmarks;

/// <summary>
/// Delivery of the spikes of 4000 cells that fire at 10 Hz onto 4000 others: time per step of 0.1 ms, the drawing of the spikes included
/// (four spikes per step; 800 synaptic updates where one in twenty pairs is connected, 16,000 where all are).
/// </summary>
public class DeliveryBenchmarks
{
    private const int Neurons = 4000;
    private const int Steps = 1000;
    private const int DelaySteps = 8;

    private Population? _source;
    private Projection? _projection;
    private int _step;

    public enum Kind
    {
        /// <summary>Only the spikes are drawn: to be subtracted from the others.</summary>
        SpikesOnly,
        Static,
        TsodyksMarkram,
        AllToAll,
    }

    [Params(Kind.SpikesOnly, Kind.Static, Kind.TsodyksMarkram, Kind.AllToAll)]
    public Kind Projection { get; set; }

    [GlobalSetup]
    public void Build()
    {
        _source = PopulationFactory.Create(
            new PoissonSourceModelDescription { Rate = 10 },
            new PopulationSettings { Name = "source", Size = Neurons, RememberedSteps = DelaySteps });
        Population target =
            PopulationFactory.Create(new ActivePyramidalModelDescription(), new PopulationSettings { Name = "target", Size = Neurons });
        ProjectionSettings settings = new()
        {
            Name = "source -> target",
            Receptor = Receptor.SomaAmpa,
            Transmits = SpikeFilter.Spikes,
            Weight = 1e-6,
            DelaySteps = DelaySteps,
        };
        TsodyksMarkramSynapses? shortTerm = Projection == Kind.TsodyksMarkram
            ? new TsodyksMarkramSynapses(new TsodyksMarkramParameters(0.02, 0.02, 0.1, 0.1, 0.02), Neurons, 1e-4)
            : null;
        _projection = Projection switch
        {
            Kind.SpikesOnly => null,
            Kind.AllToAll => new AllToAllProjection(settings, _source, target),
            _ => new StaticProjection(
                settings,
                _source,
                target,
                Connectivity.Random(new RandomKey(1, 2), Neurons, Neurons, 0.05, excludeSelf: false),
                shortTerm),
        };
        _step = 0;
    }

    [Benchmark(OperationsPerInvoke = Steps, Description = "time per step")]
    public void Deliver()
    {
        for (int i = 0; i < Steps; i++, _step++)
        {
            _source!.Advance(_step);
            _projection?.Deliver(_step);
        }
    }
}
