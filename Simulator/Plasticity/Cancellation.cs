using System.Globalization;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Quantities;
using Spiking.Snapshots;
using Spiking.Synapses;

namespace Spiking.Plasticity;

/// <summary>
/// Cancellation of burst feedback by event feedback (Greedy et al. 2022): where a burst adds Y, an event adds Q = -p Y over the same
/// synapse. With p the burst probability of the pre-synaptic cells, the feedback is 0 on average at any event rate.
/// </summary>
public sealed record CancellationDescription
{
    /// <summary>
    /// The burst probability p of the pre-synaptic population that is cancelled. Absent: the calibration of the task measures it. Where the
    /// cancellation learns, what it cancels at first; absent: nothing.
    /// </summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public double? BurstProbability { get; init; }

    /// <summary>How Q learns, a value of its own for every synapse; absent: it is fixed.</summary>
    public CancellationLearningDescription? Learning { get; init; }

    /// <summary>Whether the burst probability is left to a calibration.</summary>
    internal bool IsOpen => BurstProbability is null && Learning is null;

    /// <summary>Bytes of a synapse: its target and its Q where it has one of its own.</summary>
    /// <param name="targets">Number of post-synaptic neurons.</param>
    internal double SynapseBytes(int targets) => Learning is null ? TargetLists.IndexBytes(targets) : sizeof(int) + sizeof(float);

    /// <summary>Words for the cancellation in a table: "cancels p = 0.3".</summary>
    internal string Summary => this switch
    {
        { Learning: CancellationLearningDescription learning } => string.Create(
            CultureInfo.InvariantCulture, $"cancels p = {BurstProbability ?? 0:G6} at first and learns, rate {learning.Rate:G6}"),
        { BurstProbability: double p } => string.Create(CultureInfo.InvariantCulture, $"cancels p = {p:G6}"),
        _ => "cancels the calibrated p",
    };

    /// <summary>Checks what the bounds of single values do not tell: times against one another and against the time step.</summary>
    /// <param name="findings">Where to report problems.</param>
    internal void Check(Findings findings)
    {
        if (Learning is not { } learning) return;
        findings.CheckDecayTime(learning, nameof(learning.AveragingTime), learning.AveragingTime);
        findings.CheckStretch(learning, nameof(learning.From), learning.From, nameof(learning.Until), learning.Until);
        findings.CheckWithinRun(learning, nameof(learning.From), learning.From);
    }

    /// <summary>Creates the synapses of both pathways, and what learns the Q of the second.</summary>
    /// <param name="settings">Name, receptor, delay, and the amplitude Y as weight (V).</param>
    /// <param name="source">Pre-synaptic population.</param>
    /// <param name="target">Post-synaptic population.</param>
    /// <param name="connectivity">Connectivity of both pathways.</param>
    /// <param name="traces">The traces that follow the post-synaptic population.</param>
    /// <returns>The synapses; their learner, null: Q is fixed.</returns>
    internal (Projection Projection, Learner? Learner) Create(
        ProjectionSettings settings, Population source, Population target, Connectivity connectivity, SharedTraces traces)
    {
        if (Learning is not { } learning) return (new CancellingFeedback(settings, source, target, connectivity, BurstProbability), null);
        VariableCancellation projection = new(settings, source, target, connectivity, BurstProbability ?? 0);
        int StepsOf(double time) => TimeGrid.StepsOfRun(time, target.Settings.TimeStep);
        FeedbackAverage average = traces.Share(learning.AveragingTime, () => new FeedbackAverage(target, learning.AveragingTime));
        return (projection, new CancellationLearner(
            projection, average, learning.Rate, StepsOf(learning.From), learning.Until is double until ? StepsOf(until) : int.MaxValue));
    }
}

/// <summary>
/// Learning of the cancellation (Greedy et al. 2022, Eq. 2): after every pre-synaptic event Q_ij -= eta u_i, with u_i the low-passed
/// feedback into the dendrite. It is meant for stretches without a teacher, when feedback that remains is not an error.
/// </summary>
public sealed record CancellationLearningDescription
{
    /// <summary>Learning rate eta, per event.</summary>
    [Bounds(AtLeast = 0)]
    public required double Rate { get; init; }

    /// <summary>Time constant of the low-passed feedback.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double AveragingTime { get; init; } = 0.1;

    /// <summary>Simulation time from which on Q learns.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double From { get; init; }

    /// <summary>Simulation time from which on Q stays as it is; absent: it learns to the end of the run.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double? Until { get; init; }
}

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

/// <summary>
/// Learning of a cancellation of feedback: after an event of the pre-synaptic cell Q_ij changes by -eta u_i, with u_i the low-passed
/// feedback of the target. While there is no error, feedback that is left on average drives Q_ij until nothing is left: towards -p Y, with
/// p the burst probability of the pre-synaptic cells. Source: Greedy et al. 2022, Eq. 2.
/// </summary>
/// <remarks>
/// Without an error, u is on average n tau_fb E (p Y + Q) for n synapses from cells of event rate E, and Q moves by -eta u per event: a
/// relaxation with the rate eta n tau_fb E^2. What it reaches is u = 0, and not Q_ij = -p Y synapse by synapse: of cells with different
/// event rates E_j only the mean of Q_ij weighted with E_j becomes -p Y, the synapses of rarely firing cells stay closer to where they
/// began.
/// </remarks>
internal sealed unsafe class CancellationLearner : Learner
{
    private readonly VariableCancellation _projection;
    private readonly FeedbackAverage _average;
    private readonly double _learningRate;

    /// <summary>Creates the learner of a projection.</summary>
    /// <param name="projection">The synapses.</param>
    /// <param name="average">Low-passed feedback of the target.</param>
    /// <param name="learningRate">Learning rate eta per event.</param>
    /// <param name="from">The first step in which Q learns.</param>
    /// <param name="until">The first step in which Q no longer learns.</param>
    public CancellationLearner(VariableCancellation projection, FeedbackAverage average, double learningRate, int from, int until)
        : base(projection)
    {
        if (average.Values.Length != projection.Target.Size)
        {
            throw new ArgumentException(
                $"there are averages of {average.Values.Length} neurons, but {projection.Target.Name} has {projection.Target.Size}",
                nameof(average));
        }

        _projection = projection;
        _average = average;
        _learningRate = learningRate;
        (From, Until) = (from, until);
    }

    /// <summary>The first step in which Q learns.</summary>
    public int From { get; }

    /// <summary>The first step in which Q no longer learns.</summary>
    public int Until { get; }

    /// <summary>
    /// Q learns in its own stretch of time, whether or not plasticity is on: that of other synapses would learn an error.
    /// </summary>
    public override bool HasOwnTimes => true;

    /// <inheritdoc/>
    public override void OnArrivals(int step)
    {
        if (step < From || step >= Until) return;
        float rate = (float)(_learningRate * Rate);
        float* weights = _projection.Weights.Pointer, feedback = _average.Values.Pointer;
        int* targets = _projection.Connectivity.TargetOf.Pointer;
        foreach (int source in _projection.Arriving(SpikeFilter.Events, step))
        {
            int end = _projection.Connectivity.Row(source + 1);
            for (int k = _projection.Connectivity.Row(source); k < end; k++)
                weights[k] = MathF.FusedMultiplyAdd(-rate, feedback[targets[k]], weights[k]);
        }
    }

    /// <summary>Nothing: all state is in the Q and the averages.</summary>
    protected override void VisitState(StateVisitor visitor)
    {
    }
}
