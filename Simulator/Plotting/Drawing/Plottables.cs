extern alias plots;

using plots::ScottPlot;
using SkiaSharp;
using Spiking.Plotting.Layout;

namespace Spiking.Plotting.Drawing;

/// <summary>Plottables of our own, which draw one path where those of ScottPlot draw one element for each datum.</summary>
internal abstract class OwnPlottable : IPlottable
{
    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => [];

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public abstract void Render(RenderPack rp);

    protected static SKPaint Stroke(Colour colour, double width) =>
        new() { Color = PanelPlot.Skia(colour), StrokeWidth = (float)width, IsStroke = true, IsAntialias = true };

    protected static SKPaint Fill(SKColor colour) => new() { Color = colour, IsAntialias = true };
}

/// <summary>The points of a series. They are drawn over the axes and whole even where they lie on an edge of the plot.</summary>
/// <param name="points">Their look.</param>
/// <param name="places">Where they are.</param>
internal sealed class Marks(PointSeries points, IReadOnlyList<Layout.Point> places) : OwnPlottable
{
    private const double Outline = 0.6;

    // A line of (nearly) no length with round ends is a disc: thousands of them are one path.
    private const float Dot = 0.001f;

    public override void Render(RenderPack rp) => Draw(rp.Canvas);

    /// <summary>Draws them onto a canvas.</summary>
    public void Draw(SKCanvas canvas)
    {
        if (places.Count == 0) return;
        float size = (float)points.Size;
        using SKPaint stroke = Stroke(points.Colour, points.Marker == Marker.Ring ? Outline : size);
        if (points.Marker == Marker.Ring)
        {
            using SKPaint white = Fill(SKColors.White);
            foreach (Layout.Point place in places)
            {
                canvas.DrawCircle((float)place.X, (float)place.Y, size / 2, white);
                canvas.DrawCircle((float)place.X, (float)place.Y, size / 2, stroke);
            }

            return;
        }

        stroke.StrokeCap = SKStrokeCap.Round;
        using SKPath path = new();
        foreach (Layout.Point place in places)
        {
            path.MoveTo((float)place.X - Dot, (float)place.Y);
            path.LineTo((float)place.X + Dot, (float)place.Y);
        }

        canvas.DrawPath(path, stroke);
    }
}

/// <summary>The values of single seeds over their bars, side by side in their order: filled, unlike the data of others.</summary>
internal sealed class SeedDots(BarSeries bars, Layout.Bar[] places, PlotArea area) : OwnPlottable
{
    private const float Radius = 0.9f;

    public override void Render(RenderPack rp)
    {
        using SKPaint fill = Fill(PanelPlot.Skia(Palette.DarkGrey)), outline = Stroke(new Colour(255, 255, 255), 0.3);
        foreach (Layout.Bar bar in places)
        {
            for (int seed = 0; seed < bars.Seeds.Count; seed++)
            {
                double y = area.PlaceY(bars.Seeds[seed][bar.Index]);
                if (double.IsNaN(y)) continue;
                float x = (float)(bar.Box.Left + (bar.Box.Width * (seed + 1) / (bars.Seeds.Count + 1)));
                rp.Canvas.DrawCircle(x, (float)y, Radius, fill);
                rp.Canvas.DrawCircle(x, (float)y, Radius, outline);
            }
        }
    }
}

/// <summary>The spikes of a series. Strokes that fall onto the same eighth of a point are drawn once: a dense raster stays small.</summary>
internal sealed class Raster(RasterSeries spikes, PlotArea area) : OwnPlottable
{
    private const double Width = 0.5;
    private const double PlacesPerPoint = 8;

    public override void Render(RenderPack rp)
    {
        float height = (float)Math.Max(0.6, 0.8 * area.Box.Height / (area.Y.High - area.Y.Low));
        HashSet<(int, int)> drawn = [];
        using SKPath path = new();
        for (int i = 0; i < spikes.Times.Count; i++)
        {
            if (!area.Shows(spikes.Times[i], spikes.Neurons[i])) continue;
            double x = area.PlaceX(spikes.Times[i]), y = area.PlaceY(spikes.Neurons[i]);
            if (!drawn.Add(((int)Math.Round(PlacesPerPoint * x), (int)Math.Round(PlacesPerPoint * y)))) continue;
            path.MoveTo((float)x, (float)y - height / 2);
            path.LineTo((float)x, (float)y + height / 2);
        }

        if (path.IsEmpty) return;
        using SKPaint paint = Stroke(spikes.Colour, Width);
        rp.Canvas.DrawPath(path, paint);
    }
}

/// <summary>The cells of a map, each reaching a little under its neighbours so that viewers show no gaps.</summary>
internal sealed class CellMap(HeatMapSeries map, PlotArea area) : OwnPlottable
{
    private const float Overlap = 0.25f;
    private static readonly plots::ScottPlot.Colormaps.Viridis s_colours = new();

    /// <summary>The colour at a fraction of the range.</summary>
    public static SKColor ColourOf(double fraction) => s_colours.GetColor(Math.Clamp(fraction, 0, 1)).ToSKColor();

    public override void Render(RenderPack rp)
    {
        AxisRange range = PanelRanges.Values(map);
        double x = HeatMapSeries.Step(map.X) / 2, y = HeatMapSeries.Step(map.Y) / 2;
        for (int row = 0; row < map.Y.Count; row++)
        {
            for (int column = 0; column < map.X.Count; column++)
            {
                double fraction = range.Fraction(map.Values[row, column]);
                if (double.IsNaN(fraction)) continue;
                using SKPaint paint = Fill(ColourOf(fraction));
                rp.Canvas.DrawRect(new SKRect(
                    (float)area.PlaceX(map.X[column] - x), (float)area.PlaceY(map.Y[row] + y) - (row + 1 < map.Y.Count ? Overlap : 0),
                    (float)area.PlaceX(map.X[column] + x) + (column + 1 < map.X.Count ? Overlap : 0),
                    (float)area.PlaceY(map.Y[row] - y)), paint);
            }
        }
    }
}

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
        for (float at = 0; at < measure.Length; at += dash + gap) measure.GetSegment(at, Math.Min(at + dash, measure.Length), dashes,
            startWithMoveTo: true);
        canvas.DrawPath(dashes, paint);
    }
}
