extern alias plots;

using plots::ScottPlot;
using SkiaSharp;
using Point = Spiking.Plotting.Layout.Point;

namespace Spiking.Plotting.Drawing;

/// <summary>What is drawn onto a canvas by a function of our own, because ScottPlot would draw one element for each datum.</summary>
/// <param name="draw">Draws it.</param>
/// <param name="isWhole">Whether it is drawn over the axes and beyond them: points on an edge of the plot are whole.</param>
internal sealed class Inked(Action<SKCanvas> draw, bool isWhole = false) : IPlottable
{
    public bool IsWhole => isWhole;

    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => [];

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public void Render(RenderPack rp) => draw(rp.Canvas);
}

/// <summary>Lines and dots, for plots and for the examples of legends; all sizes in points.</summary>
internal static class Ink
{
    private const double RingWidth = 0.6;

    // A line of (nearly) no length with round ends is a disc: thousands of them are one path.
    private const float Dot = 0.001f;

    /// <summary>
    /// A colour of the drawing library. Its SVG loses the opacity of black, which is the default there, so a tint of black is one of nearly
    /// black.
    /// </summary>
    public static SKColor Of(Colour colour, double opacity = 1)
    {
        byte black = colour == Palette.Black && opacity < 1 ? (byte)1 : (byte)0;
        return new SKColor(Math.Max(black, colour.Red), Math.Max(black, colour.Green), Math.Max(black, colour.Blue),
            (byte)Math.Round(255 * opacity));
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

    /// <summary>Draws the points of a series at these places.</summary>
    public static void Points(SKCanvas canvas, PointSeries points, IEnumerable<Point> places)
    {
        if (points.Marker == Marker.Ring)
        {
            using SKPaint inside = Fill(SKColors.White), ring = Stroke(points.Colour, RingWidth);
            Discs(canvas, places, (float)points.Size / 2, inside, ring);
            return;
        }

        using SKPath path = new();
        foreach (Point place in places)
        {
            path.MoveTo((float)place.X - Dot, (float)place.Y);
            path.LineTo((float)place.X + Dot, (float)place.Y);
        }

        if (path.IsEmpty) return;
        using SKPaint stroke = Stroke(points.Colour, points.Size);
        stroke.StrokeCap = SKStrokeCap.Round;
        canvas.DrawPath(path, stroke);
    }

    /// <summary>Draws discs with an outline, one after the other.</summary>
    public static void Discs(SKCanvas canvas, IEnumerable<Point> places, float radius, SKPaint inside, SKPaint outline)
    {
        foreach (Point place in places)
        {
            canvas.DrawCircle(place.Skia, radius, inside);
            canvas.DrawCircle(place.Skia, radius, outline);
        }
    }
}
