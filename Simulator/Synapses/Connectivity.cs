using System.Runtime.ExceptionServices;
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
/// Which pairs of neurons a projection connects: for every pre-synaptic neuron its targets, in ascending order unless the projection sorts
/// them in another way (by delay).
/// </summary>
public sealed unsafe class Connectivity
{
    private readonly AlignedArray<int> _rows;
    private readonly RowOrder _order;
    private ulong? _hash;

    /// <summary>A connectivity of given synapses.</summary>
    /// <param name="sources">Number of pre-synaptic neurons.</param>
    /// <param name="targets">Number of post-synaptic neurons.</param>
    /// <param name="rows">The first synapse of every source, with the number of synapses last.</param>
    /// <param name="targetOf">Target of every synapse.</param>
    /// <param name="order">The order of the targets of a source.</param>
    /// <exception cref="InvalidOperationException">A target is outside the population or not in this order, or rows do not follow one
    /// another.</exception>
    internal Connectivity(int sources, int targets, AlignedArray<int> rows, AlignedArray<int> targetOf, RowOrder order)
    {
        Check(rows, targetOf, sources, targets, order);
        Sources = sources;
        Targets = targets;
        _order = order;
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

    /// <summary>Index of the first synapse of a source; of <see cref="Sources"/>, the number of all synapses.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such source.</exception>
    public int Row(int source) => _rows.Span[source];

    /// <summary>The first synapse of every source, with the number of synapses last.</summary>
    public AlignedArray<int> Rows => _rows;

    /// <summary>The largest number of synapses that a source has.</summary>
    internal int LongestRow
    {
        get
        {
            int longest = 0;
            for (int source = 0; source < Sources; source++) longest = Math.Max(longest, Row(source + 1) - Row(source));
            return longest;
        }
    }

    /// <summary>A hash of all pairs, by which two connectivities are told apart.</summary>
    public ulong Hash => _hash ??= HashOf<int>(_rows.Span.ToArray(), TargetOf.Span, target => target);

    /// <summary>The synapses onto some of the targets.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="kept">The index that each of the synapses has in this connectivity.</param>
    /// <returns>A connectivity of the same populations, with the synapses onto these targets alone, in the same order.</returns>
    internal Connectivity Onto(NeuronRange targets, out AlignedArray<int> kept)
    {
        AlignedArray<int> rows = new(Sources + 1);
        for (int source = 0; source < Sources; source++)
        {
            int count = 0;
            foreach (int target in TargetOf.Span[Row(source)..Row(source + 1)]) count += targets.Contains(target) ? 1 : 0;
            rows.Span[source + 1] = rows.Span[source] + count;
        }

        int next = 0;
        kept = new AlignedArray<int>(rows.Span[Sources]);
        AlignedArray<int> targetOf = new(kept.Length);
        for (int k = 0; k < Count; k++)
        {
            int target = TargetOf.Span[k];
            if (!targets.Contains(target)) continue;
            kept.Span[next] = k;
            targetOf.Span[next++] = target;
        }

        return new Connectivity(Sources, Targets, rows, targetOf, _order);
    }

    /// <summary>This connectivity, if it is one between populations of these sizes: deliveries use its indices with pointers.</summary>
    /// <exception cref="ArgumentException">It connects other numbers of neurons.</exception>
    internal Connectivity Between(Population source, Population target)
    {
        if (Sources == source.Size && Targets == target.Size) return this;
        throw new ArgumentException(
            $"a connectivity of {Sources} with {Targets} neurons cannot connect {source.Name} and {target.Name}, which have "
            + $"{source.Size} and {target.Size}");
    }

    /// <summary>Connects every pair independently with the same probability.</summary>
    /// <param name="key">Key of the projection; every source decides under a key of its own.</param>
    /// <param name="sources">Number of pre-synaptic neurons.</param>
    /// <param name="targets">Number of post-synaptic neurons.</param>
    /// <param name="probability">Connection probability, 0 to 1.</param>
    /// <param name="excludeSelf">Whether neuron i is never connected to neuron i (recurrent projections: no autapses).</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not within 0 to 1, or there are more than 60 million
    /// targets.</exception>
    internal static Connectivity Random(RandomKey key, int sources, int targets, double probability, bool excludeSelf)
    {
        if (!(probability >= 0 && probability <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "it must be from 0 to 1.");
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

    /// <summary>A hash of the first synapse of every source, with their number last, and of all targets: FNV-1a over words.</summary>
    /// <typeparam name="T">What is stored of a synapse.</typeparam>
    /// <param name="rows">The first synapse of every source, with their number last.</param>
    /// <param name="synapses">The synapses.</param>
    /// <param name="targetOf">The target of a synapse.</param>
    internal static ulong HashOf<T>(IEnumerable<int> rows, ReadOnlySpan<T> synapses, Func<T, int> targetOf)
    {
        ulong hash = Fnv1a.Empty;
        foreach (int row in rows) hash = Fnv1a.Add(hash, (uint)row);
        foreach (T synapse in synapses) hash = Fnv1a.Add(hash, (uint)targetOf(synapse));
        return hash;
    }

    /// <summary>Checks every index once, because a connectivity is read with pointers.</summary>
    private static void Check(AlignedArray<int> rows, AlignedArray<int> targetOf, int sources, int targets, RowOrder order)
    {
        if (rows.Length != sources + 1 || rows.Span[0] != 0 || rows.Span[sources] != targetOf.Length)
            throw new InvalidOperationException($"{rows.Length} rows of {targetOf.Length} synapses do not fit {sources} sources");
        SideBySide.Ranges(sources, targetOf.Length, (from, end) =>
        {
            for (int source = from; source < end; source++)
            {
                int last = -1;
                foreach (int target in targetOf.Span[rows.Span[source]..rows.Span[source + 1]])
                {
                    int least = order switch { RowOrder.Ascending => last + 1, RowOrder.AscendingOrEqual => Math.Max(last, 0), _ => 0 };
                    if (target < least || target >= targets)
                        throw new InvalidOperationException($"source {source} of {targets} targets has the target {target} after {last}");
                    last = target;
                }
            }
        });
    }
}

/// <summary>
/// Work on all synapses of a projection, done by all processors where there is much of it: while a network is built nothing else runs. What
/// a source gets depends on the source alone, so the result does not depend on how the sources are shared.
/// </summary>
internal static class SideBySide
{
    // Below some milliseconds of work threads gain nothing.
    private const int FewSynapses = 100_000;

    // So many ranges per thread that none waits long for the last.
    private const int RangesPerThread = 8;

    /// <summary>How many threads share work on so many synapses.</summary>
    public static int Threads(int synapses) => synapses < FewSynapses ? 1 : Environment.ProcessorCount;

    /// <summary>Calls an action with ranges of sources that together are all of them.</summary>
    /// <param name="sources">Number of sources.</param>
    /// <param name="synapses">Number of synapses.</param>
    /// <param name="work">What is done with the sources from the first number to before the second.</param>
    public static void Ranges(int sources, int synapses, Action<int, int> work)
    {
        int threads = Threads(synapses);
        int ranges = threads == 1 ? 1 : Math.Min(sources, threads * RangesPerThread);
        Each(ranges, i => work((int)((long)sources * i / ranges), (int)((long)sources * (i + 1) / ranges)));
    }

    /// <summary>Calls an action with every number below a count.</summary>
    /// <exception cref="InvalidOperationException">One of them has failed so; another failure is thrown as it is, too.</exception>
    public static void Each(int count, Action<int> work)
    {
        try
        {
            if (count == 1) work(0);
            else Parallel.For(0, count, work);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
