using Spiking.Neurons;
using Spiking.Snapshots;
using Spiking.Synapses;

namespace Spiking.Plasticity;

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
