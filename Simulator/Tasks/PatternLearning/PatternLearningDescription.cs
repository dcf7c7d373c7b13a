using System.Globalization;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Plotting;
using Spiking.Quantities;

namespace Spiking.Tasks.PatternLearning;

/// <summary>The order of the patterns within an epoch.</summary>
internal enum PatternOrder
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
///   "teachingScheme": "single-phase",
///   "teachingSchemes": { "single-phase": { "teacher": { "type": "population-rate-error", "gain": "80 pA/Hz" } } }
/// }
/// </code></example>
[VariantName("pattern-learning")]
internal sealed record PatternLearningDescription : TaskDescription
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

    /// <summary>How the examples are taught: the name of one of the teaching schemes.</summary>
    [FormerKey("protocol")]
    public required string TeachingScheme { get; init; }

    /// <summary>Schemes of teaching the examples, by names that the file chooses, for example "two-phase" and "single-phase".</summary>
    [NotEmpty, FormerKey("protocols")]
    public required IReadOnlyDictionary<string, TeachingSchemeDescription> TeachingSchemes { get; init; }

    /// <summary>
    /// Measures the burst probabilities that the file leaves open (cancellation, baselines of burstccn rules), between burn-in and first
    /// test. Where none is left open it takes no time.
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

    /// <summary>The teaching scheme that is named.</summary>
    internal TeachingSchemeDescription Teaching => TeachingSchemes[TeachingScheme];

    /// <inheritdoc/>
    public override double Duration(NetworkDescription network)
    {
        int tests = TestEvery is int every ? Math.Max(0, Epochs - 1) / every : 0;
        return BurnIn + new CalibrationPlan(network).Duration(this) + (Epochs + tests + 2) * Patterns.Count * ExampleDuration;
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Population, Compartment Compartment)> Injects =>
        [.. Inputs.Select(input => (input, Compartment.Soma)), (Output, Compartment.Dendrite)];

    /// <summary>The test after learning; its last pattern, without the discarded beginning, is steady.</summary>
    /// <inheritdoc/>
    internal override ShownStretch Shown(NetworkDescription network) => new(
        Patterns.Count * ExampleDuration,
        ExampleDuration - Math.Min(TestDiscard, ExampleDuration / 2),
        $"pattern {PatternLearningTables.Digits(Patterns[^1])} in the test after learning")
    {
        Change = ExampleDuration,
        Parts = [.. Patterns.Select(PatternLearningTables.Digits)],
    };

    /// <inheritdoc/>
    public override ITask Create(Simulation simulation) => new PatternLearningTask(simulation, this);

    /// <inheritdoc/>
    public override StudyComparison Comparison => new AnswersComparison();

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Figure Figure)> Compare(IReadOnlyList<ITaskResult> results) =>
        [("realizations", RealizationFigures.Create([.. results.Cast<PatternLearningResult>()], this))];

    /// <inheritdoc/>
    public override IEnumerable<string> Describe(NetworkDescription network)
    {
        string often = TestEvery is int every ? $" and after every {Text(every)} epochs" : "";
        yield return $"Task: {Epochs} epochs of {Patterns.Count} patterns, {Text(ExampleDuration)} s each, with a test "
            + $"before and after{often}.";
        yield return $"Teaching scheme \"{TeachingScheme}\": " + (Teaching.LearningDuration is double learning
            ? $"teacher and plasticity are on for the last {Text(learning)} s of an example; "
            : "teacher and plasticity are on for the whole example; ")
            + $"learning rates times {Text(Teaching.LearningRateFactor)}; teacher \"{Kinds.NameOf(Teaching.Teacher)}\".";
        CalibrationPlan plan = new(network);
        string[] measured = [.. plan.Rounds.SelectMany(round => round).Concat(plan.Baselines).Distinct()];
        if (measured.Length > 0)
            yield return $"Calibration: {Text(plan.Duration(this))} s, measures burst probabilities of {string.Join(", ", measured)}.";
    }

    /// <inheritdoc/>
    public override void Check(NetworkFindings findings) => PatternLearningChecks.Check(findings, this);

    /// <inheritdoc/>
    public override string? DoesNotMeasure(NetworkFindings findings) =>
        Calibration is not null || !findings.IsSound(this, nameof(Calibration))
        ? null
        : "the task has no calibration that would measure it: give the value, or task.calibration";

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
