extern alias plots;

using plots::ScottPlot;
using SkiaSharp;
using Spiking.Plotting.Layout;
using Point = Spiking.Plotting.Layout.Point;

namespace Spiking.Plotting.Drawing;

/// <summary>
/// What a function of our own draws into a plot, because ScottPlot would draw one element for each datum or cannot draw it.
/// </summary>
internal sealed class Inked(Action<SKCanvas> draw) : IPlottable
{
    public bool IsVisible { get; set; } = true;
    public IAxes Axes { get; set; } = new Axes();
    public IEnumerable<LegendItem> LegendItems => [];

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public void Render(RenderPack rp) => draw(rp.Canvas);
}

/// <summary>Lines, points, spikes, maps and sketches as few paths, for plots and the examples of legends; all sizes in points.</summary>
internal static class Ink
{
    private const double RingWidth = 0.6;

    // A line of (nearly) no length with round ends is a disc: thousands of them are one path.
    private const float Dot = 0.001f;

    // Spikes that fall onto the same eighth of a point are drawn once: a dense raster stays small.
    private const double SpikesPerPoint = 8;

    // The cells of a map reach a little under their neighbours, so that viewers show no gaps.
    private const float Overlap = 0.25f;
    private const float BoxRoundness = 3;
    private const double BoxTint = 0.16;
    private const double HeadLength = 4;
    private const double HeadHalf = 1.7;
    private const double BarHalf = 2.2;

    public static Colour White { get; } = new(255, 255, 255);

    /// <summary>
    /// A colour of the drawing library. Its SVG loses the opacity of black, which is the default there, so a tint of black is one of nearly
    /// black.
    /// </summary>
    public static SKColor Of(Colour colour, double opacity = 1)
    {
        if (colour == Palette.Black && opacity < 1) colour = new Colour(1, 1, 1);
        return new SKColor(colour.Red, colour.Green, colour.Blue, (byte)Math.Round(255 * opacity));
    }

    public static SKPaint Stroke(Colour colour, double width) =>
        new() { Color = Of(colour), StrokeWidth = (float)width, IsStroke = true, IsAntialias = true };

    public static SKPaint Fill(SKColor colour) => new() { Color = colour, IsAntialias = true };

    /// <summary>
    /// Draws a line. Dashes and dots are a path of their own: those of Skia reach SVG as outlines of every dash, four times as long, with
    /// complaints on standard error.
    /// </summary>
    public static void Line(SKCanvas canvas, IEnumerable<Point> corners, Colour colour, double width, LineStyle style)
    {
        using SKPaint paint = Stroke(colour, width);
        using SKPath path = new();
        path.AddPoly([.. corners.Select(corner => corner.Skia)], close: false);
        if (style == LineStyle.Solid)
        {
            canvas.DrawPath(path, paint);
            return;
        }

        (float dash, float gap) = style == LineStyle.Dashed ? (3f, 1.8f) : (0.9f, 1.3f);
        using SKPathMeasure measure = new(path);
        using SKPath dashes = new();
        for (float at = 0; at < measure.Length; at += dash + gap)
            measure.GetSegment(at, Math.Min(at + dash, measure.Length), dashes, startWithMoveTo: true);
        canvas.DrawPath(dashes, paint);
    }

    /// <summary>Draws the points of a series at these places. Open ones are filled in this colour; null: what is below shows.</summary>
    public static void Points(SKCanvas canvas, PointSeries points, IEnumerable<Point> places, Colour? inside = null)
    {
        if (points.Marker != Marker.Disc)
        {
            Discs(canvas, places, (float)points.Size / 2, inside, points.Colour, RingWidth, points.Marker == Marker.Square);
            return;
        }

        using SKPaint stroke = Stroke(points.Colour, points.Size);
        stroke.StrokeCap = SKStrokeCap.Round;
        Strokes(canvas, places, Dot, 0, stroke);
    }

    /// <summary>Draws discs with an outline, or squares of nearly their area, one after the other.</summary>
    public static void Discs(
        SKCanvas canvas, IEnumerable<Point> places, float radius, Colour? colour, Colour edge, double width, bool areSquare = false)
    {
        using SKPaint? inside = colour is { } filled ? Fill(Of(filled)) : null;
        using SKPaint outline = Stroke(edge, width);
        SKPaint[] paints = inside is null ? [outline] : [inside, outline];
        float half = 0.9f * radius;
        foreach ((SKPoint at, SKPaint paint) in places.SelectMany(place => paints.Select(paint => (place.Skia, paint))))
        {
            if (areSquare) canvas.DrawRect(at.X - half, at.Y - half, 2 * half, 2 * half, paint);
            else canvas.DrawCircle(at, radius, paint);
        }
    }

