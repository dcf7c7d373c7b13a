using Spiking.Plasticity;
using Spiking.Synapses;

namespace Spiking.Tests.Plasticity;

/// <summary>Triplet STDP of one synapse against closed forms of triplets and sums over random trains in float64.</summary>
public class TripletStdpTests
{
    private const double Up2 = 1e-4, Up3 = 6e-4, Down2 = 2e-4, Down3 = 5e-5;
    private const double Plus = 16.8e-3, Minus = 33.7e-3, X = 101e-3, Y = 125e-3;

    // See PairStdpTests; the changes of all spikes together are below 1.
    private const double Rounding = 80 * 3e-8 + 80 * 6e-8;

    private static TripletStdpDescription Rule(SpikePairing pairing = SpikePairing.AllToAll) => new()
    {
        PairPotentiation = Up2,
        TripletPotentiation = Up3,
        PairDepression = Down2,
        TripletDepression = Down3,
        PotentiationTime = Plus,
        DepressionTime = Minus,
        SlowPresynapticTime = X,
        SlowPostsynapticTime = Y,
        Pairing = pairing,
    };

    // Post at 0, pre at 5 ms, post at 15 ms: the pre-synaptic spike follows a post-synaptic one, the last spike sees both.
    [Test]
    public void Post_pre_post_adds_the_triplet_to_the_pair()
    {
        double expected = 0.5 - Down2 * Math.Exp(-5e-3 / Minus) + Math.Exp(-10e-3 / Plus) * (Up2 + Up3 * Math.Exp(-15e-3 / Y));
        Assert.That(LearnedWeight.After(Rule(), [50], [0, 150]), Is.EqualTo(expected).Within(2e-7));
    }

    [Test]
    public void Pre_post_pre_takes_the_triplet_from_the_pair()
    {
        double expected = 0.5 + Up2 * Math.Exp(-5e-3 / Plus) - Math.Exp(-10e-3 / Minus) * (Down2 + Down3 * Math.Exp(-15e-3 / X));
        Assert.That(LearnedWeight.After(Rule(), [0, 150], [50]), Is.EqualTo(expected).Within(2e-7));
    }

    [TestCase(SpikePairing.AllToAll)]
    [TestCase(SpikePairing.Nearest)]
    public void Random_trains_change_the_weight_by_the_sums_of_the_model(SpikePairing pairing)
    {
        (int[] pre, int[] post) = LearnedWeight.Trains(40, 6000, 3);
        double change =
            post.Sum(t => LearnedWeight.Trace(pre, t, Plus, pairing, true) * (Up2 + Up3 * LearnedWeight.Trace(post, t, Y, pairing, false)))
            - pre.Sum(t =>
                LearnedWeight.Trace(post, t, Minus, pairing, false) * (Down2 + Down3 * LearnedWeight.Trace(pre, t, X, pairing, false)));
        Assert.That(LearnedWeight.After(Rule(pairing), pre, post, 0.3), Is.EqualTo(0.3 + change).Within(Rounding));
        Assert.That(Math.Abs(change), Is.InRange(1e-3, 0.3), "a change, and none that is cut at a bound");
    }
}
