using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Spiking.Numerics;

/// <summary>16 float32 lanes in a 512-bit vector.</summary>
internal readonly unsafe struct Lanes512 : ILanes<Lanes512>
{
    private readonly Vector512<float> _v;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes512(Vector512<float> v) => _v = v;

    /// <inheritdoc/>
    public static int Count => 16;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Broadcast(double value) => new(Vector512.Create((float)value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplyAdd(in Lanes512 left, in Lanes512 right, in Lanes512 addend) =>
        new(Vector512.FusedMultiplyAdd(left._v, right._v, addend._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator +(in Lanes512 left, in Lanes512 right) => new(left._v + right._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator -(in Lanes512 left, in Lanes512 right) => new(left._v - right._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator *(in Lanes512 left, in Lanes512 right) => new(left._v * right._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator /(in Lanes512 left, in Lanes512 right) => new(left._v / right._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Greater(in Lanes512 left, in Lanes512 right) => new(Vector512.GreaterThan(left._v, right._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Min(in Lanes512 left, in Lanes512 right) => new(Vector512.MinNative(left._v, right._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Max(in Lanes512 left, in Lanes512 right) => new(Vector512.MaxNative(left._v, right._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Masked(in Lanes512 value, in Lanes512 mask) => new(value._v & mask._v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Without(in Lanes512 value, in Lanes512 mask) => new(Vector512.AndNot(value._v, mask._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Select(in Lanes512 mask, in Lanes512 ifSet, in Lanes512 ifClear) =>
        new(Vector512.ConditionalSelect(mask._v, ifSet._v, ifClear._v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Exp(in Lanes512 value) => LaneMath.Exp(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Logistic(in Lanes512 z) => LaneMath.Logistic(z);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(float* source) => new(Vector512.Load(source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Repeat(float* source) => new(Vector512.Create(*source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Gather(float* source, ushort* indices) =>
        new(Vector512.Create(Lanes256.Gather(source, indices).Vector, Lanes256.Gather(source, indices + 8).Vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void GatherPairs(float* source, ushort* indices, out Lanes512 first, out Lanes512 second)
    {
        Lanes256.GatherPairs(source, indices, out Lanes256 lowFirst, out Lanes256 lowSecond);
        Lanes256.GatherPairs(source, indices + 8, out Lanes256 highFirst, out Lanes256 highSecond);
        first = new(Vector512.Create(lowFirst.Vector, highFirst.Vector));
        second = new(Vector512.Create(lowSecond.Vector, highSecond.Vector));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(in Lanes512 value, float* destination) => value._v.Store(destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 After(int* steps, int step) =>
        new(Vector512.GreaterThan(Vector512.Load(steps), Vector512.Create(step)).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Bits(in Lanes512 mask) => mask._v.ExtractMostSignificantBits();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 ScaleByPowerOfTwo(in Lanes512 value, in Lanes512 shifted) =>
        new((value._v.AsInt32() + (shifted._v.AsInt32() << 23)).AsSingle());
}
