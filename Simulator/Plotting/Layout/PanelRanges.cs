namespace Spiking.Plotting.Layout;

/// <summary>Finds the ranges of a panel's axes from everything that is drawn in it.</summary>
internal static class PanelRanges
{
    private const double MarginOfPoints = 0.04;
    private const double MarginOfHeights = 0.06;

    public static AxisRange X(Panel panel)
    {
        if (Cells(panel, panel.X, map => map.X) is { } cells) return cells;

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
        if (Cells(panel, panel.Y, map => map.Y) is { } cells) return cells;
        IEnumerable<double> heights = panel.Series.SelectMany(Heights)
            .Concat(panel.Lines.Where(line => line.Direction == Direction.Horizontal).Select(line => line.Value));
        bool rasterOnly = panel.Series.Count > 0 && panel.Series.All(series => series is RasterSeries);
        Axis axis = IsWithinDecade(panel) ? panel.Y with { Scale = AxisScale.Linear, Minimum = panel.Y.Minimum ?? 0 } : panel.Y;
        return AxisRange.Around(axis, heights, rasterOnly ? 0 : MarginOfHeights);
    }

    /// <summary>The range of the colours of a map.</summary>
    public static AxisRange Values(HeatMapSeries map) => AxisRange.Around(map.Scale, map.Values.Cast<double>(), 0);

    // Values on a logarithmic axis that differ by less than a power of ten are drawn linearly from zero: the axis would have two numbers at
    // odd places. Errors do not count, because they may reach any distance down. A fixed upper end is farther away on purpose.
    private static bool IsWithinDecade(Panel panel)
    {
        if (panel.Y.Scale != AxisScale.Logarithmic || panel.Y.Maximum is not null) return false;
        double[] values = [.. panel.Series.SelectMany(series => series switch
        {
            XYSeries line => line.Y,
            BarSeries bars => bars.Values,
            _ => [],
        }).Concat(panel.Lines.Where(line => line.Direction == Direction.Horizontal).Select(line => line.Value))
            .Where(value => value > 0 && double.IsFinite(value))];
        return values.Length > 0 && values.Max() < 10 * (panel.Y.Minimum ?? values.Min());
    }

    // Categories and the cells of a map fill the plot.
    private static AxisRange? Cells(Panel panel, Axis axis, Func<HeatMapSeries, IReadOnlyList<double>> centres)
    {
        HeatMapSeries? map = panel.Series.OfType<HeatMapSeries>().FirstOrDefault();
        if (axis.Categories is not { Count: > 0 } && map is null) return null;
        (double low, double high) = axis.Categories is { Count: > 0 } names ? (-0.5, names.Count - 0.5) : HeatMapSeries.Ends(centres(map!));
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
        XYSeries { Error: { } error } points => points.Y.Concat(Ends(points.Y, error)),
        XYSeries line => line.Y,
        BarSeries bars => bars.Values.Append(0).Concat(bars.Seeds.SelectMany(seed => seed))
            .Concat(bars.Error is { } error ? Ends(bars.Values, error) : []),
        RasterSeries raster => raster.Neurons.SelectMany(neuron => new[] { neuron - 0.5, neuron + 0.5 }),
        _ => [],
    };

    private static IEnumerable<double> Ends(IReadOnlyList<double> middle, IReadOnlyList<double> half) =>
        Enumerable.Range(0, middle.Count).SelectMany(i => new[] { middle[i] - half[i], middle[i] + half[i] });
}

/// <summary>Gives the panels of a row or column one range, and the numbers of their axis to the outermost panel only.</summary>
internal static class AxisSharing
{
    public static void Apply(PanelLayout[] layouts, SharedAxes shared)
    {
        if (shared.HasFlag(SharedAxes.Columns))
        {
            foreach (IGrouping<(int, int, string), PanelLayout> same in layouts
                .GroupBy(layout => (layout.Place.Column, layout.Place.Span, layout.Panel.X.Heading)))
                Share([.. same], layout => layout.Area.X, (layout, range) => layout.Area = layout.Area with { X = range });

            // The panels of a row hide their x axes if right below every one of them a panel shows the same. In a row of equal axes of
            // which some have no such panel below, as over an incomplete last row, the others keep the numbers and leave out the name.
            bool IsRepeated(PanelLayout layout) => layout.Panel.X.IsHidden
                || layouts.Any(other => other.Place == layout.Place with { Row = layout.Place.Row + 1 }
                    && Same(other.Panel.X, layout.Panel.X) && other.Area.X == layout.Area.X);
            foreach (IGrouping<int, PanelLayout> row in layouts.GroupBy(layout => layout.Place.Row))
            {
                bool hidden = row.All(IsRepeated), equal = row.All(layout => Same(layout.Panel.X, row.First().Panel.X));
                foreach (PanelLayout layout in row) (layout.ShowsX, layout.NamesX) = (!hidden, !(equal && IsRepeated(layout)));
            }
        }

        if (shared.HasFlag(SharedAxes.Ranges))
            foreach (IGrouping<string, PanelLayout> same in layouts.Where(layout => layout.Panel.Y.Maximum is null)
                .GroupBy(layout => layout.Panel.Y.Heading))
                Share([.. same], layout => layout.Area.Y, (layout, range) => layout.Area = layout.Area with { Y = range });

        if (!shared.HasFlag(SharedAxes.Rows)) return;
        foreach (IGrouping<(int, string), PanelLayout> row in layouts.GroupBy(layout => (layout.Place.Row, layout.Panel.Y.Heading)))
        {
            Share([.. row], layout => layout.Area.Y, (layout, range) => layout.Area = layout.Area with { Y = range });
            foreach (PanelLayout layout in row)
                layout.ShowsY = !row.Any(other => other.Place.Column + other.Place.Span == layout.Place.Column
                    && Same(other.Panel.Y, layout.Panel.Y) && other.Area.Y == layout.Area.Y);
        }
    }

    private static bool Same(Axis one, Axis other) => one.Heading == other.Heading && one.Scale == other.Scale
        && (one.Categories ?? []).SequenceEqual(other.Categories ?? []) && (one.Ticks ?? []).SequenceEqual(other.Ticks ?? []);

    private static void Share(PanelLayout[] layouts, Func<PanelLayout, AxisRange> range, Action<PanelLayout, AxisRange> set)
    {
        if (layouts.Select(range).Select(r => r.Scale).Distinct().Count() != 1) return;
        AxisRange all = new(layouts.Min(layout => range(layout).Low), layouts.Max(layout => range(layout).High), range(layouts[0]).Scale);
        foreach (PanelLayout layout in layouts) set(layout, all);
    }
}
