namespace Spiking.Figures.Svg;

/// <summary>How much room the writing around a plot needs.</summary>
internal static class Margins
{
    public const double TickLength = 4;
    public const double TickGap = 3;
    public const double LabelHeight = 16;
    public const double TitleHeight = 20;
    public const double AnnotationHeight = 13;
    public const double Slant = 35;
    private const double LongestSlanted = 110;
    private const double Edge = 10;

    /// <summary>Room for a slanted name.</summary>
    public static double SlantedWidth(string name) => Math.Min(LongestSlanted, TextWidths.Of(name, TextLook.TickX.Size));

    public static double Top(Panel panel) =>
        (panel.Letter.Length > 0 || panel.Title.Length > 0 ? TitleHeight : 8)
        + (HasSpanLabels(panel) ? AnnotationHeight : 0)
        + (HasLineLabels(panel, Direction.Vertical) ? AnnotationHeight : 0);

    public static double Bottom(PanelLayout layout)
    {
        double ticks = TextLook.TickX.Size;
        if (layout.Slanted)
            ticks = 8 + (layout.Panel.X.Categories!.Max(SlantedWidth) * Math.Sin(Slant * Math.PI / 180));
        return TickLength + TickGap + ticks + Edge
            + (layout.Panel.X.Heading.Length > 0 ? LabelHeight : 0)
            + (layout.Side == LegendSide.Below ? layout.Legend.Height : 0);
    }

    public static double Left(PanelLayout layout)
    {
        double ticks = layout.TicksY.Ticks.Select(tick => TextWidths.Of(tick.Label, TextLook.TickY.Size)).DefaultIfEmpty(0).Max();
        double label = layout.TicksY.Heading(layout.Panel.Y).Length > 0 ? LabelHeight : 0;
        double beside = TickLength + TickGap + ticks + label + Edge;
        return Math.Max(beside, Overhang(layout).Left + Edge);
    }

    public static double Right(PanelLayout layout)
    {
        double lines = layout.Panel.Lines.Where(line => line.Direction == Direction.Horizontal && line.Label.Length > 0)
            .Select(line => TextWidths.Of(line.Label, TextLook.Annotation.Size) + 4).DefaultIfEmpty(0).Max();
        double legend = layout.Side == LegendSide.Right ? layout.Legend.Width + 12 : 0;
        return Math.Max(Overhang(layout).Right, lines + legend) + Edge;
    }

    public static bool HasSpanLabels(Panel panel) => panel.Spans.Any(span => span.Label.Length > 0);

    public static bool HasLineLabels(Panel panel, Direction direction) =>
        panel.Lines.Any(line => line.Direction == direction && line.Label.Length > 0);

    /// <summary>How far the labels under the x axis reach beyond its ends.</summary>
    private static (double Left, double Right) Overhang(PanelLayout layout)
    {
        double left = 0, right = 0;
        foreach (Tick tick in layout.TicksX.Ticks)
        {
            double x = layout.Area.PixelX(tick.Value);
            double width = layout.Slanted ? SlantedWidth(tick.Label) : TextWidths.Of(tick.Label, TextLook.TickX.Size) / 2;
            left = Math.Max(left, layout.Area.Box.Left - x + width);
            right = layout.Slanted ? 0 : Math.Max(right, x + width - layout.Area.Box.Right);
        }

        return (left, right);
    }
}
