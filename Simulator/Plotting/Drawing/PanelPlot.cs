extern alias plots;
using plots::ScottPlot;
using plots::ScottPlot.Plottables;
using plots::ScottPlot.Rendering.RenderActions;
using plots::ScottPlot.TickGenerators;
using SkiaSharp;
using Spiking.Plotting.Layout;
using Box = Spiking.Plotting.Layout.Box;
using Point = Spiking.Plotting.Layout.Point;

namespace Spiking.Plotting.Drawing;

/// <summary>
/// A panel as a plot of ScottPlot: data, spans, lines across and the marks of the axes, but no text. The plot's coordinates are the points
/// of print, downwards, so logarithmic axes and ranges of any size need nothing of their own.
/// </summary>
internal sealed class PanelPlot(Plot plot, PanelLayout layout)
{
    public const double BandOpacity = 0.22;
    private const double SpanOpacity = 0.14;
    private const float ThinWidth = 0.5f;
    private const float CapSize = 1.2f;

    // Part of the place of a bar that it fills.
    private const double BarFilling = 0.94;
    private const float SeedRadius = 0.9f;

    // Data are cut half a point beyond the plot, so that lines along an edge keep their width.
    private const float Bleed = 0.5f;

    // What Plot.Render does of a plot of ours. That method itself draws twice whenever the limits of the axes are new, as they always are
    // here.
    private static readonly IRenderAction[] s_actions = [new ReplaceNullAxesWithDefaults(), new CalculateLayout(), new RegenerateTicks()];
    private readonly PlotArea _area = layout.Area;

    // What is drawn over the axes and beyond them, because points on an edge of the plot are whole.
    private readonly List<IPlottable> _over = [];
    private bool _isOverAxes;

    /// <summary>Draws the data of a panel with its axes, spans and lines, or for the search of a free place data and lines alone.</summary>
    public static void Draw(SKCanvas canvas, PanelLayout layout, bool dataOnly)
    {
        using Plot plot = new();
        SKRect cell = layout.Cell.Skia, edges = layout.Plot.Skia;
        plot.Layout.Fixed(new PixelRect(edges.Left, edges.Right, edges.Bottom, edges.Top));

        // The top as marks are placed there, because the library leaves out those beyond it by a rounding error.
        Box box = layout.Plot;
        plot.Axes.SetLimits(box.Left, box.Right, box.Bottom, box.Bottom - box.Height);
        PanelPlot panel = new(plot, layout);
        if (!dataOnly) panel.AddBackground();
        foreach (ReferenceLine line in layout.Panel.Lines) panel.AddAcross(line);
        foreach (Series series in layout.Series) panel.Add(series);
        panel.AddAxes();

        using RenderPack pack = new(plot, new PixelRect(cell.Left, cell.Right, cell.Bottom, cell.Top), canvas);
        foreach (IRenderAction action in s_actions) action.Render(pack);
        canvas.Save();
        canvas.ClipRect(SKRect.Inflate(edges, Bleed, Bleed));
        foreach (IPlottable plottable in plot.PlottableList.Except(panel._over))
        {
            plottable.Axes.DataRect = pack.DataRect;
            plottable.Render(pack);
        }

        canvas.Restore();
        if (!dataOnly) new RenderPanels().Render(pack);
        foreach (IPlottable plottable in panel._over) plottable.Render(pack);
    }

    private static Color Of(Colour colour, double opacity = 1) => new Color(colour.Red, colour.Green, colour.Blue).WithAlpha(opacity);

    private static Coordinates[] Of(IEnumerable<Point> places) => [.. places.Select(place => new Coordinates(place.X, place.Y))];

    private IPlottable Add(Action<SKCanvas> draw) => plot.Add.Plottable(new Inked(draw));

    private void AddBackground()
    {
        foreach (ShadedSpan span in layout.Panel.Spans)
        {
            (double left, double right) = _area.Ends(span);
            if (span.Colour is { } colour && right > left)
                plot.Add.HorizontalSpan(left, right, Of(colour, SpanOpacity)).LineStyle.Width = 0;
        }

        if (layout.Panel.Y is { IsHidden: false, Categories: null } && !layout.Panel.Series.All(series => series is RasterSeries)
            && _area.Y is { Scale: AxisScale.Linear, Low: < 0, High: > 0 })
            plot.Add.HorizontalLine(_area.PlaceY(0), 0.4f, Of(new Colour(187, 187, 187)));
    }

