using Spiking.Protocols.Pairing;

namespace Spiking.Tests.Protocols.Pairing;

/// <summary>
/// A constant baseline under Poisson trains (Greedy et al. 2022, Fig. 1B): depression at low and potentiation at high rates. The sign
/// changes where the burst probability 1 - exp(-lambda (T_burst - t_ref)) passes the baseline; the size goes with the square of the
/// event rate.
/// </summary>
public sealed class ConstantBaselineTests
{
    // Nine tests of a mean of 200 realizations against 0: a family-wise error of 1 % leaves 0.11 % for each, 3.06 standard errors one-sided
    // and 3.26 two-sided.
    private const double OneSided = 3.06;
    private const double TwoSided = 3.26;

    [TestCase(0.2)]
    [TestCase(0.3)]
    [TestCase(0.4)]
    public void The_sign_changes_where_the_burst_probability_passes_the_baseline(double baseline)
    {
        PairingProtocolDescription protocol = Protocols.Load("pairing-poisson", "realizations=200");
        var trains = (PoissonTrainsDescription)protocol.Trains;
        double crossing = StationaryRates.PoissonRateAt(trains, protocol.BurstInterval, baseline);
        double hazard = crossing / (1 - crossing * trains.RefractoryPeriod);
        Assert.That(1 - Math.Exp(-hazard * 0.014), Is.EqualTo(baseline).Within(1e-12));

        IReadOnlyList<CurvePoint> points = Protocols.Points(
            protocol with { Trains = trains with { Rates = [0.9 * crossing, crossing, 1.1 * crossing] } }, Protocols.Constant(baseline));
        foreach (CurvePoint point in points)
            Notes.Add($"p_b = {baseline}, {point.Condition:F2} Hz: {point.Mean:F3} +- {point.StandardError:F3}, theory {point.Theory:F3}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(points[0].Mean, Is.LessThan(-OneSided * points[0].StandardError));
            Assert.That(points[1].Mean, Is.EqualTo(0).Within(TwoSided * points[1].StandardError));
            Assert.That(points[2].Mean, Is.GreaterThan(OneSided * points[2].StandardError));
        }
    }

    // dW/(eta tau_pre T) = E^2 (P - p_b): at equal distance from the baseline, the change goes with the event rate squared.
    [Test]
    public void The_size_goes_with_the_event_rate_squared()
    {
        PairingPlasticityDescription plasticity = new();
        double slow = MeanFieldTheory.ConstantChange(plasticity, new StationaryRates(5, 2, 100), 0.3);
        double fast = MeanFieldTheory.ConstantChange(plasticity, new StationaryRates(10, 4, 100), 0.3);
        Assert.That(fast, Is.EqualTo(4 * slow).Within(1e-12));
    }
}
