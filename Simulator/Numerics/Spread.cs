namespace Spiking.Numerics;

/// <summary>Mean and standard error of a sample.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="StandardError">Standard deviation (n - 1 in the denominator) over the root of n; NaN for a single value.</param>
internal sealed record Spread(double Mean, double StandardError)
{
    /// <summary>The spread of some values.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sample = [.. values];
        double mean = OrderedSum.Mean(sample);
        return new Spread(mean, Deviation(sample, mean) / Math.Sqrt(sample.Length));
    }

    /// <summary>Standard deviation of some values from their mean, n - 1 in the denominator; NaN for a single value.</summary>
    public static double Deviation(ReadOnlySpan<double> values, double mean)
    {
        double squares = 0;
        foreach (double value in values) squares += (value - mean) * (value - mean);
        return values.Length > 1 ? Math.Sqrt(squares / (values.Length - 1)) : double.NaN;
    }
}
