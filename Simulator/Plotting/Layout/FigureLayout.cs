using Spiking.Plotting.Typography;

namespace Spiking.Plotting.Layout;

/// <summary>
/// Divides a figure among its panels. Plots of one row have the same top and bottom, plots of one column the same left and right ends, so
/// that axes line up; all columns are equally wide and rows are as high as their panels ask, whatever the writing beside them takes. Room
/// for the writing depends on the tick labels and these depend on the room, therefore the sizes are found in a few rounds.
/// </summary>
internal static class FigureLayout
{
    private const double PointsPerMillimetre = 72 / 25.4;
    private const double Edge = 1;
    private const double SmallestPlot = 8;
    private const int Rounds = 3;

    // Names are parted rather than made smaller than the numbers beside them.
    private const double Smallest = 6;

    /// <summary>The rectangle of a whole figure.</summary>
    public static Box Page(Figure figure) => new(0, 0, figure.Width * PointsPerMillimetre, figure.Height * PointsPerMillimetre);

    public static PanelLayout[] Of(Figure figure)
    {
        IReadOnlyList<(int Row, int Column, int Span)> places = figure.Cells();
        Box page = Page(figure);
        PanelLayout[] layouts =
            [.. figure.Panels.Select((panel, i) => new PanelLayout(panel, page.Width * places[i].Span / figure.Columns, places[i]))];
        if (layouts.Length == 0) return layouts;
        AxisSharing.Apply(layouts, figure.Shared);

        // Each time round, a legend that found no free place has moved below its plot or a name has taken a second line, so this ends.
        bool[] placed;
        do
        {
            Arrange(layouts, figure, page);
            placed = [.. layouts.Select(layout => PlaceLegend(layout) & PlaceNames(layout))];
        }
        while (placed.Contains(false));
        return layouts;
    }

    private static void Arrange(PanelLayout[] layouts, Figure figure, Box page)
    {
        foreach (PanelLayout layout in layouts) layout.Slanted = Margins.NeedsSlant(layout);
        double[] weights = figure.Rows();
        ILookup<int, PanelLayout> rows = layouts.ToLookup(layout => layout.Place.Row);
        double[] tops = [.. weights.Select((_, row) => rows[row].Select(layout => Margins.Top(layout.Panel)).DefaultIfEmpty(0).Max())];
        double[] bottoms = [.. weights.Select((_, row) => rows[row].Select(Margins.Bottom).DefaultIfEmpty(0).Max())];
        double unit = (page.Height - (2 * Edge) - tops.Sum() - bottoms.Sum()) / weights.Sum();
        double y = Edge;
        for (int row = 0; row < weights.Length; row++)
        {
            double plot = Math.Max(SmallestPlot, unit * weights[row]);
            foreach (PanelLayout layout in rows[row])
            {
                layout.Cell = layout.Cell with { Top = y, Height = tops[row] + plot + bottoms[row] };
                layout.Plot = layout.Plot with { Top = y + tops[row], Height = plot };
                layout.Y.ChooseTicksBeside(plot);
                layout.Bar?.ChooseTicksBeside(plot);
            }

            y += tops[row] + plot + bottoms[row];
        }

        for (int round = 0; round < Rounds; round++) ArrangeColumns(layouts, figure.Columns, page.Width);
    }

    private static void ArrangeColumns(PanelLayout[] layouts, int columns, double width)
    {
        ILookup<int, double> leftEdges = layouts.ToLookup(layout => layout.Place.Column, Margins.Left);
        ILookup<int, double> rightEdges = layouts.ToLookup(layout => layout.Place.Column + layout.Place.Span - 1, Margins.Right);
        double[] lefts = [.. Enumerable.Range(0, columns).Select(column => leftEdges[column].DefaultIfEmpty(0).Max())];
        double[] rights = [.. Enumerable.Range(0, columns).Select(column => rightEdges[column].DefaultIfEmpty(0).Max())];
        double plot = Math.Max(SmallestPlot, (width - (2 * Edge) - lefts.Sum() - rights.Sum()) / columns);
        double[] starts = new double[columns + 1];
        starts[0] = Edge;
        for (int column = 0; column < columns; column++) starts[column + 1] = starts[column] + lefts[column] + plot + rights[column];
        foreach (PanelLayout layout in layouts)
        {
            int first = layout.Place.Column, last = first + layout.Place.Span - 1;
            double left = starts[first] + lefts[first], right = starts[last + 1] - rights[last];
            layout.Cell = layout.Cell with { Left = starts[first], Width = starts[last + 1] - starts[first] };
            layout.Plot = layout.Plot with { Left = left, Width = right - left };
            layout.X.ChooseTicksBelow(layout.Plot.Width, layout.Slanted);
        }
    }

    private static bool PlaceNames(PanelLayout layout) =>
        layout.X.FitName(Margins.RoomX(layout), Smallest) & layout.Y.FitName(Margins.RoomY(layout), Smallest)
        & (layout.Bar?.FitName(layout.Plot.Height, TextLook.AxisLabel.Size) ?? true);

    private static bool PlaceLegend(PanelLayout layout)
    {
        Box plot = layout.Plot;
        switch (layout.Side)
        {
            case LegendPlacement.Auto when LegendSearch.Find(layout) is { } found:
                (layout.LegendAt, layout.Legend) = found;
                return true;
            case LegendPlacement.Auto:
            case LegendPlacement.Right when layout.Legend.Height > layout.Cell.Bottom - plot.Top:
                layout.Side = LegendPlacement.Below;
                layout.Legend = LegendBlock.Of(layout.Panel, layout.Cell.Width - Margins.BesideLegend);
                return false;
            case LegendPlacement.Right:
                layout.LegendAt = new Point(layout.Cell.Right - layout.Legend.Width - 2, plot.Top);
                return true;
            case LegendPlacement.Below:
                double rightmost = Math.Max(layout.Cell.Left, layout.Cell.Right - layout.Legend.Width);
                double left = Math.Clamp(plot.CentreX - (layout.Legend.Width / 2), layout.Cell.Left, rightmost);
                layout.LegendAt = new Point(left, plot.Bottom + Margins.Bottom(layout) - layout.Legend.Height - 2);
                return true;
            default:
                return true;
        }
    }
}
