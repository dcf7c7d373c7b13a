namespace Spiking.Recording.Transfer;

/// <summary>Where a transfer curve rises, and how steeply: inhibition may divide it (slope) or shift it (half-point).</summary>
/// <param name="Slope">
/// Slope of the line through the points with burst probabilities between 0.15 and 0.85 (1/A); NaN with fewer than two.
/// </param>
/// <param name="HalfPoint">Current at which the burst probability first passes 1/2 (A), linear between points; NaN if it does not.</param>
internal readonly record struct TransferShape(double Slope, double HalfPoint)
{
    private const double Lowest = 0.15, Highest = 0.85;

    /// <summary>Measures a curve.</summary>
    public static TransferShape Of(IReadOnlyList<TransferPoint> points)
    {
        TransferPoint[] steep = [.. points.Where(p => p.BurstProbability is > Lowest and < Highest)];
        double slope = double.NaN;
        if (steep.Length > 1)
        {
            double current = steep.Average(p => p.Current), probability = steep.Average(p => p.BurstProbability);
            slope = steep.Sum(p => (p.Current - current) * (p.BurstProbability - probability))
                / steep.Sum(p => (p.Current - current) * (p.Current - current));
        }

        for (int i = 1; i < points.Count; i++)
        {
            (TransferPoint before, TransferPoint after) = (points[i - 1], points[i]);
            if (before.BurstProbability > 0.5 || after.BurstProbability <= 0.5) continue;
            double part = (0.5 - before.BurstProbability) / (after.BurstProbability - before.BurstProbability);
            return new TransferShape(slope, before.Current + part * (after.Current - before.Current));
        }

        return new TransferShape(slope, double.NaN);
    }
}
