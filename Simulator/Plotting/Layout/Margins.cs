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

    private const double BarWidth = 5;
    private const double BarGap = 5;
    private const double LongestSlanted = 90;
    private const double Edge = 5;

    /// <summary>Room for a slanted name.</summary>
    public static double SlantedWidth(string name) => Math.Min(LongestSlanted, TextLine.WidthOf(name, TextLook.Tick));

    public static double Top(Panel panel) =>
        (panel.Letter.Length > 0 || panel.Title.Length > 0 ? TitleHeight : 4)
        + (HasSpanLabels(panel) ? AnnotationHeight : 0)
        + (panel.Lines.Any(line => line.Direction == Direction.Vertical && line.Label.Length > 0) ? AnnotationHeight : 0);

    public static double Bottom(PanelLayout layout)
    {
        if (!layout.X.IsShown) return Edge + LegendBelow(layout);
        double ticks = layout.Slanted ? 5 + (layout.Panel.X.Categories!.Max(SlantedWidth) * Math.Sin(Slant * Math.PI / 180))
            : TextLook.Tick.Size;
        double name = layout.Panel.X.Heading.Length > 0 ? LabelHeight * layout.X.Lines : 0;
        return TickLength + TickGap + ticks + Edge + name + LegendBelow(layout);
    }

    /// <summary>Height that the legend takes below the plot.</summary>
    public static double LegendBelow(PanelLayout layout) => layout.Side == LegendPlacement.Below ? layout.Legend.Height + 2 : 0;

    public static double Left(PanelLayout layout)
    {
        if (layout.Panel.Y.IsHidden) return Edge;
        double beside = layout.Y.IsShown
            ? TickLength + TickGap + layout.Y.WidestTick + (layout.Y.Heading.Length > 0 ? LabelHeight * layout.Y.Lines : 0) + Edge
            : TickLength + Edge;
        return Math.Max(beside, Overhang(layout).Left + 2);
    }

    public static double Right(PanelLayout layout)
    {
        double legend = layout.Side == LegendPlacement.Right ? layout.Legend.Width + 8 : 0;
        double bar = layout.Bar is { } scale
            ? BarGap + BarWidth + TickLength + TickGap + scale.WidestTick + (LabelHeight * scale.Lines) : 0;
        return Math.Max(Overhang(layout).Right, legend + bar) + Edge;
    }

    /// <summary>Room for the name of the x axis: as wide as the panel.</summary>
    public static double RoomX(PanelLayout layout) => Math.Max(0, layout.Cell.Width - 2);

    /// <summary>Room for the name of the y axis: between the panel's letter and what stands below the plot.</summary>
    public static double RoomY(PanelLayout layout) => Math.Max(0, EndOfY(layout) - layout.Cell.Top - TitleHeight);

    /// <summary>Where the room for the name of the y axis ends.</summary>
    public static double EndOfY(PanelLayout layout) => Math.Min(layout.Cell.Bottom, layout.Plot.Bottom + TickLength + TickGap);

    public static bool HasSpanLabels(Panel panel) => panel.Spans.Any(span => span.Label.Length > 0);

    /// <summary>Where the colour bar of a map is: to the right of the plot, as high as it.</summary>
    public static Box BarOf(Box plot) => plot with { Left = plot.Right + BarGap, Width = BarWidth };

    /// <summary>Whether the names of categories must be slanted to have room.</summary>
    public static bool NeedsSlant(PanelLayout layout)
    {
        if (layout.Panel.X.Categories is not { Count: > 1 } names) return false;
        double each = (layout.Cell.Width - BesideLegend) / names.Count;
        return names.Any(name => TextLine.WidthOf(name, TextLook.Tick) + 4 > each);
    }

    /// <summary>How far the labels under the x axis reach beyond its ends.</summary>
    private static (double Left, double Right) Overhang(PanelLayout layout)
    {
        double left = 0, right = 0;
        foreach (Tick tick in layout.X.IsShown ? layout.X.Ticks.Ticks : [])
        {
            double x = layout.Area.PlaceX(tick.Value);
            double width = layout.Slanted ? SlantedWidth(tick.Label) : TextLine.WidthOf(tick.Label, TextLook.Tick) / 2;
            left = Math.Max(left, layout.Plot.Left - x + width);
            right = layout.Slanted ? 0 : Math.Max(right, x + width - layout.Plot.Right);
        }

        return (left, right);
    }
}
