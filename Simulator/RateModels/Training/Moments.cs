using System.Numerics;
using Spiking.RateModels.Algebra;

namespace Spiking.RateModels.Training;

/// <summary>Mean, variance and mean size of the elements of a matrix, in float64.</summary>
/// <param name="Mean">Mean.</param>
/// <param name="Variance">Variance over all elements.</param>
/// <param name="MeanSize">Mean of the absolute values.</param>
internal readonly record struct Moments(double Mean, double Variance, double MeanSize)
{
    /// <summary>Measures a matrix.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="baseline">What is subtracted from every element before.</param>
    public static Moments Of<T>(Matrix<T> matrix, double baseline = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0, squares = 0, sizes = 0;
        foreach (T value in matrix.Span)
        {
            double x = double.CreateChecked(value) - baseline;
            sum += x;
            squares += x * x;
            sizes += Math.Abs(x);
        }

        double mean = sum / matrix.Count;
        return new Moments(mean, Math.Max(0, squares / matrix.Count - mean * mean), sizes / matrix.Count);
    }
}
