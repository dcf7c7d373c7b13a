using System.Globalization;
using System.Text.Json.Nodes;
using Spiking.Engine;
using Spiking.Plotting;
using Spiking.Recording;
using Spiking.Text;

namespace Spiking.Tasks.PatternLearning;

/// <summary>How a network answers one pattern in a test, without teacher and plasticity.</summary>
/// <param name="Pattern">The pattern.</param>
/// <param name="Rates">Rates of every population (in the order of the network) after the discarded beginning.</param>
/// <param name="DecisionRate">Output event rate (Hz) in the decision window.</param>
/// <param name="Correct">Whether that rate is on the target's side of the decision rate.</param>
internal sealed record PatternResponse(
    PatternDescription Pattern, IReadOnlyList<PopulationRates> Rates, double DecisionRate, bool Correct);

/// <summary>A test: every pattern once.</summary>
/// <param name="Responses">The responses in the order of the patterns.</param>
/// <param name="Course">Rates in short bins over the whole test.</param>
internal sealed record PatternTest(IReadOnlyList<PatternResponse> Responses, RateCourse Course)
{
    /// <summary>Whether every pattern was answered correctly.</summary>
    public bool Solved => Responses.All(r => r.Correct);

    /// <summary>
    /// How far the lowest answer to a pattern with target 1 lies above the highest to one with target 0 (Hz); NaN where all targets are
    /// equal.
    /// </summary>
    public double Margin
    {
        get
        {
            double[] ones = [.. Rates(1)], zeros = [.. Rates(0)];
            return ones.Length > 0 && zeros.Length > 0 ? ones.Min() - zeros.Max() : double.NaN;
        }
    }

    private IEnumerable<double> Rates(int target) => Responses.Where(r => r.Pattern.Target == target).Select(r => r.DecisionRate);
}

/// <summary>Outcome of one training example.</summary>
/// <param name="PatternIndex">Index of the pattern.</param>
/// <param name="OutputRate">
/// Mean event average of the output neurons (Hz) at the end of the prediction; of the example, where it has none.
/// </param>
/// <param name="Cost">Cost of the example.</param>
/// <param name="TeacherCurrent">Teaching current into the output dendrites (A), mean over neurons and the learning phase.</param>
/// <param name="PredictionRates">
/// Rates of every population during the prediction, its first second excepted; null where there is none.
/// </param>
/// <param name="LearningRates">Rates of every population during the learning phase.</param>
internal sealed record ExampleOutcome(
    int PatternIndex,
    double OutputRate,
    double Cost,
    double TeacherCurrent,
    IReadOnlyList<PopulationRates>? PredictionRates,
    IReadOnlyList<PopulationRates> LearningRates);

/// <summary>One epoch of training.</summary>
/// <param name="Epoch">Number of the epoch, from 1.</param>
/// <param name="Examples">The examples, in the order of the task's patterns.</param>
/// <param name="MeanWeights">Mean weight of every plastic projection after the epoch.</param>
internal sealed record EpochOutcome(int Epoch, IReadOnlyList<ExampleOutcome> Examples, IReadOnlyList<double> MeanWeights)
{
    /// <summary>Sum of the costs of the examples.</summary>
    public double Cost => Examples.Sum(e => e.Cost);
}

/// <summary>The result of a pattern-learning run, complete or as far as it came.</summary>
internal sealed class PatternLearningResult : ITaskResult
{
    /// <summary>The task.</summary>
    public required PatternLearningDescription Task { get; init; }

    /// <summary>The measurements of the calibration.</summary>
    public IReadOnlyList<CalibrationMeasurement> Calibration => CalibrationList;

    /// <summary>The test before learning; null if the run was stopped before it ended.</summary>
    public PatternTest? Before { get; internal set; }

    /// <summary>The test after learning; null if the run was stopped before it ended.</summary>
    public PatternTest? After { get; internal set; }

    /// <summary>The tests between epochs, each with the number of the epoch before it.</summary>
    public IReadOnlyList<(int Epoch, PatternTest Test)> Between => BetweenList;

    /// <summary>All tests that were completed, by name: "before", "epoch 10", "after".</summary>
    public IEnumerable<(string Name, PatternTest Test)> Tests
    {
        get
        {
            if (Before is not null) yield return ("before", Before);
            foreach ((int epoch, PatternTest test) in Between)
                yield return ("epoch " + epoch.ToString(CultureInfo.InvariantCulture), test);
            if (After is not null) yield return ("after", After);
        }
    }

    /// <summary>The completed epochs.</summary>
    public IReadOnlyList<EpochOutcome> Epochs => EpochList;

    /// <summary>Course of the first epoch; null if it was not completed.</summary>
    public TrainingCourse? FirstEpoch { get; internal set; }

    /// <summary>Course of the last epoch; null if it was not completed.</summary>
    public TrainingCourse? LastEpoch { get; internal set; }

    /// <summary>Names of the plastic projections, in the order of <see cref="EpochOutcome.MeanWeights"/>.</summary>
    public required IReadOnlyList<string> PlasticProjections { get; init; }

    /// <summary>Units of their weights, as headings of tables have them (<see cref="WeightAxes.UnitOf"/>).</summary>
    public required IReadOnlyList<string> WeightUnits { get; init; }

    /// <summary>Names of the populations, in the order of all rates.</summary>
    public required IReadOnlyList<string> Populations { get; init; }

    /// <summary>Those of them whose cells burst.</summary>
    public required IReadOnlyList<string> Bursting { get; init; }

    /// <summary>
    /// The epoch after which a test first found the task solved and every later test did too; null if the last test did not. Only the
    /// epochs after which there was a test are known.
    /// </summary>
    public int? SolvedBy
    {
        get
        {
            if (After is not { Solved: true }) return null;
            (int Epoch, PatternTest Test)[] tests = [(0, Before!), .. Between, (Epochs.Count, After)];
            return tests[Array.FindLastIndex(tests, t => !t.Test.Solved) + 1].Epoch;
        }
    }

    /// <inheritdoc/>
    public bool? IsSolved => After?.Solved;

    /// <inheritdoc/>
    public TextTable Summary => PatternLearningSummary.Table(this);

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, double Value)> Measured => PatternLearningSummary.Measured(this);

    /// <inheritdoc/>
    public IEnumerable<string> Sentences => PatternLearningSummary.Sentences(this);

    /// <inheritdoc/>
    public IEnumerable<TextTable> Tables => PatternLearningSummary.Tests(this);

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, JsonNode>> Entries => PatternLearningSummary.Entries(this);

    /// <inheritdoc/>
    public void WriteTables(string folder) => PatternLearningTables.Write(this, folder);

    /// <inheritdoc/>
    public IEnumerable<(string Name, Func<Figure> Draw)> Figures() => PatternLearningFigures.Create(this);

    internal List<CalibrationMeasurement> CalibrationList { get; } = [];

    internal List<(int Epoch, PatternTest Test)> BetweenList { get; } = [];

    internal List<EpochOutcome> EpochList { get; } = [];
}
