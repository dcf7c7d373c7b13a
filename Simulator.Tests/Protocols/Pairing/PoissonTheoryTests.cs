using Spiking.Protocols.Pairing;
using Spiking.Tests.Reference;

namespace Spiking.Tests.Protocols.Pairing;

public sealed class PoissonTheoryTests
{
    private static readonly PairingProtocolDescription s_poisson = Protocols.Load("pairing-poisson", "realizations=1");

    [TestCase(0.3, "analytic_p30")]
    [TestCase(0.5, "analytic_p50")]
    public void Closed_form_gives_the_published_theory(double initialBurstProbability, string key)
    {
        double[] published = ReferenceData.Load("plasticity-protocols").GetProperty("poisson").Numbers(key);
        double[] theory = [.. Protocols.Points(s_poisson, Protocols.Adaptive(5, initialBurstProbability)).Select(point => point.Theory)];
        Notes.Add($"largest difference {theory.Zip(published, (a, b) => Math.Abs(a - b)).Max():E2}");
        Assert.That(theory, Is.EqualTo(published).Within(1e-9));
    }

    // The integral has a removable singularity where the event average starts at its mean.
    [Test]
    public void Theory_is_smooth_where_the_average_starts_at_its_mean()
    {
        StationaryRates rates = new(5, 1, 100);
        double Change(double initial) => MeanFieldTheory.AdaptiveChange(s_poisson.Plasticity, rates, initial, 2);
        Assert.That(Change(5), Is.EqualTo((Change(5 - 1e-7) + Change(5 + 1e-7)) / 2).Within(1e-12));
    }

    [Test]
    public void Theory_agrees_with_simulation_where_no_ratio_is_averaged()
    {
        // Constant baseline: exact but for the part tau_pre/T = 0.05 % that the rise of the trace costs. 30 points in one chi-square.
        const int Realizations = 200;
        PairingProtocolDescription protocol = s_poisson with { Realizations = Realizations };
        foreach (double baseline in new[] { 0.2, 0.3, 0.4 })
        {
            double chiSquare = 0;
            foreach (CurvePoint point in Protocols.Points(protocol, Protocols.Constant(baseline)))
                chiSquare += Math.Pow((point.Mean - point.Theory) / point.StandardError, 2);
            double p = Statistics.ChiSquare.UpperTail(chiSquare, protocol.Trains.Conditions.Count);
            Notes.Add($"p_b = {baseline}: chi-square {chiSquare:F1}, p = {p:F3}");
            Assert.That(p, Is.GreaterThan(0.01 / 3));
        }
    }

    // No fit: the closed form against simulation; its error is the ratio of averages in place of the average of ratios. Found with 20,000
    // realizations, Pbar(0) = 0.3 (0.5 is alike): no difference above two standard errors up to 30 Hz (0.0003 at 1 Hz, where dW = -0.042,
    // to 0.007), then theory above simulation by 0.033(10) at 34 Hz, 0.052(11) at 39 Hz, 0.031(12) at 45 Hz and 0.042(12) at 50 Hz, where
    // dW = 4.0: at most 2.3 %. That is below 4 % of the standard deviation of a single experiment of 100 s everywhere, so 20
    // realizations, whose standard error is 22 % of it, cannot show it.
    [Test, Category("Science")]
    public void Finely_measured_error_of_the_theory()
    {
        PairingProtocolDescription protocol = s_poisson with { Realizations = 20_000 };
        foreach (double initial in new[] { 0.3, 0.5 })
        {
            foreach (CurvePoint point in Protocols.Points(protocol, Protocols.Adaptive(5, initial)))
            {
                double error = point.Theory - point.Mean;
                Notes.Add(
                    $"P(0) = {initial}, {point.Condition:F2} Hz: simulated {point.Mean:F5} +- {point.StandardError:F5}, "
                    + $"theory {point.Theory:F5}, difference {error:F5} = {error / point.StandardError:F1} s.e. = "
                    + $"{error / point.StandardDeviation:P1} of the s.d.");
                Assert.That(Math.Abs(error), Is.LessThan(0.04 * point.StandardDeviation));
            }
        }
    }
}
