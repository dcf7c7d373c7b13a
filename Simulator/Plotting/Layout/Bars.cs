namespace Spiking.Plotting.Layout;

/// <summary>One bar in the drawing.</summary>
internal readonly record struct Bar(Box Box, double Value, double Error, int Index);

/// <summary>Places the bars of a panel: those of one position side by side, with a gap to the next position.</summary>
internal static class Bars
{
    // Part of the distance between two positions that the bars of one position take together.
    private const double Share = 0.75;

    public static IEnumerable<Bar> Of(Panel panel, BarSeries series, PlotArea area)
    {
        BarSeries[] all = [.. panel.Series.OfType<BarSeries>()];
        int place = Array.FindIndex(all, other => ReferenceEquals(other, series));
        double width = Share / all.Length;
        double floor = area.PlaceYOrBottom(0);
        for (int i = 0; i < series.Values.Count; i++)
        {
            double top = area.PlaceY(series.Values[i]);
            if (double.IsNaN(top))
                continue;
            double left = area.PlaceX(i - (Share / 2) + (place * width)), right = area.PlaceX(i - (Share / 2) + ((place + 1) * width));
            double inner = (right - left) * 0.94;
            Box box = new(left, Math.Min(top, floor), inner, Math.Abs(top - floor));
            yield return new Bar(box, series.Values[i], series.Error?[i] ?? double.NaN, i);
        }
    }
}
