using Spiking.Numerics;

namespace Spiking.Synapses;

/// <summary>Draws connectivities with fixed numbers of synapses.</summary>
internal static class FixedConnectivity
{
    /// <summary>Neuron i onto neuron i.</summary>
    public static Connectivity OneToOne(PairSize size)
    {
        AlignedArray<int> rows = new(size.Sources + 1), targetOf = new(size.Sources);
        for (int i = 0; i <= size.Sources; i++) rows.Span[i] = i;
        for (int i = 0; i < size.Sources; i++) targetOf.Span[i] = i;
        return new Connectivity(size.Sources, size.Targets, rows, targetOf, RowOrder.Ascending);
    }

    /// <summary>The same number of synapses onto every target. Every target draws under a key of its own.</summary>
    public static Connectivity InDegree(RandomKey key, PairSize size, FixedInDegreeDescription description)
    {
        int degree = description.Degree;
        AlignedArray<int> sourceOf = new(checked(degree * size.Targets)), rows = new(size.Sources + 1);
        DegreeDraw draw = new(size.Sources, size.IsRecurrent && !description.Autapses, description.Multapses);
        for (int target = 0; target < size.Targets; target++)
        {
            Span<int> sources = sourceOf.Span.Slice(target * degree, degree);
            draw.Fill(key.Derive((uint)target), target, sources);
            foreach (int source in sources) rows.Span[source + 1]++;
        }

        for (int source = 0; source < size.Sources; source++) rows.Span[source + 1] += rows.Span[source];

        // Targets are visited in ascending order, so they ascend within each row.
        int[] next = rows.Span[..size.Sources].ToArray();
        AlignedArray<int> targetOf = new(sourceOf.Length);
        for (int k = 0; k < sourceOf.Length; k++) targetOf.Span[next[sourceOf.Span[k]]++] = k / degree;
        return new Connectivity(size.Sources, size.Targets, rows, targetOf, OrderOf(description));
    }

    /// <summary>The same number of synapses of every source. Every source draws under a key of its own.</summary>
    public static Connectivity OutDegree(RandomKey key, PairSize size, FixedOutDegreeDescription description)
    {
        int degree = description.Degree;
        AlignedArray<int> targetOf = new(checked(degree * size.Sources)), rows = new(size.Sources + 1);
        DegreeDraw draw = new(size.Targets, size.IsRecurrent && !description.Autapses, description.Multapses);
        for (int source = 0; source < size.Sources; source++)
        {
            Span<int> targets = targetOf.Span.Slice(source * degree, degree);
            draw.Fill(key.Derive((uint)source), source, targets);
            targets.Sort();
            rows.Span[source + 1] = (source + 1) * degree;
        }

        return new Connectivity(size.Sources, size.Targets, rows, targetOf, OrderOf(description));
    }

    /// <summary>A number of synapses in all.</summary>
    public static Connectivity TotalNumber(RandomKey key, PairSize size, FixedTotalNumberDescription description)
    {
        int perSource = size.TargetsPerSource(description.Autapses);
        bool skipsSelf = size.IsRecurrent && !description.Autapses;
        AlignedArray<int> rows = new(size.Sources + 1), targetOf = new((int)description.SynapsesOf(size));
        if (description.Multapses)
        {
            long pairs = size.Pairs(description.Autapses);
            Independent(key, rows, targetOf, pairs, pair => PairOf(pair, perSource, skipsSelf));
        }
        else
        {
            int k = 0;
            foreach (long pair in DistinctPairs(key, targetOf.Length, size.Pairs(description.Autapses)))
            {
                (int source, int target) = PairOf(pair, perSource, skipsSelf);
                rows.Span[source + 1]++;
                targetOf.Span[k++] = target;
            }

            for (int source = 0; source < size.Sources; source++) rows.Span[source + 1] += rows.Span[source];
        }

        return new Connectivity(size.Sources, size.Targets, rows, targetOf, OrderOf(description));
    }

    /// <summary>
    /// Draws pairs independently of one another. They are drawn twice, to count those of each source and to list them: a function of the
    /// counter costs no memory. Threads share the numbers of the draws. Each counts and lists its own; since targets are sorted in the end,
    /// it does not matter how many.
    /// </summary>
    private static void Independent(
        RandomKey key, AlignedArray<int> rows, AlignedArray<int> targetOf, long pairs, Func<long, (int Source, int Target)> pairOf)
    {
        int synapses = targetOf.Length, sources = rows.Length - 1, shares = SideBySide.Threads(synapses);
        int[][] next = new int[shares][];
        void Draw(int share, Action<int[], int, int> use)
        {
            int end = (int)((long)synapses * (share + 1) / shares), first = (int)((long)synapses * share / shares);
            RandomIndices random = new(key, (ulong)first);
            for (int k = first; k < end; k++)
            {
                (int source, int target) = pairOf(random.Next(pairs));
                use(next[share], source, target);
            }
        }

        SideBySide.Each(shares, share =>
        {
            next[share] = new int[sources];
            Draw(share, (counts, source, _) => counts[source]++);
        });
        int synapse = 0;
        for (int source = 0; source < sources; source++)
        {
            for (int share = 0; share < shares; share++) (next[share][source], synapse) = (synapse, synapse + next[share][source]);
            rows.Span[source + 1] = synapse;
        }

        SideBySide.Each(shares, share => Draw(share, (places, source, target) => targetOf.Span[places[source]++] = target));
        SideBySide.Ranges(sources, synapses, (from, end) =>
        {
            for (int source = from; source < end; source++) targetOf.Span[rows.Span[source]..rows.Span[source + 1]].Sort();
        });
    }

