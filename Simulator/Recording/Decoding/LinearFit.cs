namespace Spiking.Recording.Decoding;

/// <summary>Least-squares fit of a signal by a constant and several other signals.</summary>
/// <param name="Constant">The constant.</param>
/// <param name="Coefficients">Coefficient of every predictor, in units of the signal over those of the predictor.</param>
/// <param name="Standardized">
/// The coefficients for signals of unit variance: with a single predictor, its correlation with the signal.
/// </param>
/// <param name="ExplainedVariance">Fraction of the variance that the fit explains, R^2.</param>
/// <param name="Count">Number of values that were fitted.</param>
internal sealed record LinearFit(
    double Constant, IReadOnlyList<double> Coefficients, IReadOnlyList<double> Standardized, double ExplainedVariance, int Count)
{
    /// <summary>
    /// Fits y by c + Sum_j b_j x_j. With all signals centred the normal equations are (X'X) b = X'y. Positions at which some signal is NaN
    /// are left out. If the predictors are linearly dependent, or one or the signal is constant, the coefficients are NaN.
    /// </summary>
    /// <param name="y">The signal.</param>
    /// <param name="x">The predictors, each as long as the signal.</param>
    public static LinearFit Of(IReadOnlyList<double> y, IReadOnlyList<IReadOnlyList<double>> x)
    {
        int[] rows = [.. Enumerable.Range(0, y.Count).Where(i => double.IsFinite(y[i]) && x.All(p => double.IsFinite(p[i])))];
        int n = x.Count;
        double yMean = Mean(y, rows), yy = Varying(Product(y, yMean, y, yMean, rows), yMean, rows.Length);
        double[] means = [.. x.Select(p => Mean(p, rows))];
        double[] xy = [.. x.Select((p, j) => Product(p, means[j], y, yMean, rows))];
        double[,] xx = new double[n, n];
        for (int j = 0; j < n; j++)
            for (int k = 0; k < n; k++) xx[j, k] = Product(x[j], means[j], x[k], means[k], rows);
        for (int j = 0; j < n; j++) xx[j, j] = Varying(xx[j, j], means[j], rows.Length);
        double[] b = Solve(xx, xy);
        return new LinearFit(
            yMean - b.Zip(means, (bj, mean) => bj * mean).Sum(),
            b,
            [.. b.Select((bj, j) => bj * Math.Sqrt(xx[j, j] / yy))],
            b.Zip(xy, (bj, xyj) => bj * xyj).Sum() / yy,
            rows.Length);
    }

    /// <summary>Correlation coefficient of two signals; positions at which one is NaN are left out.</summary>
    public static double Correlation(IReadOnlyList<double> a, IReadOnlyList<double> b) => Of(a, [b]).Standardized[0];

    /// <summary>The fitted value for given values of the predictors.</summary>
    public double At(IEnumerable<double> predictors) => Constant + Coefficients.Zip(predictors, (b, x) => b * x).Sum();

    // What is left of a constant signal is the rounding of its mean, some 1e-16 of it: that explains nothing.
    private static double Varying(double squares, double mean, int count) => squares > 1e-24 * count * mean * mean ? squares : double.NaN;

    private static double Mean(IReadOnlyList<double> a, int[] rows) => rows.Sum(i => a[i]) / rows.Length;

    private static double Product(IReadOnlyList<double> a, double aMean, IReadOnlyList<double> b, double bMean, int[] rows) =>
        rows.Sum(i => (a[i] - aMean) * (b[i] - bMean));

    /// <summary>Solves a symmetric positive definite system by Cholesky's decomposition; NaN if it is singular except for
    /// rounding.</summary>
    private static double[] Solve(double[,] matrix, double[] right)
    {
        int n = right.Length;
        double[,] l = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = matrix[i, j];
                for (int k = 0; k < j; k++) sum -= l[i, k] * l[j, k];
                if (i == j && !(sum > 1e-12 * matrix[i, i])) return [.. Enumerable.Repeat(double.NaN, n)];
                l[i, j] = i == j ? Math.Sqrt(sum) : sum / l[j, j];
            }
        }

        double[] solution = new double[n];
        for (int i = 0; i < n; i++)
        {
            double sum = right[i];
            for (int k = 0; k < i; k++) sum -= l[i, k] * solution[k];
            solution[i] = sum / l[i, i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            double sum = solution[i];
            for (int k = i + 1; k < n; k++) sum -= l[k, i] * solution[k];
            solution[i] = sum / l[i, i];
        }

        return solution;
    }
}
