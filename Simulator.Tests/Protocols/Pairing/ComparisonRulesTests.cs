using Spiking.Neurons;
using Spiking.Protocols.Pairing;

namespace Spiking.Tests.Protocols.Pairing;

public sealed class ComparisonRulesTests
{
    private static readonly PairStdpCurveDescription s_stdp = new();

    [TestCase(0.010, 0.0030326532985631671)] // 0.005 exp(-10/20)
    [TestCase(-0.010, -0.0031842859634913255)] // -0.00525 exp(-10/20)
    [TestCase(0, 0)]
    public void One_pair_changes_the_weight_by_the_textbook_window(double lag, double change)
    {
        PairingEpoch epoch = new([new(0.1, SpikeKind.Event)], [new(0.1 + lag, SpikeKind.Event)], 1);
        Assert.That(PairStdp.WeightChange([epoch], s_stdp), Is.EqualTo(change).Within(1e-15));
    }

    [Test]
    public void All_pairs_count()
    {
        PairingEpoch epoch = new([new(0.1, SpikeKind.Event), new(0.11, SpikeKind.Burst)], [new(0.12, SpikeKind.Event)], 1, 5);
        double expected = 0.005 * (Math.Exp(-1) + Math.Exp(-0.5));
        Assert.That(PairStdp.WeightChange([epoch, epoch], s_stdp), Is.EqualTo(2 * expected).Within(1e-15));
    }

    // Independent trains of equal rate r: A+ tau+ r^2 T - A- tau- r^2 T, depression at every rate. 10 points, chi-square.
    [Test]
    public void Independent_trains_are_depressed_at_every_rate_by_pairs()
    {
        PairingProtocolDescription protocol = Protocols.Load("pairing-poisson", "realizations=100");
        double chiSquare = 0;
        foreach (CurvePoint point in Protocols.Points(protocol, s_stdp))
        {
            double expected = (0.005 - 0.00525) * 20e-3 * point.Condition * point.Condition * 100;
            chiSquare += Math.Pow((point.Mean - expected) / point.StandardError, 2);
        }

        Assert.That(Statistics.ChiSquare.UpperTail(chiSquare, 10), Is.GreaterThan(0.01));
    }

    [Test]
    public void Fixed_threshold_rule_changes_its_sign_at_the_threshold()
    {
        MarkedSpike[] spikes = [.. Enumerable.Range(0, 20).Select(i => new MarkedSpike(i * 0.1, SpikeKind.Event))];
        double Change(double threshold) =>
            FixedThresholdBcm.WeightChange([new PairingEpoch(spikes, spikes, 2)],
                new BcmCurveDescription { LearningRate = 1e-3, Threshold = threshold });
        Assert.That(Change(4), Is.EqualTo(1e-3 * 2 * 10 * 10 * 6).Within(1e-12));
        Assert.That(Change(10), Is.Zero);
        Assert.That(Change(12), Is.Negative);
    }
}
