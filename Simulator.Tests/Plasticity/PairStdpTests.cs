using Spiking.Plasticity;
using Spiking.Synapses;

namespace Spiking.Tests.Plasticity;

/// <summary>Pair-based STDP of one synapse against sums over pairs of spikes in float64.</summary>
public class PairStdpTests
{
    private const double Up = 1e-3, Down = 1.2e-3, UpTime = 17e-3, DownTime = 34e-3, Maximum = 0.8;

    // The weight is rounded to float32 (3e-8 of a weight below 1) at each of some 80 changes, the traces at each of 40 spikes (6e-8 of
    // each).
    private const double Rounding = 80 * 3e-8 + 40 * 6e-8 * 0.1;

    private static PairStdpDescription Rule(WeightDependence dependence, SpikePairing pairing) => new()
    {
        Potentiation = Up,
        Depression = Down,
        PotentiationTime = UpTime,
        DepressionTime = DownTime,
        WeightDependence = dependence,
        Pairing = pairing,
        MaximumWeight = Maximum,
    };

    [TestCase(100, 150, Up * Maximum, UpTime)]
    [TestCase(150, 100, -Down * Maximum, DownTime)]
    public void One_pair_changes_the_weight_by_an_exponential_of_its_interval(int pre, int post, double amplitude, double time)
    {
        double found = LearnedWeight.After(Rule(WeightDependence.Additive, SpikePairing.AllToAll), [pre], [post]);
        Assert.That(found, Is.EqualTo(0.5 + amplitude * Math.Exp(-50 * LearnedWeight.TimeStep / time)).Within(6e-8));
    }

    [Test]
    public void Of_spikes_in_one_step_the_pre_synaptic_one_comes_first() =>
        Assert.That(LearnedWeight.After(Rule(WeightDependence.Additive, SpikePairing.AllToAll), [100], [100]),
            Is.EqualTo(0.5 + Up * Maximum).Within(6e-8));

    [Test]
    public void A_delay_counts_from_the_arrival() =>
        Assert.That(
            LearnedWeight.After(Rule(WeightDependence.Additive, SpikePairing.AllToAll), [100], [150], delay: 50),
            Is.EqualTo(0.5 + Up * Maximum).Within(6e-8));

    [Test]
    public void The_factor_that_a_task_sets_scales_all_changes()
    {
        double full = LearnedWeight.After(Rule(WeightDependence.Additive, SpikePairing.AllToAll), [100, 180], [150]) - 0.5;
        double half = LearnedWeight.After(Rule(WeightDependence.Additive, SpikePairing.AllToAll), [100, 180], [150], rate: 0.5) - 0.5;
        Assert.That(half, Is.EqualTo(full / 2).Within(1.2e-7));
        Assert.That(Math.Abs(full), Is.GreaterThan(1e-5));
    }

    [Test]
    public void Short_term_plasticity_scales_what_is_transmitted_but_not_what_is_learned()
    {
        TsodyksMarkramDescription depressing = new() { Utilization = 0.5, RecoveryTime = 0.1, FacilitationTime = 0.05 };
        double Learned(ShortTermPlasticityDescription? shortTerm) => LearnedWeight.After(
            Rule(WeightDependence.Additive, SpikePairing.AllToAll), [100, 140, 180], [150, 200], shortTerm: shortTerm);
        Assert.That(Learned(depressing), Is.EqualTo(Learned(null)).And.Not.EqualTo(0.5));
    }

    [TestCase(SpikePairing.AllToAll, 0)]
    [TestCase(SpikePairing.AllToAll, 13)]
    [TestCase(SpikePairing.Nearest, 0)]
    [TestCase(SpikePairing.Nearest, 13)]
    public void Additive_changes_are_a_sum_over_pairs(SpikePairing pairing, int delay)
    {
        (int[] pre, int[] post) = LearnedWeight.Trains(40, 3000, 1);
        int[] arrivals = [.. pre.Select(step => step + delay)];
        double change = Maximum * (
            Up * post.Sum(step => LearnedWeight.Trace(arrivals, step, UpTime, pairing, inclusive: true))
            - Down * arrivals.Sum(step => LearnedWeight.Trace(post, step, DownTime, pairing, inclusive: false)));
        Assert.That(LearnedWeight.After(Rule(WeightDependence.Additive, pairing), pre, post, delay: delay),
            Is.EqualTo(0.5 + change).Within(Rounding));
        Assert.That(Math.Abs(change), Is.GreaterThan(1000 * Rounding).Or.GreaterThan(5e-3));
    }

    [TestCase(SpikePairing.AllToAll)]
    [TestCase(SpikePairing.Nearest)]
    public void Multiplicative_changes_approach_the_bounds(SpikePairing pairing)
    {
        (int[] pre, int[] post) = LearnedWeight.Trains(40, 3000, 2);
        double weight = 0.5;
        for (int step = 0; step < 3000; step++)
        {
            if (pre.Contains(step)) weight *= 1 - Down * LearnedWeight.Trace(post, step, DownTime, pairing, inclusive: false);
            if (post.Contains(step)) weight += Up * LearnedWeight.Trace(pre, step, UpTime, pairing, inclusive: true) * (Maximum - weight);
        }

        Assert.That(LearnedWeight.After(Rule(WeightDependence.Multiplicative, pairing), pre, post), Is.EqualTo(weight).Within(Rounding));
        Assert.That(weight, Is.Not.EqualTo(0.5).Within(1e-3));
    }

    [Test]
    public void Additive_changes_are_cut_at_the_bounds()
    {
        PairStdpDescription large = Rule(WeightDependence.Additive, SpikePairing.AllToAll) with { Potentiation = 1, Depression = 1 };
        Assert.That(LearnedWeight.After(large, [100], [101]), Is.EqualTo((float)Maximum));
        Assert.That(LearnedWeight.After(large, [101], [100]), Is.Zero);
    }
}
