namespace Spiking.Tests.Statistics;

/// <summary>
/// Compares n runs of ours with a single reference run, many points at a time. With mean m and standard deviation s of ours, a reference value r
/// agrees if |m - r| &lt;= 3 s sqrt(1 + 1/n) + bias: r and m are independent, with variances s^2 and s^2/n.
/// </summary>
/// <remarks>
/// s is itself estimated from n runs, so (m - r)/(s sqrt(1 + 1/n)) follows Student's t with n - 1 degrees of freedom, and without any bias a point
/// lies outside with probability p = P(|t| > 3): 0.040 for n = 5. Of k points, the number outside is binomial; a comparison fails if it is so large
/// that this many or more would come with a probability below 1 %. Points of one run are correlated (a network that learns fast is ahead
/// everywhere), so the true probability of a false alarm is larger than 1 %: the test is stricter than it says, not more lenient.
/// </remarks>
internal sealed class SingleRunAgreement(int runs)
{
    private readonly List<string> _outside = [];
    private int _points;

    public void Add(string what, double reference, IEnumerable<double> ours, double bias)
    {
        double[] sample = [.. ours];
        Assert.That(sample, Has.Length.EqualTo(runs));
        double mean = sample.Average();
        double deviation = Math.Sqrt(sample.Sum(x => (x - mean) * (x - mean)) / (runs - 1));
        double bound = 3 * deviation * Math.Sqrt(1 + 1.0 / runs) + bias;
        _points++;
        if (Math.Abs(mean - reference) > bound)
            _outside.Add($"{what}: ours {mean:F4} +- {deviation:F4} (s.d.), reference {reference:F4}, bound {bound:F4}");
    }

    public void Check()
    {
        TestContext.Out.WriteLine($"{_outside.Count} of {_points} points outside");
        foreach (string line in _outside) TestContext.Out.WriteLine(line);
        Assert.That(Probability, Is.GreaterThan(0.01), string.Join("\n", _outside));
    }

    /// <summary>How probable it is that at least as many points lie outside as do.</summary>
    public double Probability => TailProbability(_outside.Count);

    /// <summary>Probability of at least so many points outside.</summary>
    private double TailProbability(int outside)
    {
        double p = ProbabilityOutside(), term = Math.Pow(1 - p, _points), below = 0;
        for (int k = 0; k < outside; k++)
        {
            below += term;
            term *= (double)(_points - k) / (k + 1) * p / (1 - p);
        }

        return 1 - below;
    }

    /// <summary>P(|t| > 3) of Student's t with n - 1 degrees of freedom, by Simpson's rule on t = tan(x) sqrt(n - 1).</summary>
    private double ProbabilityOutside()
    {
        // In x the density is proportional to cos(x)^(n - 2): t^2 = (n - 1) tan(x)^2.
        int power = runs - 2;
        double Integral(double from, double to)
        {
            const int Intervals = 2000;
            double h = (to - from) / Intervals, sum = 0;
            for (int i = 0; i <= Intervals; i++)
                sum += Math.Pow(Math.Cos(from + i * h), power) * (i == 0 || i == Intervals ? 1 : i % 2 == 1 ? 4 : 2);
            return sum * h / 3;
        }

        return Integral(Math.Atan(3 / Math.Sqrt(runs - 1)), Math.PI / 2) / Integral(0, Math.PI / 2);
    }
}
