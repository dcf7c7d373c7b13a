using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Quantities;
using Spiking.Synapses;

namespace Spiking.Engine;

/// <summary>
/// How much memory a network will take while it runs with several threads, before it is built (bytes). Recorders are not counted, nor what
/// is needed for a moment while it is built.
/// </summary>
internal static class MemoryEstimate
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
                foreach (string to in projection.To)
                    bytes += OfProjection(network, projection, from, to);
        }

        return bytes;
    }

    // What the neurons hold, their spikes of the steps that are remembered, the noise of two blocks of steps.
    private static double OfPopulation(NetworkDescription network, string name)
    {
        PopulationDescription population = network.Populations[name];
        int remembered = TimeGrid.StepsOfRun(NetworkBuilder.LongestDelay(network, name), network.TimeStep) + BlockSchedule.MostSteps - 1;
        double numbers = NumbersPerNeuron + population.Background.Sum(BackgroundNoise.NumbersPerNeuron);
        return population.Size * numbers * sizeof(float) + SpikeLists * SpikeList.Numbers(population.Size, remembered) * sizeof(int);
    }

    private static double OfProjection(NetworkDescription network, ProjectionDescription projection, string from, string to)
    {
        if (!projection.IsStored) return 0;
        int sources = network.Populations[from].Size, targets = network.Populations[to].Size;
        double synapses = NetworkBuilder.Synapses(network, projection, from, to) * OfSynapse(projection, sources, targets);
        if (projection.Plasticity is { ChangesLate: true })
            return synapses + (double)sources * LateChanges.SourceBytes + (double)targets * LateChanges.TargetBytes;
        if (!projection.HasDelays) return synapses;

        // For every source the first synapse of each delay.
        double shortest = projection.DelaySpread is SpreadDescription spread ? projection.Delay * spread.Smallest : 0;
        double delays = (projection.LongestDelay(from, to, network.TimeStep) - shortest) / network.TimeStep + 2;
        return synapses + sources * delays * sizeof(int);
    }

    // Of a rule that changes weights late: its target and its weight. Other rules: also its source, its weight, a copy of that in the order
    // in which it is delivered, and where it stands in the other order.
    private static double OfSynapse(ProjectionDescription projection, int sources, int targets) =>
        projection.Plasticity is { ChangesLate: true } ? TargetLists.IndexBytes(targets) + sizeof(float)
        : projection.Plasticity is not null
            ? TargetLists.IndexBytes(targets) + TargetLists.IndexBytes(sources) + 2 * sizeof(float) + sizeof(int)
        : projection.Cancellation is not null ? projection.Cancellation.SynapseBytes(targets)
        : UniformProjection.SynapseBytes(
            targets, projection.HasDelays, hasWeights: projection.WeightSpread is not null || projection.Weights is not null);
}
