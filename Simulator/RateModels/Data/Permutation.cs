using Spiking.Numerics;

namespace Spiking.RateModels.Data;

/// <summary>
/// Random orders by the method of Fisher and Yates (Durstenfeld 1964) with numbers of the counter-based generator: an order is a function
/// of its key alone, so that a run which resumes in the middle of an epoch finds the same order again.
/// </summary>
internal static class Permutation
{
    /// <summary>Fills a span with 0, 1, 2, ... in random order; every order is equally probable (within n/2^64).</summary>
    /// <param name="order">Where the order goes.</param>
    /// <param name="key">Key of the order.</param>
    public static void Fill(Span<int> order, RandomKey key)
    {
        for (int i = 0; i < order.Length; i++) order[i] = i;
        for (int i = order.Length - 1; i > 0; i--)
        {
            (uint low, uint high) = Threefry.Block(key, (uint)i, 0);
            int other = (int)Math.BigMul(((ulong)high << 32) | low, (ulong)(i + 1), out _);
            (order[i], order[other]) = (order[other], order[i]);
        }
    }
}
