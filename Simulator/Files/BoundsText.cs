namespace Spiking.Files;

/// <summary>Says in words what a number may be.</summary>
internal static class BoundsText
{
    /// <summary>Whether bounds refuse a number.</summary>
    /// <param name="bounds">The bounds; null: there are none.</param>
    /// <param name="value">The number.</param>
    // A bound that is not set is NaN, with which every comparison is false.
    public static bool Refuse(BoundsAttribute? bounds, double value) =>
        bounds is not null && (value < bounds.AtLeast || value <= bounds.Above || value > bounds.AtMost);

    /// <summary>For example "above 0 and at most 1".</summary>
    /// <param name="bounds">The bounds, at least one of which is set.</param>
    /// <param name="show">Writes a bound.</param>
    public static string Describe(BoundsAttribute bounds, Func<double, string> show)
    {
        List<string> parts = new List<string>();
        if (!double.IsNaN(bounds.AtLeast))
            parts.Add($"at least {show(bounds.AtLeast)}");
        if (!double.IsNaN(bounds.Above))
            parts.Add($"above {show(bounds.Above)}");
        if (!double.IsNaN(bounds.AtMost))
            parts.Add($"at most {show(bounds.AtMost)}");
        return string.Join(" and ", parts);
    }
}
