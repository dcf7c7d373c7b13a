extern alias plots;

using plots::ScottPlot;
using SkiaSharp;
using Spiking.Plotting.Layout;

namespace Spiking.Plotting.Drawing;

/// <summary>The boxes of a sketch, without their text.</summary>
internal sealed class SketchBoxes(BoxSeries series, PlotArea area) : OwnPlottable
{
    private const float Roundness = 3;
    private const double Tint = 0.16;

    public override void Render(RenderPack rp)
    {
        // White below the tint: links pass under a box.
        using SKPaint white = Fill(SKColors.White), tint = Fill(PanelPlot.Skia(series.Colour, Tint)), outline = Stroke(series.Colour, 0.7);
        foreach (SketchBox box in series.Boxes)
        {
            SKRect place = new(
                (float)area.PlaceX(box.X), (float)area.PlaceY(box.Y + box.Height), (float)area.PlaceX(box.X + box.Width),
                (float)area.PlaceY(box.Y));
            foreach (SKPaint paint in (SKPaint[])[white, tint, outline]) rp.Canvas.DrawRoundRect(place, Roundness, Roundness, paint);
        }
    }
}

/// <summary>The links of a sketch with their ends.</summary>
internal sealed class SketchLinks(LinkSeries series, PlotArea area) : OwnPlottable
{
    private const double HeadLength = 4;
    private const double HeadHalf = 1.7;
    private const double BarHalf = 2.2;
    private const double DiscRadius = 1.5;

    public override void Render(RenderPack rp)
    {
        foreach (SketchLink link in series.Links)
            Draw(rp.Canvas, series, [.. link.X.Select((x, i) => new Layout.Point(area.PlaceX(x), area.PlaceY(link.Y[i])))]);
    }

    /// <summary>Draws a link through places of the drawing.</summary>
    public static void Draw(SKCanvas canvas, LinkSeries series, IReadOnlyList<Layout.Point> way)
    {
        Layout.Point end = way[^1];
        double size = 0.7 + (0.3 * series.Width / 0.7), length = series.End == LinkEnd.Arrow ? HeadLength * size : 0;

        // The line ends inside the head, whose direction is that of the last stretch of the same length.
        int last = way.Count - 1;
        while (last > 0 && Distance(way[last - 1], end) < Math.Max(length, 2)) last--;
        Layout.Point from = way[Math.Max(0, last - 1)];
        double distance = Distance(from, end);
        if (distance == 0) return;
        double dx = (end.X - from.X) / distance, dy = (end.Y - from.Y) / distance;
        Layout.Point neck = new(end.X - (0.8 * length * dx), end.Y - (0.8 * length * dy));
        Dashes.Draw(canvas, [.. way.Take(last), neck], series.Colour, series.Width, series.Style);
        using SKPaint fill = Fill(PanelPlot.Skia(series.Colour)), stroke = Stroke(series.Colour, Math.Max(1, series.Width));
        switch (series.End)
        {
            case LinkEnd.Arrow:
                using (SKPath head = new())
                {
                    double half = HeadHalf * size;
                    head.MoveTo((float)end.X, (float)end.Y);
                    head.LineTo((float)(end.X - (length * dx) - (half * dy)), (float)(end.Y - (length * dy) + (half * dx)));
                    head.LineTo((float)(end.X - (length * dx) + (half * dy)), (float)(end.Y - (length * dy) - (half * dx)));
                    head.Close();
                    canvas.DrawPath(head, fill);
                }

                break;
            case LinkEnd.Bar:
                canvas.DrawLine(
                    (float)(end.X - (BarHalf * dy)), (float)(end.Y + (BarHalf * dx)), (float)(end.X + (BarHalf * dy)),
                    (float)(end.Y - (BarHalf * dx)), stroke);
                break;
            case LinkEnd.Disc:
                canvas.DrawCircle((float)end.X, (float)end.Y, (float)(DiscRadius * size), fill);
                break;
            default:
                break;
        }
    }

    private static double Distance(Layout.Point one, Layout.Point other) =>
        Math.Sqrt(((one.X - other.X) * (one.X - other.X)) + ((one.Y - other.Y) * (one.Y - other.Y)));
}
