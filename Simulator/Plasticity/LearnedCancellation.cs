using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Synapses;

namespace Spiking.Plasticity;

/// <summary>
/// Feedback of bursts with a pathway of events that learns to cancel it: a burst adds Y to the dendritic feedback of its targets, an event
/// adds Q_ij over the same synapses, and after it Q_ij changes by -eta u_i, with u_i the low-passed feedback of the target. While there is no
/// error, feedback that is left on average drives Q_ij until nothing is left: towards -p Y, with p the burst probability of the
/// pre-synaptic cells. Source: Greedy et al. 2022, Eq. 2.
/// </summary>
/// <remarks>
/// Without an error, u is on average n tau_fb E (p Y + Q) for n synapses from cells of event rate E, and Q moves by -eta u per event: a
/// relaxation with the rate eta n tau_fb E^2. What it reaches is u = 0, and not Q_ij = -p Y synapse by synapse: of cells with different event
/// rates E_j only the mean of Q_ij weighted with E_j becomes -p Y, the synapses of rarely firing cells stay closer to where they began.
/// </remarks>
public sealed unsafe class LearnedCancellation : Projection
{
    private readonly FeedbackAverage _average;
    private readonly float _rate;

    /// <summary>Creates synapses that all cancel the same burst probability at first.</summary>
    /// <param name="settings">Name, receptor, delay, and the amplitude Y as weight (V).</param>
    /// <param name="source">Pre-synaptic population.</param>
    /// <param name="target">Post-synaptic population.</param>
    /// <param name="connectivity">Who is connected to whom, by both pathways.</param>
    /// <param name="average">Low-passed feedback of the target.</param>
    /// <param name="learning">Learning rate eta per event, the first step in which Q learns, the first in which it no longer does.</param>
    /// <param name="burstProbability">The burst probability p that is cancelled at first: Q = -p Y.</param>
    public LearnedCancellation(
        ProjectionSettings settings,
        Population source,
        Population target,
        Connectivity connectivity,
        FeedbackAverage average,
        (double Rate, int From, int Until) learning,
        double burstProbability)
        : base(settings, source, target)
    {
        Connectivity = connectivity.Between(source, target);
        if (average.Values.Length != target.Size)
            throw new ArgumentException($"there are averages of {average.Values.Length} neurons, but {target.Name} has {target.Size}", nameof(average));
        _average = average;
        _rate = (float)learning.Rate;
        (From, Until) = (learning.From, learning.Until);
        Start = burstProbability;
        Events = new AlignedArray<float>(connectivity.Count);
        Events.Fill((float)(-burstProbability * settings.Weight));
    }

    /// <inheritdoc/>
    public override Connectivity Connectivity { get; }

    /// <inheritdoc/>
    protected override bool NeedsEvents => true;

    /// <summary>Q_ij (V) of every synapse, in the order of the connectivity.</summary>
    public AlignedArray<float> Events { get; }

    /// <summary>The burst probability that was cancelled at first.</summary>
    public double Start { get; }

    /// <summary>The first step in which Q learns.</summary>
    public int From { get; }

    /// <summary>The first step in which Q no longer learns.</summary>
    public int Until { get; }

    /// <summary>Sum of the Q_ij (V) of everything that events have transmitted so far.</summary>
    public double TransmittedSum { get; private set; }

    /// <summary>How many times a synapse has transmitted an event so far.</summary>
    public long TransmittedCount { get; private set; }

    /// <summary>Delivers bursts, then events, after which Q learns.</summary>
    public override void Deliver(int step)
    {
        float* feedback = Conductances.Pointer, events = Events.Pointer, average = _average.Values.Pointer;
        int* targets = Connectivity.TargetOf.Pointer;
        float amplitude = (float)Settings.Weight;
        foreach (int source in Arriving(step))
        {
            int end = Connectivity.Row(source + 1);
            for (int k = Connectivity.Row(source); k < end; k++) feedback[targets[k]] += amplitude;
        }

        float rate = step >= From && step < Until ? _rate : 0;
        double sum = 0;
        long count = 0;
        foreach (int source in ArrivingEvents(step))
        {
            int first = Connectivity.Row(source), end = Connectivity.Row(source + 1);
            count += end - first;
            for (int k = first; k < end; k++)
            {
                int target = targets[k];
                sum += events[k];
                feedback[target] += events[k];
                events[k] = MathF.FusedMultiplyAdd(-rate, average[target], events[k]);
            }
        }

        TransmittedSum += sum;
        TransmittedCount += count;
    }
}
