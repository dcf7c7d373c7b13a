namespace Spiking.Figures.Svg;

/// <summary>Where the legend of one panel has come to stand.</summary>
internal enum LegendSide
{
    None,
    Inside,
    Right,
    Below,
}

/// <summary>Everything about one panel that has to be known before it is drawn. The layout fills it in, step by step.</summary>
internal sealed class PanelLayout
{
    public PanelLayout(Panel panel, Box cell, (int Row, int Column, int Span) place)
    {
        Panel = panel;
        Cell = cell;
        Place = place;
        Area = new PlotArea(cell, PanelRanges.X(panel), PanelRanges.Y(panel));
        bool named = panel.Series.Any(series => series.Name.Length > 0);
        Side = !named ? LegendSide.None : panel.Legend switch
        {
            LegendPlacement.Auto => LegendSide.Inside,
            LegendPlacement.Right => LegendSide.Right,
            LegendPlacement.Below => LegendSide.Below,
            _ => LegendSide.None,
        };
        Legend = LegendBlock.Of(panel, panel.Legend == LegendPlacement.Right ? 0 : cell.Width - 70);
    }

    public Panel Panel { get; }

    /// <summary>The part of the figure that belongs to the panel, with its labels.</summary>
    public Box Cell { get; }

    public (int Row, int Column, int Span) Place { get; }

    public PlotArea Area { get; set; }

    public TickSet TicksX { get; set; } = new([], 0);

    public TickSet TicksY { get; set; } = new([], 0);

    /// <summary>Whether the names under the x axis are slanted for want of room.</summary>
    public bool Slanted { get; set; }

    public LegendSide Side { get; set; }

    public LegendBlock Legend { get; set; }

    /// <summary>Upper left corner of the legend.</summary>
    public Point LegendAt { get; set; }
}
