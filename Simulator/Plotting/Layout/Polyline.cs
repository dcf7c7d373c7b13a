namespace Spiking.Plotting.Layout;

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
        List<List<Point>> runs = [];
        List<Point> run = [];
        for (int i = 0; i <= x.Count; i++)
        {
            Point point = i < x.Count ? new(area.PlaceX(x[i]), area.PlaceY(y[i])) : new(double.NaN, double.NaN);
            if (double.IsNaN(point.X) || double.IsNaN(point.Y))
            {
                if (run.Count > 0) runs.Add(Thin(run, columns));
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

    // A long line keeps, of every narrow column, its lowest and highest point in their order: the picture is the same. Only for lines that
    // never go back, where a column's points are neighbours.
    private static List<Point> Thin(List<Point> run, double columns)
    {
        List<Point> thin = [];
        for (int start = 0, end; start < run.Count; start = end)
        {
            int low = start, high = start;
            double column = Math.Floor(columns * run[start].X);
            for (end = start + 1; end < run.Count && Math.Floor(columns * run[end].X) == column; end++)
            {
                if (run[end].X < run[end - 1].X) return run;
                low = run[end].Y < run[low].Y ? end : low;
                high = run[end].Y > run[high].Y ? end : high;
            }

            if (end < run.Count && run[end].X < run[end - 1].X) return run;
            if (end - start <= 2)
            {
                thin.AddRange(run[start..end]);
                continue;
            }

            thin.Add(run[Math.Min(low, high)]);
            if (low != high) thin.Add(run[Math.Max(low, high)]);
        }

        return thin;
    }
}
