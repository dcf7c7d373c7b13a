using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Spiking.Numerics;

/// <summary>4 float32 lanes in a 128-bit vector.</summary>
internal readonly unsafe struct Lanes128 : ILanes<Lanes128>
{
    private readonly Vector128<float> _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes128(Vector128<float> v) => _v = v;

    /// <summary>The vector itself: half of one twice as wide.</summary>
    internal Vector128<float> Vector => _v;

    /// <inheritdoc/>
    public static int Count => 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Broadcast(double value) => new(Vector128.Create((float)value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MultiplyAdd(in Lanes128 left, in Lanes128 right, in Lanes128 addend) =>
        new(Vector128.FusedMultiplyAdd(left._v, right._v, addend._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator +(in Lanes128 left, in Lanes128 right) => new(left._v + right._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(in Lanes128 left, in Lanes128 right) => new(left._v - right._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator *(in Lanes128 left, in Lanes128 right) => new(left._v * right._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator /(in Lanes128 left, in Lanes128 right) => new(left._v / right._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Greater(in Lanes128 left, in Lanes128 right) => new(Vector128.GreaterThan(left._v, right._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Min(in Lanes128 left, in Lanes128 right) => new(Vector128.MinNative(left._v, right._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Max(in Lanes128 left, in Lanes128 right) => new(Vector128.MaxNative(left._v, right._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Masked(in Lanes128 value, in Lanes128 mask) => new(value._v & mask._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Without(in Lanes128 value, in Lanes128 mask) => new(Vector128.AndNot(value._v, mask._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Select(in Lanes128 mask, in Lanes128 ifSet, in Lanes128 ifClear) =>
        new(Vector128.ConditionalSelect(mask._v, ifSet._v, ifClear._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Exp(in Lanes128 value) => LaneMath.Exp(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Logistic(in Lanes128 z) => LaneMath.Logistic(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(float* source) => new(Vector128.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Repeat(float* source) => new(Vector128.Create(*source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Gather(float* source, ushort* indices) =>
        new(Vector128.Create(source[indices[0]], source[indices[1]], source[indices[2]], source[indices[3]]));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void GatherPairs(float* source, ushort* indices, out Lanes128 first, out Lanes128 second)
    {
        double* pairs = (double*)source;
        Vector128<float> low = Vector128.Create(pairs[indices[0]], pairs[indices[1]]).AsSingle(),
            high = Vector128.Create(pairs[indices[2]], pairs[indices[3]]).AsSingle();
        if (Sse.IsSupported)
        {
            first = new(Sse.Shuffle(low, high, 0b10_00_10_00));
            second = new(Sse.Shuffle(low, high, 0b11_01_11_01));
            return;
        }

        first = new(Vector128.Create(low[0], low[2], high[0], high[2]));
        second = new(Vector128.Create(low[1], low[3], high[1], high[3]));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(in Lanes128 value, float* destination) => value._v.Store(destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 After(int* steps, int step) =>
        new(Vector128.GreaterThan(Vector128.Load(steps), Vector128.Create(step)).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Bits(in Lanes128 mask) => mask._v.ExtractMostSignificantBits();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 ScaleByPowerOfTwo(in Lanes128 value, in Lanes128 shifted) =>
        new((value._v.AsInt32() + (shifted._v.AsInt32() << 23)).AsSingle());
}
