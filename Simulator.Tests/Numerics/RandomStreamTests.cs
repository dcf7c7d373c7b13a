using Spiking.Numerics;
using Spiking.Tests.Statistics;

namespace Spiking.Tests.Numerics;

public class RandomStreamTests
{
    private const int Draws = 1_000_000;

    [Test]
    public void Gaussian_moments_are_those_of_the_normal_distribution()
    {
        // Standard errors from the even moments 1, 3, 15, 105 of the normal distribution: var(x) = 1, var(x^2) = 3 - 1, var(x^3) = 15,
        // var(x^4) = 105 - 9, var(x_i x_(i+1)) = 1, each over n.
        RandomStream random = new(RandomKey.Of(3, RandomPurpose.InitialState));
        double first = 0, second = 0, third = 0, fourth = 0, lagged = 0, previous = 0;
        int beyondThree = 0;
        for (int i = 0; i < Draws; i++)
        {
            double x = random.NextGaussian();
            first += x;
            second += x * x;
            third += x * x * x;
            fourth += x * x * x * x;
            lagged += x * previous;
            previous = x;
            if (Math.Abs(x) > 3) beyondThree++;
        }

        double error = 1 / Math.Sqrt(Draws);
        Bounds.AssertNormal(first / Draws, 0, error, 6, "mean");
        Bounds.AssertNormal(second / Draws, 1, Math.Sqrt(2) * error, 6, "second moment");
        Bounds.AssertNormal(third / Draws, 0, Math.Sqrt(15) * error, 6, "third moment");
        Bounds.AssertNormal(fourth / Draws, 3, Math.Sqrt(96) * error, 6, "fourth moment");
        Bounds.AssertNormal(lagged / Draws, 0, error, 6, "neighbours");
        Bounds.AssertBinomial(beyondThree, Draws, 0.002699796063, 6, "beyond three standard deviations");
    }

    [Test]
    public void Uniform_pairs_fill_the_unit_square()
    {
        // Chi-square over 20 x 20 equal cells, n = 10^6: 2500 per cell.
        const int Side = 20;
        RandomStream random = new(RandomKey.Of(4, RandomPurpose.Protocol));
        int[] cells = new int[Side * Side];
        for (int i = 0; i < Draws; i++)
        {
            (double u, double v) = random.NextUniformPair();
            cells[(int)(u * Side) * Side + (int)(v * Side)]++;
        }

        const double Expected = (double)Draws / (Side * Side);
        Bounds.AssertDispersion(cells.Sum(c => (c - Expected) * (c - Expected) / Expected), Side * Side - 1, 1, "cells");
    }

    [Test]
    public void Exponential_numbers_have_mean_and_variance_1()
    {
        // Var(x) = 1; Var((x - 1)^2) = 9 - 1 (fourth central moment 9).
        RandomStream random = new(RandomKey.Of(5, RandomPurpose.Protocol));
        double sum = 0, squares = 0;
        for (int i = 0; i < Draws; i++)
        {
            double x = random.NextExponential();
            sum += x;
            squares += (x - 1) * (x - 1);
        }

        Bounds.AssertNormal(sum / Draws, 1, 1 / Math.Sqrt(Draws), 2, "mean");
        Bounds.AssertNormal(squares / Draws, 1, Math.Sqrt(8.0 / Draws), 2, "variance");
    }

    [TestCase(0u)]
    [TestCase(uint.MaxValue)]
    public void Uniform_numbers_are_never_0_or_1(uint bits) =>
        Assert.That(RandomStream.Uniform(bits), Is.GreaterThan(0).And.LessThan(1));
}
