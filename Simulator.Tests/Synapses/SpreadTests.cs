using Spiking.Numerics;
using Spiking.Synapses;
using Spiking.Tests.Statistics;

namespace Spiking.Tests.Synapses;

/// <summary>Distributions of weights and delays: moments and clipping.</summary>
public class SpreadTests
{
    private const int Sources = 200, Targets = 300, Count = Sources * Targets;

    // A sample variance of n values has the variance (m4 - v^2)/n, with v the variance and m4 the fourth central moment. Two comparisons
    // per case, of six.
    private static void AssertMoments(double[] values, double mean, double variance, double fourth)
    {
        Bounds.AssertNormal(values.Average(), mean, Math.Sqrt(variance / values.Length), 12, "mean");
        Bounds.AssertNormal(
            values.Average(x => (x - mean) * (x - mean)), variance,
            Math.Sqrt((fourth - variance * variance) / values.Length), 12, "variance");
    }

    [Test]
    public void Normal_factors_have_the_mean_1_and_the_deviation()
    {
        // The minimum, 0, is ten standard deviations away.
        AssertMoments(Factors(new NormalSpreadDescription { Deviation = 0.1 }), 1, 0.01, 3e-4);
    }

    [Test]
    public void Logarithms_of_lognormal_factors_are_normal()
    {
        double variance = Math.Log(1.25);
        double[] logs = [.. Factors(new LognormalSpreadDescription { Deviation = 0.5 }).Select(f => Math.Log(f))];
        AssertMoments(logs, -variance / 2, variance, 3 * variance * variance);
    }

    [Test]
    public void Lognormal_factors_have_the_mean_1_and_the_deviation()
    {
        // With w = 1 + deviation^2 = exp(s^2): E f^k = w^(k (k - 1)/2), so the fourth central moment is w^6 - 4 w^3 + 6 w - 3.
        const double W = 1.04;
        double fourth = Math.Pow(W, 6) - 4 * Math.Pow(W, 3) + 6 * W - 3;
        AssertMoments(Factors(new LognormalSpreadDescription { Deviation = 0.2 }), 1, 0.04, fourth);
    }

    [Test]
    public void Uniform_factors_are_uniform()
    {
        double[] factors = Factors(new UniformSpreadDescription { From = 0.5, To = 2 });
        Assert.That(factors, Has.All.InRange(0.5, 2));
        AssertMoments(factors, 1.25, 1.5 * 1.5 / 12, Math.Pow(1.5, 4) / 80);
        int[] bins = new int[30];
        foreach (double factor in factors) bins[Math.Min((int)((factor - 0.5) / 0.05), 29)]++;
        double expected = Count / 30.0;
        Bounds.AssertDispersion(bins.Sum(n => (n - expected) * (n - expected) / expected), 29, 2, "bins");
    }

    [Test]
    public void Factors_outside_the_bounds_are_set_to_the_bounds()
    {
        double[] factors = Factors(new NormalSpreadDescription { Deviation = 0.5, Minimum = 0.25, Maximum = 1.75 });
        double tail = 1 - Normal(1.5);
        Bounds.AssertBinomial(factors.Count(f => f == 0.25), Count, tail, 4, "at the minimum");
        Bounds.AssertBinomial(factors.Count(f => f == 1.75), Count, tail, 4, "at the maximum");
        double variance = Moment(2) + 2 * tail * 0.75 * 0.75, fourth = Moment(4) + 2 * tail * Math.Pow(0.75, 4);
        AssertMoments(factors, 1, variance, fourth);

        // The central moment of a normal number of standard deviation 0.5 between its bounds, by Simpson's rule.
        static double Moment(int power) => Integral(z => Math.Pow(0.5 * z, power) * Density(z), -1.5, 1.5);
    }

    [Test]
    public void No_factor_is_outside_what_is_said_to_be_possible()
    {
        foreach (SpreadDescription spread in (SpreadDescription[])
            [
                new NormalSpreadDescription { Deviation = 0.1 }, new LognormalSpreadDescription { Deviation = 1 },
                new UniformSpreadDescription { From = 0.5, To = 2 }, new NormalSpreadDescription { Deviation = 0.5, Maximum = 1.1 },
            ])
            Assert.That(Factors(spread), Has.All.InRange(spread.Smallest * (1 - 1e-7), spread.Largest * (1 + 1e-7)), spread.ToString());

        // The extreme words of the generator.
        Assert.That(Math.Sqrt(-2 * Math.Log(RandomStream.Uniform(0))), Is.InRange(6.76, 6.77));
    }

    [Test]
    public void Delays_are_rounded_to_steps_and_at_least_one()
    {
        // Excitatory delays of the cortical microcircuit: 1.5 ms with a deviation of 0.75 ms, in steps of 0.1 ms.
        NormalSpreadDescription spread = new() { Deviation = 0.5 };
        ushort[] delays = SynapseValues.Delays(Key(RandomPurpose.Delays), All(), spread, 15, 1000).Span.ToArray();
        const int Last = 36;
        double chiSquare = 0;
        for (int d = 1; d <= Last; d++)
        {
            // Steps that round to d; below 1.5 steps all are 1, and the last bin takes what is longer.
            double lower = d == 1 ? 0 : Normal((d - 0.5 - 15) / 7.5), upper = d == Last ? 1 : Normal((d + 0.5 - 15) / 7.5);
            double expected = Count * (upper - lower);
            int found = delays.Count(delay => d == Last ? delay >= d : delay == d);
            chiSquare += (found - expected) * (found - expected) / expected;
        }

        Bounds.AssertDispersion(chiSquare, Last - 1, 1, "delays");
        Assert.That(delays, Has.All.GreaterThan(0));
    }

    [Test]
    public void Weights_and_delays_of_a_synapse_and_of_neighbours_are_independent()
    {
        // The correlation of n independent pairs of values has the standard deviation 1/sqrt(n).
        NormalSpreadDescription spread = new() { Deviation = 0.1 };
        double[] weights = Factors(spread),
            delays = [.. SynapseValues.Factors(Key(RandomPurpose.Delays), All(), spread).Span.ToArray().Select(f => (double)f)];
        double[] nextSource = [.. weights.Skip(Targets), .. weights.Take(Targets)], nextTarget = [.. weights.Skip(1), weights[0]];
        foreach ((double[] other, string what) in ((double[], string)[])[(delays, "delays"), (nextSource, "next source"),
            (nextTarget, "next target")])
            Bounds.AssertNormal(weights.Zip(other, (a, b) => (a - 1) * (b - 1)).Sum() / (0.01 * Count), 0, 1 / Math.Sqrt(Count), 3, what);
    }

    private static double[] Factors(SpreadDescription spread) =>
        [.. SynapseValues.Factors(Key(RandomPurpose.Weights), All(), spread).Span.ToArray().Select(f => (double)f)];

    private static RandomKey Key(RandomPurpose purpose) => RandomKey.Of(1, purpose);

    private static Connectivity All() =>
        Connectivity.Random(RandomKey.Of(1, RandomPurpose.Connectivity), Sources, Targets, 1, excludeSelf: false);

    private static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

    private static double Normal(double z) => 0.5 + Integral(Density, 0, z);

    private static double Integral(Func<double, double> f, double from, double to)
    {
        const int Intervals = 1000;
        double h = (to - from) / Intervals;
        return Enumerable.Range(0, Intervals + 1).Sum(i => f(from + i * h) * (i is 0 or Intervals ? 1 : i % 2 == 1 ? 4 : 2)) * h / 3;
    }
}
