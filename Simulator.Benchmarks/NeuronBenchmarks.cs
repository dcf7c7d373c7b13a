using BenchmarkDotNet.Attributes;
using Spiking.Neurons;

namespace Spiking.Benchmarks;

/// <summary>
/// One step of a population, without synapses: time per neuron and step. 500 neurons fit into the first-level cache; five such
/// populations, as in the XOR network, into the second.
/// </summary>
public class NeuronBenchmarks
{
    private const int Neurons = 2500;
    private const int Steps = 100;

    private Population[] _populations = [];
    private int _step;

    public enum Model
    {
        BurstPoisson,
        ActivePyramidal,
        AdEx,
        ConductanceLif,
        DeltaLif,
        CurrentLif,
    }

    [Params(Model.BurstPoisson, Model.ActivePyramidal, Model.AdEx, Model.ConductanceLif, Model.DeltaLif, Model.CurrentLif)]
    public Model NeuronModel { get; set; }

    [GlobalSetup]
    public void Build()
    {
        NeuronModelDescription model = NeuronModel switch
        {
            Model.BurstPoisson => new BurstPoissonModelDescription { DendriticDrive = DendriticDrive.Soma },
            Model.ActivePyramidal => new ActivePyramidalModelDescription(),
            Model.ConductanceLif => new ConductanceLifModelDescription(),
            Model.DeltaLif => new DeltaLifModelDescription(),
            Model.CurrentLif => new CurrentLifModelDescription(),
            _ => new AdExModelDescription(),
        };
        _populations = [.. Enumerable.Range(0, 5).Select(i => PopulationFactory.Create(
            model, new PopulationSettings { Name = $"p{i}", Size = Neurons / 5, InitialPotentialSpread = 5e-3 }))];

        // About 5 spikes per second and neuron; integrate-and-fire cells, which a current makes fire faster, 20.
        double current = NeuronModel switch
        {
            Model.AdEx => 205e-12,
            Model.ConductanceLif => 110e-12,
            Model.DeltaLif => 205e-12,
            Model.CurrentLif => 385e-12,
            _ => 520e-12,
        };
        foreach (Population p in _populations) p.SomaCurrent = current;
        _step = 0;
    }

    [Benchmark(OperationsPerInvoke = Neurons * Steps, Description = "ns per neuron-step")]
    public void Advance()
    {
        for (int i = 0; i < Steps; i++, _step++)
            foreach (Population population in _populations) population.Advance(_step);
    }
}
