using System.Numerics;
using System.Runtime.Intrinsics;
using Spiking.Numerics;
using Spiking.Synapses;

namespace Spiking.Plasticity;

/// <summary>
/// Homeostasis at pre-synaptic events: w_ij += eta max(0, e_min - R_i), where R_i is the slow average of all spikes of the post-synaptic
/// neuron. (The term has no pre-synaptic trace, so its dimension is that of a rate: so it stands in the published program of Payeur et al.
/// 2021.)
/// </summary>
/// <param name="projection">The synapses.</param>
/// <param name="slowRate">Slow averages R_i of the post-synaptic neurons (Hz).</param>
/// <param name="minimumRate">e_min (Hz).</param>
/// <param name="maximumWeight">Weights stay at most this.</param>
internal sealed unsafe class SilentTargets(WeightedProjection projection, DecayingTrace slowRate, double minimumRate, float maximumWeight)
{
    private readonly SilentNeurons _silent = new(slowRate, minimumRate);

    /// <summary>Strengthens the synapses of the sources whose events arrive in a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="sources">Pre-synaptic neurons whose events arrive.</param>
    /// <param name="learningRate">Learning rate eta.</param>
    /// <returns>Whether some weight has changed.</returns>
    public bool Strengthen(int step, ReadOnlySpan<int> sources, double learningRate)
    {
        if (sources.IsEmpty) return false;
        bool few = _silent.AreFew(step, out ReadOnlySpan<int> silent);
        if (few && silent.IsEmpty) return false;
        float full = (float)(learningRate * minimumRate), perRate = (float)(learningRate * slowRate.Scale);
        AlignedArray<ushort>? shortTargets = projection.ShortTargets;
        bool changed = false;
        foreach (int source in sources)
        {
            int first = projection.Connectivity.Row(source), end = projection.Connectivity.Row(source + 1);
            if (shortTargets is null) changed |= StrengthenEach(first, end, perRate, full);
            else if (few) changed |= StrengthenListed(shortTargets.Pointer, silent, first, end, perRate, full);
            else if (Vector256.IsHardwareAccelerated) changed |= StrengthenFound<Lanes256>(shortTargets.Pointer, first, end, perRate, full);
            else changed |= StrengthenFound<Lanes128>(shortTargets.Pointer, first, end, perRate, full);
        }

        return changed;
    }

    /// <summary>Forgets which neurons are silent, because the averages have been restored.</summary>
    public void Forget() => _silent.Forget();

    /// <summary>Looks for the neurons that are listed as silent among the targets.</summary>
    private bool StrengthenListed(ushort* targets, ReadOnlySpan<int> silent, int first, int end, float perRate, float full)
    {
        int lanes = Vector<ushort>.Count;
        if (end - first < lanes) return StrengthenEach(first, end, perRate, full);
        bool changed = false;
        for (int k = first; k < end; k += lanes)
        {
            // The last vector looks again at some of those before it; what is found is strengthened once.
            Vector<ushort> some = Vector.Load(targets + Math.Min(k, end - lanes)), found = Vector<ushort>.Zero;
            foreach (int neuron in silent) found |= Vector.Equals(some, new Vector<ushort>((ushort)neuron));
            if (found != Vector<ushort>.Zero) changed |= StrengthenEach(k, Math.Min(k + lanes, end), perRate, full);
        }

        return changed;
    }

    /// <summary>Looks at the slow averages of all targets.</summary>
    private bool StrengthenFound<T>(ushort* targets, int first, int end, float perRate, float full)
        where T : unmanaged, ILanes<T>
    {
        float* averages = slowRate.Stored.Pointer;
        T minusPerRate = T.Broadcast(-perRate), fulls = T.Broadcast(full), zero = T.Broadcast(0);
        bool changed = false;
        int k = first;
        for (; k <= end - T.Count; k += T.Count)
        {
            T change = T.MultiplyAdd(minusPerRate, T.Gather(averages, targets + k), fulls);
            if (T.Bits(T.Greater(change, zero)) != 0) changed |= StrengthenEach(k, k + T.Count, perRate, full);
        }

        return StrengthenEach(k, end, perRate, full) || changed;
    }

    private bool StrengthenEach(int first, int end, float perRate, float full)
    {
        float* averages = slowRate.Stored.Pointer, weights = projection.Weights.Pointer;
        int* targets = projection.Connectivity.TargetOf.Pointer, slots = projection.Slots.Pointer;
        bool changed = false;
        for (int k = first; k < end; k++)
        {
            float change = MathF.FusedMultiplyAdd(-perRate, averages[targets[k]], full);
            if (change <= 0) continue;
            weights[slots[k]] = Math.Min(weights[slots[k]] + change, maximumWeight);
            changed = true;
        }

        return changed;
    }
}
