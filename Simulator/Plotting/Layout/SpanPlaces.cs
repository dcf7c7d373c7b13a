namespace Spiking.Plotting.Layout;

/// <summary>Where shaded spans lie.</summary>
internal static class SpanPlaces
{
    /// <summary>The ends of the visible part of a span.</summary>
    public static (double Left, double Right) Ends(ShadedSpan span, PlotArea area) => (End(span.From, area), End(span.To, area));

    private static double End(double value, PlotArea area)
    {
        if (double.IsInfinity(value)) return value < 0 ? area.Box.Left : area.Box.Right;
        double place = area.PlaceX(value);

        // On a logarithmic axis zero and below lie infinitely far to the left.
        return double.IsNaN(place) ? area.Box.Left : Math.Clamp(place, area.Box.Left, area.Box.Right);
    }
}
