using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Tasks.PatternLearning;

/// <summary>What a network has to learn.</summary>
[VariantKey("type")]
public abstract record TaskDescription;

/// <summary>The order of the patterns within an epoch.</summary>
public enum PatternOrder
{
    /// <summary>As listed.</summary>
    Fixed,

    /// <summary>A new random permutation every epoch.</summary>
    Random,
}

/// <summary>
/// Binary patterns, given as somatic currents into input populations, have to be answered by a high or low event rate of an output
/// population: XOR and its relatives. Schedule: burn-in, test, training epochs, test.
/// </summary>
/// <example><code>
/// {
///   "type": "pattern-learning", "inputs": ["input1", "input2"], "output": "output",
///   "patterns": [
///     { "inputs": [0, 0], "target": 0 }, { "inputs": [1, 0], "target": 1 },
///     { "inputs": [0, 1], "target": 1 }, { "inputs": [1, 1], "target": 0 }
///   ],
///   "inputCurrentZero": "-900 pA", "inputCurrentOne": "700 pA", "epochs": 40,
///   "protocol": "single-phase",
///   "protocols": { "single-phase": { "teacher": { "type": "population-rate-error", "gain": "80 pA/Hz" } } }
/// }
/// </code></example>
[VariantName("pattern-learning")]
public sealed record PatternLearningDescription : TaskDescription
{
    /// <summary>The input populations, in the order of the digits of a pattern.</summary>
    [NotEmpty]
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>The output population.</summary>
    public required string Output { get; init; }

    /// <summary>The patterns and their targets, in the order of presentation.</summary>
    [NotEmpty]
    public required IReadOnlyList<PatternDescription> Patterns { get; init; }

    /// <summary>Somatic current into the neurons of an input population for the digit 0.</summary>
    [Quantity(Dimension.Current)]
    public required double InputCurrentZero { get; init; }

    /// <summary>Somatic current into the neurons of an input population for the digit 1.</summary>
    [Quantity(Dimension.Current)]
    public required double InputCurrentOne { get; init; }

    /// <summary>The order of the patterns within an epoch.</summary>
    public PatternOrder Order { get; init; } = PatternOrder.Fixed;

    /// <summary>Number of training epochs; each shows every pattern once.</summary>
    [Bounds(AtLeast = 0, AtMost = 1_000_000)]
    public required int Epochs { get; init; }

    /// <summary>Simulated time before the first test, without input currents, teacher and plasticity.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double BurnIn { get; init; } = 6;

    /// <summary>Duration of one example.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double ExampleDuration { get; init; } = 8;

    /// <summary>How the examples are taught: the name of one of the protocols.</summary>
    public required string Protocol { get; init; }

    /// <summary>Ways to teach the examples, by names that the file chooses, for example "two-phase" and "single-phase".</summary>
    [NotEmpty]
    public required IReadOnlyDictionary<string, TeachingDescription> Protocols { get; init; }

    /// <summary>
    /// Measures the burst probabilities that the file leaves open (cancellation, baselines of burstccn rules), between burn-in and first test.
    /// Where none is left open it takes no time.
    /// </summary>
    public CalibrationDescription? Calibration { get; init; }

    /// <summary>A test, without teacher and plasticity, also after every so many epochs; absent: only before and after training.</summary>
    [Bounds(AtLeast = 1)]
    public int? TestEvery { get; init; }

    /// <summary>Tests: time at the beginning of each pattern that does not enter the rates.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public double TestDiscard { get; init; } = 1;

    /// <summary>Tests: the final stretch of each pattern on which it is decided whether the task is solved.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double DecisionWindow { get; init; } = 4;

    /// <summary>A pattern counts as 1 when the output event rate in the decision window is above this.</summary>
    [Quantity(Dimension.Frequency), Bounds(Above = 0)]
    public double DecisionRate { get; init; } = 6;

    /// <summary>The cost of an example.</summary>
    public CostDescription Cost { get; init; } = new();

    /// <summary>The protocol that is named.</summary>
    internal TeachingDescription Teaching => Protocols[Protocol];
}

/// <summary>How an example is taught.</summary>
public sealed record TeachingDescription
{
    /// <summary>
    /// Duration of the learning phase, with teacher and plasticity, at the end of an example; before it is the prediction, without both.
    /// Absent: a single phase, teacher and plasticity are on for the whole example.
    /// </summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double? LearningDuration { get; init; }

    /// <summary>Factor on the learning rates of all projections.</summary>
    [Bounds(AtLeast = 0)]
    public double LearningRateFactor { get; init; } = 1;

    /// <summary>The teacher.</summary>
    public required TeacherDescription Teacher { get; init; }
}

/// <summary>
/// The steps of a calibration, with teacher and plasticity off. First, with the open cancellations at 0, the burst probability of the
/// populations they come from is measured; then, with these set, cancellations that learn have time for it; then the baselines of the
/// populations whose rules leave them open are measured.
/// </summary>
public sealed record CalibrationDescription
{
    /// <summary>The measurement for the cancellation.</summary>
    public required MeasurementDescription Cancellation { get; init; }

    /// <summary>Time for cancellations that learn; absent: none.</summary>
    public CancellationStageDescription? Learning { get; init; }

    /// <summary>The measurement of the baselines.</summary>
    public required MeasurementDescription Baseline { get; init; }
}

/// <summary>A stretch in which the patterns are shown over and over, without teacher and plasticity, while cancellations learn.</summary>
public sealed record CancellationStageDescription
{
    /// <summary>How long each pattern is shown.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public required double PatternDuration { get; init; }

