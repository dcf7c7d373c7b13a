using System.Globalization;

namespace Spiking.Engine;

/// <summary>Refuses what does not fit into the memory of the machine, before it is built.</summary>
internal static class MemoryCheck
{
    /// <summary>Memory that this process can have at all: that of the machine, or the limit of a container (bytes).</summary>
    public static long Limit => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Refuses a network that needs more than the limit.</summary>
    /// <param name="network">The network.</param>
    /// <exception cref="SimulationException">It does not fit.</exception>
    public static void Require(NetworkDescription network)
    {
        double needed = MemoryEstimate.OfNetwork(network);
        if (needed <= Limit) return;
        throw new SimulationException(string.Create(
            CultureInfo.InvariantCulture,
            $"there is not enough memory for the network {network.Name}: it needs about {needed / 1e9:N1} GB, and "
            + $"{Limit / 1e9:N1} GB are there. 'describe' says how many neurons and synapses that is."));
    }
}
