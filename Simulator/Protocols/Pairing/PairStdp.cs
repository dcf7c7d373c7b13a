namespace Spiking.Protocols.Pairing;

/// <summary>
/// Classical pair-based spike-timing dependent plasticity, all pairs counted, from spike to spike. The sum over all earlier partners of
/// exp(-d/tau) is a decaying trace of the partner cell: r of the pre-synaptic spikes for potentiation, o of the post-synaptic ones for
/// depression, so a post-synaptic spike adds A+ r and a pre-synaptic one subtracts A- o.
/// Source: Bi and Poo 1998; Song, Miller and Abbott 2000.
/// </summary>
internal static class PairStdp
{
    /// <summary>The weight change over all epochs; pairs across epochs count too.</summary>
    public static double WeightChange(IReadOnlyList<PairingEpoch> epochs, PairStdpCurveDescription rule)
    {
        double r = 0, o = 0, change = 0;
        foreach (PairingEpoch epoch in epochs)
        {
            double now = 0;
            int i = 0, j = 0;
            while (true)
            {
                double time = Math.Min(TimeOf(epoch.Pre, i), TimeOf(epoch.Post, j));
                double next = Math.Min(time, epoch.Duration + epoch.Pause);
                r *= Math.Exp((now - next) / rule.PotentiationTime);
                o *= Math.Exp((now - next) / rule.DepressionTime);
                now = next;
                if (time >= epoch.Duration) break;

                // Coincident spikes first act, then count: a pair with no time between its spikes changes nothing.
                int pre = 0, post = 0;
                for (; TimeOf(epoch.Pre, i) == time; i++) pre++;
                for (; TimeOf(epoch.Post, j) == time; j++) post++;
                change += rule.Potentiation * post * r - rule.Depression * pre * o;
                r += pre;
                o += post;
            }
        }

        return change;
    }

    private static double TimeOf(MarkedSpike[] spikes, int index) =>
        index < spikes.Length ? spikes[index].Time : double.PositiveInfinity;
}
