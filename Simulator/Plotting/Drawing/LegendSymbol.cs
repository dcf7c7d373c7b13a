using SkiaSharp;
using Spiking.Plotting.Layout;

namespace Spiking.Plotting.Drawing;

/// <summary>The example of a series beside its name in the legend.</summary>
internal static class LegendSymbol
{
    public static void Draw(SKCanvas canvas, Series series, double left, double middle)
    {
        double centre = left + (LegendBlock.SymbolWidth / 2);
        using SKPaint fill = new() { IsAntialias = true, Color = PanelPlot.Skia(series.Colour) };
        using SKPaint stroke = new() { IsAntialias = true, IsStroke = true, Color = PanelPlot.Skia(series.Colour) };
        switch (series)
        {
            case LineSeries line:
                if (series is BandSeries)
                {
                    fill.Color = PanelPlot.Skia(series.Colour, 0.22);
                    canvas.DrawRect(Rectangle(left, middle - 2.2, LegendBlock.SymbolWidth, 4.4), fill);
                }

                Dashes.Draw(canvas, [new(left, middle), new(left + LegendBlock.SymbolWidth, middle)], line.Colour, line.Width, line.Style);
                break;
            case PointSeries points:
                Marks.DrawSymbol(canvas, points, centre, middle);
                break;
            case BarSeries:
                canvas.DrawRect(Rectangle(centre - 3.5, middle - 2.2, 7, 4.4), fill);
                break;
            case LinkSeries links:
                SketchLinks.Draw(canvas, links, [new(left, middle), new(left + LegendBlock.SymbolWidth, middle)]);
                break;
            case RasterSeries:
                stroke.StrokeWidth = 0.7f;
                for (int i = -1; i <= 1; i++) canvas.DrawLine((float)(centre + 2.5 * i), (float)middle - 2.2f, (float)(centre + 2.5 * i),
                    (float)middle + 2.2f, stroke);
                break;
            default:
                break;
        }
    }

    private static SKRect Rectangle(double left, double top, double width, double height) =>
        new((float)left, (float)top, (float)(left + width), (float)(top + height));
}
