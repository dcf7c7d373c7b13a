using Spiking.Plotting.Typography;

namespace Spiking.Plotting.Layout;

/// <summary>How much room the writing around a plot needs (points).</summary>
internal static class Margins
{
    public const double TickLength = 2.5;
    public const double TickGap = 1.5;
    public const double LabelHeight = 9;
    public const double TitleHeight = 11;
    public const double AnnotationHeight = 8;
    public const double Slant = 35;

    /// <summary>Width that axes take beside a legend below the plot.</summary>
    public const double BesideLegend = 40;

    public const double BarWidth = 5;
    public const double BarGap = 5;
    private const double LongestSlanted = 90;
    private const double Edge = 5;

    /// <summary>Room for a slanted name.</summary>
    public static double SlantedWidth(string name) => Math.Min(LongestSlanted, TextLine.WidthOf(name, TextLook.Tick));

    public static double Top(Panel panel) =>
        (panel.Letter.Length > 0 || panel.Title.Length > 0 ? TitleHeight : 4)
        + (HasSpanLabels(panel) ? AnnotationHeight : 0)
        + (panel.Lines.Any(line => line.Label.Length > 0) ? AnnotationHeight : 0);

    public static double Bottom(PanelLayout layout)
    {
        double legend = layout.Side == LegendPlacement.Below ? layout.Legend.Height + 2 : 0;
        if (layout.Panel.X.IsHidden || !layout.ShowsX) return Edge + legend;
        double ticks = TextLook.Tick.Size;
        if (layout.Slanted) ticks = 5 + (layout.Panel.X.Categories!.Max(SlantedWidth) * Math.Sin(Slant * Math.PI / 180));
        return TickLength + TickGap + ticks + Edge + (layout.Panel.X.Heading.Length > 0 ? LabelHeight * layout.LinesX : 0) + legend;
    }

    public static double Left(PanelLayout layout)
    {
        if (layout.Panel.Y.IsHidden) return Edge;
        double beside = layout.ShowsY
            ? TickLength + TickGap + WidestTick(layout.TicksY) + (layout.HeadingY.Length > 0 ? LabelHeight * layout.LinesY : 0) + Edge
            : TickLength + Edge;
        return Math.Max(beside, Overhang(layout).Left + 2);
    }

    public static double Right(PanelLayout layout)
    {
        double legend = layout.Side == LegendPlacement.Right ? layout.Legend.Width + 8 : 0;
        double bar = layout.Map is { } map
            ? BarGap + BarWidth + TickLength + TickGap + WidestTick(BarTicks(layout, map)) + (LabelHeight * layout.LinesBar) : 0;
        return Math.Max(Overhang(layout).Right, legend + bar) + Edge;
    }

    /// <summary>Room for the name of the x axis: as wide as the panel.</summary>
    public static double RoomX(PanelLayout layout) => Math.Max(0, layout.Cell.Width - 2);

    /// <summary>Room for the name of the y axis: between the panel's letter and what stands below the plot.</summary>
    public static double RoomY(PanelLayout layout) => Math.Max(0, EndOfY(layout) - layout.Cell.Top - TitleHeight);

    /// <summary>Where the room for the name of the y axis ends.</summary>
    public static double EndOfY(PanelLayout layout) => Math.Min(layout.Cell.Bottom, layout.Area.Box.Bottom + TickLength + TickGap);

    public static bool HasSpanLabels(Panel panel) => panel.Spans.Any(span => span.Label.Length > 0);

    public static double WidestTick(TickSet ticks) =>
        ticks.Ticks.Select(tick => TextLine.WidthOf(tick.Label, TextLook.Tick)).DefaultIfEmpty(0).Max();

    /// <summary>The colour bar of a map: to the right of the plot, as high as it.</summary>
    public static PlotArea BarOf(PanelLayout layout, HeatMapSeries map)
    {
        Box plot = layout.Area.Box;
        return new PlotArea(new Box(plot.Right + BarGap, plot.Top, BarWidth, plot.Height), new AxisRange(0, 1, AxisScale.Linear),
            PanelRanges.Values(map));
    }

    public static TickSet BarTicks(PanelLayout layout, HeatMapSeries map) => TickChoice.Vertical(map.Scale, BarOf(layout, map));

    /// <summary>How far the labels under the x axis reach beyond its ends.</summary>
    private static (double Left, double Right) Overhang(PanelLayout layout)
    {
        if (!layout.ShowsX || layout.Panel.X.IsHidden) return (0, 0);
        double left = 0, right = 0;
        foreach (Tick tick in layout.TicksX.Ticks)
        {
            double x = layout.Area.PlaceX(tick.Value);
            double width = layout.Slanted ? SlantedWidth(tick.Label) : TextLine.WidthOf(tick.Label, TextLook.Tick) / 2;
            left = Math.Max(left, layout.Area.Box.Left - x + width);
            right = layout.Slanted ? 0 : Math.Max(right, x + width - layout.Area.Box.Right);
        }

        return (left, right);
    }
}

/// <summary>Where the labels of lines across a panel stand.</summary>
internal static class LinePlaces
{
    /// <summary>
    /// Labels above the plot. Each keeps to its half of the way to its neighbours, or to the edges of the panel, and moves aside within it.
    /// </summary>
    public static IEnumerable<(string Label, double Centre, double Room)> Vertical(PanelLayout layout)
    {
        PlotArea area = layout.Area;
        (double X, string Label)[] labels = [.. layout.Panel.Lines
            .Where(line => line.Direction == Direction.Vertical && line.Label.Length > 0 && area.X.Contains(line.Value))
            .Select(line => (area.PlaceX(line.Value), line.Label)).OrderBy(label => label.Item1)];
        for (int i = 0; i < labels.Length; i++)
        {
            double left = i == 0 ? layout.Cell.Left : ((labels[i - 1].X + labels[i].X) / 2) + 1;
            double right = i == labels.Length - 1 ? layout.Cell.Right : ((labels[i].X + labels[i + 1].X) / 2) - 1;
            double half = Math.Min(TextLine.WidthOf(labels[i].Label, TextLook.Annotation), Math.Max(0, right - left)) / 2;
            yield return (labels[i].Label, Math.Max(left + half, Math.Min(labels[i].X, right - half)), 2 * half);
        }
    }
}
