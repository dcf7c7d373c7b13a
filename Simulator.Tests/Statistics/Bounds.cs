namespace Spiking.Tests.Statistics;

/// <summary>
/// Bounds of statistical tests. The seeds are fixed, so a test passes always or never; the bounds are such that a correct program would
/// have failed a test with a probability of at most <see cref="FamilyError"/>, all comparisons of the test taken together (Bonferroni).
/// </summary>
internal static class Bounds
{
    public const double FamilyError = 1e-4;

    /// <summary>So many standard errors that none of the given number of normal deviations, of either sign, exceeds them.</summary>
    public static double Z(int comparisons) => Quantile(FamilyError / (2.0 * comparisons));

    /// <summary>Upper bound of chi-square, by the Wilson-Hilferty approximation: its cube root is nearly normal.</summary>
    public static double ChiSquare(int degrees, int comparisons = 1)
    {
        double variance = 2.0 / (9 * degrees);
        return degrees * Math.Pow(1 - variance + Quantile(FamilyError / comparisons) * Math.Sqrt(variance), 3);
    }

    /// <summary>
    /// Asserts that normalised squared deviations sum to what independent deviations would give: not more than chi-square, and not less
    /// (too regular) than its mean by more standard deviations sqrt(2 degrees) than a normal number would have.
    /// </summary>
    public static void AssertDispersion(double sumOfSquares, int degrees, int comparisons, string what)
    {
        double lower = degrees - Z(comparisons) * Math.Sqrt(2.0 * degrees);
        Assert.That(sumOfSquares, Is.InRange(lower, ChiSquare(degrees, 2 * comparisons)), what);
    }

    /// <summary>Asserts that a count is binomial: within the bound times sqrt(n p (1 - p)) of n p.</summary>
    public static void AssertBinomial(long count, double trials, double probability, int comparisons, string what) =>
        AssertNormal(count, trials * probability, Math.Sqrt(trials * probability * (1 - probability)), comparisons, what);

    /// <summary>Asserts that a sum of many terms is within the bound of its mean.</summary>
    public static void AssertNormal(double value, double mean, double standardDeviation, int comparisons, string what) =>
        Assert.That(value, Is.EqualTo(mean).Within(Z(comparisons) * standardDeviation), what);

    // Solves phi(z)/z = tail; the normal tail is below phi(z)/z (Mills), so the bound errs on the side of passing, by a few per cent of
    // tail.
    private static double Quantile(double tail)
    {
        double low = 0.5, high = 40;
        for (int i = 0; i < 100; i++)
        {
            double z = (low + high) / 2;
            if (Math.Exp(-z * z / 2) / (Math.Sqrt(2 * Math.PI) * z) > tail) low = z;
            else high = z;
        }

        return high;
    }
}
