using System.Runtime.CompilerServices;

namespace Spiking.Recording.Spikes;

/// <summary>
/// Bins of inter-spike intervals for a logarithmic axis, on which the intervals within bursts and those between them are both seen: ten in
/// a decade. No bin is narrower than a time step, of which all intervals are multiples, so that none must be empty.
/// </summary>
internal sealed class IntervalBins
{
    private const double Ratio = 1.2589254117941673; // The tenth root of 10.

    // Intervals that hardly differ have room on either side.
    private const double LeastBelow = 5, LeastRange = 10;

    /// <summary>Lays out the bins.</summary>
    /// <param name="shortest">The shortest interval (s), above 0.</param>
    /// <param name="longest">The longest (s), not below the shortest.</param>
    /// <param name="step">The time step (s).</param>
    public IntervalBins(double shortest, double longest, double step)
    {
        double below = Math.Min(shortest, longest / LeastBelow), above = Math.Max(longest, below * LeastRange);

        // Edges lie half a step below multiples of it, where no interval is.
        List<double> edges = [];
        for (double first = Math.Max(1, Math.Round(below / step)); edges.Count < 2 || End(edges) <= above;
            first = Math.Max(first + 1, Math.Round(first * Ratio)))
            edges.Add((first - 0.5) * step);
        Edges = edges;
    }

    /// <summary>Where each bin begins (s); the last one is as wide as the one before it.</summary>
    public IReadOnlyList<double> Edges { get; }

    /// <summary>Where the last bin ends (s), above the longest interval.</summary>
    public double Upper => End(Edges);

    /// <summary>
    /// The share of some intervals that lies in each bin, over its width in decades: bins have different widths where they are few steps
    /// wide, which would be seen as peaks.
    /// </summary>
    /// <param name="intervals">The intervals (s), none below the shortest or above the longest; at least one.</param>
    [MethodImpl(SpikeTrainStatistics.Kernel)]
    public double[] Densities(double[] intervals)
    {
        double[] edges = [.. Edges], densities = new double[edges.Length];
        foreach (double interval in intervals)
        {
            int place = Array.BinarySearch(edges, interval), bin = place >= 0 ? place : ~place - 1;

            // Times that are no multiples of a step may lie closer together than half of one.
            densities[Math.Max(0, bin)] += 1.0 / intervals.Length;
        }

        for (int bin = 0; bin < edges.Length; bin++)
            densities[bin] /= Math.Log10((bin + 1 < edges.Length ? edges[bin + 1] : Upper) / edges[bin]);
        return densities;
    }

    private static double End(IReadOnlyList<double> edges) => (2 * edges[^1]) - edges[^2];
}
