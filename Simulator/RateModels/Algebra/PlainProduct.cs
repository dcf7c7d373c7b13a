using System.Numerics;

namespace Spiking.RateModels.Algebra;

/// <summary>
/// The product of two matrices as it is defined: the reference for <see cref="PackedProduct{L}"/>, which computes the same bits.
/// </summary>
internal static unsafe class PlainProduct
{
    /// <summary>C = A B, or C + A B, or C - A B: every element is one chain of fused multiply-adds in the order of k.</summary>
    public static void Run<T>(in Operand<T> a, in Operand<T> b, in Operand<T> c, ProductMode mode)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < c.Rows; i++)
        {
            for (int j = 0; j < c.Columns; j++)
            {
                T sum = mode == ProductMode.Replace ? T.Zero : *c.At(i, j);
                for (int k = 0; k < a.Columns; k++)
                    sum = T.FusedMultiplyAdd(*a.At(i, k), mode == ProductMode.Subtract ? -*b.At(k, j) : *b.At(k, j), sum);
                *c.At(i, j) = sum;
            }
        }
    }
}

/// <summary>Fate of the elements that are there before a product.</summary>
internal enum ProductMode
{
    /// <summary>They are replaced by the product.</summary>
    Replace,

    /// <summary>The product is added.</summary>
    Add,

    /// <summary>The product is subtracted.</summary>
    Subtract,
}
