using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Protocols.TargetRate;

/// <summary>Shot noise of the target-rate task.</summary>
public sealed record TargetRateNoiseDescription
{
    /// <summary>Into the soma.</summary>
    public ShotNoiseDescription Soma { get; init; } = new() { Rate = 150, Current = 300e-12 };

    /// <summary>Into the dendrite.</summary>
    public ShotNoiseDescription Dendrite { get; init; } = new() { Rate = 300, Current = 400e-12 };
}

/// <summary>
/// Excitatory and inhibitory current pulses of one time step at random times, independent of each other and between neurons. Their means
/// cancel.
/// </summary>
public sealed record ShotNoiseDescription
{
    /// <summary>Rate of the excitatory and of the inhibitory pulses; in each step one comes with probability rate times time step.</summary>
    [Quantity(Dimension.Frequency), Bounds(AtLeast = 0)]
    public required double Rate { get; init; }

    /// <summary>Mean current of the pulses of one sign: a pulse has this current divided by rate times time step.</summary>
    [Quantity(Dimension.Current), Bounds(AtLeast = 0)]
    public required double Current { get; init; }
}

/// <summary>
/// Bias currents of the target-rate task. Those that depend on the activity of a layer are its homeostasis: frequent bursts lower the
/// somatic drive, frequent events the dendritic one.
/// </summary>
public sealed record TargetRateBiasDescription
{
    /// <summary>Into the somata of both layers.</summary>
    [Quantity(Dimension.Current)]
    public double Soma { get; init; } = 50e-12;

    /// <summary>Into the somata of both layers, times the burst probability P of the layer.</summary>
    [Quantity(Dimension.Current)]
    public double SomaPerBurstProbability { get; init; } = -143e-12;

    /// <summary>Into the dendrites of both layers.</summary>
    [Quantity(Dimension.Current)]
    public double Dendrite { get; init; } = -10e-12;

    /// <summary>Into the dendrites of the output layer.</summary>
    [Quantity(Dimension.Current)]
    public double OutputDendrite { get; init; } = 42e-12;

    /// <summary>Into the dendrites of the output layer, for every Hz of its event rate in the previous step (not averaged over time).</summary>
    [Quantity(Dimension.Current)]
    public double OutputDendritePerHertz { get; init; } = -1.71e-12;
}

/// <summary>With which burst probability the learning rule compares.</summary>
public enum RuleBaseline
{
    /// <summary>The constant baselineBurstProbability: BurstCCN.</summary>
    Constant,

    /// <summary>
    /// The burst probability P of the input layer, averaged with rateAveragingTime: the moving average of Burstprop (which has one for each
    /// neuron), for comparison. It follows whatever a teacher does.
    /// </summary>
    MovingAverage,
}

/// <summary>
/// The plastic synapse of an input neuron: a constant pre-synaptic current, scaled by a weight. At an event of the neuron the weight loses
/// learningRate p_b current dt, at a burst (second spike) it gains learningRate current dt, and it stays between 0 and the maximum.
/// </summary>
public sealed record TargetRateInputDescription
{
    /// <summary>The pre-synaptic current.</summary>
    [Quantity(Dimension.Current)]
    public double Current { get; init; } = 200e-12;

    /// <summary>Weight at the start.</summary>
    [Bounds(AtLeast = 0)]
    public double InitialWeight { get; init; } = 0.4;

    /// <summary>Largest weight.</summary>
    [Bounds(Above = 0)]
    public double MaximumWeight { get; init; } = 1.5;

    /// <summary>Learning rate, in 1/(A s).</summary>
    [Bounds(AtLeast = 0)]
    public double LearningRate { get; init; } = 2.3e11;

    /// <summary>With which burst probability the rule compares.</summary>
    public RuleBaseline Baseline { get; init; } = RuleBaseline.Constant;
}

/// <summary>All-to-all connections from the input layer to the somata of the output layer.</summary>
public sealed record TargetRateFeedforwardDescription
{
    /// <summary>Current into every output neuron for one time step, for every event of an input neuron (published: 0.55 * 4e-8 A / 100).</summary>
    [Quantity(Dimension.Current)]
    public double Current { get; init; } = 220e-12;

    /// <summary>Time from an event to the step that its current enters; at least one step.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double Delay { get; init; } = 1e-3;
}

/// <summary>All-to-all connections from the output layer to the dendrites of the input layer.</summary>
public sealed record TargetRateFeedbackDescription
{
    /// <summary>
    /// Y: current into every input dendrite for one time step, for every burst (second spike) of an output neuron (published:
    /// 0.75 * 0.70 * 800 / 100 times the current of the feed-forward connection).
    /// </summary>
    [Quantity(Dimension.Current)]
    public double BurstCurrent { get; init; } = 924e-12;

    /// <summary>
    /// Q: current into every input dendrite for one time step, for every event of an output neuron; absent: -p_b times the burst current, which
    /// cancels the mean of Y where the output bursts with probability p_b.
    /// </summary>
    [Quantity(Dimension.Current)]
    public double? EventCurrent { get; init; }

    /// <summary>
    /// Time from a spike to the step that its current enters; at least one step. In the published program two steps: it advances the input
    /// layer first, which therefore sees what the output layer had done the step before the previous one.
    /// </summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double Delay { get; init; } = 2e-3;
}

/// <summary>A stretch of time during which a teacher drives the dendrites of the output layer in proportion to its error.</summary>
public sealed record TargetRateTeacherDescription
{
    /// <summary>When the teacher comes.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public required double From { get; init; }

    /// <summary>When it goes.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public required double Until { get; init; }

    /// <summary>The event rate that it asks for.</summary>
    [Quantity(Dimension.Frequency), Bounds(AtLeast = 0)]
    public required double TargetRate { get; init; }

    /// <summary>Current for every Hz by which the averaged event rate of the output is below the target.</summary>
    [Quantity(Dimension.Current)]
    public required double CurrentPerHertz { get; init; }
}
