namespace Spiking.Plotting;

/// <summary>
/// Values of two variables as a map of coloured cells with a colour bar to the right of the plot. Cells are as wide as the distance of
/// their neighbours and centred on their positions. NaN is a missing value and stays white. A panel holds one map.
/// </summary>
/// <param name="Scale">Quantity that the colours show, and their range.</param>
/// <param name="X">Centres of the columns of cells, evenly spaced and rising.</param>
/// <param name="Y">Centres of the rows of cells, evenly spaced and rising.</param>
/// <param name="Values">The values, one row for each y, one column for each x.</param>
/// <exception cref="ArgumentException">The numbers of positions and values differ, or the positions do not rise.</exception>
internal sealed record HeatMapSeries(Axis Scale, IReadOnlyList<double> X, IReadOnlyList<double> Y, double[,] Values)
    : Series("", Palette.Black)
{
    /// <summary>The values, one row for each y, one column for each x.</summary>
    public double[,] Values { get; } = Values.GetLength(0) == Y.Count && Values.GetLength(1) == X.Count && Rises(X) && Rises(Y) ? Values
        : throw new ArgumentException($"A map of {Y.Count} rows and {X.Count} columns has {Values.GetLength(0)} by {Values.GetLength(1)} "
            + "values, or its positions are not evenly spaced or do not rise.");

    /// <summary>The ends of the map: half a cell beyond the outer centres.</summary>
    internal static (double Low, double High) Ends(IReadOnlyList<double> centres)
    {
        double half = Step(centres) / 2;
        return (centres[0] - half, centres[^1] + half);
    }

    /// <summary>Distance of two neighbouring centres.</summary>
    internal static double Step(IReadOnlyList<double> centres) => centres.Count > 1 ? (centres[^1] - centres[0]) / (centres.Count - 1) : 1;

    private static bool Rises(IReadOnlyList<double> centres)
    {
        if (centres.Count == 0) return false;
        double step = Step(centres);
        return step > 0
            && Enumerable.Range(0, centres.Count).All(i => Math.Abs(centres[0] + i * step - centres[i]) <= 1e-6 * step * centres.Count);
    }
}
