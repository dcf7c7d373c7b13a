using Spiking.Engine;
using Spiking.Plasticity;
using Spiking.Tasks.PatternLearning;
using Spiking.Tests.Engine;

namespace Spiking.Tests.Tasks.PatternLearning;

/// <summary>The calibration of a small BurstCCN: what is measured, when, and where it goes.</summary>
public class CalibrationTests
{
    private static readonly string[] Short =
    [
        "task.burnIn=200 ms", "task.exampleDuration=100 ms", "task.testDiscard=10 ms", "task.decisionWindow=50 ms", "task.epochs=0",
        "task.testEvery=null",
        "task.calibration.cancellation={ \"patternDuration\": \"300 ms\", \"discard\": \"100 ms\" }",
        "task.calibration.baseline={ \"patternDuration\": \"400 ms\", \"discard\": \"50 ms\" }",
    ];

    [Test]
    public void What_is_open_is_measured_and_put_into_the_network()
    {
        (Network network, PatternLearningResult result) = Run();
        Assert.That(result.Calibration.Select(m => m.Step), Is.EqualTo(new[] { CalibrationStep.Cancellation, CalibrationStep.Baseline }));
        Assert.That(result.Calibration[0].Used, Is.EqualTo(new[] { "output" }));
        Assert.That(result.Calibration[1].Used, Is.EqualTo(new[] { "hidden1", "hidden2", "output" }));

        double cancelled = Probability(result, 0, "output");
        Assert.That(cancelled, Is.InRange(0.1, 0.9), "a burst probability");
        Assert.That(network.Projections.OfType<CancellingFeedback>().Select(p => p.BurstProbability), Is.All.EqualTo(cancelled));
        foreach (string name in result.Calibration[1].Used) Assert.That(Probability(result, 1, name), Is.InRange(0.1, 0.9), name);
        foreach (BurstDependentLearner learner in network.Learners.Cast<BurstDependentLearner>())
            Assert.That(learner.Rule.ConstantBaseline, Is.EqualTo(Probability(result, 1, learner.Projection.Target.Name)),
                learner.Projection.Settings.Name);
    }

    [Test]
    public void Measured_probabilities_are_all_bursts_over_all_events_after_the_discarded_beginnings()
    {
        Network network = SmallNetworks.BuildCcn(41, Short);
        PatternLearningDescription task = (PatternLearningDescription)network.Description.Task!;
        int output = network.Populations.ToList().FindIndex(p => p.Name == "output");
        SpikeCountRecorder counts = new(network.Populations[output]);
        Simulation simulation = new Simulation(network, [counts], 1);
        PatternLearningTask learning = new(simulation, task);
        simulation.Run(learning);

        // Burn-in 2000 steps; cancellation 4 x 3000 with 1000 discarded; baseline 4 x 4000 with 500 discarded.
        (long events, long bursts) = counts.Between(Enumerable.Range(0, 4).Select(i => (2000 + 3000 * i + 1000, 2000 + 3000 * (i + 1))));
        Assert.That(learning.Result.Calibration[0].BurstProbabilities[output], Is.EqualTo((double)bursts / events).Within(1e-12));
        (events, bursts) = counts.Between(Enumerable.Range(0, 4).Select(i => (14_000 + 4000 * i + 500, 14_000 + 4000 * (i + 1))));
        Assert.That(learning.Result.Calibration[1].BurstProbabilities[output], Is.EqualTo((double)bursts / events).Within(1e-12));
        Assert.That(network.StepsTaken, Is.EqualTo(2000 + 12_000 + 16_000 + 8 * 1000));
        Assert.That(network.Time, Is.EqualTo(task.Duration(network.Description)).Within(1e-9));
    }

    [Test]
    public void A_cancellation_that_learns_has_time_for_it_before_the_baselines()
    {
        (Network network, PatternLearningResult result) = Run(
            "task.calibration.learning={ \"patternDuration\": \"150 ms\", \"rounds\": 3 }",
            "projections[4].cancellation={ \"learning\": { \"rate\": 0.1, \"from\": \"200 ms\", \"until\": \"2 s\" } }",
            "projections[5].cancellation={ \"burstProbability\": 0.2, \"learning\": { \"rate\": 0, \"averagingTime\": \"50 ms\" } }");
        CancellationLearner[] learned = [.. network.Learners.OfType<CancellationLearner>()];
        Assert.That(result.Calibration.Select(m => m.Step), Is.EqualTo(new[] { CalibrationStep.Baseline }),
            "there is nothing to measure for the cancellation");
        Assert.That(network.StepsTaken, Is.EqualTo(2000 + 3 * 4 * 1500 + 16_000 + 8 * 1000));
        Assert.That(network.Time, Is.EqualTo(network.Description.Task!.Duration(network.Description)).Within(1e-9));
        Assert.That((learned[0].From, learned[0].Until, ((VariableCancellation)learned[0].Projection).Start),
            Is.EqualTo((2000, 20_000, 0.0)));
        Assert.That(learned[0].Weights.ToArray(), Has.Some.Not.Zero);
        Assert.That(learned[1].Weights.ToArray(), Is.All.EqualTo((float)(0.2 * 13e-3)), "its rate is 0");
    }

    [Test]
    public void Given_values_are_taken_and_cost_no_time()
    {
        (Network network, PatternLearningResult result) = Run(
            "projections[4].cancellation.burstProbability=0.3", "projections[5].cancellation.burstProbability=0.3",
            "projections[0].plasticity.baselineBurstProbability=0.35", "projections[2].plasticity.baselineBurstProbability=0.45");
        Assert.That(result.Calibration, Is.Empty);
        Assert.That(network.StepsTaken, Is.EqualTo(2000 + 8 * 1000));
        Assert.That(network.Projections.OfType<CancellingFeedback>().Select(p => p.BurstProbability), Is.All.EqualTo(0.3));
        Assert.That(network.Learners.Cast<BurstDependentLearner>().Select(l => l.Rule.ConstantBaseline),
            Is.EqualTo(new[] { 0.35, 0.35, 0.35, 0.35, 0.45, 0.45 }));
    }

    [Test]
    public void A_shift_is_added_to_a_measured_baseline()
    {
        (Network network, PatternLearningResult result) = Run("projections[0].plasticity.baselineShift=-0.05");
        foreach (BurstDependentLearner learner in network.Learners.Cast<BurstDependentLearner>())
        {
            double shift = learner.Projection.Target.Name == "output" ? 0 : -0.05;
            Assert.That(learner.Rule.Baseline(5, 1),
                Is.EqualTo(Probability(result, 1, learner.Projection.Target.Name) + shift).Within(1e-12));
        }
    }

    [Test]
    public void A_silent_population_is_refused()
    {
        CalibrationException exception = Assert.Throws<CalibrationException>(() => Run("populations.output.background=[]"))!;
        Assert.That(exception.Message, Does.Contain("\"output\""));
    }

    private static double Probability(PatternLearningResult result, int measurement, string population) =>
        result.Calibration[measurement].BurstProbabilities[result.Populations.ToList().IndexOf(population)];

    private static (Network Network, PatternLearningResult Result) Run(params string[] changes)
    {
        Network network = SmallNetworks.BuildCcn(41, [.. Short, .. changes]);
        Simulation simulation = new Simulation(network, [], 1);
        PatternLearningTask learning = new(simulation, (PatternLearningDescription)network.Description.Task!);
        simulation.Run(learning);
        return (network, learning.Result);
    }
}
