using Spiking.Plasticity;
using Spiking.Synapses;

namespace Spiking.Tests.Plasticity;

/// <summary>Homeostatic plasticity of inhibition, of one synapse against sums over pairs of spikes in float64.</summary>
public class InhibitoryStdpTests
{
    private const double Rate = 2e-3, Target = 5, Time = 20e-3, Alpha = 2 * Target * Time;

    private static InhibitoryStdpDescription Rule => new() { LearningRate = Rate, TargetRate = Target, TraceTime = Time };

    [Test]
    public void A_pre_synaptic_spike_alone_weakens() =>
        Assert.That(LearnedWeight.After(Rule, [100], []), Is.EqualTo(0.5 - Rate * Alpha).Within(6e-8));

    [TestCase(100, 150)]
    [TestCase(150, 100)]
    public void A_pair_strengthens_in_either_order(int pre, int post)
    {
        double expected = 0.5 + Rate * (Math.Exp(-50 * LearnedWeight.TimeStep / Time) - Alpha);
        Assert.That(LearnedWeight.After(Rule, [pre], [post]), Is.EqualTo(expected).Within(1.2e-7));
    }

    [Test]
    public void Random_trains_change_the_weight_by_a_sum_over_pairs()
    {
        (int[] pre, int[] post) = LearnedWeight.Trains(40, 3000, 4);
        double change = Rate * (
            pre.Sum(t => LearnedWeight.Trace(post, t, Time, SpikePairing.AllToAll, false) - Alpha)
            + post.Sum(t => LearnedWeight.Trace(pre, t, Time, SpikePairing.AllToAll, true)));

        // Rounding of the weight at 80 changes, and of traces at 40 spikes, of a change below 0.5.
        Assert.That(LearnedWeight.After(Rule, pre, post, 0.3), Is.EqualTo(0.3 + change).Within(80 * 3e-8 + 40 * 6e-8 * 0.5));
        Assert.That(change, Is.InRange(0.01, 0.5));
    }

    /// <summary>
    /// Trains that know nothing of one another, here regular ones with 50 phases between them, a time h apart, change a weight by
    /// eta (r h coth(h/(2 tau)) - alpha) per pre-synaptic spike on average, which for small h is 2 eta tau (r - r0). Spikes that would come
    /// before the first and after the last are left out (two periods, exp(-10) of r at most), and a weight is rounded at 15 changes of five
    /// pre-synaptic spikes.
    /// </summary>
    [TestCase(5)]
    [TestCase(10)]
    [TestCase(2)]
    public void Weights_drift_towards_the_target_rate(int rate)
    {
        const int Phases = 50, Spikes = 5;
        int period = 10_000 / rate, apart = period / Phases;
        double sum = 0;
        for (int phase = 0; phase < period; phase += apart)
        {
            int[] pre = [.. Enumerable.Range(2, Spikes).Select(k => k * period + phase)],
                post = [.. Enumerable.Range(0, 10).Select(k => k * period)];
            sum += LearnedWeight.After(Rule, pre, post) - 0.5;
        }

        double h = apart * LearnedWeight.TimeStep;
        double drift = Rate * (rate * h / Math.Tanh(h / (2 * Time)) - Alpha);
        Assert.That(sum / (Phases * Spikes), Is.EqualTo(drift).Within(2 * Math.Exp(-10) * Rate + 15 * 3e-8 / Spikes));
        Assert.That(drift, Is.EqualTo(2 * Rate * Time * (rate - Target)).Within(0.021 * 2 * Rate * Time * rate));
    }
}
