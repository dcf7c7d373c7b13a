using System.Runtime.CompilerServices;
using Spiking.Numerics;

namespace Spiking.Synapses;

/// <summary>The targets of every source of a connectivity as deliveries read them.</summary>
/// <remarks>
/// Reading the targets from memory limits the speed of a delivery, not the additions. Targets are therefore kept as 16-bit numbers where
/// the population is small enough, and can be fetched before they are needed.
/// </remarks>
internal sealed unsafe class TargetLists
{
    // 16 bits tell so many neurons apart.
    private const int MostShort = ushort.MaxValue + 1;

    private readonly Connectivity _connectivity;

    /// <summary>Prepares the targets of a connectivity.</summary>
    public TargetLists(Connectivity connectivity)
    {
        _connectivity = connectivity;
        Short = Shortened(connectivity.TargetOf, connectivity.Targets);
    }

    /// <summary>Target of every synapse in 16 bits; null where the target population has too many neurons for that.</summary>
    public AlignedArray<ushort>? Short { get; }

    /// <summary>Bytes per synapse of a list of indices: in 32 bits, and in 16 where these suffice.</summary>
    /// <param name="neurons">Number of neurons of the population.</param>
    public static int IndexBytes(int neurons) => sizeof(int) + (neurons > MostShort ? 0 : sizeof(ushort));

    /// <summary>Copies indices of neurons into 16 bits; null if the population has too many neurons for that.</summary>
    /// <param name="indices">The indices.</param>
    /// <param name="neurons">Number of neurons of the population.</param>
    public static AlignedArray<ushort>? Shortened(AlignedArray<int> indices, int neurons)
    {
        if (neurons > MostShort) return null;
        AlignedArray<ushort> shortened = new(indices.Length);
        for (int k = 0; k < indices.Length; k++) shortened.Pointer[k] = (ushort)indices.Pointer[k];
        return shortened;
    }

    /// <summary>Adds the same amount for every target of a source.</summary>
    /// <param name="conductances">One value per neuron of the target population.</param>
    /// <param name="source">The source.</param>
    /// <param name="amount">What is added.</param>
    public void Add(float* conductances, int source, float amount)
    {
        int first = _connectivity.Row(source), end = _connectivity.Row(source + 1);
        if (Short is null) Add(conductances, _connectivity.TargetOf.Pointer, first, end, amount);
        else Add(conductances, Short.Pointer, first, end, amount);
    }

    /// <summary>Fetches the targets of a source into the cache.</summary>
    public void Fetch(int source)
    {
        int first = _connectivity.Row(source);
        if (Short is not null) CacheLines.Fetch(Short.Pointer + first, _connectivity.Row(source + 1) - first);
    }

    private static void Add(float* conductances, int* targets, int first, int end, float amount)
    {
        for (int k = first; k < end; k++) conductances[targets[k]] += amount;
    }

    // Four targets are read at a time, and added to one after the other, so that a target that comes twice gets both.
    private static void Add(float* conductances, ushort* targets, int first, int end, float amount)
    {
        int k = first;
        for (; k <= end - 4; k += 4)
        {
            ulong four = Unsafe.ReadUnaligned<ulong>(targets + k);
            conductances[(ushort)four] += amount;
            conductances[(ushort)(four >> 16)] += amount;
            conductances[(ushort)(four >> 32)] += amount;
            conductances[four >> 48] += amount;
        }

        for (; k < end; k++) conductances[targets[k]] += amount;
    }
}