    private void AddAcross(ReferenceLine line)
    {
        bool isHorizontal = line.Direction == Direction.Horizontal;
        if (!(isHorizontal ? _area.Y : _area.X).Contains(line.Value)) return;
        double[] at = [line.Value, line.Value];
        AddLine(isHorizontal ? line.Through([_area.X.Low, _area.X.High], at) : line.Through(at, [_area.Y.Low, _area.Y.High]));
    }

    private void Add(Series series)
    {
        if (series is LineSeries line) AddLine(line);
        else if (series is PointSeries points) AddPoints(points);
        else if (series is BarSeries bars) AddBars(bars);
        else Add(series switch
        {
            RasterSeries spikes => canvas => Ink.Spikes(canvas, spikes, _area),
            HeatMapSeries map => canvas => Ink.Cells(canvas, map, layout.Bar!.Range, _area),
            BoxSeries boxes => canvas => Ink.Boxes(canvas, boxes, _area),
            LinkSeries links => canvas => Ink.Links(canvas, links, _area),
            _ => throw new ArgumentException($"Nothing can draw a {series.GetType().Name}."),
        });
    }

    private void AddPoints(PointSeries points)
    {
        AddWhiskers(Of(points.Colour), [.. points.X.Select(_area.PlaceX)], points.Y, points.Error);
        // Over bars of their own colour open points would vanish; over lines and dots of single seeds they would hide these.
        Colour? inside = layout.Series.Any(series => series is BarSeries) ? Ink.White : null;
        _over.Add(Add(canvas => Ink.Points(canvas, points, _area.Shown(points.X, points.Y), inside)));
    }

    private void AddLine(LineSeries line)
    {
        if (line.Error is { } error) AddBand(line, error);
        (IReadOnlyList<double> x, IReadOnlyList<double> y) = Polyline.Corners(line);
        foreach (List<Point> run in Polyline.Runs(_area, x, y))
        {
            // What runs along the x axis is drawn over it, and so are the lines that follow, which are to stay above it.
            _isOverAxes |= run.Zip(run.Skip(1)).Any(pair => IsOnAxis(pair.First) && IsOnAxis(pair.Second));
            bool isOver = _isOverAxes && run.All(_area.Box.Grow(0.1).Contains);

            // A stretch of one value is a dot.
            if (run.Count == 1)
                _over.Add(Add(canvas => Ink.Points(canvas, new PointSeries("", line.Colour, [], []) { Size = 3 * line.Width },
                    run.Where(_area.Box.Grow(0.1).Contains))));
            else if (isOver) _over.Add(Add(canvas => Ink.Line(canvas, run, line.Colour, line.Width, line.Style)));
            else if (line.Style != LineStyle.Solid) Add(canvas => Ink.Line(canvas, run, line.Colour, line.Width, line.Style));
            else plot.Add.ScatterLine(Of(run), Of(line.Colour)).LineWidth = (float)line.Width;
        }
    }

    private bool IsOnAxis(Point place) => !layout.X.Axis.IsHidden && Math.Abs(place.Y - _area.Box.Bottom) <= ThinWidth;

    private void AddBand(LineSeries band, IReadOnlyList<double> error)
    {
        double[] low = [.. band.Y.Zip(error, (y, half) => y - half)], high = [.. band.Y.Zip(error, (y, half) => y + half)];

        // On a logarithmic axis a band may reach below zero; it is then drawn down to the axis.
        for (int i = 0; i < low.Length; i++)
            if (_area.Y.Scale == AxisScale.Logarithmic && low[i] <= 0 && high[i] > 0) low[i] = _area.Y.Low;
        foreach ((List<Point> lower, List<Point> upper) in Polyline.Runs(_area, band.X, low, Polyline.Coarse)
            .Zip(Polyline.Runs(_area, band.X, high, Polyline.Coarse)))
        {
            Polygon drawn = plot.Add.Polygon(Of(upper.Concat(Enumerable.Reverse(lower))));
            (drawn.FillColor, drawn.LineWidth, drawn.MarkerSize) = (Of(band.Colour, BandOpacity), 0, 0);
        }
    }

