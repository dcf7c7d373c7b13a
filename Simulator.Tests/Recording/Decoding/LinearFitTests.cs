using Spiking.Recording.Decoding;

namespace Spiking.Tests.Recording.Decoding;

public class LinearFitTests
{
    private static readonly double[] First = [1, 2, 4, 3, 7, 5, 6], Second = [2, -1, 0, 3, 1, 1, -2];

    [Test]
    public void A_linear_combination_is_found_exactly()
    {
        double[] y = [.. First.Zip(Second, (a, b) => 3 + 2 * a - 0.5 * b)];
        LinearFit fit = LinearFit.Of(y, [First, Second]);
        Assert.That(fit.Constant, Is.EqualTo(3).Within(1e-12));
        Assert.That(fit.Coefficients, Is.EqualTo(new[] { 2, -0.5 }).Within(1e-12));
        Assert.That(fit.ExplainedVariance, Is.EqualTo(1).Within(1e-12));
        Assert.That(fit.At([10, 20]), Is.EqualTo(13).Within(1e-12));
    }

    // Worked by hand: y = 1, 2, 4 at x = 0, 1, 2 has slope 3/2, constant 5/6, and residuals 1/6, -1/3, 1/6 of 14/3 about the mean 7/3.
    [Test]
    public void A_line_through_three_points()
    {
        LinearFit fit = LinearFit.Of([1, 2, 4], [[0, 1, 2]]);
        Assert.That(fit.Coefficients[0], Is.EqualTo(1.5).Within(1e-14));
        Assert.That(fit.Constant, Is.EqualTo(5.0 / 6).Within(1e-14));
        Assert.That(fit.ExplainedVariance, Is.EqualTo(1 - 1.0 / 6 / (14.0 / 3)).Within(1e-14));
        Assert.That(fit.Standardized[0], Is.EqualTo(Math.Sqrt(fit.ExplainedVariance)).Within(1e-14));
        Assert.That(LinearFit.Correlation([1, 2, 4], [0, -1, -2]), Is.EqualTo(-fit.Standardized[0]).Within(1e-14));
    }

    [Test]
    public void Missing_values_are_left_out()
    {
        LinearFit fit = LinearFit.Of([1, 99, 2, 4, double.NaN], [[0, double.NaN, 1, 2, 5]]);
        Assert.That(fit.Count, Is.EqualTo(3));
        Assert.That(fit.Coefficients[0], Is.EqualTo(1.5).Within(1e-14));
    }

    // The mean of a constant is rounded: what is left of the signal is no variance.
    [TestCase(0.1), TestCase(35.7e-12), TestCase(0)]
    public void A_constant_explains_nothing_and_nothing_explains_it(double constant)
    {
        double[] signal = [.. Enumerable.Range(0, 100).Select(i => Math.Sin(i))], still = [.. signal.Select(_ => constant)];
        LinearFit fit = LinearFit.Of(signal, [still]);
        Assert.That(new[] { fit.Coefficients[0], fit.ExplainedVariance, LinearFit.Correlation(signal, still) }, Is.All.NaN);
        Assert.That(new[] { LinearFit.Of(still, [signal]).ExplainedVariance, LinearFit.Correlation(still, signal) }, Is.All.NaN);
    }

    [Test]
    public void Dependent_predictors_have_no_coefficients()
    {
        double[] twice = [.. First.Select(a => 2 * a + 1)];
        Assert.That(LinearFit.Of(Second, [First, twice]).Coefficients, Is.All.NaN);
        Assert.That(LinearFit.Of(Second, [[1, 1, 1, 1, 1, 1, 1]]).Coefficients, Is.All.NaN);
    }
}
