using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.Synapses;

/// <summary>
/// Feedback of bursts with a pathway of events that cancels it, synapse by synapse: a burst adds Y to the dendritic feedback of its
/// targets, an event adds Q_ij over the same synapses. A learner may change Q_ij. Source: Greedy et al. 2022, Section 2.2.
/// </summary>
internal sealed unsafe class VariableCancellation : Projection
{
    /// <summary>Creates synapses that all cancel the same burst probability at first.</summary>
    /// <param name="settings">Name, receptor, delay, and the amplitude Y as weight (V).</param>
    /// <param name="source">Pre-synaptic population.</param>
    /// <param name="target">Post-synaptic population.</param>
    /// <param name="connectivity">Connectivity of both pathways.</param>
    /// <param name="burstProbability">The burst probability p that is cancelled at first: Q = -p Y.</param>
    public VariableCancellation(
        ProjectionSettings settings, Population source, Population target, Connectivity connectivity, double burstProbability)
        : base(settings, source, target, SpikeFilter.Events)
    {
        Connectivity = connectivity.Between(source, target);
        Start = burstProbability;
        Weights = new AlignedArray<float>(connectivity.Count);
        Weights.Fill((float)(-burstProbability * settings.Weight));
    }

    /// <inheritdoc/>
    public override Connectivity Connectivity { get; }

    /// <summary>Q_ij (V) of every synapse, in the order of the connectivity.</summary>
    public override AlignedArray<float> Weights { get; }

    /// <summary>The burst probability that was cancelled at first.</summary>
    public double Start { get; }

    /// <summary>Sum of the Q_ij (V) of everything that events have transmitted so far.</summary>
    public double TransmittedSum { get; private set; }

    /// <summary>How many times a synapse has transmitted an event so far.</summary>
    public long TransmittedCount { get; private set; }

    /// <summary>Delivers bursts, then events.</summary>
    public override void Deliver(int step)
    {
        float* feedback = Conductances.Pointer, weights = Weights.Pointer;
        int* targets = Connectivity.TargetOf.Pointer;
        float amplitude = (float)Settings.Weight;
        foreach (int source in Arriving(step))
        {
            int end = Connectivity.Row(source + 1);
            for (int k = Connectivity.Row(source); k < end; k++) feedback[targets[k]] += amplitude;
        }

        double sum = 0;
        long count = 0;
        foreach (int source in Arriving(SpikeFilter.Events, step))
        {
            int first = Connectivity.Row(source), end = Connectivity.Row(source + 1);
            count += end - first;
            for (int k = first; k < end; k++)
            {
                sum += weights[k];
                feedback[targets[k]] += weights[k];
            }
        }

        TransmittedSum += sum;
        TransmittedCount += count;
    }

    /// <inheritdoc/>
    protected override void VisitState(StateVisitor visitor)
    {
        visitor.Array("weights", Weights.Span);
        double sum = TransmittedSum;
        long count = TransmittedCount;
        visitor.Value("transmittedSum", ref sum);
        visitor.Value("transmittedCount", ref count);
        (TransmittedSum, TransmittedCount) = (sum, count);
    }
}
