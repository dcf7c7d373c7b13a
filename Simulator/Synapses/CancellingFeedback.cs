using Spiking.Neurons;
using Spiking.Snapshots;

namespace Spiking.Synapses;

/// <summary>
/// Feedback of bursts with the pathway that cancels it: a burst of the pre-synaptic cell adds Y to the dendritic feedback of its targets,
/// an event adds Q = -p Y over the same synapses. While the pre-synaptic cells burst with probability p the two cancel on average, at any
/// event rate, so what remains is their deviation from p. Source: Greedy et al. 2022, Section 2.2.
/// </summary>
/// <param name="settings">Name, receptor, delay, and the amplitude Y as weight (V).</param>
/// <param name="source">Pre-synaptic population.</param>
/// <param name="target">Post-synaptic population.</param>
/// <param name="connectivity">Who is connected to whom, by both pathways.</param>
/// <param name="burstProbability">p; null: to be found by a calibration, and until then nothing is cancelled.</param>
internal sealed unsafe class CancellingFeedback(
    ProjectionSettings settings, Population source, Population target, Connectivity connectivity, double? burstProbability)
    : Projection(settings, source, target, SpikeFilter.Events)
{
    // Whether a calibration finds the burst probability: then it is state, else a setting.
    private readonly bool _isOpen = burstProbability is null;
    private readonly TargetLists _targets = new(connectivity.Between(source, target));

    /// <summary>The burst probability p that is cancelled; null while it is to be found, when nothing is cancelled.</summary>
    public double? BurstProbability { get; set; } = burstProbability;

    /// <inheritdoc/>
    public override Connectivity Connectivity => connectivity;

    /// <inheritdoc/>
    public override void Prefetch(int step)
    {
        foreach (int source in Arriving(step)) _targets.Fetch(source);
        foreach (int source in Arriving(SpikeFilter.Events, step)) _targets.Fetch(source);
    }

    /// <summary>Delivers bursts, then events.</summary>
    public override void Deliver(int step)
    {
        Add(Arriving(step), (float)Settings.Weight);
        if (BurstProbability is double cancelled)
            Add(Arriving(SpikeFilter.Events, step), (float)(-cancelled * Settings.Weight));
    }

    /// <inheritdoc/>
    protected override void VisitState(StateVisitor visitor)
    {
        double? found = BurstProbability;
        visitor.Optional("cancelledBurstProbability", ref found);
        if (_isOpen || !visitor.IsTakingOver) BurstProbability = found;
    }

    private void Add(ReadOnlySpan<int> spikes, float amplitude)
    {
        float* feedback = Conductances.Pointer;
        foreach (int source in spikes) _targets.Add(feedback, source, amplitude);
    }
}
