using System.Numerics;
using System.Runtime.CompilerServices;
using Spiking.Numerics;

namespace Spiking.RateModels.Algebra;

/// <summary>
/// Applies functions to the elements of matrices. The loop runs over whole vectors: what it computes beyond the elements in use falls into the padding
/// or into rows that are not in use.
/// </summary>
/// <typeparam name="T">Element type.</typeparam>
/// <typeparam name="R">What the function sees: one float64 or a vector of float32.</typeparam>
internal static unsafe class Elementwise<T, R>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where R : unmanaged, IReal<R>
{
    // The loops are small and hot from the first batch on.
    private const MethodImplOptions Kernel = MethodImplOptions.AggressiveOptimization;

    private static int PerVector => sizeof(R) / sizeof(T);

    [MethodImpl(Kernel)]
    public static void Apply<F>(F function, int count, T* x, T* to)
        where F : struct, IUnaryFunction
    {
        for (int i = 0; i < count; i += PerVector) *(R*)(to + i) = function.Of(*(R*)(x + i));
    }

    [MethodImpl(Kernel)]
    public static void Apply<F>(F function, int count, T* x, T* y, T* to)
        where F : struct, IBinaryFunction
    {
        for (int i = 0; i < count; i += PerVector) *(R*)(to + i) = function.Of(*(R*)(x + i), *(R*)(y + i));
    }

    [MethodImpl(Kernel)]
    public static void Apply<F>(F function, int count, T* x, T* y, T* z, T* to)
        where F : struct, ITernaryFunction
    {
        for (int i = 0; i < count; i += PerVector) *(R*)(to + i) = function.Of(*(R*)(x + i), *(R*)(y + i), *(R*)(z + i));
    }
}
