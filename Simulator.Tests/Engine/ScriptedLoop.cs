using Spiking.Engine;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Synapses;
using Spiking.Tests.Neurons;

namespace Spiking.Tests.Engine;

/// <summary>Three populations without delays, each of which hears the one before it, spiking now and then.</summary>
internal static class ScriptedLoop
{
    /// <summary>The parts of a new loop.</summary>
    /// <param name="size">Number of neurons of each population.</param>
    /// <param name="rememberedSteps">Steps whose spikes can be asked for.</param>
    /// <param name="inStep">Called in every step of every population with the population's index and the step.</param>
    public static PopulationParts[] Create(int size, int rememberedSteps, Action<int, int> inStep)
    {
        ScriptedPopulation[] populations =
        [
            .. Enumerable.Range(0, 3).Select(i => new ScriptedPopulation(
                new PopulationSettings { Name = $"p{i}", Size = size, RememberedSteps = rememberedSteps },
                (step, neuron) =>
                {
                    if (neuron == 0) inStep(i, step);
                    return step % 5 == i;
                })),
        ];
        return [.. populations.Select((p, i) => Hearing(populations[(i + 2) % 3], p))];
    }

    private static PopulationParts Hearing(Population source, Population target)
    {
        PopulationParts parts = new(target, new InjectedCurrents(target, []), []);
        parts.Projections.Add(new AllToAllProjection(
            new ProjectionSettings { Name = "p", Receptor = Receptor.SomaAmpa, Transmits = SpikeFilter.Spikes, Weight = 1 }, source,
            target));
        return parts;
    }
}
