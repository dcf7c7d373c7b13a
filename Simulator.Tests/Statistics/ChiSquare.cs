namespace Spiking.Tests.Statistics;

/// <summary>The chi-square distribution, for testing many standardised residuals together.</summary>
internal static class ChiSquare
{
    /// <summary>
    /// Probability that the sum of squares of k independent standard normal numbers exceeds x, for even k: the probability that a Poisson
    /// variable of mean x/2 is below k/2, exp(-x/2) Sum_{j &lt; k/2} (x/2)^j/j!.
    /// </summary>
    public static double UpperTail(double x, int degreesOfFreedom)
    {
        if (degreesOfFreedom < 2 || degreesOfFreedom % 2 != 0)
            throw new ArgumentOutOfRangeException(nameof(degreesOfFreedom), "an even number is needed");
        double term = Math.Exp(-x / 2), sum = 0;
        for (int j = 0; j < degreesOfFreedom / 2; j++)
        {
            sum += term;
            term *= x / 2 / (j + 1);
        }

        return sum;
    }
}
