using Spiking.Inputs;
using Spiking.Networks;
using Spiking.Neurons;
using Spiking.Synapses;

namespace Spiking.Engine;

/// <summary>
/// How much memory a network will take while it runs with several threads, before it is built (bytes). Recorders are not counted, nor what is needed for
/// a moment while it is built.
/// </summary>
public static class MemoryEstimate
{
    // State variables, traces and averages of a neuron, and the lists of those that fire.
    private const int NumbersPerNeuron = 20;

    // Lists of spikes, of events and of bursts.
    private const int SpikeLists = 3;

    /// <summary>Bytes of a network.</summary>
    /// <exception cref="KeyNotFoundException">A projection names a population that does not exist.</exception>
    public static double OfNetwork(NetworkDescription network)
    {
        double bytes = network.Populations.Keys.Sum(name => OfPopulation(network, name));
        foreach (ProjectionDescription projection in network.Projections)
        {
            foreach (string from in projection.From)
            {
                double probability = NetworkBuilder.ConnectionProbability(network, projection, from);
                int sources = network.Populations[from].Size;
                foreach (int targets in projection.To.Select(to => network.Populations[to].Size))
                    bytes += probability * sources * targets * OfSynapse(projection, probability, sources, targets);
            }
        }

        return bytes;
    }

    // What the neurons hold, their spikes of the steps that are remembered, the noise of two blocks of steps.
    private static double OfPopulation(NetworkDescription network, string name)
    {
        PopulationDescription population = network.Populations[name];
        int remembered = (int)Math.Round(NetworkBuilder.LongestDelay(network, name) / network.TimeStep) + BlockSchedule.MostSteps - 1;
        double numbers = NumbersPerNeuron + population.Background.Sum(BackgroundNoise.NumbersPerNeuron);
        return population.Size * numbers * sizeof(float) + SpikeLists * SpikeList.Numbers(population.Size, remembered) * sizeof(int);
    }

    // Static: its target. Plastic: also its source, its weight, a copy of that in the order in which it is delivered, and where it stands in the other
    // order. Cancellation that learns: its target and its Q. Nothing where all pairs are connected by one weight.
    private static double OfSynapse(ProjectionDescription projection, double probability, int sources, int targets) =>
        projection.Plasticity is not null ? TargetLists.IndexBytes(targets) + TargetLists.IndexBytes(sources) + 2 * sizeof(float) + sizeof(int)
        : projection.Cancellation?.Learning is not null ? sizeof(int) + sizeof(float)
        : probability == 1 && projection.Cancellation is null ? 0
        : TargetLists.IndexBytes(targets);
}
