using Spiking.Plasticity;

namespace Spiking.Tests.Plasticity;

/// <summary>The rule's arithmetic, with numbers worked out by hand (eta = 0.5 keeps everything exact in binary).</summary>
public class BurstDependentRuleTests
{
    private static readonly BurstDependentRule Burstprop = new() { LearningRate = 0.5 };
    private static readonly BurstDependentRule Homeostatic = new() { LearningRate = 0.5, MaximumRate = 10 };
    private static readonly BurstDependentRule Constant = new() { LearningRate = 0.5, ConstantBaseline = 0.25, MaximumRate = 10 };

    [TestCase(4, 1, -0.125, TestName = "An event weakens by the burst probability")]
    [TestCase(4, 6, -0.5, TestName = "The burst probability is cut at 1")]
    [TestCase(0, 0, 0.0, TestName = "Before the first event nothing happens")]
    [TestCase(0, 3, 0.0, TestName = "Bursts without events change nothing")]
    [TestCase(4, 0, 0.0, TestName = "Without bursts events do not weaken")]
    [TestCase(40, 10, -0.125, TestName = "Without homeostasis a high rate changes nothing")]
    public void An_event_under_burstprop(double events, double bursts, double change) =>
        Assert.That(Burstprop.AtEvent(events, bursts), Is.EqualTo(change));

    [TestCase(10, 2.5, -0.125, TestName = "At the maximum rate there is no homeostasis")]
    [TestCase(20, 5, -0.375, TestName = "Above it events weaken by the relative excess more")]
    [TestCase(40, 40, -0.875)]
    public void An_event_with_homeostasis(double events, double bursts, double change) =>
        Assert.That(Homeostatic.AtEvent(events, bursts), Is.EqualTo(change));

    [TestCase(0, 0.5)]
    [TestCase(10, 0.5)]
    [TestCase(20, 0.25)]
    [TestCase(40, 0.125)]
    public void A_burst_strengthens_less_above_the_maximum_rate(double events, double change)
    {
        Assert.That(Homeostatic.AtBurst(events), Is.EqualTo(change));
        Assert.That(Constant.AtBurst(events), Is.EqualTo(change));
        Assert.That(Burstprop.AtBurst(events), Is.EqualTo(0.5));
    }

    [TestCase(4, 1, -0.125)]
    [TestCase(4, 4, -0.125)]
    [TestCase(0, 0, -0.125)]
    [TestCase(20, 0, -0.375)]
    public void A_constant_baseline_does_not_depend_on_the_averages(double events, double bursts, double change) =>
        Assert.That(Constant.AtEvent(events, bursts), Is.EqualTo(change));

    [Test]
    public void The_single_synapse_form_does_not_cut_the_baseline() =>
        Assert.That(new BurstDependentRule { LearningRate = 0.5, CapBaseline = false }.AtEvent(4, 6), Is.EqualTo(-0.75));
}
