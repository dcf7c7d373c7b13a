using System.Runtime.CompilerServices;

namespace Spiking.Numerics;

/// <summary>
/// Elementary functions of float32 lanes with a fixed order of operations, so that every vector width gives the same bits.
/// </summary>
public static class LaneMath
{
    /// <summary>
    /// Exponential function, relative error below 3e-7 for -87 &lt;= x &lt;= 88; arguments are clamped to that range.
    /// </summary>
    /// <remarks>
    /// 1. x = n ln 2 + r with n = round(x / ln 2), |r| &lt;= ln 2 / 2: adding 1.5 * 2^23 rounds to an integer and leaves n in the low
    ///    mantissa bits. ln 2 is split in two so that n ln 2 is exact to about 33 bits.
    /// 2. exp(r) by its Taylor polynomial of degree 7: the first omitted term is below 0.3466^8 / 8! = 5e-9.
    /// 3. Multiplication by 2^n adds n to the exponent bits; n is at least -125 after clamping, so the result stays normal.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T x)
        where T : unmanaged, ILanes<T>
    {
        x = T.Min(T.Max(x, T.Broadcast(-86.6)), T.Broadcast(88.0));
        T magic = T.Broadcast(12582912.0);
        T shifted = T.MultiplyAdd(x, T.Broadcast(1.4426950408889634), magic);
        T n = shifted - magic;
        T r = T.MultiplyAdd(n, T.Broadcast(2.12194440e-4), T.MultiplyAdd(n, T.Broadcast(-0.693359375), x));
        T p = T.Broadcast(1.0 / 5040);
        p = T.MultiplyAdd(p, r, T.Broadcast(1.0 / 720));
        p = T.MultiplyAdd(p, r, T.Broadcast(1.0 / 120));
        p = T.MultiplyAdd(p, r, T.Broadcast(1.0 / 24));
        p = T.MultiplyAdd(p, r, T.Broadcast(1.0 / 6));
        p = T.MultiplyAdd(p, r, T.Broadcast(0.5));
        p = T.MultiplyAdd(p, r, T.Broadcast(1.0));
        p = T.MultiplyAdd(p, r, T.Broadcast(1.0));
        return T.ScaleByPowerOfTwo(p, shifted);
    }

    /// <summary>Logistic function 1/(1 + exp(-z)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<T>(T z)
        where T : unmanaged, IReal<T>
    {
        T one = T.Broadcast(1);
        return one / (one + T.Exp(T.Broadcast(0) - z));
    }
}
