using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Spiking.Numerics;

/// <summary>8 float32 lanes in a 256-bit vector.</summary>
internal readonly unsafe struct Lanes256 : ILanes<Lanes256>
{
    private readonly Vector256<float> _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes256(Vector256<float> v) => _v = v;

    /// <summary>The vector itself: half of one twice as wide.</summary>
    internal Vector256<float> Vector => _v;

    /// <inheritdoc/>
    public static int Count => 8;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Broadcast(double value) => new(Vector256.Create((float)value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplyAdd(in Lanes256 left, in Lanes256 right, in Lanes256 addend) =>
        new(Vector256.FusedMultiplyAdd(left._v, right._v, addend._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator +(in Lanes256 left, in Lanes256 right) => new(left._v + right._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator -(in Lanes256 left, in Lanes256 right) => new(left._v - right._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator *(in Lanes256 left, in Lanes256 right) => new(left._v * right._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator /(in Lanes256 left, in Lanes256 right) => new(left._v / right._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Greater(in Lanes256 left, in Lanes256 right) => new(Vector256.GreaterThan(left._v, right._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Min(in Lanes256 left, in Lanes256 right) => new(Vector256.MinNative(left._v, right._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Max(in Lanes256 left, in Lanes256 right) => new(Vector256.MaxNative(left._v, right._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Masked(in Lanes256 value, in Lanes256 mask) => new(value._v & mask._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Without(in Lanes256 value, in Lanes256 mask) => new(Vector256.AndNot(value._v, mask._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Select(in Lanes256 mask, in Lanes256 ifSet, in Lanes256 ifClear) => new(
        // One instruction where there is one: a mask is all ones or all zeros in every lane, which the compiler does not know.
        Avx.IsSupported ? Avx.BlendVariable(ifClear._v, ifSet._v, mask._v) : Vector256.ConditionalSelect(mask._v, ifSet._v, ifClear._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Exp(in Lanes256 value) => LaneMath.Exp(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Logistic(in Lanes256 z) => LaneMath.Logistic(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(float* source) => new(Vector256.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Repeat(float* source) => new(Vector256.Create(*source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Gather(float* source, ushort* indices) =>
        new(Vector256.Create(Lanes128.Gather(source, indices).Vector, Lanes128.Gather(source, indices + 4).Vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void GatherPairs(float* source, ushort* indices, out Lanes256 first, out Lanes256 second)
    {
        Lanes128.GatherPairs(source, indices, out Lanes128 lowFirst, out Lanes128 lowSecond);
        Lanes128.GatherPairs(source, indices + 4, out Lanes128 highFirst, out Lanes128 highSecond);
        first = new(Vector256.Create(lowFirst.Vector, highFirst.Vector));
        second = new(Vector256.Create(lowSecond.Vector, highSecond.Vector));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(in Lanes256 value, float* destination) => value._v.Store(destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 After(int* steps, int step) =>
        new(Vector256.GreaterThan(Vector256.Load(steps), Vector256.Create(step)).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Bits(in Lanes256 mask) => mask._v.ExtractMostSignificantBits();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 ScaleByPowerOfTwo(in Lanes256 value, in Lanes256 shifted) =>
        new((value._v.AsInt32() + (shifted._v.AsInt32() << 23)).AsSingle());
}
