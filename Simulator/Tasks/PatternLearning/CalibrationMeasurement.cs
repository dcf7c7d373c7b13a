using Spiking.Engine;
using Spiking.Recording;

namespace Spiking.Tasks.PatternLearning;

/// <summary>Measurement of a calibration.</summary>
internal enum CalibrationStep
{
    /// <summary>The burst probability that event feedback has to cancel.</summary>
    Cancellation,

    /// <summary>The baselines of learning rules.</summary>
    Baseline,
}

/// <summary>One measurement of a calibration.</summary>
/// <param name="Step">What it was for.</param>
/// <param name="Patterns">For every pattern the rates of every population, in the order of the network.</param>
/// <param name="BurstProbabilities">For every population, all bursts over all events.</param>
/// <param name="Used">Names of the populations whose burst probability was put into the network.</param>
internal sealed record CalibrationMeasurement(
    CalibrationStep Step,
    IReadOnlyList<IReadOnlyList<PopulationRates>> Patterns,
    IReadOnlyList<double> BurstProbabilities,
    IReadOnlyList<string> Used)
{
    /// <summary>
    /// Takes the patterns together, which all last equally long, so that ratios of summed rates are ratios of summed counts. Bursts of
    /// events before the window can make that of a few events larger than 1, and then it is 1.
    /// </summary>
    /// <param name="step">What was measured.</param>
    /// <param name="patterns">For every pattern the rates of every population, in the order of the network.</param>
    /// <param name="used">Names of the populations whose burst probability is put into the network.</param>
    internal static CalibrationMeasurement Of(
        CalibrationStep step, IReadOnlyList<PopulationRates[]> patterns, IReadOnlyList<string> used) =>
        new(step, patterns, [.. patterns[0].Select((_, i) => Math.Min(1, Pooled(patterns, i).BurstProbability))], used);

    private static PopulationRates Pooled(IReadOnlyList<PopulationRates[]> patterns, int population) =>
        new(0, patterns.Sum(p => p[population].EventRate), patterns.Sum(p => p[population].BurstRate));
}

/// <summary>A calibration cannot measure a burst probability, because a population is silent.</summary>
/// <param name="population">Name of the population.</param>
internal sealed class CalibrationException(string population) : SimulationException(
    $"the calibration cannot measure the burst probability of \"{population}\": it fired no event. Give the value in the file, or drive "
        + "the population.");
