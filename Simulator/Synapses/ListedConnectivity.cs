using System.Globalization;
using Spiking.Numerics;

namespace Spiking.Synapses;

/// <summary>The pairs of a connectivity cannot be those of its populations: the message is the rest of a sentence about it.</summary>
/// <param name="message">What is wrong, as a sentence.</param>
internal sealed class ConnectivityException(string message) : Exception(message);

/// <summary>Connectivities of other assemblies, which list pairs of neurons in any order.</summary>
internal static class ListedConnectivity
{
    /// <summary>
    /// Sorts the pairs. They are drawn twice: a kind with a source of chance of its own gives other pairs the second time, and its runs
    /// could not be repeated.
    /// </summary>
    /// <param name="draw">Draws the pairs with random numbers that are the same whenever it is called.</param>
    /// <param name="size">The populations.</param>
    /// <exception cref="ConnectivityException">A pair is outside the populations, or the second draw gives other pairs.</exception>
    public static Connectivity Create(Func<IEnumerable<(int Source, int Target)>> draw, PairSize size)
    {
        // A pair as one number, which sorts by source, then by target.
        List<ulong> pairs = [];
        ulong first = 0, second = 0;
        foreach ((int source, int target) in Drawn(draw))
        {
            if (source < 0 || source >= size.Sources || target < 0 || target >= size.Targets)
            {
                throw new ConnectivityException(string.Create(CultureInfo.InvariantCulture,
                    $"Pairs gives the pair of source {source} and target {target}, but in {size.Projection} the sources are numbered from "
                    + $"0 to {size.Sources - 1} and the targets from 0 to {size.Targets - 1}."));
            }

            pairs.Add(Key(source, target));
            first += Hash(Key(source, target));
        }

        foreach ((int source, int target) in Drawn(draw)) second += Hash(Key(source, target));
        if (first != second)
        {
            throw new ConnectivityException(
                $"Pairs gives other pairs for {size.Projection} when it is called a second time with the same random numbers, so that no "
                + "run could be repeated. It must take all its chance from \"random\", and keep nothing from one call to the next.");
        }

        pairs.Sort();
        AlignedArray<int> rows = new(size.Sources + 1), targetOf = new(pairs.Count);
        for (int k = 0; k < pairs.Count; k++)
        {
            rows.Span[(int)(pairs[k] >> 32) + 1]++;
            targetOf.Span[k] = (int)(uint)pairs[k];
        }

        for (int source = 0; source < size.Sources; source++) rows.Span[source + 1] += rows.Span[source];
        return new Connectivity(size.Sources, size.Targets, rows, targetOf, RowOrder.AscendingOrEqual);
    }

    private static IEnumerable<(int Source, int Target)> Drawn(Func<IEnumerable<(int Source, int Target)>> draw) =>
        draw() ?? throw new ConnectivityException("Pairs returns null; a connectivity without synapses returns an empty list.");

    private static ulong Key(int source, int target) => (ulong)(uint)source << 32 | (uint)target;

    // The order of the pairs is of no account, so their hashes are added. Equal sums of different pairs have a probability of 2^-64. The
    // mix is the finalizer of SplitMix (Steele, Lea and Flood 2014).
    private static ulong Hash(ulong pair)
    {
        ulong x = pair + 0x9E3779B97F4A7C15;
        x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9;
        x = (x ^ x >> 27) * 0x94D049BB133111EB;
        return x ^ x >> 31;
    }
}
