using Spiking.Plasticity;
using Spiking.Synapses;

namespace Spiking.Tests.Plasticity;

/// <summary>The rule of Bienenstock, Cooper and Munro, of one synapse against closed forms and sums in float64.</summary>
public class BcmTests
{
    private const double Eta = 1e-3, Target = 20, Time = 50e-3, Slow = 2;

    private static BcmDescription Rule => new() { LearningRate = Eta, TargetRate = Target, TraceTime = Time, ThresholdTime = Slow };

    // The first post-synaptic spike finds y = 0, far below the threshold at the start, r0: w -= eta x.
    [Test]
    public void A_pair_weakens_because_the_neuron_was_silent() =>
        Assert.That(LearnedWeight.After(Rule with { ThresholdTime = 1e6 }, [100], [150]),
            Is.EqualTo(0.5 - Eta * Math.Exp(-50 * LearnedWeight.TimeStep / Time)).Within(1e-7));

    [Test]
    public void Random_trains_change_the_weight_spike_by_spike()
    {
        (int[] pre, int[] post) = LearnedWeight.Trains(60, 10_000, 4);
        double expected = 0.5, theta = Target, last = 0;
        foreach (int t in post)
        {
            double x = LearnedWeight.Trace(pre, t, Time, SpikePairing.AllToAll, true);
            double y = LearnedWeight.Trace(post, t, Time, SpikePairing.AllToAll, false) / Time;
            theta *= Math.Exp(-(t - last) * LearnedWeight.TimeStep / Slow);
            expected += Eta * x * (y - theta) / Target;
            (theta, last) = (theta + y / (Target * Slow), t);
        }

        // Rounding of the weight at 63 changes, and of traces at as many spikes, of terms that add to below 0.2.
        Assert.That(LearnedWeight.After(Rule, pre, post), Is.EqualTo(expected).Within(63 * 3e-8 + 3 * 63 * 6e-8 * 0.2));
        Assert.That(Math.Abs(expected - 0.5), Is.InRange(1e-3, 0.2));
    }

    /// <summary>
    /// Before the last of n spikes with the period T the rate is y = (q + ... + q^(n - 1))/tau, q = exp(-T/tau). While the threshold stays
    /// at r0, weights grow if y is above r0 and shrink if it is below.
    /// </summary>
    [TestCase(400, -1)]
    [TestCase(700, -1)]
    [TestCase(200, 1)]
    [TestCase(100, 1)]
    public void The_sign_of_a_change_is_that_of_the_rate_above_the_threshold(int period, int sign)
    {
        const int Spikes = 41;
        double q = Math.Exp(-period * LearnedWeight.TimeStep / Time), last = Math.Pow(q, Spikes), y = (q - last) / (1 - q) / Time;
        Assert.That(Math.Sign(y - Target), Is.EqualTo(sign), "the threshold is between these periods");
        BcmDescription rule = Rule with { ThresholdTime = 1e6, MaximumWeight = 4 };
        int[] post = [.. Enumerable.Range(1, Spikes).Select(k => k * period)], pre = [.. post.Select(t => t - 5)];
        double change = LearnedWeight.After(rule, pre, post) - LearnedWeight.After(rule, pre, post[..^1]);

        // Weights below 2 are rounded to 1.2e-7, once in each of the two.
        double x = Math.Exp(-5 * LearnedWeight.TimeStep / Time) * (1 - last) / (1 - q);
        Assert.That(change, Is.EqualTo(Eta * x * (y - Target) / Target).Within(5e-7));
    }

    /// <summary>
    /// The threshold slides to the mean of y per time over r0, r y/r0 for regular spikes of rate r, which is above y if r is above r0: then
    /// weights shrink, whatever they did before, and grow if r is below. At r = r0 they rest. (At a spike the threshold is lower than its
    /// mean by the factor u/(exp(u) - 1) with u = T over its time constant, 1 - u/2 to first order.)
    /// </summary>
    [TestCase(20)]
    [TestCase(25)]
    [TestCase(10)]
    public void The_fixed_point_is_the_target_rate(int rate)
    {
        int period = 10_000 / rate, spikes = 20 * rate;
        int[] post = [.. Enumerable.Range(1, spikes).Select(k => k * period)], pre = [.. post.Select(t => t - 5)];
        double change = LearnedWeight.After(Rule, pre, post) - LearnedWeight.After(Rule, pre, post[..^1]);
        double q = Math.Exp(-period * LearnedWeight.TimeStep / Time), y = q / (1 - q) / Time, u = period * LearnedWeight.TimeStep / Slow;
        double x = Math.Exp(-5 * LearnedWeight.TimeStep / Time) / (1 - q), theta = rate * y / Target * u / (Math.Exp(u) - 1);

        // Twenty seconds leave exp(-10) of the threshold at the start; the weight is rounded once in each run.
        double rest = Eta * x * Math.Exp(-10) + 2e-7;
        Assert.That(change, Is.EqualTo(Eta * x * (y - theta) / Target).Within(rest));
        if (rate == 20) Assert.That(Math.Abs(change), Is.LessThan(Eta * x * (y / Target) * u / 2 + rest));
        else Assert.That(Math.Sign(change), Is.EqualTo(Math.Sign(Target - rate)));
    }
}
