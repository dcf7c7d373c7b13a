namespace Spiking.Recording.Transfer;

/// <summary>Where a transfer curve rises, and how steeply: inhibition may divide it (slope) or shift it (half-point).</summary>
/// <param name="Slope">Slope of the line from where the burst probability is 1/4 to where it is 3/4 (1/A); NaN if it misses one.</param>
/// <param name="HalfPoint">Current at which it is 1/2 (A); NaN if it does not pass it.</param>
internal readonly record struct TransferShape(double Slope, double HalfPoint)
{
    private const double Lower = 0.25, Upper = 0.75;

    /// <summary>Measures a curve.</summary>
    // Between points the curve is taken as straight. Its slope so depends continuously on every point, as that of a line fitted to the
    // points between two probabilities does not: there a point that comes to lie beyond one of them changes the slope at once.
    public static TransferShape Of(IReadOnlyList<TransferPoint> points) =>
        new((Upper - Lower) / (CurrentAt(points, Upper) - CurrentAt(points, Lower)), CurrentAt(points, 0.5));

    // Where it first passes the probability.
    private static double CurrentAt(IReadOnlyList<TransferPoint> points, double probability)
    {
        for (int i = 1; i < points.Count; i++)
        {
            (TransferPoint before, TransferPoint after) = (points[i - 1], points[i]);
            if (before.BurstProbability > probability || after.BurstProbability <= probability) continue;
            double part = (probability - before.BurstProbability) / (after.BurstProbability - before.BurstProbability);
            return before.Current + part * (after.Current - before.Current);
        }

        return double.NaN;
    }
}
