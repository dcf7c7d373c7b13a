extern alias plots;
using plots::ScottPlot;
using plots::ScottPlot.Plottables;
using plots::ScottPlot.TickGenerators;
using SkiaSharp;
using Spiking.Plotting.Layout;
using Bars = Spiking.Plotting.Layout.Bars;
using Box = Spiking.Plotting.Layout.Box;

namespace Spiking.Plotting.Drawing;

/// <summary>
/// A panel as a plot of ScottPlot: data, spans, lines across and the marks of the axes, but no text. The plot's coordinates are fractions
/// of the axes, so logarithmic axes and ranges of any size need nothing of their own.
/// </summary>
internal static class PanelPlot
{
    private const double BandOpacity = 0.22;
    private const double SpanOpacity = 0.14;
    private const float AxisWidth = 0.5f;
    private const float LineWidth = 0.5f;
    private const float CapSize = 1.2f;

    /// <summary>The plot; for the search of a free place of its data and lines alone.</summary>
    public static Plot Of(PanelLayout layout, bool dataOnly)
    {
        Plot plot = new();
        Box box = layout.Area.Box;
        plot.Layout.Fixed(new PixelRect((float)box.Left, (float)box.Right, (float)box.Bottom, (float)box.Top));
        plot.Axes.SetLimits(0, 1, 0, 1);
        if (!dataOnly) AddBackground(plot, layout);
        AddLines(plot, layout);
        foreach (Series series in layout.Panel.Series) Add(plot, layout, series);
        AddAxes(plot, layout);
        return plot;
    }

    public static plots::ScottPlot.Color Of(Colour colour, double opacity = 1) =>
        new plots::ScottPlot.Color(colour.Red, colour.Green, colour.Blue).WithAlpha(opacity);

    /// <summary>
    /// A colour of the drawing library. Its SVG loses the opacity of black, which is the default there, so a tint of black is one of nearly
    /// black.
    /// </summary>
    public static SKColor Skia(Colour colour, double opacity = 1)
    {
        byte black = colour == Palette.Black && opacity < 1 ? (byte)1 : (byte)0;
        return new SKColor(Math.Max(black, colour.Red), Math.Max(black, colour.Green), Math.Max(black, colour.Blue),
            (byte)Math.Round(255 * opacity));
    }

    private static void AddBackground(Plot plot, PanelLayout layout)
    {
        PlotArea area = layout.Area;
        foreach (ShadedSpan span in layout.Panel.Spans)
        {
            (double left, double right) = area.Ends(span);
            if (span.Colour is not { } colour || right <= left) continue;
            Box box = area.Box;
            HorizontalSpan drawn = plot.Add.HorizontalSpan((left - box.Left) / box.Width, (right - box.Left) / box.Width,
                Of(colour, SpanOpacity));
            drawn.LineStyle.Width = 0;
        }

        bool raster = layout.Panel.Series.All(series => series is RasterSeries);
        bool hasZero = !layout.Panel.Y.IsHidden && layout.Panel.Y.Categories is null && !raster && area.Y.Scale == AxisScale.Linear;
        if (hasZero && area.Y.Low < 0 && area.Y.High > 0)
            plot.Add.HorizontalLine(area.Y.Fraction(0), 0.4f, Of(new Colour(187, 187, 187)));
    }

    private static void AddLines(Plot plot, PanelLayout layout)
    {
        PlotArea area = layout.Area;
        foreach (ReferenceLine line in layout.Panel.Lines)
        {
            double at = line.Direction == Direction.Horizontal ? area.Y.Fraction(line.Value) : area.X.Fraction(line.Value);
            if (double.IsNaN(at) || at < 0 || at > 1) continue;
            Box box = area.Box;
            double x = area.PlaceX(line.Value), y = area.PlaceY(line.Value);
            Layout.Point[] ends = line.Direction == Direction.Horizontal ? [new(box.Left, y), new(box.Right, y)]
                : [new(x, box.Bottom), new(x, box.Top)];
            plot.Add.Plottable(new Dashes(ends, line.Colour, LineWidth, line.Style));
        }
    }

    private static void Add(Plot plot, PanelLayout layout, Series series)
    {
        PlotArea area = layout.Area;
        switch (series)
        {
            case StepSeries step:
                (double[] x, double[] y) = Polyline.Steps(step.X, step.Y);
                AddLine(plot, area, step, x, y);
                break;
            case LineSeries line:
                if (line.Error is { } error) AddBand(plot, area, line, error);
                AddLine(plot, area, line, line.X, line.Y);
                break;
            case BarSeries bars:
                AddBars(plot, layout, bars);
                break;
            case PointSeries points:
                AddWhiskers(plot, area, Of(points.Colour), [.. points.X.Select(area.PlaceX)], points.Y, points.Error);
                plot.Add.Plottable(new Marks(points, [.. points.X.Zip(points.Y).Where(point => area.Shows(point.First, point.Second))
                    .Select(point => new Layout.Point(area.PlaceX(point.First), area.PlaceY(point.Second)))]));
                break;
            case RasterSeries raster:
                plot.Add.Plottable(new Raster(raster, area));
                break;
            case BoxSeries boxes:
                plot.Add.Plottable(new SketchBoxes(boxes, area));
                break;
            case LinkSeries links:
                plot.Add.Plottable(new SketchLinks(links, area));
                break;
            case HeatMapSeries map:
                plot.Add.Plottable(new CellMap(map, area));
                break;
            default:
                throw new ArgumentException($"Nothing can draw a {series.GetType().Name}.");
        }
    }

