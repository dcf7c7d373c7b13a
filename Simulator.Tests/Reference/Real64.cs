using Spiking.Numerics;

namespace Spiking.Tests.Reference;

/// <summary>One float64 number: the reference arithmetic. The neuron equations run in it unchanged.</summary>
internal readonly record struct Real64(double Value) : IReal<Real64>
{
    public static Real64 Broadcast(double value) => new(value);

    public static Real64 MultiplyAdd(Real64 left, Real64 right, Real64 addend) =>
        new(Math.FusedMultiplyAdd(left.Value, right.Value, addend.Value));

    public static Real64 operator +(Real64 left, Real64 right) => new(left.Value + right.Value);

    public static Real64 operator -(Real64 left, Real64 right) => new(left.Value - right.Value);

    public static Real64 operator *(Real64 left, Real64 right) => new(left.Value * right.Value);

    public static Real64 operator /(Real64 left, Real64 right) => new(left.Value / right.Value);

    public static Real64 Greater(Real64 left, Real64 right) => Mask(left.Value > right.Value);

    public static Real64 Min(Real64 left, Real64 right) => left.Value < right.Value ? left : right;

    public static Real64 Max(Real64 left, Real64 right) => left.Value > right.Value ? left : right;

    public static Real64 Masked(Real64 value, Real64 mask) => mask.IsSet ? value : default;

    public static Real64 Without(Real64 value, Real64 mask) => mask.IsSet ? default : value;

    public static Real64 Select(Real64 mask, Real64 ifSet, Real64 ifClear) => mask.IsSet ? ifSet : ifClear;

    public static Real64 Exp(Real64 value) => new(Math.Exp(value.Value));

    public static Real64 Logistic(Real64 z) => new(1 / (1 + Math.Exp(-z.Value)));

    /// <summary>A mask is 1 or 0 here.</summary>
    public static Real64 Mask(bool set) => new(set ? 1 : 0);

    public bool IsSet => Value != 0;
}
