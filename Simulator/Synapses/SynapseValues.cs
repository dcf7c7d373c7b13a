using Spiking.Numerics;

namespace Spiking.Synapses;

/// <summary>
/// Draws what each synapse of a connectivity has of its own. Every source draws under a key of its own, in the order of its targets, so nothing depends on
/// threads, and weights and delays, which have keys for different purposes, not on one another.
/// </summary>
internal static class SynapseValues
{
    /// <summary>The longest delay in steps that a synapse can have of its own.</summary>
    public const int MostDelaySteps = ushort.MaxValue;

    /// <summary>A factor for the weight of every synapse, in the order of the connectivity.</summary>
    /// <param name="key">Key of the projection.</param>
    /// <param name="connectivity">The connectivity, with targets in ascending order.</param>
    /// <param name="spread">The distribution of the factors.</param>
    public static AlignedArray<float> Factors(RandomKey key, Connectivity connectivity, SpreadDescription spread)
    {
        AlignedArray<float> factors = new(connectivity.Count);
        for (int source = 0; source < connectivity.Sources; source++)
        {
            RandomStream random = new(key.Derive((uint)source));
            foreach (ref float factor in factors.Span[connectivity.Row(source)..connectivity.Row(source + 1)]) factor = (float)spread.Draw(ref random);
        }

        return factors;
    }

    /// <summary>The delay of every synapse in steps, rounded, at least one, in the order of the connectivity.</summary>
    /// <param name="key">Key of the projection.</param>
    /// <param name="connectivity">The connectivity, with targets in ascending order.</param>
    /// <param name="spread">The distribution of the factors.</param>
    /// <param name="mean">The delay of the projection in steps, which the factors multiply.</param>
    public static AlignedArray<ushort> Delays(RandomKey key, Connectivity connectivity, SpreadDescription spread, double mean)
    {
        AlignedArray<ushort> delays = new(connectivity.Count);
        for (int source = 0; source < connectivity.Sources; source++)
        {
            RandomStream random = new(key.Derive((uint)source));
            foreach (ref ushort delay in delays.Span[connectivity.Row(source)..connectivity.Row(source + 1)])
                delay = (ushort)Math.Clamp(Math.Round(mean * spread.Draw(ref random)), 1, MostDelaySteps);
        }

        return delays;
    }
}
