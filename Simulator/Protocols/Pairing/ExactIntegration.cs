using Spiking.Neurons;

namespace Spiking.Protocols.Pairing;

/// <summary>Advances a synapse from spike to spike: between spikes trace and averages decay exponentially, which is exact.</summary>
internal static class ExactIntegration
{
    /// <summary>The weight change over all epochs.</summary>
    /// <param name="epochs">The spike trains.</param>
    /// <param name="synapse">The synapse at the beginning.</param>
    /// <param name="traceTime">Time constant of the pre-synaptic trace (s).</param>
    /// <param name="averagingTime">Time constant of the averages (s).</param>
    public static double WeightChange(
        IReadOnlyList<PairingEpoch> epochs, BurstDependentSynapse synapse, double traceTime, double averagingTime)
    {
        foreach (PairingEpoch epoch in epochs)
        {
            double now = Run(epoch, ref synapse, traceTime, averagingTime);
            synapse.DecayTrace(0);
            synapse.DecayAverages(Math.Exp((now - epoch.Duration - epoch.Pause) / averagingTime));
        }

        return synapse.WeightChange;
    }

    /// <summary>Takes all spikes of an epoch. Returns the time of the last.</summary>
    private static double Run(PairingEpoch epoch, ref BurstDependentSynapse synapse, double traceTime, double averagingTime)
    {
        MarkedSpike[] pre = epoch.Pre, post = epoch.Post;
        double now = 0;
        int i = NextEvent(pre, 0), j = 0;
        while (true)
        {
            double time = Math.Min(TimeOf(pre, i), TimeOf(post, j));
            if (time >= epoch.Duration) return now;
            synapse.DecayTrace(Math.Exp((now - time) / traceTime));
            synapse.DecayAverages(Math.Exp((now - time) / averagingTime));
            now = time;

            // Of coincident spikes the pre-synaptic come first, so a pairing counts itself; averages count after all have acted.
            for (; TimeOf(pre, i) == time; i = NextEvent(pre, i + 1)) synapse.CountPresynapticEvent();
            int first = j;
            for (; TimeOf(post, j) == time; j++) synapse.Learn(post[j].Kind);
            for (int k = first; k < j; k++) synapse.CountPostsynaptic(post[k].Kind);
        }
    }

    private static double TimeOf(MarkedSpike[] spikes, int index) =>
        index < spikes.Length ? spikes[index].Time : double.PositiveInfinity;

    private static int NextEvent(MarkedSpike[] spikes, int index)
    {
        while (index < spikes.Length && spikes[index].Kind != SpikeKind.Event) index++;
        return index;
    }
}
