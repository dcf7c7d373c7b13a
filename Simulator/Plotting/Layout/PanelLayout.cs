namespace Spiking.Plotting.Layout;

/// <summary>Everything about one panel that has to be known before it is drawn. The layout fills it in, step by step.</summary>
internal sealed class PanelLayout
{
    public PanelLayout(Panel panel, double width, (int Row, int Column, int Span) place)
    {
        (Panel, Place) = (panel, place);
        Cell = Plot = new Box(0, 0, width, width);
        (X, Y) = (new AxisLayout(panel.X, PanelRanges.X(panel)), new AxisLayout(panel.Y, PanelRanges.Y(panel)));
        if (panel.Series.OfType<HeatMapSeries>().FirstOrDefault() is { } map) Bar = new AxisLayout(map.Scale, PanelRanges.Values(map));
        Side = panel.Series.Any(series => series.Name.Length > 0) ? panel.Legend : LegendPlacement.None;
        Legend = LegendBlock.Of(panel, panel.Legend == LegendPlacement.Right ? 0 : width - Margins.BesideLegend);
    }

    public Panel Panel { get; }

    public (int Row, int Column, int Span) Place { get; }

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
    public bool Slanted { get; set; }

    /// <summary>Where the legend has come to stand: inside the plot as long as a place is found there.</summary>
    public LegendPlacement Side { get; set; }

    public LegendBlock Legend { get; set; }

    /// <summary>Upper left corner of the legend.</summary>
    public Point LegendAt { get; set; }
}
