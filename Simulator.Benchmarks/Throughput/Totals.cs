using Spiking.Engine;

namespace Spiking.Benchmarks.Throughput;

/// <summary>Numbers of several processes together.</summary>
internal static class Totals
{
    /// <summary>The sum of a number over all processes, which all must ask for at the same place.</summary>
    /// <param name="processes">The processes; null: there is one.</param>
    /// <param name="mine">The number of this one.</param>
    public static long Sum(IProcesses? processes, long mine)
    {
        if (processes is null) return mine;
        List<int> all = [];
        processes.Gather([(int)mine, (int)(mine >> 32)], all, new int[processes.Count]);
        return all.Chunk(2).Sum(halves => (uint)halves[0] | (long)halves[1] << 32);
    }
}
