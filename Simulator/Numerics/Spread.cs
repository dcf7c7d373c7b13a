namespace Spiking.Numerics;

/// <summary>Mean and standard error of a sample.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="StandardError">Standard deviation (n - 1 in the denominator) over the root of n; NaN for a single value.</param>
public readonly record struct Spread(double Mean, double StandardError)
{
    /// <summary>The spread of some values.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sample = [.. values];
        double mean = OrderedSum.Mean(sample);
        double sum = 0;
        foreach (double value in sample) sum += (value - mean) * (value - mean);
        return new Spread(mean, sample.Length > 1 ? Math.Sqrt(sum / (sample.Length - 1) / sample.Length) : double.NaN);
    }
}