    private static void AddLine(Plot plot, PlotArea area, LineSeries line, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        foreach (List<Layout.Point> run in Polyline.Runs(area, x, y))
        {
            // A stretch of one value is a dot.
            if (run.Count == 1)
                plot.Add.Plottable(new Marks(new PointSeries("", line.Colour, [], []) { Size = 3 * line.Width },
                    [.. run.Where(point => area.Box.Grow(0.1).Contains(point))]));
            else if (line.Style != LineStyle.Solid)
                plot.Add.Plottable(new Dashes(run, line.Colour, line.Width, line.Style));
            else
                plot.Add.ScatterLine((Coordinates[])[.. run.Select(point => Fraction(area, point))], Of(line.Colour)).LineWidth =
                    (float)line.Width;
        }
    }

    private static void AddBand(Plot plot, PlotArea area, LineSeries band, IReadOnlyList<double> error)
    {
        int count = band.X.Count;
        double[] low = new double[count], high = new double[count];
        for (int i = 0; i < count; i++)
        {
            low[i] = band.Y[i] - error[i];
            high[i] = band.Y[i] + error[i];

            // On a logarithmic axis a band may reach below zero; it is then drawn down to the axis.
            if (area.Y.Scale == AxisScale.Logarithmic && low[i] <= 0 && high[i] > 0) low[i] = area.Y.Low;
        }

        List<List<Layout.Point>> lower = Polyline.Runs(area, band.X, low, Polyline.Coarse),
            upper = Polyline.Runs(area, band.X, high, Polyline.Coarse);
        for (int i = 0; i < Math.Min(lower.Count, upper.Count); i++)
        {
            lower[i].Reverse();
            Polygon drawn = plot.Add.Polygon((Coordinates[])[.. upper[i].Concat(lower[i]).Select(point => Fraction(area, point))]);
            drawn.FillColor = Of(band.Colour, BandOpacity);
            drawn.LineWidth = 0;
            drawn.MarkerSize = 0;
        }
    }

    private static void AddBars(Plot plot, PanelLayout layout, BarSeries bars)
    {
        Layout.Bar[] places = [.. Bars.Of(layout.Panel, bars, layout.Area)];
        foreach (Layout.Bar bar in places)
        {
            Coordinates low = Fraction(layout.Area, new(bar.Box.Left, bar.Box.Bottom)),
                high = Fraction(layout.Area, new(bar.Box.Right, bar.Box.Top));
            Rectangle drawn = plot.Add.Rectangle(low.X, high.X, low.Y, high.Y);
            (drawn.FillColor, drawn.LineWidth) = (Of(bars.Colour), 0);
        }

        if (bars.Seeds.Count > 0) plot.Add.Plottable(new SeedDots(bars, places, layout.Area));
        AddWhiskers(plot, layout.Area, Of(Palette.Black), [.. places.Select(bar => bar.Box.CentreX)],
            [.. places.Select(bar => bars.Values[bar.Index])],
            bars.Error is { } error ? [.. places.Select(bar => error[bar.Index])] : null);
    }

    private static void AddWhiskers(Plot plot, PlotArea area, plots::ScottPlot.Color colour, double[] places, IReadOnlyList<double> values,
        IReadOnlyList<double>? half)
    {
        if (half is null) return;
        List<double> x = [], y = [], down = [], up = [];
        for (int i = 0; i < places.Length; i++)
        {
            if (!double.IsFinite(half[i]) || double.IsNaN(places[i]) || double.IsNaN(area.PlaceY(values[i]))) continue;
            Coordinates centre = Fraction(area, new(places[i], area.PlaceYOrBottom(values[i])));
            x.Add(centre.X);
            y.Add(centre.Y);
            down.Add(centre.Y - Fraction(area, new(0, area.PlaceYOrBottom(values[i] - half[i]))).Y);
            up.Add(Fraction(area, new(0, area.PlaceYOrBottom(values[i] + half[i]))).Y - centre.Y);
        }

        if (x.Count == 0) return;
        ErrorBar drawn = new(x, y, null, null, down, up) { Color = colour, CapSize = CapSize };
        drawn.LineStyle.Width = LineWidth;
        plot.Add.Plottable(drawn);
    }

    private static void AddAxes(Plot plot, PanelLayout layout)
    {
        plot.Axes.Top.IsVisible = plot.Axes.Right.IsVisible = false;
        SetAxis(plot.Axes.Bottom, layout.Panel.X, layout.TicksX, layout.Area.X);
        SetAxis(plot.Axes.Left, layout.Panel.Y, layout.TicksY, layout.Area.Y);
    }

    private static void SetAxis(IAxis shown, Axis axis, TickSet ticks, AxisRange range)
    {
        shown.IsVisible = !axis.IsHidden;
        shown.Label.IsVisible = false;
        NumericManual marks = new();
        foreach (Tick tick in ticks.Ticks)
        {
            if (tick.Label.Length > 0) marks.AddMajor(range.Fraction(tick.Value), "");
            else marks.AddMinor(range.Fraction(tick.Value));
        }

        shown.TickGenerator = marks;
        (shown.FrameLineStyle.Width, shown.FrameLineStyle.Color) = (AxisWidth, Colors.Black);
        (shown.MajorTickStyle.Length, shown.MajorTickStyle.Width, shown.MajorTickStyle.Color) =
            ((float)Margins.TickLength, AxisWidth, Colors.Black);
        (shown.MinorTickStyle.Length, shown.MinorTickStyle.Width, shown.MinorTickStyle.Color) =
            ((float)Margins.TickLength / 2, AxisWidth, Colors.Black);
    }

    private static Coordinates Fraction(PlotArea area, Layout.Point place) =>
        new((place.X - area.Box.Left) / area.Box.Width, (area.Box.Bottom - place.Y) / area.Box.Height);
}
