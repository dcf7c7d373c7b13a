using SkiaSharp;
using Spiking.Plotting.Layout;

namespace Spiking.Plotting.Drawing;

/// <summary>Draws the boxes of sketches, without their text, and the links with their ends.</summary>
internal static class SketchInk
{
    private const float Roundness = 3;
    private const double Tint = 0.16;
    private const double HeadLength = 4;
    private const double HeadHalf = 1.7;
    private const double BarHalf = 2.2;

    public static void Boxes(SKCanvas canvas, BoxSeries series, PlotArea area)
    {
        // White below the tint: links pass under a box.
        using SKPaint white = Ink.Fill(SKColors.White), tint = Ink.Fill(Ink.Of(series.Colour, Tint));
        using SKPaint outline = Ink.Stroke(series.Colour, 0.7);
        foreach (SketchBox box in series.Boxes)
        {
            SKPoint low = area.Place(box.X, box.Y).Skia, high = area.Place(box.X + box.Width, box.Y + box.Height).Skia;
            foreach (SKPaint paint in (SKPaint[])[white, tint, outline])
                canvas.DrawRoundRect(new SKRect(low.X, high.Y, high.X, low.Y), Roundness, Roundness, paint);
        }
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
        Ink.Line(canvas, [.. way.Take(last), new(end.X - (0.8 * length * dx), end.Y - (0.8 * length * dy))], series.Colour, series.Width,
            series.Style);
        if (series.End == LinkEnd.Arrow)
        {
            using SKPaint fill = Ink.Fill(Ink.Of(series.Colour));
            using SKPath head = new();
            head.AddPoly([end.Skia, At(length, HeadHalf * size), At(length, -HeadHalf * size)], close: true);
            canvas.DrawPath(head, fill);
        }
        else if (series.End == LinkEnd.Bar)
        {
            using SKPaint stroke = Ink.Stroke(series.Colour, Math.Max(1, series.Width));
            canvas.DrawLine(At(0, BarHalf), At(0, -BarHalf), stroke);
        }
    }
}
