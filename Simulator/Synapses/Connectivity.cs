using Spiking.Numerics;

namespace Spiking.Synapses;

/// <summary>Which pairs of neurons a projection connects: for every pre-synaptic neuron, its targets in ascending order.</summary>
public sealed unsafe class Connectivity
{
    private readonly AlignedArray<int> _rows;

    private Connectivity(int sources, int targets, AlignedArray<int> rows, AlignedArray<int> targetOf)
    {
        Sources = sources;
        Targets = targets;
        _rows = rows;
        TargetOf = targetOf;
    }

    /// <summary>Number of pre-synaptic neurons.</summary>
    public int Sources { get; }

    /// <summary>Number of post-synaptic neurons.</summary>
    public int Targets { get; }

    /// <summary>Number of synapses.</summary>
    public int Count => TargetOf.Length;

    /// <summary>Target of every synapse; the synapses of source j are those from Row(j) to Row(j + 1).</summary>
    public AlignedArray<int> TargetOf { get; }

    /// <summary>Index of the first synapse of a source.</summary>
    public int Row(int source) => _rows.Pointer[source];

    /// <summary>The first synapse of every source, with the number of synapses last.</summary>
    public AlignedArray<int> Rows => _rows;

    /// <summary>Connects every pair independently with the same probability.</summary>
    /// <param name="key">Key of the projection; every source decides under a key of its own.</param>
    /// <param name="sources">Number of pre-synaptic neurons.</param>
    /// <param name="targets">Number of post-synaptic neurons.</param>
    /// <param name="probability">Connection probability, 0 to 1.</param>
    /// <param name="excludeSelf">Whether neuron i is never connected to neuron i (recurrent projections: no autapses).</param>
    public static Connectivity Random(RandomKey key, int sources, int targets, double probability, bool excludeSelf)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        AlignedArray<int> rows = new(sources + 1);
        List<int> found = new((int)Math.Min(int.MaxValue / 2, sources * (double)targets * probability * 1.05) + 16);
        int* positions = stackalloc int[GeometricGaps.BatchSize];
        for (int source = 0; source < sources; source++)
        {
            rows.Pointer[source] = found.Count;
            if (probability == 0) continue;
            int self = excludeSelf ? source : -1;
            if (probability == 1)
            {
                for (int target = 0; target < targets; target++)
                    if (target != self) found.Add(target);
                continue;
            }

            GeometricGaps skip = new(probability);
            RandomKey row = key.Derive((uint)source);
            int last = -1;
            for (uint batch = 0; last < targets; batch++)
            {
                last = skip.Draw(row, 0, GeometricGaps.CountersPerBatch * batch, last, positions);
                for (int i = 0; i < GeometricGaps.BatchSize && positions[i] < targets; i++)
                    if (positions[i] != self) found.Add(positions[i]);
            }
        }

        rows.Pointer[sources] = found.Count;
        AlignedArray<int> targetOf = new(found.Count);
        found.CopyTo(targetOf.Span);
        return new Connectivity(sources, targets, rows, targetOf);
    }
}
