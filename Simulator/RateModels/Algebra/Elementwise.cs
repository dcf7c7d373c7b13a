using System.Numerics;
using System.Runtime.CompilerServices;
using Spiking.Numerics;

namespace Spiking.RateModels.Algebra;

/// <summary>
/// Applies functions to the elements of matrices. The loop runs over whole vectors: what it computes beyond the elements in use falls into
/// the padding or into rows that are not in use.
/// </summary>
/// <typeparam name="T">Element type.</typeparam>
/// <typeparam name="TReal">What the function sees: one float64 or a vector of float32.</typeparam>
internal static unsafe class Elementwise<T, TReal>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TReal : unmanaged, IReal<TReal>
{
    // The loops are small and hot from the first batch on. Inlined into their caller, which has one for every width of vectors, they would
    // use up what the compiler is willing to inline there, and call a function for every sum and product.
    private const MethodImplOptions Kernel = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    private static int PerVector => sizeof(TReal) / sizeof(T);

    [MethodImpl(Kernel)]
    public static void Apply<TFunction>(TFunction function, int count, T* x, T* to)
        where TFunction : struct, IUnaryFunction
    {
        for (int i = 0; i < count; i += PerVector) *(TReal*)(to + i) = function.Of(*(TReal*)(x + i));
    }

    [MethodImpl(Kernel)]
    public static void Apply<TFunction>(TFunction function, int count, T* x, T* y, T* to)
        where TFunction : struct, IBinaryFunction
    {
        for (int i = 0; i < count; i += PerVector) *(TReal*)(to + i) = function.Of(*(TReal*)(x + i), *(TReal*)(y + i));
    }

    [MethodImpl(Kernel)]
    public static void Apply<TFunction>(TFunction function, int count, T* x, T* y, T* z, T* to)
        where TFunction : struct, ITernaryFunction
    {
        for (int i = 0; i < count; i += PerVector) *(TReal*)(to + i) = function.Of(*(TReal*)(x + i), *(TReal*)(y + i), *(TReal*)(z + i));
    }
}
