using System.Text;

namespace Spiking.Figures.Svg;

/// <summary>Draws the data of a panel.</summary>
internal sealed class SeriesDrawer(Canvas canvas, Panel panel, PlotArea area)
{
    private const double BandOpacity = 0.22;
    private const double CapWidth = 4;

    /// <summary>Draws what the plot's edges may cut off: lines, bands, bars and spikes.</summary>
    public void DrawAreas(Series series)
    {
        switch (series)
        {
            case BandSeries band:
                DrawBand(band);
                DrawLine(band, band.X, band.Y);
                break;
            case StepSeries step:
                (double[] x, double[] y) = Polyline.Steps(step.X, step.Y);
                DrawLine(step, x, y);
                break;
            case LineSeries line:
                DrawLine(line, line.X, line.Y);
                break;
            case BarSeries bars:
                foreach (Bar bar in Bars.Of(panel, bars, area))
                {
                    canvas.Rectangle(bar.Box, bars.Colour.Hex);
                    DrawErrorBar(bar.Box.CentreX, bar.Value, bar.Error, Palette.Black.Hex);
                }

                break;
            case RasterSeries raster:
                DrawRaster(raster);
                break;
            default:
                break;
        }
    }

    /// <summary>Draws points, whole even where their centre lies on the plot's edge.</summary>
    public void DrawPoints(PointSeries points)
    {
        string colour = points.Colour.Hex;
        for (int i = 0; i < points.X.Count; i++)
        {
            if (!area.Shows(points.X[i], points.Y[i]))
                continue;
            Point centre = new(area.PixelX(points.X[i]), area.PixelY(points.Y[i]));
            DrawErrorBar(centre.X, points.Y[i], points.Error?[i] ?? double.NaN, colour);
            DrawMarker(points, centre);
        }
    }

    public void DrawMarker(PointSeries points, Point centre)
    {
        double half = points.Size / 2;
        if (points.Marker == Marker.Square)
            canvas.Rectangle(new Box(centre.X - half, centre.Y - half, points.Size, points.Size), points.Colour.Hex);
        else
            canvas.Disc(centre, points.Size, points.Marker == Marker.Ring ? "#ffffff" : points.Colour.Hex, points.Colour.Hex);
    }

    /// <summary>Draws the example of a series that stands in the legend, in a space of the symbol's width around this centre.</summary>
    public void DrawSymbol(Series series, Point left)
    {
        string colour = series.Colour.Hex;
        Point right = left with { X = left.X + LegendBlock.SymbolWidth };
        Point centre = left with { X = left.X + (LegendBlock.SymbolWidth / 2) };
        switch (series)
        {
            case LineSeries line:
                if (series is BandSeries)
                    canvas.Rectangle(new Box(left.X, left.Y - 4, LegendBlock.SymbolWidth, 8), colour, BandOpacity);
                canvas.Line(left, right, colour, Math.Max(1.5, line.Width), line.Style);
                break;
            case PointSeries points:
                DrawMarker(points, centre);
                break;
            case BarSeries:
                canvas.Rectangle(new Box(centre.X - 6, centre.Y - 4, 12, 8), colour);
                break;
            case RasterSeries:
                canvas.Stroke($"M{Canvas.Number(centre.X - 4)} {Canvas.Number(centre.Y - 4)}v8m4 -8v8m4 -8v8", colour, 1.2);
                break;
            default:
                break;
        }
    }

    private void DrawLine(LineSeries line, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        StringBuilder path = new();
        foreach (List<Point> run in Polyline.Runs(area, x, y))
            path.Append(Polyline.Path(run));
        if (path.Length > 0)
            canvas.Stroke(path.ToString(), line.Colour.Hex, line.Width, line.Style);
    }

    private void DrawBand(BandSeries band)
    {
        int count = band.X.Count;
        double[] low = new double[count], high = new double[count];
        for (int i = 0; i < count; i++)
        {
            low[i] = band.Y[i] - band.Error[i];
            high[i] = band.Y[i] + band.Error[i];

            // On a logarithmic axis a band may reach below zero; it is then drawn down to the axis.
            if (area.Y.Scale == AxisScale.Logarithmic && low[i] <= 0 && high[i] > 0)
                low[i] = area.Y.Low;
        }

        List<List<Point>> lower = Polyline.Runs(area, band.X, low), upper = Polyline.Runs(area, band.X, high);
        for (int i = 0; i < Math.Min(lower.Count, upper.Count); i++)
        {
            lower[i].Reverse();
            canvas.Fill(Polyline.Path([.. upper[i], .. lower[i]]) + "Z", band.Colour.Hex, BandOpacity);
        }
    }

    private void DrawErrorBar(double x, double value, double half, string colour)
    {
        if (!double.IsFinite(half) || double.IsNaN(x))
            return;
        double high = area.PixelYOrBottom(value + half), low = area.PixelYOrBottom(value - half);
        string cap = $"m{Canvas.Number(-CapWidth / 2)} 0h{Canvas.Number(CapWidth)}";
        string at = Canvas.Number(x);
        canvas.Stroke($"M{at} {Canvas.Number(low)}V{Canvas.Number(high)}{cap}M{at} {Canvas.Number(low)}{cap}", colour, 1);
    }

    // Strokes that fall onto the same quarter of a pixel are drawn once: a dense raster stays small.
    private void DrawRaster(RasterSeries raster)
    {
        double height = Math.Max(1, 0.8 * area.Box.Height / (area.Y.High - area.Y.Low));
        HashSet<(int, int)> drawn = [];
        StringBuilder path = new();
        for (int i = 0; i < raster.Times.Count; i++)
        {
            double x = area.PixelX(raster.Times[i]), y = area.PixelY(raster.Neurons[i]);
            if (!area.Shows(raster.Times[i], raster.Neurons[i]) || !drawn.Add(((int)Math.Round(4 * x), (int)Math.Round(4 * y))))
                continue;
            path.Append('M').Append(Canvas.Number(x)).Append(' ').Append(Canvas.Number(y - (height / 2))).Append('v').Append(Canvas.Number(height));
        }

        if (path.Length > 0)
            canvas.Stroke(path.ToString(), raster.Colour.Hex, 0.8);
    }
}
