namespace Spiking.Networks.Checking;

/// <summary>Checks of two values of a record against each other.</summary>
internal static class Ordering
{
    /// <summary>One value must be below another. The problem stands at the one that the file gives; at the first if it gives both.</summary>
    /// <param name="findings">Where to report.</param>
    /// <param name="record">The record that holds both.</param>
    /// <param name="low">The property of the smaller value.</param>
    /// <param name="lowValue">The smaller value.</param>
    /// <param name="high">The property of the larger value.</param>
    /// <param name="highValue">The larger value.</param>
    /// <param name="otherwise">What would happen otherwise, if that needs to be said.</param>
    public static void CheckBelow(
        this FileFindings findings, object record, string low, double lowValue, string high, double highValue, string? otherwise = null)
    {
        bool isLowGiven = findings.IsGiven(record, low) || !findings.IsGiven(record, high);
        string reason = otherwise is null ? "" : $", or {otherwise}";
        findings.Require(lowValue < highValue, record, isLowGiven ? [low, high] : [high, low], () => isLowGiven
            ? $"{findings.Found(record, low)}; it must be below {findings.Other(record, high)}{reason}."
            : $"{findings.Found(record, high)}; it must be above {findings.Other(record, low)}{reason}.");
    }
}
