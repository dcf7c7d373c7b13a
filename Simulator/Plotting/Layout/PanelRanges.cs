namespace Spiking.Plotting.Layout;

/// <summary>Finds the ranges of a panel's axes from everything that is drawn in it.</summary>
internal static class PanelRanges
{
    private const double MarginOfPoints = 0.04;
    private const double MarginOfHeights = 0.06;

    public static AxisRange X(Panel panel)
    {
        if (panel.X.Categories is { Count: > 0 } names)
            return new AxisRange(panel.X.Minimum ?? -0.5, panel.X.Maximum ?? (names.Count - 0.5), AxisScale.Linear);

        if (panel.Series.OfType<HeatMapSeries>().FirstOrDefault() is { } map) return Map(panel.X, map.X);

        // Lines fill the width, as time courses should; points and discs need some air.
        double Reach(IEnumerable<Series> shown) =>
            shown.SelectMany(Positions).Where(double.IsFinite).DefaultIfEmpty(double.NegativeInfinity).Max();
        bool points = panel.Series.Any(series => series is PointSeries)
            && Reach(panel.Series.Where(series => series is PointSeries)) >= Reach(panel.Series.Where(series => series is not PointSeries));
        IEnumerable<double> positions = panel.Series.SelectMany(Positions)
            .Concat(panel.Lines.Where(line => line.Direction == Direction.Vertical).Select(line => line.Value))
            .Concat(panel.Spans.SelectMany(span => new[] { span.From, span.To }));
        return AxisRange.Around(panel.X, positions, points ? MarginOfPoints : 0);
    }

    public static AxisRange Y(Panel panel)
    {
        if (panel.Y.Categories is { Count: > 0 } names)
            return new AxisRange(panel.Y.Minimum ?? -0.5, panel.Y.Maximum ?? (names.Count - 0.5), AxisScale.Linear);

        if (panel.Series.OfType<HeatMapSeries>().FirstOrDefault() is { } map) return Map(panel.Y, map.Y);
        IEnumerable<double> heights = panel.Series.SelectMany(Heights)
            .Concat(panel.Lines.Where(line => line.Direction == Direction.Horizontal).Select(line => line.Value));
        bool rasterOnly = panel.Series.Count > 0 && panel.Series.All(series => series is RasterSeries);
        return AxisRange.Around(panel.Y, heights, rasterOnly ? 0 : MarginOfHeights);
    }

    /// <summary>The range of the colours of a map.</summary>
    public static AxisRange Values(HeatMapSeries map) => AxisRange.Around(map.Scale, map.Values.Cast<double>(), 0);

    // Cells fill the plot.
    private static AxisRange Map(Axis axis, IReadOnlyList<double> centres)
    {
        (double low, double high) = HeatMapSeries.Ends(centres);
        return new AxisRange(axis.Minimum ?? low, axis.Maximum ?? high, AxisScale.Linear);
    }

    private static IEnumerable<double> Positions(Series series) => series switch
    {
        StepSeries steps => Polyline.Steps(steps.X, steps.Y).X,
        XYSeries line => line.X,
        RasterSeries raster => raster.Times,
        BarSeries bars => bars.Values.Count == 0 ? [] : [-0.5, bars.Values.Count - 0.5],
        _ => [],
    };

    private static IEnumerable<double> Heights(Series series) => series switch
    {
        BandSeries band => band.Y.Concat(Ends(band.Y, band.Error)),
        PointSeries { Error: { } error } points => points.Y.Concat(Ends(points.Y, error)),
        XYSeries line => line.Y,
        BarSeries bars => bars.Values.Append(0).Concat(bars.Seeds.SelectMany(seed => seed))
            .Concat(bars.Error is { } error ? Ends(bars.Values, error) : []),
        RasterSeries raster => raster.Neurons.SelectMany(neuron => new[] { neuron - 0.5, neuron + 0.5 }),
        _ => [],
    };

    private static IEnumerable<double> Ends(IReadOnlyList<double> middle, IReadOnlyList<double> half) =>
        Enumerable.Range(0, middle.Count).SelectMany(i => new[] { middle[i] - half[i], middle[i] + half[i] });
}