    /// <summary>A set of pairs in ascending order; each set of this many has the same probability.</summary>
    /// <remarks>
    /// As many pairs as are missing are drawn, repetitions go, and so on until none is missing. What is drawn treats all pairs alike:
    /// exchanging two pairs in every draw exchanges them in the set. So all sets of the same size are equally probable. Of more than half
    /// of all pairs it is those left out that are drawn, so that in every round at least about half of the draws are new.
    /// </remarks>
    private static IEnumerable<long> DistinctPairs(RandomKey key, int count, long pairs)
    {
        bool complement = count > pairs / 2;
        int wanted = (int)(complement ? pairs - count : count), found = 0;
        long[] set = new long[wanted];
        RandomIndices random = new(key);
        while (found < wanted)
        {
            for (int k = found; k < wanted; k++) set[k] = random.Next(pairs);
            Array.Sort(set);
            found = 0;
            for (int k = 0; k < wanted; k++)
                if (k == 0 || set[k] != set[found - 1]) set[found++] = set[k];
        }

        return complement ? Except(set, pairs) : set;
    }

    private static IEnumerable<long> Except(long[] leftOut, long pairs)
    {
        int next = 0;
        for (long pair = 0; pair < pairs; pair++)
        {
            if (next < leftOut.Length && leftOut[next] == pair) next++;
            else yield return pair;
        }
    }

    private static (int Source, int Target) PairOf(long pair, int perSource, bool skipsSelf)
    {
        int source = (int)(pair / perSource), target = (int)(pair % perSource);
        return (source, skipsSelf && target >= source ? target + 1 : target);
    }

    private static RowOrder OrderOf(FixedConnectivityDescription description) =>
        description.Multapses ? RowOrder.AscendingOrEqual : RowOrder.Ascending;
}

/// <summary>Draws partners of one neuron after the other.</summary>
/// <param name="neurons">Number of neurons to draw from.</param>
/// <param name="skipsSelf">Whether the neuron of the same index is left out.</param>
/// <param name="repeats">Whether a partner can be drawn several times.</param>
internal sealed class DegreeDraw(int neurons, bool skipsSelf, bool repeats)
{
    private readonly ulong[] _taken = new ulong[neurons / 64 + 1];

    /// <summary>
    /// Draws the partners of a neuron, in no order. Without repetitions by Floyd's method, which gives each set the same probability.
    /// </summary>
    /// <param name="key">Key of the neuron.</param>
    /// <param name="self">The neuron.</param>
    /// <param name="partners">Where the partners are written.</param>
    public void Fill(RandomKey key, int self, Span<int> partners)
    {
        RandomIndices random = new(key);
        int available = skipsSelf ? neurons - 1 : neurons;
        for (int k = 0; k < partners.Length; k++)
        {
            // Floyd (Bentley and Floyd, CACM 30, 1987): of the first available - length + k + 1 numbers one, or the last of them if that is
            // taken.
            int last = available - partners.Length + k;
            int drawn = (int)random.Next(repeats ? available : last + 1);
            if (!repeats && IsTaken(drawn)) drawn = last;
            _taken[drawn / 64] |= 1UL << drawn;
            partners[k] = drawn;
        }

        foreach (ref int partner in partners)
        {
            _taken[partner / 64] = 0;
            if (skipsSelf && partner >= self) partner++;
        }
    }

    private bool IsTaken(int neuron) => (_taken[neuron / 64] >> neuron & 1) != 0;
}

/// <summary>Uniform random indices under one key.</summary>
/// <param name="key">The key.</param>
/// <param name="drawn">How many have been drawn before.</param>
internal struct RandomIndices(RandomKey key, ulong drawn = 0)
{
    private ulong _counter = drawn;

    /// <summary>
    /// A number from 0 to count - 1: the high word of the product of 64 random bits and the count. No number is more probable than another
    /// by more than 2^-64.
    /// </summary>
    public long Next(long count)
    {
        (uint low, uint high) = Threefry.Block(key, (uint)_counter, (uint)(_counter >> 32));
        _counter++;
        return (long)Math.BigMul((ulong)high << 32 | low, (ulong)count, out _);
    }
}
