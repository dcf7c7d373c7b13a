using Spiking.Engine;
using Spiking.Neurons;
using Spiking.Plasticity;

namespace Spiking.Tasks.PatternLearning;

/// <summary>Puts measured burst probabilities into a network whose description leaves them open.</summary>
internal static class Calibration
{
    /// <summary>
    /// Sets the cancellations of the feedback from the populations that were measured, or the baselines of the learning rules.
    /// </summary>
    /// <exception cref="CalibrationException">A population that was to be measured fired no events.</exception>
    public static void Set(Network network, CalibrationMeasurement measurement)
    {
        if (measurement.Step == CalibrationStep.Cancellation)
        {
            foreach (CancellingFeedback projection in network.Projections.OfType<CancellingFeedback>())
                if (projection.BurstProbability is null && measurement.Used.Contains(projection.Source.Name))
                    projection.BurstProbability = Of(projection.Source);
        }
        else
        {
            foreach (BurstDependentLearner learner in network.Learners.OfType<BurstDependentLearner>()
                .Where(l => l.Rule.ConstantBaseline is double.NaN))
                learner.Rule = learner.Rule with { ConstantBaseline = Of(learner.Projection.Target) };
        }

        double Of(Population population)
        {
            double probability = measurement.BurstProbabilities[network.Populations.ToList().IndexOf(population)];
            return double.IsNaN(probability) ? throw new CalibrationException(population.Name) : probability;
        }
    }
}
