namespace Spiking.Tests.Statistics;

/// <summary>
/// Compares n runs of ours with a single reference run, many points at a time. With mean m and standard deviation s of ours, a reference
/// value r agrees if |m - r| &lt;= 3 s sqrt(1 + 1/n) + bias: r and m are independent, with variances s^2 and s^2/n.
/// </summary>
/// <remarks>
/// s is itself estimated from n runs, so (m - r)/(s sqrt(1 + 1/n)) follows Student's t with n - 1 degrees of freedom, and without any bias
/// a point lies outside with probability p = P(|t| > 3): 0.040 for n = 5. Of k points, the number outside is binomial; a comparison fails
/// if it is so large that this many or more would come with a probability below 1 %. Points of one run are correlated (a network that
/// learns fast is ahead everywhere), so the true probability of a false alarm is larger than 1 %: the test is stricter than it says, not
/// more lenient. However few points lie outside, none may lie as far as the farthest of k would with a probability of 1 % (Bonferroni: t at
/// 0.01/k).
/// </remarks>
internal sealed class SingleRunAgreement(int runs)
{
    private readonly List<string> _outside = [];
    private int _points;
    private double _farthest;

    public void Add(string what, double reference, IEnumerable<double> ours, double bias = 0)
    {
        double[] sample = [.. ours];
        Assert.That(sample, Has.Length.EqualTo(runs));
        double mean = sample.Average();
        double deviation = Math.Sqrt(sample.Sum(x => (x - mean) * (x - mean)) / (runs - 1));
        double unit = deviation * Math.Sqrt(1 + 1.0 / runs), bound = 3 * unit + bias, difference = Math.Abs(mean - reference);
        _points++;
        double t = Math.Max(0, difference - bias) / unit;

        // A difference that is no number is no agreement. Where all runs give the same there is no t: then the bias must explain all.
        if (double.IsNaN(t)) t = difference <= bias ? 0 : double.PositiveInfinity;
        _farthest = Math.Max(_farthest, t);
        if (!(difference <= bound))
            _outside.Add($"{what}: ours {mean:F4} +- {deviation:F4} (s.d.), reference {reference:F4}, bound {bound:F4}");
    }

    public void Check()
    {
        Notes.Add($"{_outside.Count} of {_points} points outside");
        foreach (string line in _outside) Notes.Add(line);
        Assert.That(Probability, Is.GreaterThan(0.01), string.Join("\n", _outside));
        Assert.That(_farthest, Is.LessThanOrEqualTo(StudentT.TwoSidedBound(runs - 1, 0.01 / _points)), string.Join("\n", _outside));
    }

    /// <summary>How probable it is that at least as many points lie outside as do.</summary>
    public double Probability => Binomial.UpperTail(_outside.Count, _points, StudentT.TwoSidedTail(3, runs - 1));
}
