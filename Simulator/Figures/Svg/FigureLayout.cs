namespace Spiking.Figures.Svg;

/// <summary>
/// Divides a figure among its panels. Plots of one row have the same top and bottom, plots of one column the same left and right ends,
/// so that axes line up. Room for the writing depends on the tick labels and these depend on the room, therefore the widths are found in a few rounds.
/// </summary>
internal static class FigureLayout
{
    private const double Edge = 6;
    private const double TitleHeight = 26;
    private const double SmallestPlot = 12;
    private const int Rounds = 3;

    public static PanelLayout[] Of(Figure figure)
    {
        IReadOnlyList<(int Row, int Column, int Span)> places = figure.Cells();
        double top = figure.Title.Length > 0 ? TitleHeight : Edge;
        int rows = places.Count == 0 ? 1 : places[^1].Row + 1;
        double height = (figure.Height - top - Edge) / rows, width = (figure.Width - (2 * Edge)) / figure.Columns;
        PanelLayout[] layouts = [.. figure.Panels.Select((panel, i) => new PanelLayout(
            panel,
            new Box(Edge + (places[i].Column * width), top + (places[i].Row * height), places[i].Span * width, height),
            places[i]))];

        // Each time round, a legend that found no free place has moved below its plot, so this ends.
        bool[] placed;
        do
        {
            Arrange(layouts);
            placed = [.. layouts.Select(PlaceLegend)];
        }
        while (placed.Contains(false));
        return layouts;
    }

    private static void Arrange(PanelLayout[] layouts)
    {
        foreach (PanelLayout layout in layouts)
            layout.Slanted = NeedsSlant(layout);
        foreach (IGrouping<int, PanelLayout> row in layouts.GroupBy(layout => layout.Place.Row))
        {
            double top = row.Max(layout => Margins.Top(layout.Panel)), bottom = row.Max(Margins.Bottom);
            foreach (PanelLayout layout in row)
            {
                Box cell = layout.Cell;
                Box box = new(cell.Left, cell.Top + top, cell.Width, Math.Max(SmallestPlot, cell.Height - top - bottom));
                layout.Area = layout.Area with { Box = box };
            }
        }

        foreach (PanelLayout layout in layouts)
            layout.TicksY = ChooseY(layout);
        for (int round = 0; round < Rounds; round++)
        {
            ILookup<int, double> lefts = layouts.ToLookup(layout => layout.Place.Column, Margins.Left);
            ILookup<int, double> rights = layouts.ToLookup(layout => layout.Place.Column + layout.Place.Span, Margins.Right);
            foreach (PanelLayout layout in layouts)
            {
                double left = lefts[layout.Place.Column].Max(), right = rights[layout.Place.Column + layout.Place.Span].Max();
                Box box = layout.Area.Box with { Left = layout.Cell.Left + left, Width = Math.Max(SmallestPlot, layout.Cell.Width - left - right) };
                layout.Area = layout.Area with { Box = box };
                layout.TicksX = ChooseX(layout);
            }
        }
    }

    private static TickSet ChooseX(PanelLayout layout)
    {
        double minimum = layout.Slanted ? TextLook.TickX.Size + 4 : 0;
        int most = (int)Math.Clamp(layout.Area.Box.Width / 38, 1, 10);
        return AxisTicks.Choose(layout.Panel.X, layout.Area.X, most, ticks => HaveRoom(
            ticks,
            tick => layout.Area.PixelX(tick.Value),
            tick => layout.Slanted ? minimum : TextWidths.Of(tick.Label, TextLook.TickX.Size) + 8));
    }

    private static TickSet ChooseY(PanelLayout layout)
    {
        int most = (int)Math.Clamp(layout.Area.Box.Height / 20, 1, 7);
        return AxisTicks.Choose(layout.Panel.Y, layout.Area.Y, most, ticks => HaveRoom(
            ticks, tick => layout.Area.PixelY(tick.Value), _ => TextLook.TickY.Size + 3));
    }

    private static bool HaveRoom(TickSet ticks, Func<Tick, double> position, Func<Tick, double> size)
    {
        Tick[] labelled = [.. ticks.Ticks.Where(tick => tick.Label.Length > 0).OrderBy(tick => tick.Value)];
        for (int i = 1; i < labelled.Length; i++)
        {
            double distance = Math.Abs(position(labelled[i]) - position(labelled[i - 1]));
            if (distance < (size(labelled[i]) + size(labelled[i - 1])) / 2)
                return false;
        }

        return true;
    }

    private static bool NeedsSlant(PanelLayout layout)
    {
        if (layout.Panel.X.Categories is not { Count: > 1 } names)
            return false;
        double each = (layout.Cell.Width - 70) / names.Count;
        return names.Any(name => TextWidths.Of(name, TextLook.TickX.Size) + 6 > each);
    }

    private static bool PlaceLegend(PanelLayout layout)
    {
        Box plot = layout.Area.Box;
        switch (layout.Side)
        {
            case LegendSide.Inside when LegendSearch.Find(layout) is { } found:
                (layout.LegendAt, layout.Legend) = found;
                return true;
            case LegendSide.Inside:
            case LegendSide.Right when layout.Legend.Height > layout.Cell.Bottom - plot.Top:
                layout.Side = LegendSide.Below;
                layout.Legend = LegendBlock.Of(layout.Panel, layout.Cell.Width - 70);
                return false;
            case LegendSide.Right:
                layout.LegendAt = new Point(layout.Cell.Right - layout.Legend.Width - 4, plot.Top);
                return true;
            case LegendSide.Below:
                double rightmost = Math.Max(layout.Cell.Left, layout.Cell.Right - layout.Legend.Width);
                double left = Math.Clamp(plot.CentreX - (layout.Legend.Width / 2), layout.Cell.Left, rightmost);
                layout.LegendAt = new Point(left, plot.Bottom + Margins.Bottom(layout) - layout.Legend.Height - 4);
                return true;
            default:
                return true;
        }
    }
}
