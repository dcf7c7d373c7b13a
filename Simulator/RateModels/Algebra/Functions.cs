using Spiking.Numerics;

namespace Spiking.RateModels.Algebra;

/// <summary>A function of one number, written once for float64 and for vectors of float32.</summary>
internal interface IUnaryFunction
{
    /// <summary>The value of the function.</summary>
    TReal Of<TReal>(in TReal x)
        where TReal : unmanaged, IReal<TReal>;
}

/// <summary>A function of two numbers, written once for float64 and for vectors of float32.</summary>
internal interface IBinaryFunction
{
    /// <summary>The value of the function.</summary>
    TReal Of<TReal>(in TReal x, in TReal y)
        where TReal : unmanaged, IReal<TReal>;
}

/// <summary>A function of three numbers, written once for float64 and for vectors of float32.</summary>
internal interface ITernaryFunction
{
    /// <summary>The value of the function.</summary>
    TReal Of<TReal>(in TReal x, in TReal y, in TReal z)
        where TReal : unmanaged, IReal<TReal>;
}
