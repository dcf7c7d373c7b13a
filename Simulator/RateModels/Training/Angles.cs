using System.Numerics;
using Spiking.RateModels.Algebra;

namespace Spiking.RateModels.Training;

/// <summary>Angles between arrays of weights or gradients, in float64.</summary>
internal static class Angles
{
    /// <summary>The angle (degrees) between two lists of matrices, each taken as one long vector; NaN if one of them is zero.</summary>
    /// <exception cref="ArgumentException">The lists have not the same sizes.</exception>
    public static double Between<T>(ReadOnlySpan<Matrix<T>> first, ReadOnlySpan<Matrix<T>> second)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (first.Length != second.Length) throw new ArgumentException("The two lists have not the same length.");
        double product = 0, firstSquare = 0, secondSquare = 0;
        for (int i = 0; i < first.Length; i++)
        {
            second[i].RequireSize(first[i].Rows, first[i].Columns);
            ReadOnlySpan<T> a = first[i].Span, b = second[i].Span;
            for (int j = 0; j < a.Length; j++)
            {
                double x = double.CreateChecked(a[j]), y = double.CreateChecked(b[j]);
                product += x * y;
                firstSquare += x * x;
                secondSquare += y * y;
            }
        }

        // An angle near 0 is the square root of what the cosine lacks of 1: rounding leaves it 1e-6 degrees wide.
        double cosine = product / Math.Sqrt(firstSquare) / Math.Sqrt(secondSquare);
        return 180 / Math.PI * Math.Acos(Math.Clamp(cosine, -1, 1));
    }

    /// <summary>The angle of every matrix to that of the same place in another list.</summary>
    public static double[] Each<T>(IReadOnlyList<Matrix<T>> first, IReadOnlyList<Matrix<T>> second)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. first.Zip(second, (a, b) => Between([a], [b]))];
}
