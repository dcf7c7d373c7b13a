using Spiking.Engine;
using Spiking.Neurons;
using Spiking.Synapses;

namespace Spiking.Benchmarks.Throughput;

/// <summary>Numbers of neurons and synapses.</summary>
internal static class NetworkSize
{
    /// <summary>Number of neurons that have a membrane: sources of spikes are inputs.</summary>
    public static int Neurons(Network network) => network.Populations.Where(p => p is not PoissonSourcePopulation).Sum(p => p.Size);

    /// <summary>Numbers of synapses of the projections, in all processes together.</summary>
    /// <param name="network">The network.</param>
    /// <param name="processes">Those that share it: each has the synapses onto its part of the neurons. Null: there is one.</param>
    public static IReadOnlyList<long> Synapses(Network network, IProcesses? processes) => [.. network.Projections.Select(projection =>
        projection.Target.IsShared ? Totals.Sum(processes, Synapses(projection)) : Synapses(projection))];

    /// <summary>Number of synapses of a projection; of one between all pairs, which stores none, the number of pairs.</summary>
    private static long Synapses(Projection projection) => projection.StoredSynapses > 0 || projection.Connectivity is not null
        ? projection.StoredSynapses
        : (long)projection.Source.Size * (projection.Target.Size - (projection.Source == projection.Target ? 1 : 0));
}
