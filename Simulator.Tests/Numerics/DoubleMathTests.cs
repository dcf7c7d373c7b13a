using System.Runtime.Intrinsics;
using Spiking.Numerics;

namespace Spiking.Tests.Numerics;

public class DoubleMathTests
{
    [Test]
    public void The_exponential_has_a_relative_error_below_4e_16()
    {
        double worst = 0;
        for (int i = 0; i < 250_000; i++)
        {
            double x = -708 + i * (1417.0 / 249_999);
            Vector256<double> exp = DoubleMath.Exp(Vector256.Create(x, x / 100, x / 1000, x * 1e-9));
            for (int lane = 0; lane < 4; lane++)
            {
                double argument = x * (lane switch { 0 => 1, 1 => 0, 2 => 0, _ => 1e-9 });
                if (lane == 1) argument = x / 100;
                if (lane == 2) argument = x / 1000;
                double exact = Math.Exp(argument);
                worst = Math.Max(worst, Math.Abs(exp[lane] - exact) / exact);
            }
        }

        Assert.That(worst, Is.LessThan(4e-16));
    }

    [Test]
    public void Beyond_its_range_the_exponential_is_cut()
    {
        Vector256<double> cut = DoubleMath.Exp(Vector256.Create(-1e300, -709.5, 710.5, double.PositiveInfinity));
        Assert.That(cut[0], Is.EqualTo(cut[1]).And.GreaterThan(0));
        Assert.That(cut[2], Is.EqualTo(cut[3]).And.LessThan(double.PositiveInfinity));
    }

    [TestCase(-50.0)]
    [TestCase(-1.3)]
    [TestCase(0.0)]
    [TestCase(0.2)]
    [TestCase(30.0)]
    public void Logistic_and_tangent_are_those_of_the_library(double x)
    {
        Assert.That(DoubleMath.Logistic(Vector256.Create(x))[0],
            Is.EqualTo(1 / (1 + Math.Exp(-x))).Within(6e-16).Percent.Or.EqualTo(1 / (1 + Math.Exp(-x))).Within(4e-16));
        Assert.That(DoubleMath.Tanh(Vector256.Create(x))[1], Is.EqualTo(Math.Tanh(x)).Within(3e-16));
    }
}
