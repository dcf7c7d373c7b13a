using System.Runtime.Intrinsics;

namespace Spiking.Numerics;

/// <summary>
/// Sums, means and standard deviations whose bits do not depend on the processor, for everything that is written to a file. (The sums of
/// TensorPrimitives add in an order that depends on the vector width.)
/// </summary>
/// <remarks>
/// Value i goes into partial sum i modulo 8, in float64. Then partial sums 0 and 4, 1 and 5, ... are
/// added, and of these four (0 + 2) + (1 + 3). Eight sums are independent of one another, so the processor need not wait for each addition.
/// </remarks>
internal static class OrderedSum
{
    private const int PartialSums = 8;

    /// <summary>The sum of some values.</summary>
    public static double Of(ReadOnlySpan<float> values) => Deviations(values, 0, squared: false);

    /// <summary>The sum of some values.</summary>
    public static double Of(ReadOnlySpan<double> values)
    {
        (Vector256<double> low, Vector256<double> high) = (default, default);
        int i = 0;
        for (; i <= values.Length - PartialSums; i += PartialSums)
        {
            low += Vector256.Create(values[i..]);
            high += Vector256.Create(values[(i + PartialSums / 2)..]);
        }

        Span<double> last = stackalloc double[PartialSums];
        values[i..].CopyTo(last);
        return Total(low + Vector256.Create<double>(last), high + Vector256.Create<double>(last[(PartialSums / 2)..]));
    }

    /// <summary>The mean of some values; NaN of none.</summary>
    public static double Mean(ReadOnlySpan<float> values) => Of(values) / values.Length;

    /// <summary>The mean of some values; NaN of none.</summary>
    public static double Mean(ReadOnlySpan<double> values) => Of(values) / values.Length;

    /// <summary>The standard deviation of some values from their mean, with their number in the denominator; NaN of none.</summary>
    public static double StandardDeviation(ReadOnlySpan<float> values) =>
        Math.Sqrt(Deviations(values, Mean(values), squared: true) / values.Length);

    /// <summary>The sum of the deviations from a centre, or of their squares.</summary>
    private static double Deviations(ReadOnlySpan<float> values, double centre, bool squared)
    {
        Vector256<double> middle = Vector256.Create(centre);
        (Vector256<double> low, Vector256<double> high) = (default, default);
        int i = 0;
        for (; i <= values.Length - PartialSums; i += PartialSums)
        {
            Vector256<float> eight = Vector256.Create(values[i..]);
            low += Term(Vector256.WidenLower(eight) - middle, squared);
            high += Term(Vector256.WidenUpper(eight) - middle, squared);
        }

        Span<double> last = stackalloc double[PartialSums];
        for (int j = i; j < values.Length; j++) last[j - i] = values[j] - centre;
        low += Term(Vector256.Create<double>(last), squared);
        high += Term(Vector256.Create<double>(last[(PartialSums / 2)..]), squared);
        return Total(low, high);
    }

    private static Vector256<double> Term(Vector256<double> deviation, bool squared) => squared ? deviation * deviation : deviation;

    private static double Total(Vector256<double> low, Vector256<double> high)
    {
        Vector256<double> four = low + high;
        return four[0] + four[2] + (four[1] + four[3]);
    }
}
