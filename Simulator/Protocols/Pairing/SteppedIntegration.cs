using Spiking.Neurons;

namespace Spiking.Protocols.Pairing;

/// <summary>
/// Advances a synapse in time steps by forward Euler, as the published program does. A spike at time t belongs to step floor(t/dt). In a
/// step the trace decays by 1 - dt/tau and takes the step's pre-synaptic events; the weight changes, with the averages of the step
/// before; the averages decay and take the step's post-synaptic events and bursts.
/// </summary>
/// <remarks>
/// Against the exact integration this errs by O(dt): Euler decay is exp(-dt/tau) (1 - dt^2/(2 tau^2)), spikes come up to dt early, and
/// the averages that a spike sees are one step old.
/// </remarks>
internal static class SteppedIntegration
{
    /// <summary>The weight change over all epochs.</summary>
    /// <param name="epochs">The spike trains.</param>
    /// <param name="synapse">The synapse at the beginning.</param>
    /// <param name="traceTime">Time constant of the pre-synaptic trace (s).</param>
    /// <param name="averagingTime">Time constant of the averages (s).</param>
    /// <param name="timeStep">Time step (s).</param>
    public static double WeightChange(
        IReadOnlyList<PairingEpoch> epochs, BurstDependentSynapse synapse, double traceTime, double averagingTime, double timeStep)
    {
        double traceDecay = 1 - timeStep / traceTime, averageDecay = 1 - timeStep / averagingTime;
        foreach (PairingEpoch epoch in epochs)
        {
            MarkedSpike[] pre = epoch.Pre, post = epoch.Post;
            long steps = Step(epoch.Duration, timeStep);
            long preStep = StepOf(pre, 0, timeStep), postStep = StepOf(post, 0, timeStep);
            int i = 0, j = 0;
            for (long step = 0; step < steps; step++)
            {
                synapse.DecayTrace(traceDecay);
                for (; preStep == step; preStep = StepOf(pre, ++i, timeStep))
                    if (pre[i].Kind == SpikeKind.Event) synapse.CountPresynapticEvent();
                int first = j;
                for (; postStep == step; postStep = StepOf(post, ++j, timeStep)) synapse.Learn(post[j].Kind);
                synapse.DecayAverages(averageDecay);
                for (int k = first; k < j; k++) synapse.CountPostsynaptic(post[k].Kind);
            }

            synapse.DecayTrace(0);
            synapse.DecayAverages(Math.Exp(-epoch.Pause / averagingTime));
        }

        return synapse.WeightChange;
    }

    private static long StepOf(MarkedSpike[] spikes, int index, double timeStep) =>
        index < spikes.Length ? Step(spikes[index].Time, timeStep) : long.MaxValue;

    private static long Step(double time, double timeStep) => (long)Math.Floor(time / timeStep);
}
