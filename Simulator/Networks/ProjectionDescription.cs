using Spiking.Files;
using Spiking.Neurons;
using Spiking.Plasticity;
using Spiking.Quantities;

namespace Spiking.Networks;

/// <summary>Randomly connected synapses from one or several populations to one or several others.</summary>
public sealed record ProjectionDescription
{
    /// <summary>Pre-synaptic populations: a name or a list of names.</summary>
    [NotEmpty]
    public required IReadOnlyList<string> From { get; init; }

    /// <summary>Post-synaptic populations: a name or a list of names. Every pair of populations gets a projection of its own.</summary>
    [NotEmpty]
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>Which spikes are transmitted.</summary>
    public SpikeFilter Transmits { get; init; } = SpikeFilter.Spikes;

    /// <summary>The receptor that the synapses act on.</summary>
    public required Receptor Receptor { get; init; }

    /// <summary>Probability with which each pair of neurons is connected, independently. Give this or meanInDegree.</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public double? Probability { get; init; }

    /// <summary>Mean number of synapses that a post-synaptic neuron receives; the probability is this over the pre-synaptic size.</summary>
    [Bounds(AtLeast = 0)]
    public double? MeanInDegree { get; init; }

    /// <summary>
    /// Initial weight of every synapse, in units of the leak conductance of the target compartment. Needed unless the receptor is
    /// dendrite-feedback or soma-delta, which have an amplitude instead.
    /// </summary>
    [Bounds(AtLeast = 0)]
    public double? Weight { get; init; }

    /// <summary>
    /// What a spike adds, of either sign: to the feedback of its targets (Y) at the receptor dendrite-feedback, to their potential at the
    /// receptor soma-delta. Only for these two.
    /// </summary>
    [Quantity(Dimension.Potential)]
    public double? Amplitude { get; init; }

    /// <summary>
    /// A second pathway over the same synapses that cancels the first while the pre-synaptic cells burst at their baseline. Only for
    /// bursts onto the receptor dendrite-feedback; absent: none.
    /// </summary>
    public CancellationDescription? Cancellation { get; init; }

    /// <summary>Axonal delay: 0, or a multiple of the time step.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0, AtMost = 1)]
    public double Delay { get; init; }

    /// <summary>
    /// Short-term plasticity: what a spike transmits depends on the spikes of its neuron before; absent: every transmitted spike adds the
    /// whole weight. Synapses that learn cannot have it.
    /// </summary>
    public ShortTermPlasticityDescription? ShortTermPlasticity { get; init; }

    /// <summary>How the weights learn; absent: they are fixed.</summary>
    public PlasticityDescription? Plasticity { get; init; }

    /// <summary>
    /// Factors by which the weight of fixed synapses is multiplied from given times on: each lasts until the next begins; before the first
    /// it is 1. Synapses that learn cannot have them.
    /// </summary>
    public IReadOnlyList<WeightStep> WeightSteps { get; init; } = [];
}

/// <summary>
/// Cancellation of burst feedback by event feedback (Greedy et al. 2022): where a burst adds Y, an event adds Q = -p Y over the same synapse.
/// With p the burst probability of the pre-synaptic cells, the feedback is 0 on average at any event rate.
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
    public CancellationLearning? Learning { get; init; }

    /// <summary>Whether the burst probability is left to a calibration.</summary>
    internal bool IsOpen => BurstProbability is null && Learning is null;
}

/// <summary>
/// Learning of the cancellation (Greedy et al. 2022, Eq. 2): after every pre-synaptic event Q_ij -= eta u_i, with u_i the low-passed feedback
/// into the dendrite. It is meant for stretches without a teacher, when feedback that remains is not an error.
/// </summary>
public sealed record CancellationLearning
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

/// <summary>A change of the weight of fixed synapses.</summary>
public sealed record WeightStep
{
    /// <summary>Simulation time from which on delivered spikes have the new weight.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public required double From { get; init; }

    /// <summary>The weight relative to that of the projection.</summary>
    [Bounds(AtLeast = 0)]
    public required double Factor { get; init; }
}
