namespace Spiking.Files;

/// <summary>Says in words what a number may be.</summary>
internal static class BoundsText
{
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
