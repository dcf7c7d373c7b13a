using Spiking.Files;
using Spiking.Quantities;
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

    /// <summary>Creates the learner of a projection.</summary>
    /// <param name="projection">The synapses.</param>
    /// <param name="traces">The traces that follow the post-synaptic population.</param>
    internal Learner Create(VariableCancellation projection, SharedTraces traces)
    {
        double timeStep = projection.Target.Settings.TimeStep;
        int StepsOf(double time) => TimeGrid.StepsOfRun(time, timeStep);
        FeedbackAverage average = traces.Share(AveragingTime, () => new FeedbackAverage(projection.Target, AveragingTime));
        return new CancellationLearner(projection, average, Rate, StepsOf(From), Until is double until ? StepsOf(until) : int.MaxValue);
    }
}