    /// <summary>How many times every pattern is shown.</summary>
    [Bounds(AtLeast = 1, AtMost = 1_000_000)]
    public required int Rounds { get; init; }
}

/// <summary>A measurement of burst probabilities: every pattern once, all bursts over all events.</summary>
public sealed record MeasurementDescription
{
    /// <summary>How long each pattern is shown.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public required double PatternDuration { get; init; }

    /// <summary>Time at the beginning of each pattern that does not count.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public required double Discard { get; init; }
}

/// <summary>One pattern with its target.</summary>
public sealed record PatternDescription
{
    /// <summary>One digit, 0 or 1, per input population.</summary>
    [NotEmpty, Bounds(AtLeast = 0, AtMost = 1)]
    public required IReadOnlyList<int> Inputs { get; init; }

    /// <summary>The wanted output, 0 or 1.</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public required int Target { get; init; }
}

/// <summary>How the output dendrites are told the error.</summary>
[VariantKey("type")]
public abstract record TeacherDescription;

/// <summary>
/// Teacher of Payeur et al. 2021 (Fig. 4): a dendritic current into each output neuron, computed once at the end of the prediction from
/// the neuron's own event average Ebar. Target 0: -A at or above the high rate, 0 at or below the low rate, else -A Hz/(E_max - Ebar).
/// Target 1: +A at or below the low rate, 0 at or above the high rate, else +A Hz/(Ebar - E_min).
/// </summary>
/// <example><code>
/// { "type": "event-average-error", "amplitude": "1000 pA", "lowRate": "3 Hz", "highRate": "9 Hz" }
/// </code></example>
[VariantName("event-average-error")]
public sealed record EventAverageTeacherDescription : TeacherDescription
{
    /// <summary>Largest current A.</summary>
    [Quantity(Dimension.Current), Bounds(AtLeast = 0)]
    public double Amplitude { get; init; } = 1000e-12;

    /// <summary>Low rate: no error for target 0 at or below it.</summary>
    [Quantity(Dimension.Frequency), Bounds(AtLeast = 0)]
    public double LowRate { get; init; } = 3;

    /// <summary>High rate: no error for target 1 at or above it.</summary>
    [Quantity(Dimension.Frequency), Bounds(AtLeast = 0)]
    public double HighRate { get; init; } = 9;

    /// <summary>E_min, the pole of the current for target 1.</summary>
    [Quantity(Dimension.Frequency), Bounds(AtLeast = 0)]
    public double MinimumRate { get; init; } = 2;

    /// <summary>E_max, the pole of the current for target 0.</summary>
    [Quantity(Dimension.Frequency), Bounds(AtLeast = 0)]
    public double MaximumRate { get; init; } = 10;
}

/// <summary>
/// A teacher that watches the output while it teaches: the same dendritic current into every output neuron, gain (e* - e) clipped, where e is
/// the population's event rate, low-passed, and e* the wanted rate. It is recomputed at the start of the learning phase and at intervals.
/// </summary>
/// <remarks><code>
/// I_d = gain (e* - e), cut to -limit .. limit
/// averagingTime de/dt = (event rate of the population) - e
/// </code></remarks>
/// <example><code>
/// { "type": "population-rate-error", "gain": "80 pA/Hz", "limit": "600 pA", "zeroRate": "2 Hz", "oneRate": "10 Hz" }
/// </code></example>
[VariantName("population-rate-error")]
public sealed record PopulationRateTeacherDescription : TeacherDescription
{
    /// <summary>Current per error.</summary>
    [Quantity(Dimension.CurrentPerFrequency), Bounds(AtLeast = 0)]
    public double Gain { get; init; } = 80e-12;

    /// <summary>Largest current of either sign.</summary>
    [Quantity(Dimension.Current), Bounds(AtLeast = 0)]
    public double Limit { get; init; } = 600e-12;

    /// <summary>Wanted event rate for target 0.</summary>
    [Quantity(Dimension.Frequency), Bounds(AtLeast = 0)]
    public double ZeroRate { get; init; } = 2;

    /// <summary>Wanted event rate for target 1.</summary>
    [Quantity(Dimension.Frequency), Bounds(Above = 0)]
    public double OneRate { get; init; } = 10;

    /// <summary>Time constant of the low-passed event rate, which always runs.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double AveragingTime { get; init; } = 0.5;

    /// <summary>Interval at which the current is recomputed.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double Every { get; init; } = 0.1;
}

/// <summary>
/// Cross-entropy of the normalised output rate y = (r - E_min)/(E_max - E_min), clipped: cost = -(t ln y + (1 - t) ln(1 - y)), with r the
/// mean of the output neurons' event averages at the end of the prediction (in a single phase: of the example). The epoch cost sums over the patterns.
/// </summary>
public sealed record CostDescription
{
    /// <summary>Rate that stands for an output of 0, E_min.</summary>
    [Quantity(Dimension.Frequency), Bounds(AtLeast = 0)]
    public double ZeroRate { get; init; } = 2;

    /// <summary>Rate that stands for an output of 1, E_max.</summary>
    [Quantity(Dimension.Frequency), Bounds(Above = 0)]
    public double OneRate { get; init; } = 10;

    /// <summary>The normalised output is kept this far from 0 and 1.</summary>
    [Bounds(Above = 0, AtMost = 0.49)]
    public double Clip { get; init; } = 0.01;
}
