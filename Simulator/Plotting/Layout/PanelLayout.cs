namespace Spiking.Plotting.Layout;

/// <summary>Everything about one panel that has to be known before it is drawn. The layout fills it in, step by step.</summary>
internal sealed class PanelLayout
{
    public PanelLayout(Panel panel, double width, (int Row, int Column, int Span) place)
    {
        Panel = panel;
        Place = place;
        Cell = new Box(0, 0, width, width);
        Area = new PlotArea(Cell, PanelRanges.X(panel), PanelRanges.Y(panel));
        Side = panel.Series.Any(series => series.Name.Length > 0) ? panel.Legend : LegendPlacement.None;
        Legend = LegendBlock.Of(panel, panel.Legend == LegendPlacement.Right ? 0 : width - Margins.BesideLegend);
    }

    public Panel Panel { get; }

    public (int Row, int Column, int Span) Place { get; }

    /// <summary>The part of the figure that belongs to the panel, with its labels.</summary>
    public Box Cell { get; set; }

    public PlotArea Area { get; set; }

    public TickSet TicksX { get; set; } = new([], 0);

    public TickSet TicksY { get; set; } = new([], 0);

    /// <summary>Whether numbers and name stand under the x axis; not where a panel below shows the same axis.</summary>
    public bool ShowsX { get; set; } = true;

    /// <summary>Whether the name stands under the x axis; not where the panel right below names the same.</summary>
    public bool NamesX { get; set; } = true;

    /// <summary>Whether numbers and name stand beside the y axis; not where a panel to the left shows the same axis.</summary>
    public bool ShowsY { get; set; } = true;

    /// <summary>Whether the names under the x axis are slanted for want of room.</summary>
    public bool Slanted { get; set; }

    /// <summary>Where the legend has come to stand: inside the plot as long as a place is found there.</summary>
    public LegendPlacement Side { get; set; }

    public LegendBlock Legend { get; set; }

    /// <summary>Upper left corner of the legend.</summary>
    public Point LegendAt { get; set; }

    /// <summary>The map of the panel, if it has one.</summary>
    public HeatMapSeries? Map => Panel.Series.OfType<HeatMapSeries>().FirstOrDefault();

    /// <summary>Number of lines of the name of the x axis.</summary>
    public int LinesX { get; set; } = 1;

    /// <summary>Number of lines of the name of the y axis.</summary>
    public int LinesY { get; set; } = 1;

    /// <summary>Number of lines of the name of the colour bar.</summary>
    public int LinesBar { get; set; } = 1;

    /// <summary>Name of the x axis as it is written; empty if it is not.</summary>
    public string HeadingX => ShowsX && NamesX && !Panel.X.IsHidden ? TicksX.Heading(Panel.X) : "";

    /// <summary>Name of the y axis as it is written; empty if it is not.</summary>
    public string HeadingY => ShowsY && !Panel.Y.IsHidden ? TicksY.Heading(Panel.Y) : "";
}
