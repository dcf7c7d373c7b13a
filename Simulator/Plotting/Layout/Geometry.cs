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
    public double PlaceYOrBottom(double value) => Within(PlaceY(value), Box.Top, Box.Bottom, Box.Bottom);

    /// <summary>The visible part of a stretch of the x axis. On a logarithmic axis zero and below lie infinitely far to the left.</summary>
    public (double Left, double Right) Ends(ShadedSpan span) =>
        (Within(PlaceX(span.From), Box.Left, Box.Right, Box.Left), Within(PlaceX(span.To), Box.Left, Box.Right, Box.Left));

    /// <summary>The places of those points that the plot shows.</summary>
    public IEnumerable<Point> Shown(IEnumerable<double> x, IEnumerable<double> y) =>
        x.Zip(y).Where(point => X.Contains(point.First) && Y.Contains(point.Second)).Select(point => Place(point.First, point.Second));

    private static double Within(double place, double low, double high, double otherwise) =>
        double.IsNaN(place) ? otherwise : Math.Clamp(place, low, high);
}

/// <summary>Lines through data: broken at missing values, thinned to what can be seen, and wider where they are covered.</summary>
internal static class Polyline
{
    /// <summary>Columns of half a point are finer than the thinnest line that print shows.</summary>
    private const double Fine = 2;

    /// <summary>The edges of faint bands need no more than a column for each point.</summary>
    public const double Coarse = 1;

    // Half of a line's width, relative to the height of a plot.
    private const double Near = 0.01;

    // A line of which a tenth can be seen can be followed.
    private const double LeastCovered = 0.9;

    // By how much each line under another one is wider, relative to its width, and by how much the lowest of many is at most.
    private const double Wider = 1.5;
    private const double Widest = 3;

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

    /// <summary>
    /// The series of a panel as they are drawn: lines that nobody would see, because later ones run over them, are wider, so that they show
    /// on both sides of what covers them.
    /// </summary>
    public static IReadOnlyList<Series> Shown(Panel panel, AxisRange heights)
    {
        int[] above = [.. panel.Series.Select((series, i) => series is LineSeries line
            ? Above(line, [.. panel.Series.Skip(i + 1).OfType<LineSeries>()], heights) : 0)];
        double step = Math.Min(Wider, Widest / Math.Max(1, above.Append(0).Max()));
        return [.. panel.Series.Select((series, i) =>
            series is LineSeries line ? line with { Width = line.Width * (1 + (step * above[i])) } : series)];
    }

    // How many of the later lines run over nearly every point of a line, be it the same ones everywhere or others.
    private static int Above(LineSeries line, LineSeries[] later, AxisRange heights)
    {
        if (line.X.Count < 2) return 0;
        Dictionary<double, double>[] over = [.. later.Where(other => other.Style == LineStyle.Solid && other.Colour != line.Colour)
            .Select(HeightsOf)];
        int[] counts = [.. line.X.Zip(line.Y).Select(point => over.Count(heightAt => heightAt.TryGetValue(point.First, out double y)
            && Math.Abs(heights.Fraction(point.Second) - heights.Fraction(y)) <= Near)).OrderDescending()];
        return counts[(int)Math.Ceiling(LeastCovered * counts.Length) - 1];
    }

    private static Dictionary<double, double> HeightsOf(LineSeries line)
    {
        Dictionary<double, double> at = [];
        foreach ((double x, double y) in line.X.Zip(line.Y)) at[x] = y;
        return at;
    }
}
