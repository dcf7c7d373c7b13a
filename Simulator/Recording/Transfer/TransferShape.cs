namespace Spiking.Recording.Transfer;

/// <summary>Where a transfer curve rises, and how steeply: inhibition may divide it (slope) or shift it (half-point).</summary>
/// <param name="Slope">Slope of the line from where the burst probability is 1/4 to where it is 3/4 (1/A); NaN if it misses one.</param>
/// <param name="HalfPoint">Current at which it is 1/2 (A); NaN if it does not pass it.</param>
internal readonly record struct TransferShape(double Slope, double HalfPoint)
{
    private const double Lower = 0.25, Upper = 0.75;

    /// <summary>Measures a curve; points without events have no burst probability and are left out.</summary>
    // Between points the curve is taken as straight. Its slope so depends continuously on every point, as that of a line fitted to the
    // points between two probabilities does not: there a point that comes to lie beyond one of them changes the slope at once.
    public static TransferShape Of(IReadOnlyList<TransferPoint> points)
    {
        TransferPoint[] curve = [.. points.Where(point => !double.IsNaN(point.BurstProbability))];
        int[] ends = [.. Enumerable.Range(0, curve.Length).Skip(1)];
        (int end, double upper) = Passes(curve, Upper, ends);

        // A curve that falls again passes 1/4 more than once: the last time before it comes to 3/4.
        (_, double lower) = Passes(curve, Lower, ends.Take(end).Reverse());
        return new((Upper - Lower) / (upper - lower), Passes(curve, 0.5, ends).Current);
    }

    // The first of the points, in the order that is given, before which the curve rises through the probability, and where it does.
    private static (int Point, double Current) Passes(TransferPoint[] curve, double probability, IEnumerable<int> order)
    {
        foreach (int i in order)
        {
            (TransferPoint before, TransferPoint after) = (curve[i - 1], curve[i]);
            if (before.BurstProbability > probability || after.BurstProbability <= probability) continue;
            double part = (probability - before.BurstProbability) / (after.BurstProbability - before.BurstProbability);
            return (i, before.Current + part * (after.Current - before.Current));
        }

        return (0, double.NaN);
    }
}
