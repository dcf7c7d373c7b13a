using System.Text;

namespace Spiking.Figures.Svg;

/// <summary>Lines through data as pixels: broken at missing values and thinned to what can be seen.</summary>
internal static class Polyline
{
    /// <summary>The unbroken stretches of a line.</summary>
    public static List<List<Point>> Runs(PlotArea area, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        List<List<Point>> runs = [];
        List<Point> run = [];
        for (int i = 0; i <= x.Count; i++)
        {
            Point point = i < x.Count ? new(area.PixelX(x[i]), area.PixelY(y[i])) : new(double.NaN, double.NaN);
            if (double.IsNaN(point.X) || double.IsNaN(point.Y))
            {
                if (run.Count > 0)
                    runs.Add(Thin(run));
                run = [];
            }
            else
            {
                run.Add(point);
            }
        }

        return runs;
    }

    /// <summary>The corners of a line that holds each value until the next position.</summary>
    public static (double[] X, double[] Y) Steps(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        double[] cornersX = new double[2 * x.Count], cornersY = new double[2 * x.Count];
        for (int i = 0; i < x.Count; i++)
        {
            double end = i + 1 < x.Count ? x[i + 1] : i > 0 ? x[i] + (x[i] - x[i - 1]) : x[i];
            (cornersX[2 * i], cornersX[(2 * i) + 1]) = (x[i], end);
            (cornersY[2 * i], cornersY[(2 * i) + 1]) = (y[i], y[i]);
        }

        return (cornersX, cornersY);
    }

    public static string Path(List<Point> run)
    {
        StringBuilder path = new();
        for (int i = 0; i < run.Count; i++)
            path.Append(i == 0 ? 'M' : 'L').Append(Canvas.Number(run[i].X)).Append(' ').Append(Canvas.Number(run[i].Y));

        // A stretch of one value is a dot: a line of no length with round ends.
        if (run.Count == 1)
            path.Append("h0");
        return path.ToString();
    }

    // A long line keeps, of every column of pixels, its lowest and highest point in their order: the picture is the same. Only for lines that never
    // go back, where a column's points are neighbours.
    private static List<Point> Thin(List<Point> run)
    {
        List<Point> thin = [];
        for (int start = 0, end; start < run.Count; start = end)
        {
            int low = start, high = start;
            for (end = start + 1; end < run.Count && Math.Floor(run[end].X) == Math.Floor(run[start].X); end++)
            {
                if (run[end].X < run[end - 1].X)
                    return run;
                low = run[end].Y < run[low].Y ? end : low;
                high = run[end].Y > run[high].Y ? end : high;
            }

            if (end < run.Count && run[end].X < run[end - 1].X)
                return run;
            if (end - start <= 2)
            {
                thin.AddRange(run[start..end]);
                continue;
            }

            thin.Add(run[Math.Min(low, high)]);
            if (low != high)
                thin.Add(run[Math.Max(low, high)]);
        }

        return thin;
    }
}
