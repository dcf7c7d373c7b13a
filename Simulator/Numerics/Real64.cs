namespace Spiking.Numerics;

/// <summary>
/// One float64 number: the reference arithmetic. Equations that are written for <see cref="IReal{T}"/> run in it unchanged.
/// </summary>
/// <param name="Value">The number. A mask is 1 or 0.</param>
internal readonly record struct Real64(double Value) : IReal<Real64>
{
    /// <summary>Whether a mask is set.</summary>
    public bool IsSet => Value != 0;

    /// <inheritdoc/>
    public static Real64 Broadcast(double value) => new(value);

    /// <inheritdoc/>
    public static Real64 MultiplyAdd(in Real64 left, in Real64 right, in Real64 addend) =>
        new(Math.FusedMultiplyAdd(left.Value, right.Value, addend.Value));

    /// <inheritdoc/>
    public static Real64 operator +(in Real64 left, in Real64 right) => new(left.Value + right.Value);

    /// <inheritdoc/>
    public static Real64 operator -(in Real64 left, in Real64 right) => new(left.Value - right.Value);

    /// <inheritdoc/>
    public static Real64 operator *(in Real64 left, in Real64 right) => new(left.Value * right.Value);

    /// <inheritdoc/>
    public static Real64 operator /(in Real64 left, in Real64 right) => new(left.Value / right.Value);

    /// <inheritdoc/>
    public static Real64 Greater(in Real64 left, in Real64 right) => Mask(left.Value > right.Value);

    /// <inheritdoc/>
    public static Real64 Min(in Real64 left, in Real64 right) => left.Value < right.Value ? left : right;

    /// <inheritdoc/>
    public static Real64 Max(in Real64 left, in Real64 right) => left.Value > right.Value ? left : right;

    /// <inheritdoc/>
    public static Real64 Masked(in Real64 value, in Real64 mask) => mask.IsSet ? value : default;

    /// <inheritdoc/>
    public static Real64 Without(in Real64 value, in Real64 mask) => mask.IsSet ? default : value;

    /// <inheritdoc/>
    public static Real64 Select(in Real64 mask, in Real64 ifSet, in Real64 ifClear) => mask.IsSet ? ifSet : ifClear;

    /// <inheritdoc/>
    public static Real64 Exp(in Real64 value) => new(Math.Exp(value.Value));

    /// <inheritdoc/>
    public static Real64 Logistic(in Real64 z) => new(1 / (1 + Math.Exp(-z.Value)));

    /// <summary>A mask that is set or not.</summary>
    public static Real64 Mask(bool set) => new(set ? 1 : 0);
}
