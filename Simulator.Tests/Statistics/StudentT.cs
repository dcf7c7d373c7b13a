namespace Spiking.Tests.Statistics;

/// <summary>Student's t distribution.</summary>
internal static class StudentT
{
    /// <summary>
    /// P(|t| > bound), by Simpson's rule on t = tan(x) sqrt(degrees), where the density is proportional to cos(x)^(degrees - 1).
    /// </summary>
    public static double TwoSidedTail(double bound, int degrees)
    {
        double Integral(double from, double to)
        {
            const int Intervals = 2000;
            double h = (to - from) / Intervals, sum = 0;
            for (int i = 0; i <= Intervals; i++)
                sum += Math.Pow(Math.Cos(from + i * h), degrees - 1) * (i == 0 || i == Intervals ? 1 : i % 2 == 1 ? 4 : 2);
            return sum * h / 3;
        }

        return Integral(Math.Atan(bound / Math.Sqrt(degrees)), Math.PI / 2) / Integral(0, Math.PI / 2);
    }

    /// <summary>The bound that |t| exceeds with the given probability, by bisection.</summary>
    public static double TwoSidedBound(int degrees, double probability)
    {
        double low = 0, high = 1000;
        for (int i = 0; i < 100; i++)
        {
            double middle = (low + high) / 2;
            if (TwoSidedTail(middle, degrees) > probability) low = middle;
            else high = middle;
        }

        return high;
    }
}
