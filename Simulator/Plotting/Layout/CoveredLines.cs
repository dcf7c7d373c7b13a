namespace Spiking.Plotting.Layout;

/// <summary>
/// Lines that nobody would see, because later ones run over them, are drawn wider: they show on both sides of what covers them.
/// </summary>
internal static class CoveredLines
{
    // Half of a line's width, relative to the height of a plot.
    private const double Near = 0.01;

    // A line of which a tenth can be seen can be followed.
    private const double LeastCovered = 0.9;
    private const double Wider = 1.5;

    /// <summary>The panel as it is drawn.</summary>
    public static Panel Shown(Panel panel, AxisRange heights) => panel with
    {
        Series = [.. panel.Series.Select((series, i) => series is not LineSeries line ? series : line with
        {
            Width = line.Width * (1 + (Wider * panel.Series.Skip(i + 1).OfType<LineSeries>().Count(over => Covers(over, line, heights)))),
        })],
    };

    private static bool Covers(LineSeries over, LineSeries line, AxisRange heights)
    {
        if (over.Style != LineStyle.Solid || over.Colour == line.Colour) return false;
        Dictionary<double, double> at = [];
        foreach ((double x, double y) in over.X.Zip(over.Y)) at[x] = y;
        int covered = line.X.Zip(line.Y).Count(point => at.TryGetValue(point.First, out double y)
            && Math.Abs(heights.Fraction(point.Second) - heights.Fraction(y)) <= Near);
        return line.X.Count > 1 && covered >= LeastCovered * line.X.Count;
    }
}
