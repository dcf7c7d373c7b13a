namespace Spiking.Tasks.PatternLearning;

/// <summary>The cost of an answer to a pattern.</summary>
internal static class PatternCost
{
    /// <summary>Cross-entropy cost of a mean output event average (Hz).</summary>
    public static double Of(CostDescription cost, int target, double rate)
    {
        double y = Math.Clamp((rate - cost.ZeroRate) / (cost.OneRate - cost.ZeroRate), cost.Clip, 1 - cost.Clip);
        return target == 1 ? -Math.Log(y) : -Math.Log(1 - y);
    }
}
