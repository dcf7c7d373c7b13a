using Spiking.Engine;
using Spiking.Neurons;
using Spiking.Plasticity;
using Spiking.Recording;
using Spiking.Synapses;

namespace Spiking.Tasks.PatternLearning;

/// <summary>
/// Measures the burst probabilities that the network's description leaves open and puts them into the network: cancellations first, from
/// the top down, then the baselines of the learning rules.
/// </summary>
internal sealed class Calibration
{
    private readonly Network _network;
    private readonly CalibrationPlan _plan;
    private readonly CalibrationDescription _description;
    private readonly Func<string, MeasurementDescription, IReadOnlyList<PopulationRates[]>> _show;
    private readonly Action<CancellationStageDescription> _cycle;

    /// <summary>Prepares a calibration.</summary>
    /// <param name="network">The network.</param>
    /// <param name="description">Durations of the measurements.</param>
    /// <param name="show">Shows every pattern for a measurement, which it is told the name of, and returns the rates of every population for each.</param>
    /// <param name="cycle">Shows the patterns over and over while cancellations learn.</param>
    public Calibration(
        Network network,
        CalibrationDescription description,
        Func<string, MeasurementDescription, IReadOnlyList<PopulationRates[]>> show,
        Action<CancellationStageDescription> cycle)
    {
        _network = network;
        _plan = new CalibrationPlan(network.Description);
        _description = description;
        _show = show;
        _cycle = cycle;
    }

    /// <summary>Measures everything that is open.</summary>
    /// <param name="results">Every measurement is added as soon as it is made.</param>
    /// <exception cref="CalibrationException">A population that is to be measured fired no events.</exception>
    public void Run(List<CalibrationMeasurement> results)
    {
        CancellingFeedback[] open = [.. _network.Projections.OfType<CancellingFeedback>().Where(p => p.BurstProbability is null)];
        foreach (IReadOnlyList<string> round in _plan.Rounds)
        {
            CalibrationMeasurement measured = Measure(CalibrationStep.Cancellation, _description.Cancellation, round);
            results.Add(measured);
            foreach (CancellingFeedback projection in open.Where(p => round.Contains(p.Source.Name)))
                projection.BurstProbability = Of(measured, projection.Source);
        }

        if (_description.Learning is CancellationStageDescription learning) _cycle(learning);
        if (_plan.Baselines.Count == 0) return;
        CalibrationMeasurement baselines = Measure(CalibrationStep.Baseline, _description.Baseline, _plan.Baselines);
        results.Add(baselines);
        foreach (BurstDependentLearner learner in _network.Learners.OfType<BurstDependentLearner>().Where(l => l.Rule.ConstantBaseline is double.NaN))
            learner.Rule = learner.Rule with { ConstantBaseline = Of(baselines, learner.Projection.Target) };
    }

    private CalibrationMeasurement Measure(CalibrationStep step, MeasurementDescription description, IReadOnlyList<string> used)
    {
        string stage = (step == CalibrationStep.Cancellation ? "calibration of the cancellation: " : "calibration of the baselines: ") + string.Join(", ", used);
        IReadOnlyList<PopulationRates[]> patterns = _show(stage, description);

        // All patterns last equally long, so ratios of summed rates are ratios of summed counts. Bursts of events before the window can make that of a
        // few events larger than 1.
        double[] pooled =
        [
            .. Enumerable.Range(0, _network.Populations.Count)
                .Select(i => new PopulationRates(0, patterns.Sum(p => p[i].EventRate), patterns.Sum(p => p[i].BurstRate)))
                .Select(all => Math.Min(1, all.BurstProbability)),
        ];
        return new CalibrationMeasurement(step, patterns, pooled, used);
    }

    private double Of(CalibrationMeasurement measured, Population population)
    {
        double probability = measured.BurstProbabilities[_network.Populations.ToList().IndexOf(population)];
        return double.IsNaN(probability) ? throw new CalibrationException(population.Name) : probability;
    }
}
