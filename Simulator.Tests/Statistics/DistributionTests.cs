namespace Spiking.Tests.Statistics;

/// <summary>The distributions that statistical tests rest on, at values from tables.</summary>
public class DistributionTests
{
    [TestCase(1, 12.706205, 0.05)]
    [TestCase(4, 2.776445, 0.05)]
    [TestCase(8, 3.355387, 0.01)]
    [TestCase(30, 2.749996, 0.01)]
    public void Student_t(int degrees, double bound, double probability)
    {
        Assert.That(StudentT.TwoSidedTail(bound, degrees), Is.EqualTo(probability).Within(1e-7));
        Assert.That(StudentT.TwoSidedBound(degrees, probability), Is.EqualTo(bound).Within(1e-5));
    }

    [TestCase(0, 10, 0.3, 1)]
    [TestCase(1, 10, 0.3, 0.9717524751)]
    [TestCase(3, 4, 0.5, 0.3125)]
    [TestCase(4, 4, 0.5, 0.0625)]
    public void Binomial_tail(int successes, int trials, double p, double tail) =>
        Assert.That(Binomial.UpperTail(successes, trials, p), Is.EqualTo(tail).Within(1e-9));

    // A t of 6.442 for 8 degrees of freedom has a tail of 1e-4 on each side.
    [TestCase(1, 1)]
    [TestCase(9, 9)]
    public void The_mean_of_further_seeds_is_bounded(int runs, int seeds)
    {
        SeedSpread spread = new(9, 2, 0.5);
        double margin = 6.442 * 0.5 * Math.Sqrt(1.0 / runs + 1.0 / 9);
        Assert.That(spread.Highest(seeds), Is.EqualTo(2 + margin).Within(1e-3));
        Assert.That(spread.Lowest(seeds), Is.EqualTo(2 - margin).Within(1e-3));
    }
}
