using Spiking.Neurons;
using Spiking.Numerics;

namespace Spiking.Synapses;

/// <summary>In which order the targets of a source stand.</summary>
internal enum RowOrder
{
    /// <summary>Each above the one before.</summary>
    Ascending,

    /// <summary>Each above the one before or the same: there are multapses.</summary>
    AscendingOrEqual,

    /// <summary>In an order of the projection's own.</summary>
    Any,
}

/// <summary>
/// Which pairs of neurons a projection connects: for every pre-synaptic neuron its targets, in ascending order unless the projection sorts them in another
/// way (by delay).
/// </summary>
public sealed unsafe class Connectivity
{
    private readonly AlignedArray<int> _rows;
    private ulong? _hash;

    /// <summary>A connectivity of given synapses.</summary>
    /// <param name="sources">Number of pre-synaptic neurons.</param>
    /// <param name="targets">Number of post-synaptic neurons.</param>
    /// <param name="rows">The first synapse of every source, with the number of synapses last.</param>
    /// <param name="targetOf">Target of every synapse.</param>
    /// <param name="order">The order of the targets of a source.</param>
    /// <exception cref="InvalidOperationException">A target is outside the population or not in this order, or rows do not follow one another.</exception>
    internal Connectivity(int sources, int targets, AlignedArray<int> rows, AlignedArray<int> targetOf, RowOrder order)
    {
        Check(rows.Span, targetOf.Span, sources, targets, order);
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

    /// <summary>A hash of all pairs, by which two connectivities are told apart.</summary>
    public ulong Hash => _hash ??= HashOf(_rows.Span, TargetOf.Span);

    /// <summary>This connectivity, if it is one between populations of these sizes: deliveries use its indices with pointers.</summary>
    /// <exception cref="ArgumentException">It connects other numbers of neurons.</exception>
    internal Connectivity Between(Population source, Population target)
    {
        if (Sources == source.Size && Targets == target.Size) return this;
        throw new ArgumentException(
            $"a connectivity of {Sources} with {Targets} neurons cannot connect {source.Name} and {target.Name}, which have {source.Size} and {target.Size}");
    }

    /// <summary>Connects every pair independently with the same probability.</summary>
    /// <param name="key">Key of the projection; every source decides under a key of its own.</param>
    /// <param name="sources">Number of pre-synaptic neurons.</param>
    /// <param name="targets">Number of post-synaptic neurons.</param>
    /// <param name="probability">Connection probability, 0 to 1.</param>
    /// <param name="excludeSelf">Whether neuron i is never connected to neuron i (recurrent projections: no autapses).</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not within 0 to 1, or there are more than 60 million targets.</exception>
    public static Connectivity Random(RandomKey key, int sources, int targets, double probability, bool excludeSelf)
    {
        if (!(probability >= 0 && probability <= 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "it must be from 0 to 1.");
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(targets, GeometricGaps.Longest);
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
        return new Connectivity(sources, targets, rows, targetOf, RowOrder.Ascending);
    }

    // FNV-1a over words.
    private static ulong HashOf(ReadOnlySpan<int> rows, ReadOnlySpan<int> targetOf)
    {
        ulong hash = 14695981039346656037;
        foreach (int row in rows) hash = (hash ^ (uint)row) * 1099511628211;
        foreach (int target in targetOf) hash = (hash ^ (uint)target) * 1099511628211;
        return hash;
    }

    /// <summary>Whoever reads a connectivity does so with pointers: here every index is checked, once.</summary>
    private static void Check(ReadOnlySpan<int> rows, ReadOnlySpan<int> targetOf, int sources, int targets, RowOrder order)
    {
        if (rows.Length != sources + 1 || rows[0] != 0 || rows[sources] != targetOf.Length)
            throw new InvalidOperationException($"{rows.Length} rows of {targetOf.Length} synapses do not fit {sources} sources");
        for (int source = 0; source < sources; source++)
        {
            int last = -1;
            foreach (int target in targetOf[rows[source]..rows[source + 1]])
            {
                int least = order switch { RowOrder.Ascending => last + 1, RowOrder.AscendingOrEqual => Math.Max(last, 0), _ => 0 };
                if (target < least || target >= targets) throw new InvalidOperationException($"source {source} of {targets} targets has the target {target} after {last}");
                last = target;
            }
        }
    }
}
