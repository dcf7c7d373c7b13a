using Spiking.Networks;
using Spiking.Recording;

namespace Spiking.Experiments;

/// <summary>How a network answers one pattern in a test, without teacher and plasticity.</summary>
/// <param name="Pattern">The pattern.</param>
/// <param name="Rates">Rates of every population (in the order of the network) after the discarded beginning.</param>
/// <param name="DecisionRate">Output event rate (Hz) in the decision window.</param>
/// <param name="Correct">Whether that rate is on the target's side of the decision rate.</param>
public sealed record PatternResponse(
    PatternDescription Pattern, IReadOnlyList<PopulationRates> Rates, double DecisionRate, bool Correct);

/// <summary>A test: every pattern once.</summary>
/// <param name="Responses">The responses in the order of the patterns.</param>
/// <param name="Course">Rates in short bins over the whole test.</param>
public sealed record PatternTest(IReadOnlyList<PatternResponse> Responses, RateCourse Course)
{
    /// <summary>Whether every pattern was answered correctly.</summary>
    public bool Solved => Responses.All(r => r.Correct);
}

/// <summary>What one training example did.</summary>
/// <param name="PatternIndex">Index of the pattern.</param>
/// <param name="OutputRate">Mean event average of the output neurons at the end of the prediction (Hz).</param>
/// <param name="Cost">Cost of the example.</param>
/// <param name="TeacherCurrent">Mean teaching current into the output dendrites (A).</param>
/// <param name="PredictionRates">Rates of every population during the prediction, its first second excepted.</param>
/// <param name="LearningRates">Rates of every population during the learning phase.</param>
public sealed record ExampleOutcome(
    int PatternIndex,
    double OutputRate,
    double Cost,
    double TeacherCurrent,
    IReadOnlyList<PopulationRates> PredictionRates,
    IReadOnlyList<PopulationRates> LearningRates);

/// <summary>One epoch of training.</summary>
/// <param name="Epoch">Number of the epoch, from 1.</param>
/// <param name="Examples">The examples, in the order of the task's patterns.</param>
/// <param name="MeanWeights">Mean weight of every plastic projection after the epoch.</param>
public sealed record EpochOutcome(int Epoch, IReadOnlyList<ExampleOutcome> Examples, IReadOnlyList<double> MeanWeights)
{
    /// <summary>Sum of the costs of the examples.</summary>
    public double Cost => Examples.Sum(e => e.Cost);
}

/// <summary>The result of a pattern-learning run, complete or as far as it came.</summary>
public sealed class PatternLearningResult
{
    /// <summary>The test before learning; null if the run was stopped before it ended.</summary>
    public PatternTest? Before { get; internal set; }

    /// <summary>The test after learning; null if the run was stopped before it ended.</summary>
    public PatternTest? After { get; internal set; }

    /// <summary>The completed epochs.</summary>
    public IReadOnlyList<EpochOutcome> Epochs => EpochList;

    /// <summary>Names of the plastic projections, in the order of <see cref="EpochOutcome.MeanWeights"/>.</summary>
    public required IReadOnlyList<string> PlasticProjections { get; init; }

    /// <summary>Names of the populations, in the order of all rates.</summary>
    public required IReadOnlyList<string> Populations { get; init; }

    internal List<EpochOutcome> EpochList { get; } = [];
}
