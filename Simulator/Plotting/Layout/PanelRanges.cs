namespace Spiking.Plotting.Layout;

/// <summary>Finds the ranges of the axes of panels: from everything that is drawn in one, or in several that share an axis.</summary>
internal static class PanelRanges
{
    private const double MarginOfPoints = 0.04;
    private const double MarginOfHeights = 0.06;

    public static AxisRange X(Panel panel)
    {
        if (Cells(panel.X, panel.Series.OfType<HeatMapSeries>().FirstOrDefault()?.X) is { } cells) return cells;

        // Lines fill the width, as time courses should; points and discs need some air.
        double Reach(IEnumerable<Series> shown) =>
            shown.SelectMany(Positions).Where(double.IsFinite).DefaultIfEmpty(double.NegativeInfinity).Max();
        bool points = panel.Series.OfType<PointSeries>().ToArray() is { Length: > 0 } shown && Reach(shown) >= Reach(panel.Series);
        IEnumerable<double> positions = panel.Series.SelectMany(Positions)
            .Concat(panel.Lines.Where(line => line.Direction == Direction.Vertical).Select(line => line.Value))
            .Concat(panel.Spans.SelectMany(span => (double[])[span.From, span.To]));
        return AxisRange.Around(panel.X, positions, points ? MarginOfPoints : 0);
    }

    public static AxisRange Y(Panel panel)
    {
        if (Cells(panel.Y, panel.Series.OfType<HeatMapSeries>().FirstOrDefault()?.Y) is { } cells) return cells;
        IEnumerable<double> heights = panel.Series.SelectMany(series => Heights(series, panel.Y.Scale))
            .Concat(panel.Lines.Where(line => line.Direction == Direction.Horizontal).Select(line => line.Value));
        bool rasterOnly = panel.Series.Count > 0 && panel.Series.All(series => series is RasterSeries);
        return AxisRange.Around(panel.Y, heights, rasterOnly ? 0 : MarginOfHeights);
    }

    // Categories and the cells of a map fill the plot.
    private static AxisRange? Cells(Axis axis, IReadOnlyList<double>? centres)
    {
        if (axis.Categories is { Count: > 0 } names) centres = [.. names.Select((_, i) => (double)i)];
        if (centres is null) return null;
        double half = HeatMapSeries.Step(centres) / 2;
        return new AxisRange(axis.Minimum ?? centres[0] - half, axis.Maximum ?? centres[^1] + half, AxisScale.Linear);
    }

    private static IEnumerable<double> Positions(Series series) => series switch
    {
        LineSeries line => Polyline.Corners(line).X,
        BarSeries { X.Count: > 0 } bars => [-0.5, bars.X.Count - 0.5],
        XYSeries points => points.X,
        RasterSeries raster => raster.Times,
        _ => [],
    };

    private static IEnumerable<double> Heights(Series series, AxisScale scale)
    {
        if (series is RasterSeries raster) return raster.Neurons.SelectMany(neuron => (double[])[neuron - 0.5, neuron + 0.5]);
        if (series is not XYSeries points) return [];
        IEnumerable<double> ends = points.Error is not { } error ? []
            : points.Y.Zip(error).SelectMany(bar => Ends(bar.First, bar.Second, scale));
        return [.. points.Y, .. ends, .. series is BarSeries bars ? [0, .. bars.Seeds.SelectMany(seed => seed)] : (double[])[]];
    }

    // On a logarithmic axis an error of nearly the size of its value reaches any distance down: no more than a power of ten of it counts.
    private static IEnumerable<double> Ends(double value, double error, AxisScale scale) =>
        scale == AxisScale.Linear ? [value - error, value + error]
        : value > 0 ? [Math.Max(value - error, value / 10), value + error] : [];

    /// <summary>Gives the panels of a row or column one range, and the numbers of their axis to the outermost panel only.</summary>
    public static void Share(PanelLayout[] layouts, SharedAxes shared)
    {
        if (shared.HasFlag(SharedAxes.Columns))
        {
            Share(layouts, layout => (layout.Place.Column, layout.Place.Span, layout.Panel.X.Heading), layout => layout.X);
            foreach (IGrouping<int, PanelLayout> row in layouts.GroupBy(layout => layout.Place.Row)) HideRepeated([.. row], layouts);
        }

        if (shared.HasFlag(SharedAxes.Ranges))
            Share(layouts.Where(layout => layout.Panel.Y.Maximum is null), layout => layout.Panel.Y.Heading, layout => layout.Y);
        if (!shared.HasFlag(SharedAxes.Rows)) return;
        Share(layouts.Where(layout => layout.Panel.Y is not { Minimum: not null, Maximum: not null }),
            layout => (layout.Place.Row, layout.Panel.Y.Heading), layout => layout.Y);
        foreach (PanelLayout layout in layouts)
            layout.Y.IsShown &= !layouts.Any(other => other.Place.Row == layout.Place.Row
                && other.LastColumn == layout.Place.Column - 1 && Same(other.Y, layout.Y));
    }

    // The panels of a row hide their x axes if right below every one of them a panel shows the same. In a row of equal axes of which some
    // have no such panel below, as over an incomplete last row, the others keep the numbers and leave out the name.
    private static void HideRepeated(PanelLayout[] row, PanelLayout[] layouts)
    {
        bool IsRepeated(PanelLayout layout) => layout.Panel.X.IsHidden
            || layouts.Any(other => other.Place == layout.Place with { Row = layout.Place.Row + 1 } && Same(other.X, layout.X));
        bool hidden = row.All(IsRepeated), equal = row.All(layout => LooksLike(layout.Panel.X, row[0].Panel.X));
        foreach (PanelLayout layout in row)
        {
            layout.X.IsShown &= !hidden;
            layout.X.IsNamed = !(equal && IsRepeated(layout));
        }
    }

    private static bool Same(AxisLayout one, AxisLayout other) => one.Range == other.Range && LooksLike(one.Axis, other.Axis);

    private static bool LooksLike(Axis one, Axis other) => one.Heading == other.Heading && one.Scale == other.Scale
        && (one.Categories ?? []).SequenceEqual(other.Categories ?? []) && (one.Ticks ?? []).SequenceEqual(other.Ticks ?? []);

    // Gives one range to those axes of panels that are alike, unless their scales differ.
    private static void Share<T>(IEnumerable<PanelLayout> layouts, Func<PanelLayout, T> alike, Func<PanelLayout, AxisLayout> axisOf)
    {
        foreach (AxisLayout[] axes in layouts.GroupBy(alike, axisOf).Select(axes => axes.ToArray()))
        {
            AxisRange[] ranges = [.. axes.Select(axis => axis.Range)];
            if (ranges.DistinctBy(range => range.Scale).Count() > 1) continue;
            foreach (AxisLayout axis in axes)
                axis.Range = new AxisRange(ranges.Min(range => range.Low), ranges.Max(range => range.High), axis.Range.Scale);
        }
    }
}
