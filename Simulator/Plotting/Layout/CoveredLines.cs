namespace Spiking.Plotting.Layout;

/// <summary>
/// Lines that nobody would see, because later ones run over them, are drawn wider: they show on both sides of what covers them.
/// </summary>
internal static class CoveredLines
{
    // Half of a line's width, relative to the height of a plot.
    private const double Near = 0.01;

    // A line of which a tenth can be seen can be followed.
    private const double LeastCovered = 0.9;

    // By how much each line under another one is wider, relative to its width, and by how much the lowest of many is at most.
    private const double Wider = 1.5;
    private const double Widest = 3;

    /// <summary>The series of a panel as they are drawn.</summary>
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
