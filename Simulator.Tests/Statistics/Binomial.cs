namespace Spiking.Tests.Statistics;

/// <summary>The binomial distribution.</summary>
internal static class Binomial
{
    /// <summary>Probability of at least so many successes in n trials of probability p below 1.</summary>
    public static double UpperTail(int successes, int trials, double p)
    {
        double term = Math.Pow(1 - p, trials), below = 0;
        for (int k = 0; k < successes; k++)
        {
            below += term;
            term *= (double)(trials - k) / (k + 1) * p / (1 - p);
        }

        return 1 - below;
    }
}
