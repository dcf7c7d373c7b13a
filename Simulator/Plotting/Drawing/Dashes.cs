extern alias plots;

using plots::ScottPlot;
using SkiaSharp;

namespace Spiking.Plotting.Drawing;

/// <summary>
/// Dashed and dotted lines as paths of their dashes. Skia's own dashes reach SVG as outlines of every dash, four times as long, with
/// complaints on standard error.
/// </summary>
internal sealed class Dashes(IReadOnlyList<Layout.Point> corners, Colour colour, double width, LineStyle style) : OwnPlottable
{
    public override void Render(RenderPack rp) => Draw(rp.Canvas, corners, colour, width, style);

    /// <summary>Draws a line in any style.</summary>
    public static void Draw(SKCanvas canvas, IReadOnlyList<Layout.Point> corners, Colour colour, double width, LineStyle style)
    {
        using SKPaint paint = Stroke(colour, width);
        using SKPath path = new();
        path.MoveTo((float)corners[0].X, (float)corners[0].Y);
        foreach (Layout.Point corner in corners.Skip(1)) path.LineTo((float)corner.X, (float)corner.Y);
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
}