    /// <summary>Draws spikes as strokes.</summary>
    public static void Spikes(SKCanvas canvas, RasterSeries spikes, PlotArea area)
    {
        double height = Math.Max(0.6, 0.8 * area.Box.Height / (area.Y.High - area.Y.Low));
        using SKPaint paint = Stroke(spikes.Colour, 0.5);
        Strokes(canvas, area.Shown(spikes.Times, spikes.Neurons.Select(neuron => (double)neuron)).DistinctBy(place =>
            ((int)Math.Round(SpikesPerPoint * place.X), (int)Math.Round(SpikesPerPoint * place.Y))), 0, (float)height / 2, paint);
    }

    // Draws strokes around places, of which a half reaches so far, as one path.
    private static void Strokes(SKCanvas canvas, IEnumerable<Point> middles, float halfX, float halfY, SKPaint paint)
    {
        using SKPath path = new();
        foreach (SKPoint middle in middles.Select(place => place.Skia))
        {
            path.MoveTo(middle.X - halfX, middle.Y - halfY);
            path.LineTo(middle.X + halfX, middle.Y + halfY);
        }

        if (!path.IsEmpty) canvas.DrawPath(path, paint);
    }

    /// <summary>Draws the cells of a map, whose colours show this range.</summary>
    public static void Cells(SKCanvas canvas, HeatMapSeries map, AxisRange range, PlotArea area)
    {
        double halfX = HeatMapSeries.Step(map.X) / 2, halfY = HeatMapSeries.Step(map.Y) / 2;
        for (int row = 0; row < map.Y.Count; row++)
        {
            for (int column = 0; column < map.X.Count; column++)
            {
                double fraction = range.Fraction(map.Values[row, column]);
                if (double.IsNaN(fraction)) continue;
                SKPoint start = area.Place(map.X[column] - halfX, map.Y[row] + halfY).Skia,
                    end = area.Place(map.X[column] + halfX, map.Y[row] - halfY).Skia;
                using SKPaint paint = Fill(Of(Palette.Map(fraction)));
                canvas.DrawRect(new SKRect(start.X, start.Y - (row + 1 < map.Y.Count ? Overlap : 0),
                    end.X + (column + 1 < map.X.Count ? Overlap : 0), end.Y), paint);
            }
        }
    }

    /// <summary>Draws the boxes of a sketch, without their text.</summary>
    public static void Boxes(SKCanvas canvas, BoxSeries series, PlotArea area)
    {
        // White below the tint: links pass under a box.
        using SKPaint white = Fill(Of(White)), tint = Fill(Of(series.Colour, BoxTint));
        using SKPaint outline = Stroke(series.Colour, 0.7);
        foreach (SketchBox box in series.Boxes)
        {
            SKPoint low = area.Place(box.X, box.Y).Skia, high = area.Place(box.X + box.Width, box.Y + box.Height).Skia;
            foreach (SKPaint paint in (SKPaint[])[white, tint, outline])
                canvas.DrawRoundRect(new SKRect(low.X, high.Y, high.X, low.Y), BoxRoundness, BoxRoundness, paint);
        }
    }

    /// <summary>Draws the links of a sketch.</summary>
    public static void Links(SKCanvas canvas, LinkSeries series, PlotArea area)
    {
        foreach (SketchLink link in series.Links) Link(canvas, series, [.. link.X.Zip(link.Y, area.Place)]);
    }

    /// <summary>Draws a link through places of the drawing.</summary>
    public static void Link(SKCanvas canvas, LinkSeries series, IReadOnlyList<Point> way)
    {
        Point end = way[^1];
        double size = 0.7 + (0.3 * series.Width / 0.7), length = series.End == LinkEnd.Arrow ? HeadLength * size : 0;

        // The line ends inside the head, whose direction is that of the last stretch of the same length.
        int last = way.Count - 1;
        while (last > 0 && way[last - 1].DistanceTo(end) < Math.Max(length, 2)) last--;
        Point from = way[Math.Max(0, last - 1)];
        double distance = from.DistanceTo(end);
        if (distance == 0) return;
        double dx = (end.X - from.X) / distance, dy = (end.Y - from.Y) / distance;

        // A place so far before the end, and so far to the right of the line.
        SKPoint At(double back, double aside) => new Point(end.X - (back * dx) - (aside * dy), end.Y - (back * dy) + (aside * dx)).Skia;
        Line(canvas, [.. way.Take(last), new(end.X - (0.8 * length * dx), end.Y - (0.8 * length * dy))], series.Colour, series.Width,
            series.Style);
        if (series.End == LinkEnd.Arrow)
        {
            using SKPaint fill = Fill(Of(series.Colour));
            using SKPath head = new();
            head.AddPoly([end.Skia, At(length, HeadHalf * size), At(length, -HeadHalf * size)], close: true);
            canvas.DrawPath(head, fill);
        }
        else if (series.End == LinkEnd.Bar)
        {
            using SKPaint stroke = Stroke(series.Colour, Math.Max(1, series.Width));
            canvas.DrawLine(At(0, BarHalf), At(0, -BarHalf), stroke);
        }
    }
}
