using System.Runtime.CompilerServices;

namespace Spiking.Numerics;

/// <summary>
/// Elementary functions of float32 lanes with a fixed order of operations, so that every vector width gives the same bits.
/// </summary>
internal static class LaneMath
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

    /// <summary>Logistic function 1/(1 + exp(-z)) by the exponential: relative error below 5e-7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sigmoid<T>(T z)
        where T : unmanaged, IReal<T>
    {
        T one = T.Broadcast(1);
        return one / (one + T.Exp(T.Broadcast(0) - z));
    }

    /// <summary>
    /// Logistic function 1/(1 + exp(-z)) by a rational function, for neuron equations that need it in every step: absolute error below
    /// 3e-7.
    /// </summary>
    /// <remarks>
    /// 1. With y = z/2 it is 1/2 + 1/2 tanh y, and tanh is odd: 1/2 tanh y = y P(y^2)/Q(y^2).
    /// 2. P and Q, of degrees 3 and 4, are fitted to the smallest largest error on |y| &lt;= 8, which is 6.3e-8 (iteratively reweighted
    /// least squares); beyond, y is clamped: the logistic function is within 1.2e-7 of 0 and 1 there.
    /// 3. Coefficients and operations in float32 bring the error to 2.4e-7, measured over 30,000 arguments. Near 0 the result may be
    ///    negative by as much.
    /// 4. Sixteen operations in two chains that run side by side, where the exponential takes twenty-one in one.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Logistic<T>(T z)
        where T : unmanaged, ILanes<T>
    {
        T half = T.Broadcast(0.5);
        T y = T.Min(T.Max(z * half, T.Broadcast(-8)), T.Broadcast(8));
        T s = y * y;
        T p = T.MultiplyAdd(s, T.Broadcast(5.6749731811578386e-06), T.Broadcast(0.0014712653355672956));
        T q = T.MultiplyAdd(s, T.Broadcast(2.436501063129981e-07), T.Broadcast(0.00023754984431434423));
        p = T.MultiplyAdd(p, s, T.Broadcast(0.06458554416894913));
        q = T.MultiplyAdd(q, s, T.Broadcast(0.02377902902662754));
        p = T.MultiplyAdd(p, s, T.Broadcast(0.4999997019767761));
        q = T.MultiplyAdd(q, s, T.Broadcast(0.4625021815299988));
        q = T.MultiplyAdd(q, s, T.Broadcast(1));
        return T.MultiplyAdd(y, p / q, half);
    }
}
