using BenchmarkDotNet.Attributes;
using Spiking.Engine;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Plasticity;
using Spiking.Synapses;

namespace Spiking.Benchmarks;

/// <summary>
/// Delivery by synapses of three kinds: time per delivered event, the drawing of the spikes included (one in 200 events). 4000 cells fire
/// at 10 Hz onto 4000 others, one in twenty pairs connected. Weights stay as they are: <see cref="PlasticityBenchmarks"/> measures their
/// changes.
/// </summary>
public class EventBenchmarks
{
    private const int Steps = 1000;

    // Expected number: 4000 neurons * 10 Hz * 0.1 s * 200 targets.
    private const int Events = 800_000;

    private Network? _network;
    private int _step;

    public enum Kind
    {
        Static,
        TsodyksMarkram,
        Plastic,
    }

    [Params(Kind.Static, Kind.TsodyksMarkram, Kind.Plastic)]
    public Kind Synapses { get; set; }

    [GlobalSetup]
    public void Build()
    {
        _network = NetworkBuilder.Build(EventNetwork.Describe(Synapses switch
        {
            Kind.Static => p => p,
            Kind.TsodyksMarkram =>
                p => p with
                {
                    ShortTermPlasticity =
                    new TsodyksMarkramDescription { Utilization = 0.02, RecoveryTime = 0.1, FacilitationTime = 0.1 }
                },
            _ => p => p with { Plasticity = new BurstpropDescription { LearningRate = 1e-3, AveragingTime = 2 } },
        }));
        _step = 0;
    }

    [Benchmark(OperationsPerInvoke = Events, Description = "ns per delivered event")]
    public void Deliver()
    {
        Population source = _network!.Populations[0];
        Projection projection = _network.Projections[0];
        for (int i = 0; i < Steps; i++, _step++)
        {
            source.Advance(_step);
            projection.Deliver(_step);
        }
    }
}

/// <summary>The network of the benchmark of deliveries.</summary>
internal static class EventNetwork
{
    public static NetworkDescription Describe(Func<ProjectionDescription, ProjectionDescription> change) => new()
    {
        Name = "events",
        NeuronModels = new Dictionary<string, NeuronModelDescription>
        {
            ["source"] = new PoissonSourceModelDescription { Rate = 10 },
            ["cell"] = new BurstPoissonModelDescription(),
        },
        Populations = new Dictionary<string, PopulationDescription>
        {
            ["sources"] = new() { Size = 4000, Neuron = "source" },
            ["cells"] = new()
            {
                Size = 4000,
                Neuron = "cell",
                InitialPotentialSpread = 5e-3,
                Currents = [new ConstantCurrentDescription { Compartment = Compartment.Soma, Amplitude = 520e-12 }],
            },
        },
        Projections =
        [
            change(new ProjectionDescription
            {
                From = ["sources"],
                To = ["cells"],
                Receptor = Receptor.SomaAmpa,
                Probability = 0.05,
                Weight = 1e-4,
                Delay = 0.8e-3,
            }),
        ],
    };
}
