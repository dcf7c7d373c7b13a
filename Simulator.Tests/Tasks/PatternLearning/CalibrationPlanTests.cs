using Spiking.Engine;
using Spiking.Neurons;
using Spiking.Plasticity;
using Spiking.Tasks.PatternLearning;

namespace Spiking.Tests.Tasks.PatternLearning;

/// <summary>The order in which open burst probabilities can be measured.</summary>
public class CalibrationPlanTests
{
    [Test]
    public void Feedback_is_calibrated_from_the_top_down()
    {
        CalibrationPlan plan = new(Network(Feedback("middle", "bottom"), Feedback("top", "middle"), Feedback("side", "bottom")));
        Assert.That(plan.Rounds, Is.EqualTo(new[] { new[] { "top", "side" }, ["middle"] }));
        Assert.That(plan.Circular, Is.Empty);
    }

    [Test]
    public void An_open_probability_is_waited_for_through_feedback_whose_own_is_given()
    {
        CalibrationPlan plan = new(Network(Feedback("low", "lowest"), Feedback("middle", "low", 0.4), Feedback("top", "middle")));
        Assert.That(plan.Rounds, Is.EqualTo(new[] { new[] { "top" }, ["low"] }));
    }

    [Test]
    public void A_population_with_a_given_probability_is_not_measured()
    {
        CalibrationPlan plan = new(Network(Feedback("top", "bottom", 0.4)));
        Assert.That(plan.Rounds, Is.Empty);
    }

    [Test]
    public void Populations_that_reach_one_another_cannot_be_measured()
    {
        CalibrationPlan plan = new(Network(Feedback("a", "b"), Feedback("b", "a"), Feedback("c", "a"), Feedback("b", "d")));
        Assert.That(plan.Rounds, Is.EqualTo(new[] { new[] { "c" } }));
        Assert.That(plan.Circular, Is.EqualTo(new[] { "a", "b" }));
    }

    private static NetworkDescription Network(params ProjectionDescription[] projections) => new()
    {
        Name = "x",
        NeuronModels = new Dictionary<string, NeuronModelDescription>(),
        Populations = new Dictionary<string, PopulationDescription>(),
        Projections = projections,
    };

    private static ProjectionDescription Feedback(string from, string to, double? burstProbability = null) => new()
    {
        From = [from],
        To = [to],
        Receptor = Receptor.DendriteFeedback,
        Transmits = SpikeFilter.Bursts,
        Amplitude = 1e-3,
        Cancellation = new CancellationDescription { BurstProbability = burstProbability },
    };
}
