namespace Spiking.Tests.Statistics;

/// <summary>
/// Mean m and standard deviation s of a number over k seeds, from which the bounds follow for its mean over n further seeds. Both means
/// are of independent runs, so their difference over s sqrt(1/n + 1/k) follows Student's t with k - 1 degrees of freedom.
/// </summary>
/// <remarks>
/// A correct program whose random numbers are drawn in another way would miss one of the bounds of a test with a probability of at most
/// <see cref="Bounds.FamilyError"/>, all bounds of the test taken together (Bonferroni), if the numbers of single runs are normally
/// distributed; means of many runs nearly are. Mean and deviation were measured with the code of the test that names them, and its other
/// seeds.
/// </remarks>
/// <param name="Runs">Number of seeds k, which the test does not run again.</param>
/// <param name="Mean">Mean over them.</param>
/// <param name="Deviation">Standard deviation over them.</param>
internal sealed record SeedSpread(int Runs, double Mean, double Deviation)
{
    /// <summary>The bound that the mean of n further seeds does not exceed.</summary>
    /// <param name="runs">Number of seeds n.</param>
    /// <param name="bounds">Number of bounds of the test.</param>
    public double Highest(int runs, int bounds = 1) => Mean + Margin(runs, bounds);

    /// <summary>The bound below which the mean of n further seeds does not fall.</summary>
    /// <param name="runs">Number of seeds n.</param>
    /// <param name="bounds">Number of bounds of the test.</param>
    public double Lowest(int runs, int bounds = 1) => Mean - Margin(runs, bounds);

    // Each bound has one side: the two-sided tail has twice its probability.
    private double Margin(int runs, int bounds) =>
        StudentT.TwoSidedBound(Runs - 1, 2 * Bounds.FamilyError / bounds) * Deviation * Math.Sqrt(1.0 / runs + 1.0 / Runs);
}
