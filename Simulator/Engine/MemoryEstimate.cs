using Spiking.Inputs;
using Spiking.Networks;
using Spiking.Synapses;

namespace Spiking.Engine;

/// <summary>How much memory a network will take, before it is built (bytes; recorders not counted).</summary>
public static class MemoryEstimate
{
    // State variables, traces and averages of a neuron, and the lists of those that fire.
    private const int NumbersPerNeuron = 20;

    // Lists of spikes, of events and of bursts.
    private const int SpikeLists = 3;

    /// <summary>Bytes of a population: what its neurons hold, their spikes of the steps that are remembered, the noise drawn ahead.</summary>
    /// <param name="network">The network.</param>
    /// <param name="name">Name of the population.</param>
    public static double OfPopulation(NetworkDescription network, string name)
    {
        PopulationDescription population = network.Populations[name];
        double delay = network.Projections.Where(p => p.From.Contains(name)).Select(p => p.Delay).DefaultIfEmpty(0).Max() / network.TimeStep;
        double numbers = NumbersPerNeuron
            + SpikeLists * (delay + BlockSchedule.MostSteps)
            + PoissonBackground.BlockSteps * population.Background.Count(b => b.Sources == 1);
        return population.Size * numbers * sizeof(float);
    }

    /// <summary>
    /// Bytes of one synapse. Static: its target. Plastic: also its source, its weight, a copy of that in the order in which it is delivered, and
    /// where it stands in the other order. None where all pairs are connected and nothing is learned.
    /// </summary>
    /// <param name="projection">The projection.</param>
    /// <param name="probability">Its connection probability.</param>
    /// <param name="sources">Number of pre-synaptic neurons.</param>
    /// <param name="targets">Number of post-synaptic neurons.</param>
    public static double OfSynapse(ProjectionDescription projection, double probability, int sources, int targets) =>
        projection.Plasticity is not null ? TargetLists.IndexBytes(targets) + TargetLists.IndexBytes(sources) + 2 * sizeof(float) + sizeof(int)
        : probability == 1 ? 0
        : TargetLists.IndexBytes(targets);
}
