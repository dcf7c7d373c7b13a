using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Spiking.Numerics;

/// <summary>
/// Elementary functions of four float64 numbers at a time with a fixed order of operations: the same bits on every machine, which a
/// function of the operating system's library does not promise.
/// </summary>
internal static class DoubleMath
{
    /// <summary>
    /// Exponential function, relative error below 4e-16 (measured over a million arguments); arguments are clamped to [-708, 709].
    /// </summary>
    /// <remarks>
    /// 1. x = n ln 2 + r with n = round(x / ln 2), |r| &lt;= ln 2 / 2: adding 1.5 * 2^52 rounds to an integer and leaves n in the low
    /// mantissa
    ///    bits. ln 2 is split in two, the first part with 21 trailing zero bits, so that n times it is exact.
    /// 2. exp(r) = 1 + r + r^2 q(r), q of degree 11 by Taylor's series: the first omitted term is below 0.3466^14 / 14! = 5e-18. q is
    /// summed
    ///    in its even and odd powers, two chains that run side by side.
    /// 3. Multiplication by 2^n adds n to the exponent bits; |n| is at most 1023 after clamping, and the result stays normal.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp(Vector256<double> x)
    {
        x = Vector256.Min(Vector256.Max(x, Vector256.Create(-708.0)), Vector256.Create(709.0));
        Vector256<double> magic = Vector256.Create(6755399441055744.0);
        Vector256<double> shifted = Vector256.FusedMultiplyAdd(x, Vector256.Create(1.4426950408889634), magic);
        Vector256<double> n = shifted - magic;
        Vector256<double> r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-1.9082149292705877e-10),
            Vector256.FusedMultiplyAdd(n, Vector256.Create(-0.6931471803691238), x));
        Vector256<double> s = r * r;
        Vector256<double> even = Vector256.Create(1.0 / 479001600), odd = Vector256.Create(1.0 / 6227020800);
        even = Vector256.FusedMultiplyAdd(even, s, Vector256.Create(1.0 / 3628800));
        odd = Vector256.FusedMultiplyAdd(odd, s, Vector256.Create(1.0 / 39916800));
        even = Vector256.FusedMultiplyAdd(even, s, Vector256.Create(1.0 / 40320));
        odd = Vector256.FusedMultiplyAdd(odd, s, Vector256.Create(1.0 / 362880));
        even = Vector256.FusedMultiplyAdd(even, s, Vector256.Create(1.0 / 720));
        odd = Vector256.FusedMultiplyAdd(odd, s, Vector256.Create(1.0 / 5040));
        even = Vector256.FusedMultiplyAdd(even, s, Vector256.Create(1.0 / 24));
        odd = Vector256.FusedMultiplyAdd(odd, s, Vector256.Create(1.0 / 120));
        even = Vector256.FusedMultiplyAdd(even, s, Vector256.Create(0.5));
        odd = Vector256.FusedMultiplyAdd(odd, s, Vector256.Create(1.0 / 6));
        Vector256<double> q = Vector256.FusedMultiplyAdd(odd, r, even);
        Vector256<double> p = Vector256.FusedMultiplyAdd(q, s, r) + Vector256<double>.One;
        return (p.AsInt64() + Vector256.ShiftLeft(shifted.AsInt64(), 52)).AsDouble();
    }

    /// <summary>Logistic function 1/(1 + exp(-x)), relative error below 6e-16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Logistic(Vector256<double> x) =>
        Vector256<double>.One / (Vector256<double>.One + Exp(Vector256<double>.Zero - x));

    /// <summary>Hyperbolic tangent, 1 - 2/(1 + exp(2 x)): absolute error below 3e-16 (near 0 the relative error is larger).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Tanh(Vector256<double> x) =>
        Vector256<double>.One - Vector256.Create(2.0) / (Vector256<double>.One + Exp(x + x));
}
