using Spiking.Neurons;

namespace Spiking.Protocols.Pairing;

/// <summary>A spike and what it counts as.</summary>
/// <param name="Time">Time since the beginning of the epoch (s).</param>
/// <param name="Kind">What it counts as.</param>
internal readonly record struct MarkedSpike(double Time, SpikeKind Kind)
{
    /// <summary>
    /// Tells the events and bursts of a train apart: a spike more than the burst interval after the one before it in the list is an
    /// event; the first spike of the list is one too. Where a list is not in the order of time (jitter, overlapping epochs), an interval
    /// that is not positive counts as within a burst. The marked spikes are then put in the order of time.
    /// </summary>
    /// <param name="times">Spike times (s) in the order in which they were generated.</param>
    /// <param name="burstInterval">Longest interval within a burst (s).</param>
    public static MarkedSpike[] Mark(IReadOnlyList<double> times, double burstInterval)
    {
        MarkedSpike[] spikes = new MarkedSpike[times.Count];
        bool isOrdered = true;
        int inBurst = 0;
        for (int i = 0; i < spikes.Length; i++)
        {
            double interval = i == 0 ? double.PositiveInfinity : times[i] - times[i - 1];
            inBurst = interval > burstInterval ? 1 : inBurst + 1;
            spikes[i] = new MarkedSpike(times[i], inBurst switch { 1 => SpikeKind.Event, 2 => SpikeKind.Burst, _ => SpikeKind.Later });
            isOrdered &= interval >= 0;
        }

        return isOrdered ? spikes : [.. spikes.OrderBy(spike => spike.Time)];
    }
}

/// <summary>A stretch of time with a pre- and a post-synaptic train. The pre-synaptic trace is 0 when it begins.</summary>
/// <param name="Pre">Pre-synaptic spikes in the order of time.</param>
/// <param name="Post">Post-synaptic spikes in the order of time.</param>
/// <param name="Duration">Length of the epoch (s); spikes outside it are not seen.</param>
/// <param name="Pause">Time after it in which nothing happens, but the averages decay (s).</param>
internal sealed record PairingEpoch(MarkedSpike[] Pre, MarkedSpike[] Post, double Duration, double Pause = 0);
