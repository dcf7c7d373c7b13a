using Spiking.Plotting.Typography;

namespace Spiking.Plotting.Layout;

/// <summary>
/// Everything about one panel that has to be known before it is drawn, and how much room the writing around its plot needs (points). The
/// layout fills it in, step by step.
/// </summary>
internal sealed class PanelLayout
{
    public const double TickLength = 2.5;
    public const double TickGap = 1.5;
    public const double LabelHeight = 9;
    public const double TitleHeight = 11;
    public const double AnnotationHeight = 8;

    /// <summary>Angle of names that have no room side by side (degrees).</summary>
    public const double Slant = 35;

    // Width that axes take beside a legend below the plot.
    private const double BesideLegend = 40;
    private const double BarWidth = 5;
    private const double BarGap = 5;
    private const double LongestSlanted = 90;
    private const double Edge = 5;

    public PanelLayout(Panel panel, double width, (int Row, int Column, int Span) place)
    {
        (Panel, Series, Place) = (panel, panel.Series, place);
        Cell = Plot = new Box(0, 0, width, width);
        (X, Y) = (new AxisLayout(panel.X, PanelRanges.X(panel)), new AxisLayout(panel.Y, PanelRanges.Y(panel)));
        if (panel.Series.OfType<HeatMapSeries>().FirstOrDefault() is { } map)
            Bar = new AxisLayout(map.Scale, AxisRange.Around(map.Scale, map.Values.Cast<double>(), margin: 0));
        Side = panel.Series.Any(series => series.Name.Length > 0) ? panel.Legend : LegendPlacement.None;

        // One column beside the plot, or as wide as the plot.
        Legend = LegendBlock.Of(panel, panel.Legend == LegendPlacement.Right ? 0 : width - BesideLegend);
    }

    public Panel Panel { get; }

    /// <summary>The series of the panel as they are drawn; in legends they are as they were given.</summary>
    public IReadOnlyList<Series> Series { get; set; }

    public (int Row, int Column, int Span) Place { get; }
    public int LastColumn => Place.Column + Place.Span - 1;

    /// <summary>The part of the figure that belongs to the panel, with its labels.</summary>
    public Box Cell { get; set; }

    /// <summary>The rectangle inside the axes.</summary>
    public Box Plot { get; set; }

    public AxisLayout X { get; }
    public AxisLayout Y { get; }

    /// <summary>The scale of the colour bar; null: the panel has no map.</summary>
    public AxisLayout? Bar { get; }

    public PlotArea Area => new(Plot, X.Range, Y.Range);

    /// <summary>Whether the names under the x axis are slanted for want of room.</summary>
    public bool Slanted { get; private set; }

    /// <summary>Where the legend has come to stand: inside the plot as long as a place is found there.</summary>
    public LegendPlacement Side { get; private set; }

    public LegendBlock Legend { get; private set; }

    /// <summary>Upper left corner of the legend.</summary>
    public Point LegendAt { get; private set; }

    /// <summary>Height that the legend takes below the plot.</summary>
    public double LegendBelow => Side == LegendPlacement.Below ? Legend.Height + 2 : 0;

    /// <summary>Room for the name of the x axis: as wide as the panel.</summary>
    public double RoomX => Math.Max(0, Cell.Width - 2);

    /// <summary>Room for the name of the y axis: between the panel's letter and what stands below the plot.</summary>
    public double RoomY => Math.Max(0, EndOfY - Cell.Top - TitleHeight);

    /// <summary>Where the room for the name of the y axis ends.</summary>
    public double EndOfY => Math.Min(Cell.Bottom, Plot.Bottom + TickLength + TickGap);

    public bool HasSpanLabels => Panel.Spans.Any(span => span.Label.Length > 0);

    /// <summary>Where the colour bar of a map is: to the right of the plot, as high as it.</summary>
    public Box BarAt => Plot with { Left = Plot.Right + BarGap, Width = BarWidth };

    /// <summary>Room for what is written above the plot.</summary>
    public double RoomAbove => (Panel.Letter.Length > 0 || Panel.Title.Length > 0 ? TitleHeight : 4)
        + (HasSpanLabels ? AnnotationHeight : 0)
        + (Panel.Lines.Any(line => line.Direction == Direction.Vertical && line.Label.Length > 0) ? AnnotationHeight : 0);

    /// <summary>Room for what is written below the plot.</summary>
    public double RoomBelow()
    {
        if (!X.IsShown) return Edge + LegendBelow;
        double ticks = Slanted ? 5 + (Panel.X.Categories!.Max(SlantedWidth) * Math.Sin(Slant * Math.PI / 180)) : TextLook.Tick.Size;
        double name = Panel.X.Heading.Length > 0 ? LabelHeight * X.Lines : 0;
        return TickLength + TickGap + ticks + Edge + name + LegendBelow;
    }

    /// <summary>Room for what is written to the left of the plot.</summary>
    public double RoomLeft()
    {
        if (Panel.Y.IsHidden) return Edge;
        double beside = Y.IsShown ? TickLength + TickGap + Y.WidestTick + (Y.Heading.Length > 0 ? LabelHeight * Y.Lines : 0) + Edge
            : TickLength + Edge;
        return Math.Max(beside, Overhang((x, width) => Plot.Left - x + width) + 2);
    }

    /// <summary>Room for what is written to the right of the plot.</summary>
    public double RoomRight()
    {
        double legend = Side == LegendPlacement.Right ? Legend.Width + 8 : 0;
        double bar = Bar is null ? 0 : BarGap + BarWidth + TickLength + TickGap + Bar.WidestTick + (LabelHeight * Bar.Lines);
        return Math.Max(Slanted ? 0 : Overhang((x, width) => x + width - Plot.Right), legend + bar) + Edge;
    }

    /// <summary>Room for a slanted name.</summary>
    public static double SlantedWidth(string name) => Math.Min(LongestSlanted, TextLine.WidthOf(name, TextLook.Tick));

    /// <summary>Slants the names of categories that have no room side by side.</summary>
    public void SlantNames() => Slanted = Panel.X.Categories is { Count: > 1 } names
        && names.Any(name => TextLine.WidthOf(name, TextLook.Tick) + 4 > (Cell.Width - BesideLegend) / names.Count);

    /// <summary>Places the legend. False: it found no place and has moved below the plot, which takes room.</summary>
    public bool PlaceLegend()
    {
        double right = Cell.Right - Legend.Width, below = Math.Max(Cell.Left, Math.Min(Plot.CentreX - (Legend.Width / 2), right));
        (Point, LegendBlock)? found = Side switch
        {
            LegendPlacement.Auto => LegendBlock.Find(this),
            LegendPlacement.Right => Legend.Height > Cell.Bottom - Plot.Top ? null : (new Point(right - 2, Plot.Top), Legend),
            _ => (new Point(below, Plot.Bottom + RoomBelow() - Legend.Height - 2), Legend),
        };
        if (found is null) (Side, Legend) = (LegendPlacement.Below, LegendBlock.Of(Panel, Cell.Width - BesideLegend));
        else (LegendAt, Legend) = found.Value;
        return found is not null;
    }

    // How far the labels under the x axis reach beyond an end of it, given their places and widths.
    private double Overhang(Func<double, double, double> beyond) => (X.IsShown ? X.Ticks.Ticks : []).Select(tick => beyond(
        Area.PlaceX(tick.Value), Slanted ? SlantedWidth(tick.Label) : TextLine.WidthOf(tick.Label, TextLook.Tick) / 2)).Append(0).Max();
}