    // The bars of one position stand side by side, with a gap to the next position; over them the values of single seeds in their order,
    // filled, unlike the data of others.
    private void AddBars(BarSeries bars)
    {
        BarSeries[] all = [.. layout.Panel.Series.OfType<BarSeries>()];
        int place = Array.FindIndex(all, other => ReferenceEquals(other, bars));
        double width = BarSeries.Share / all.Length, floor = _area.PlaceYOrBottom(0);
        double[] centres = new double[bars.Y.Count];
        List<Point> seeds = [];
        for (int i = 0; i < centres.Length; i++)
        {
            double y = _area.PlaceY(bars.Y[i]), start = i - (BarSeries.Share / 2);
            double left = _area.PlaceX(start + (place * width)), right = _area.PlaceX(start + ((place + 1) * width));
            Box bar = new(left, Math.Min(y, floor), (right - left) * BarFilling, Math.Abs(y - floor));
            centres[i] = bar.CentreX;
            if (double.IsNaN(y)) continue;
            Rectangle drawn = plot.Add.Rectangle(bar.Left, bar.Right, bar.Bottom, bar.Top);
            (drawn.FillColor, drawn.LineWidth) = (Of(bars.Colour), 0);
            seeds.AddRange(bars.Seeds.Select((values, seed) =>
                new Point(bar.Left + (bar.Width * (seed + 1) / (bars.Seeds.Count + 1)), _area.PlaceY(values[i]))));
        }

        Add(canvas => Ink.Discs(canvas, seeds.Where(seed => !double.IsNaN(seed.Y)), SeedRadius, Palette.DarkGrey, Ink.White, 0.3));
        AddWhiskers(Of(bars.Colour == Palette.Black ? Palette.Grey : Palette.Black), centres, bars.Y, bars.Error);
    }

    private void AddWhiskers(Color colour, double[] places, IReadOnlyList<double> values, IReadOnlyList<double>? half)
    {
        (double X, double Y, double Top, double Bottom)[] shown = [.. from i in Enumerable.Range(0, half is null ? 0 : places.Length)
            where double.IsFinite(half![i]) && !double.IsNaN(places[i]) && !double.IsNaN(_area.PlaceY(values[i]))
            select (places[i], _area.PlaceYOrBottom(values[i]), _area.PlaceYOrBottom(values[i] + half![i]),
                _area.PlaceYOrBottom(values[i] - half![i]))];
        if (shown.Length == 0) return;
        ErrorBar drawn = new([.. shown.Select(bar => bar.X)], [.. shown.Select(bar => bar.Y)], null, null,
            [.. shown.Select(bar => bar.Y - bar.Top)], [.. shown.Select(bar => bar.Bottom - bar.Y)]);
        (drawn.Color, drawn.CapSize, drawn.LineWidth) = (colour, CapSize, ThinWidth);
        plot.Add.Plottable(drawn);
    }

    private void AddAxes()
    {
        plot.Axes.Top.IsVisible = plot.Axes.Right.IsVisible = false;
        foreach ((IAxis shown, AxisLayout axis, Func<double, double> place) in ((IAxis, AxisLayout, Func<double, double>)[])[
            (plot.Axes.Bottom, layout.X, _area.PlaceX), (plot.Axes.Left, layout.Y, _area.PlaceY)])
        {
            NumericManual marks = new([.. axis.Ticks.Ticks.Select(tick => tick.Label.Length > 0
                ? plots::ScottPlot.Tick.Major(place(tick.Value), "") : plots::ScottPlot.Tick.Minor(place(tick.Value)))]);
            (shown.IsVisible, shown.Label.IsVisible, shown.TickGenerator) = (!axis.Axis.IsHidden, false, marks);
            shown.FrameLineStyle.Width = shown.MajorTickStyle.Width = shown.MinorTickStyle.Width = ThinWidth;
            (shown.MajorTickStyle.Length, shown.MinorTickStyle.Length) = ((float)PanelLayout.TickLength, (float)PanelLayout.TickLength / 2);
        }
    }
}
