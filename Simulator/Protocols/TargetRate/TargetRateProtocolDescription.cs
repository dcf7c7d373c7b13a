using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Protocols.TargetRate;

/// <summary>How the time since the previous spike of a cell is compared with the burst interval.</summary>
public enum BurstClock
{
    /// <summary>In whole time steps: an interval of exactly the burst interval belongs to the burst.</summary>
    Steps,

    /// <summary>
    /// By a float64 time to which every step adds the time step, as the published program does: rounding decides on an interval of exactly
    /// the burst interval, one way for seconds on end, then the other.
    /// </summary>
    Accumulated,
}

/// <summary>
/// The target-rate task: two layers of active pyramidal neurons, "input" and "output", all-to-all. A teacher asks the output for an event
/// rate, at all times the same rule with a constant baseline burst probability changes the weights into the input layer, and what the
/// output's dendrites are taught reaches the input's through two feedback pathways that cancel without a teacher. Every default is a
/// constant of the published program. Source: journal version of Greedy et al. 2022 (preprint doi 10.64898/2026.06.16.732595) and its program.
/// </summary>
/// <example><code>
/// {
///   "protocol": "target-rate", "name": "target-rate", "duration": "40 s",
///   "teacher": [{ "from": "20 s", "until": "40 s", "targetRate": "10 Hz", "currentPerHertz": "80 pA" }]
/// }
/// </code></example>
[VariantName("target-rate")]
public sealed record TargetRateProtocolDescription : ProtocolDescription
{
    /// <summary>Time step of forward Euler.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0, AtMost = 10e-3)]
    public double TimeStep { get; init; } = 1e-3;

    /// <summary>Simulated time.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double Duration { get; init; } = 100;

    /// <summary>Time between the rows of the tables and the points of the figures.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double SamplingInterval { get; init; } = 0.1;

    /// <summary>The end of every phase, between changes of the teacher, over which its row in the table averages.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double PhaseWindow { get; init; } = 5;

    /// <summary>Number of neurons in each layer.</summary>
    [Bounds(AtLeast = 1, AtMost = 1_000_000)]
    public int Neurons { get; init; } = 100;

    /// <summary>Two spikes of a cell at most this far apart belong to the same burst.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double BurstInterval { get; init; } = 16e-3;

    /// <summary>How the time since the previous spike is compared with the burst interval.</summary>
    public BurstClock BurstClock { get; init; } = BurstClock.Steps;

    /// <summary>Time constant tau with which population rates are averaged; their ratio is the burst probability P of a layer.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double RateAveragingTime { get; init; } = 1;

    /// <summary>Baseline burst probability p_b: of the rule, of the cancelling feedback, and P before the first event.</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public double BaselineBurstProbability { get; init; } = 0.375;

    /// <summary>The neurons of both layers.</summary>
    public TargetRateNeuronModelDescription Neuron { get; init; } = new();

    /// <summary>Shot noise into every neuron.</summary>
    public TargetRateNoiseDescription Noise { get; init; } = new();

    /// <summary>Currents that hold the layers at their working point (the homeostasis of this task).</summary>
    public TargetRateBiasDescription Bias { get; init; } = new();

    /// <summary>The plastic synapse of every input neuron.</summary>
    public TargetRateInputDescription Input { get; init; } = new();

    /// <summary>From the input layer to the somata of the output layer.</summary>
    public TargetRateFeedforwardDescription Feedforward { get; init; } = new();

    /// <summary>From the output layer to the dendrites of the input layer.</summary>
    public TargetRateFeedbackDescription Feedback { get; init; } = new();

    /// <summary>When the teacher asks for which rate, in order of time; without any: none.</summary>
    public IReadOnlyList<TargetRateTeacherDescription> Teacher { get; init; } = [];
}
