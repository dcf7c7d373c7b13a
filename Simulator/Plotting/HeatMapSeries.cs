namespace Spiking.Plotting;

/// <summary>
/// Values of two variables as a map of coloured cells with a colour bar to the right of the plot. Cells are as wide as the distance of
/// their neighbours and centred on their positions. NaN is a missing value and stays white. A panel holds one map.
/// </summary>
internal sealed record HeatMapSeries : Series
{
    /// <summary>Takes the data.</summary>
    /// <param name="scale">Quantity that the colours show, and their range.</param>
    /// <param name="x">Centres of the columns of cells, evenly spaced and rising.</param>
    /// <param name="y">Centres of the rows of cells, evenly spaced and rising.</param>
    /// <param name="values">The values, one row for each y, one column for each x.</param>
    /// <exception cref="ArgumentException">The numbers of positions and values differ, or the positions do not rise.</exception>
    public HeatMapSeries(Axis scale, IReadOnlyList<double> x, IReadOnlyList<double> y, double[,] values)
        : base("", Palette.Black)
    {
        ArgumentNullException.ThrowIfNull(scale);
        ArgumentNullException.ThrowIfNull(values);
        if (values.GetLength(0) != y.Count || values.GetLength(1) != x.Count)
            throw new ArgumentException(
                $"A map of {y.Count} rows and {x.Count} columns has {values.GetLength(0)} by {values.GetLength(1)} values.");
        if (!Rises(x) || !Rises(y)) throw new ArgumentException("The positions of a map must be evenly spaced and rise.");
        (Scale, X, Y, Values) = (scale, x, y, values);
    }

    /// <summary>Quantity that the colours show, and their range.</summary>
    public Axis Scale { get; }

    /// <summary>Centres of the columns of cells.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Centres of the rows of cells.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>The values, one row for each y, one column for each x.</summary>
    public double[,] Values { get; }

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
