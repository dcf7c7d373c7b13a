using Spiking.Numerics;

namespace Spiking.Synapses;

/// <summary>
/// The synapses of a connectivity sorted by post-synaptic neuron: what a post-synaptic event or burst has to visit lies in consecutive
/// slots. Within a target, sources ascend.
/// </summary>
internal sealed unsafe class IncomingSynapses
{
    /// <summary>Sorts the synapses of a connectivity by target (a counting sort).</summary>
    public IncomingSynapses(Connectivity connectivity)
    {
        Rows = new AlignedArray<int>(connectivity.Targets + 1);
        SourceOf = new AlignedArray<int>(connectivity.Count);
        SlotOf = new AlignedArray<int>(connectivity.Count);
        Span<int> rows = Rows.Span;
        foreach (int target in connectivity.TargetOf.Span) rows[target + 1]++;
        for (int i = 0; i < connectivity.Targets; i++) rows[i + 1] += rows[i];
        int[] next = rows[..connectivity.Targets].ToArray();
        for (int source = 0; source < connectivity.Sources; source++)
        {
            for (int k = connectivity.Row(source); k < connectivity.Row(source + 1); k++)
            {
                int slot = next[connectivity.TargetOf.Pointer[k]]++;
                SourceOf.Pointer[slot] = source;
                SlotOf.Pointer[k] = slot;
            }
        }

        ShortSourceOf = TargetLists.Shortened(SourceOf, connectivity.Sources);
    }

    /// <summary>The first slot of every target, with the number of synapses last.</summary>
    public AlignedArray<int> Rows { get; }

    /// <summary>Pre-synaptic neuron of every slot.</summary>
    public AlignedArray<int> SourceOf { get; }

    /// <summary>Pre-synaptic neuron of every slot in 16 bits; null where the population has too many neurons for that.</summary>
    public AlignedArray<ushort>? ShortSourceOf { get; }

    /// <summary>Slot of every synapse, in the order of the connectivity.</summary>
    public AlignedArray<int> SlotOf { get; }
}
