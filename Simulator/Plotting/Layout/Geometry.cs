namespace Spiking.Plotting.Layout;

/// <summary>A place in the drawing, in points of print from its upper left corner.</summary>
internal readonly record struct Point(double X, double Y);

/// <summary>A rectangle in the drawing, in points of print.</summary>
internal readonly record struct Box(double Left, double Top, double Width, double Height)
{
    public double Right => Left + Width;

    public double Bottom => Top + Height;

    public double CentreX => Left + (Width / 2);

    public double CentreY => Top + (Height / 2);

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

    /// <summary>
    /// Where a value that may not exist on the scale, such as the lower end of an error bar on a logarithmic axis, is cut off.
    /// </summary>
    public double PlaceYOrBottom(double value)
    {
        double y = PlaceY(value);
        return double.IsNaN(y) ? Box.Bottom : Math.Clamp(y, Box.Top, Box.Bottom);
    }

    /// <summary>The ends of the visible part of a span.</summary>
    public (double Left, double Right) Ends(ShadedSpan span) => (End(span.From), End(span.To));

    public bool Shows(double x, double y) => X.Contains(x) && Y.Contains(y);

    private double End(double value)
    {
        if (double.IsInfinity(value)) return value < 0 ? Box.Left : Box.Right;

        // On a logarithmic axis zero and below lie infinitely far to the left.
        double place = PlaceX(value);
        return double.IsNaN(place) ? Box.Left : Math.Clamp(place, Box.Left, Box.Right);
    }
}

/// <summary>One bar in the drawing.</summary>
internal readonly record struct Bar(Box Box, int Index);

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
            if (double.IsNaN(top)) continue;
            double left = area.PlaceX(i - (Share / 2) + (place * width)), right = area.PlaceX(i - (Share / 2) + ((place + 1) * width));
            double inner = (right - left) * 0.94;
            yield return new Bar(new Box(left, Math.Min(top, floor), inner, Math.Abs(top - floor)), i);
        }
    }
}
