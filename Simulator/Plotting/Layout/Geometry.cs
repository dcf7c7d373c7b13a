using SkiaSharp;

namespace Spiking.Plotting.Layout;

/// <summary>A place in the drawing, in points of print from its upper left corner.</summary>
internal readonly record struct Point(double X, double Y)
{
    public SKPoint Skia => new((float)X, (float)Y);

    public double DistanceTo(Point other) => Math.Sqrt(((X - other.X) * (X - other.X)) + ((Y - other.Y) * (Y - other.Y)));
}

/// <summary>A rectangle in the drawing, in points of print.</summary>
internal readonly record struct Box(double Left, double Top, double Width, double Height)
{
    public double Right => Left + Width;
    public double Bottom => Top + Height;
    public double CentreX => Left + (Width / 2);
    public double CentreY => Top + (Height / 2);
    public SKRect Skia => new((float)Left, (float)Top, (float)Right, (float)Bottom);

    public bool Contains(Point point) => point.X >= Left && point.X <= Right && point.Y >= Top && point.Y <= Bottom;

    public Box Grow(double by) => new(Left - by, Top - by, Width + (2 * by), Height + (2 * by));
}

/// <summary>The plot of one panel: where it is and which values it shows.</summary>
internal sealed record PlotArea(Box Box, AxisRange X, AxisRange Y)
{
    // Far outside the plot positions stop growing: nothing there is seen, and viewers lose precision with huge numbers.
    private const double Far = 20_000;

    public double PlaceX(double value) => Box.Left + Math.Clamp(X.Fraction(value) * Box.Width, -Far, Far);

    public double PlaceY(double value) => Box.Bottom - Math.Clamp(Y.Fraction(value) * Box.Height, -Far, Far);

    public Point Place(double x, double y) => new(PlaceX(x), PlaceY(y));

    /// <summary>
    /// Where a value that may not exist on the scale, such as the lower end of an error bar on a logarithmic axis, is cut off.
    /// </summary>
    public double PlaceYOrBottom(double value)
    {
        double y = PlaceY(value);
        return double.IsNaN(y) ? Box.Bottom : Math.Clamp(y, Box.Top, Box.Bottom);
    }

    /// <summary>The visible part of a stretch of the x axis. On a logarithmic axis zero and below lie infinitely far to the left.</summary>
    public (double Left, double Right) Ends(ShadedSpan span) => (Within(PlaceX(span.From)), Within(PlaceX(span.To)));

    /// <summary>The places of those points that the plot shows.</summary>
    public IEnumerable<Point> Shown(IEnumerable<double> x, IEnumerable<double> y) =>
        x.Zip(y).Where(point => X.Contains(point.First) && Y.Contains(point.Second)).Select(point => Place(point.First, point.Second));

    private double Within(double x) => double.IsNaN(x) ? Box.Left : Math.Clamp(x, Box.Left, Box.Right);
}

/// <summary>Lines through data: broken at missing values and thinned to what can be seen.</summary>
internal static class Polyline
{
    /// <summary>Columns of half a point are finer than the thinnest line that print shows.</summary>
    private const double Fine = 2;

    /// <summary>The edges of faint bands need no more than a column for each point.</summary>
    public const double Coarse = 1;

    /// <summary>The unbroken stretches of a line, in places of the drawing.</summary>
    public static List<List<Point>> Runs(PlotArea area, IReadOnlyList<double> x, IReadOnlyList<double> y, double columns = Fine)
    {
        List<List<Point>> runs = [[]];
        foreach (Point point in x.Zip(y, area.Place))
        {
            if (double.IsNaN(point.X) || double.IsNaN(point.Y)) runs.Add([]);
            else runs[^1].Add(point);
        }

        return [.. runs.Where(run => run.Count > 0).Select(run => Thin(run, columns))];
    }

    /// <summary>The corners of a line: its points, or two for each value that it holds until the next position.</summary>
    public static (IReadOnlyList<double> X, IReadOnlyList<double> Y) Corners(LineSeries line)
    {
        if (!line.IsSteps || line.X.Count == 0) return (line.X, line.Y);
        double last = line.X.Count > 1 ? line.X[^1] - line.X[^2] : 0;
        IEnumerable<double> ends = line.X.Skip(1).Append(line.X[^1] + last);
        return ([.. line.X.Zip(ends).SelectMany(bin => (double[])[bin.First, bin.Second])],
            [.. line.Y.SelectMany(held => (double[])[held, held])]);
    }

    // A long line keeps, of every narrow column, its lowest and highest point in their order: the picture is the same. Only for lines that
    // never go back, where a column's points are neighbours.
    private static List<Point> Thin(List<Point> run, double columns)
    {
        if (run.Zip(run.Skip(1)).Any(pair => pair.Second.X < pair.First.X)) return run;
        List<Point> thin = [];
        for (int start = 0, end; start < run.Count; start = end)
        {
            int low = start, high = start;
            double column = Math.Floor(columns * run[start].X);
            for (end = start + 1; end < run.Count && Math.Floor(columns * run[end].X) == column; end++)
            {
                low = run[end].Y < run[low].Y ? end : low;
                high = run[end].Y > run[high].Y ? end : high;
            }

            if (end - start <= 2) thin.AddRange(run[start..end]);
            else thin.AddRange(low == high ? [run[low]] : [run[Math.Min(low, high)], run[Math.Max(low, high)]]);
        }

        return thin;
    }
}
