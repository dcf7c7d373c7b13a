namespace Spiking.Protocols.Pairing;

/// <summary>
/// The rule of Bienenstock, Cooper and Munro (1982) with a fixed threshold: dw/dt = eta r_pre r_post (r_post - theta), with the spike
/// rates of every epoch.
/// </summary>
internal static class FixedThresholdBcm
{
    /// <summary>The weight change over all epochs.</summary>
    public static double WeightChange(IReadOnlyList<PairingEpoch> epochs, BcmCurveDescription rule)
    {
        double change = 0;
        foreach (PairingEpoch epoch in epochs)
        {
            double pre = epoch.Pre.Length / epoch.Duration, post = epoch.Post.Length / epoch.Duration;
            change += rule.LearningRate * epoch.Duration * pre * post * (post - rule.Threshold);
        }

        return change;
    }
}
