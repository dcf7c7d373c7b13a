using Spiking.Numerics;

namespace Spiking.Tests.Numerics;

public class LogarithmsTests
{
    // Probabilities on a logarithmic grid from 1e-308 to 1/2, and the same distances from 1 down to 1e-16.
    private static IEnumerable<double> Probabilities()
    {
        for (double exponent = -308; exponent < -0.302; exponent += 0.0173) yield return Math.Pow(10, exponent);
        for (double exponent = -15.9; exponent < -0.302; exponent += 0.0173) yield return 1 - Math.Pow(10, exponent);
    }

    [Test]
    public void The_logarithm_of_one_minus_p_is_right_at_every_p()
    {
        double worst = 0;
        foreach (double p in Probabilities())
        {
            double expected = LogOfOneMinus(p);
            worst = Math.Max(worst, Math.Abs(Logarithms.OnePlus(-p) / expected - 1));
        }

        // 2.2e-16 of the logarithm, and 1.1e-16 each of the ratio, the division and the product; and of the rounding of what is expected.
        Assert.That(worst, Is.LessThan(6.7e-16));
    }

    [TestCase(0.0, 0.0)]
    [TestCase(double.Epsilon, double.Epsilon)]
    [TestCase(-1e-308, -1e-308)]
    [TestCase(-1.0, double.NegativeInfinity)]
    [TestCase(1e300, 690.77552789821368)]
    public void Its_ends_are_those_of_the_function(double x, double expected) => Assert.That(Logarithms.OnePlus(x), Is.EqualTo(expected));

    // ln(1 - p) = -sum p^k/k. Up to 1e-6 three terms are exact to 1e-18; up to 1/2, 28 decimal digits lose at most 1e-22 of it; above, 1 -
    // p is exact.
    private static double LogOfOneMinus(double p)
    {
        if (p < 1e-6) return -(p + p * p / 2 + p * p * p / 3);
        if (p > 0.5) return Math.Log(1 - p);
        decimal power = (decimal)Exactly(p), sum = 0, factor = power;
        for (int k = 1; power > 0; k++, power *= factor) sum += power / k;
        return (double)-sum;
    }

    // A conversion to decimal keeps 15 digits only: so the digits beyond them are converted by themselves.
    private static decimal Exactly(double p)
    {
        decimal high = (decimal)p;
        return high + (decimal)(p - (double)high);
    }
}
