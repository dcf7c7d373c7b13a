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
        Box page = Page(figure);
        PanelLayout[] layouts = [.. figure.Panels.Zip(figure.Cells(),
            (panel, place) => new PanelLayout(panel, page.Width * place.Span / figure.Columns, place))];
        if (layouts.Length == 0) return layouts;
        PanelRanges.Share(layouts, figure.Shared);
        foreach (PanelLayout layout in layouts) layout.Series = Polyline.Shown(layout.Panel, layout.Y.Range);

        // Each time round, a legend that found no free place has moved below its plot or a name has taken a second line, so this ends.
        do Arrange(layouts, figure, page);
        while (layouts.Select(layout => layout.PlaceLegend() & PlaceNames(layout)).ToArray().Contains(false));
        return layouts;
    }

    private static void Arrange(PanelLayout[] layouts, Figure figure, Box page)
    {
        foreach (PanelLayout layout in layouts) layout.SlantNames();
        Stretch[] rows = Divide(page.Height, figure.Rows(), layout => layout.Place.Row, layout => layout.RoomAbove,
            layout => layout.Place.Row, layout => layout.RoomBelow());
        foreach (PanelLayout layout in layouts)
        {
            Stretch row = rows[layout.Place.Row];
            layout.Cell = layout.Cell with { Top = row.Start, Height = row.End - row.Start };
            layout.Plot = layout.Plot with { Top = row.From, Height = row.To - row.From };
            layout.Y.ChooseTicksBeside(layout.Plot.Height);
            layout.Bar?.ChooseTicksBeside(layout.Plot.Height);
        }

        double[] equal = [.. Enumerable.Repeat(1.0, figure.Columns)];
        for (int round = 0; round < Rounds; round++)
        {
            Stretch[] columns = Divide(page.Width, equal, layout => layout.Place.Column, layout => layout.RoomLeft(),
                layout => layout.LastColumn, layout => layout.RoomRight());
            foreach (PanelLayout layout in layouts)
            {
                Stretch first = columns[layout.Place.Column], last = columns[layout.LastColumn];
                layout.Cell = layout.Cell with { Left = first.Start, Width = last.End - first.Start };
                layout.Plot = layout.Plot with { Left = first.From, Width = last.To - first.From };
                layout.X.ChooseTicksBelow(layout.Plot.Width, layout.Slanted);
            }
        }

        // Rows or columns share what the margins of their panels before and after the plots leave of a length.
        Stretch[] Divide(double length, double[] shares, Func<PanelLayout, int> first, Func<PanelLayout, double> before,
            Func<PanelLayout, int> last, Func<PanelLayout, double> after)
        {
            double[] Widest(Func<PanelLayout, int> place, Func<PanelLayout, double> margin) =>
                [.. shares.Select((_, i) => layouts.Where(layout => place(layout) == i).Select(margin).DefaultIfEmpty(0).Max())];
            double[] starts = Widest(first, before), ends = Widest(last, after);
            double unit = (length - (2 * Edge) - starts.Sum() - ends.Sum()) / shares.Sum(), at = Edge;
            return [.. shares.Select((share, i) =>
            {
                double start = at, from = start + starts[i];
                at = from + Math.Max(SmallestPlot, unit * share) + ends[i];
                return new Stretch(start, from, at - ends[i], at);
            })];
        }
    }

    private static bool PlaceNames(PanelLayout layout) =>
        layout.X.FitName(layout.RoomX, Smallest) & layout.Y.FitName(layout.RoomY, Smallest)
        & (layout.Bar?.FitName(layout.Plot.Height, TextLook.AxisLabel.Size) ?? true);

    /// <summary>A row or column of panels: where it begins, where the plots in it begin and end, and where it ends (points).</summary>
    private readonly record struct Stretch(double Start, double From, double To, double End);
}
