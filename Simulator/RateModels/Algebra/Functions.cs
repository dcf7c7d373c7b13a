using Spiking.Numerics;

namespace Spiking.RateModels.Algebra;

/// <summary>A function of one number, written once for float64 and for vectors of float32.</summary>
public interface IUnaryFunction
{
    /// <summary>The value of the function.</summary>
    R Of<R>(in R x)
        where R : unmanaged, IReal<R>;
}

/// <summary>A function of two numbers, written once for float64 and for vectors of float32.</summary>
public interface IBinaryFunction
{
    /// <summary>The value of the function.</summary>
    R Of<R>(in R x, in R y)
        where R : unmanaged, IReal<R>;
}

/// <summary>A function of three numbers, written once for float64 and for vectors of float32.</summary>
public interface ITernaryFunction
{
    /// <summary>The value of the function.</summary>
    R Of<R>(in R x, in R y, in R z)
        where R : unmanaged, IReal<R>;
}
