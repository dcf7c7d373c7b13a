namespace Spiking.Numerics;

/// <summary>
/// Real numbers as the neuron equations see them: one float64 for a reference calculation, or a whole vector of float32 lanes in the
/// engine. Equations written once against this interface are the same equations in both. Comparisons give masks.
/// </summary>
/// <remarks>
/// Operands are passed by reference: the compiler then reads a constant from memory within the operation that needs it, where by value it
/// loads it into a register of its own first, and kernels run out of registers.
/// </remarks>
/// <typeparam name="T">The implementing type.</typeparam>
public interface IReal<T>
    where T : unmanaged, IReal<T>
{
    /// <summary>The same value in every lane.</summary>
    static abstract T Broadcast(double value);

    /// <summary>
    /// left * right + addend, rounded once (a fused multiply-add, the same number on every processor). Products and sums are contracted
    /// only where an equation says so by this name: every width rounds alike.
    /// </summary>
    static abstract T MultiplyAdd(in T left, in T right, in T addend);

    /// <summary>Sum, lane by lane.</summary>
    static abstract T operator +(in T left, in T right);

    /// <summary>Difference, lane by lane.</summary>
    static abstract T operator -(in T left, in T right);

    /// <summary>Product, lane by lane.</summary>
    static abstract T operator *(in T left, in T right);

    /// <summary>Quotient, lane by lane.</summary>
    static abstract T operator /(in T left, in T right);

    /// <summary>Mask of the lanes where left exceeds right.</summary>
    static abstract T Greater(in T left, in T right);

    /// <summary>The smaller of both, lane by lane (no NaN expected).</summary>
    static abstract T Min(in T left, in T right);

    /// <summary>The larger of both, lane by lane (no NaN expected).</summary>
    static abstract T Max(in T left, in T right);

    /// <summary>The value where the mask is set, else zero; also the intersection of two masks.</summary>
    static abstract T Masked(in T value, in T mask);

    /// <summary>The value where the mask is clear, else zero; also one mask without another.</summary>
    static abstract T Without(in T value, in T mask);

    /// <summary>Where the mask is set the first value, else the second.</summary>
    static abstract T Select(in T mask, in T ifSet, in T ifClear);

    /// <summary>Exponential function.</summary>
    static abstract T Exp(in T value);

    /// <summary>Logistic function 1/(1 + exp(-z)).</summary>
    static abstract T Logistic(in T z);
}
