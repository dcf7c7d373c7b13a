namespace Spiking.Tests.Statistics;

/// <summary>
/// Compares the means of n runs of ours with those of n runs of a reference, many points at a time. With means m and r and standard errors
/// s and q of the two, a point agrees if |m - r| &lt;= t sqrt(s^2 + q^2), where t is the 1 % point of Student's t with 2 (n - 1) degrees of
/// freedom: if both programs simulate the same thing, the two variances are equal and (m - r)/sqrt(s^2 + q^2) follows that distribution.
/// </summary>
/// <remarks>
/// Of k points, the number outside is then binomial with p = 0.01; a comparison fails if it is so large that this many or more would come
/// with a probability below 1 %. Points of one run are correlated (a network that learns fast is ahead everywhere), so the true probability
/// of a false alarm is larger than 1 %: the test is stricter than it says, not more lenient. However few points lie outside, none may lie
/// as far as the farthest of k would with a probability of 1 % (Bonferroni: t at 0.01/k).
/// </remarks>
internal sealed class TwoSampleAgreement(int runs)
{
    private const double Outside = 0.01;
    private readonly List<string> _outside = [];
    private readonly double _bound = StudentT.TwoSidedBound(2 * (runs - 1), Outside);
    private int _points;
    private double _farthest;
    private double _ourVariance, _referenceVariance;

    public void Add(string what, double reference, double referenceError, IEnumerable<double> ours)
    {
        double[] sample = [.. ours];
        Assert.That(sample, Has.Length.EqualTo(runs));
        double mean = sample.Average();
        double variance = sample.Sum(x => (x - mean) * (x - mean)) / (runs - 1) / runs;
        double error = Math.Sqrt(variance + referenceError * referenceError);
        double deviation = (mean - reference) / error;
        _points++;
        _ourVariance += variance;
        _referenceVariance += referenceError * referenceError;
        _farthest = Math.Max(_farthest, double.IsNaN(deviation) ? double.PositiveInfinity : Math.Abs(deviation));
        if (!(Math.Abs(deviation) <= _bound))
            _outside.Add($"{what}: ours {mean:F4} +- {Math.Sqrt(variance):F4}, reference {reference:F4} +- {referenceError:F4} (s.e.), "
                + $"{deviation:F1} standard errors");
    }

    public void Check()
    {
        Notes.Add($"{_outside.Count} of {_points} points outside {_bound:F2} standard errors; standard errors: reference's over ours "
            + $"{Math.Sqrt(_referenceVariance / _ourVariance):F2}");
        foreach (string line in _outside) Notes.Add(line);
        Assert.That(Binomial.UpperTail(_outside.Count, _points, Outside), Is.GreaterThan(0.01), string.Join("\n", _outside));
        Assert.That(
            _farthest, Is.LessThanOrEqualTo(StudentT.TwoSidedBound(2 * (runs - 1), Outside / _points)), string.Join("\n", _outside));
    }
}
