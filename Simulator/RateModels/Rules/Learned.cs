using System.Numerics;
using Spiking.Numerics;
using Spiking.RateModels.Algebra;

namespace Spiking.RateModels.Rules;

/// <summary>Weights that a rule changes, and where their gradient comes from.</summary>
/// <typeparam name="T">Element type.</typeparam>
/// <param name="name">What the weights are called: W1, c1, Y1.</param>
/// <param name="descent">The weights and how they follow a gradient.</param>
/// <param name="scale">What the gradient, a sum over the batch, is multiplied by, given the number of examples.</param>
internal abstract class Learned<T>(string name, Descent<T> descent, Func<int, double> scale)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Name of the weights.</summary>
    public string Name => name;

    /// <summary>The weights and how they follow a gradient.</summary>
    public Descent<T> Descent => descent;

    /// <summary>Computes the gradient of the present batch.</summary>
    public void ComputeGradient(Arithmetic<T> arithmetic, int examples, Matrix<T> gradient)
    {
        Sum(arithmetic, gradient);
        arithmetic.Apply(new Scaled(scale(examples)), gradient, gradient);
    }

    /// <summary>Moves the weights one step down the gradient of the present batch.</summary>
    public void Update(Arithmetic<T> arithmetic, int examples)
    {
        if (descent.IsIdle) return;
        descent.Scale = scale(examples);
        Descend(arithmetic);
    }

    /// <summary>Computes the sum of the gradient over the batch.</summary>
    protected abstract void Sum(Arithmetic<T> arithmetic, Matrix<T> gradient);

    /// <summary>Moves the weights down the sum, which is multiplied by <see cref="Descent{T}.Scale"/> on the way.</summary>
    protected virtual void Descend(Arithmetic<T> arithmetic)
    {
        Sum(arithmetic, descent.Gradient);
        arithmetic.Descend(descent.Gradient, descent);
    }
}

/// <summary>Weights whose gradient sums, over the batch, the outer product of what they lead to with what comes in: leftᵀ right.</summary>
/// <typeparam name="T">Element type.</typeparam>
/// <param name="name">Name of the weights.</param>
/// <param name="descent">The weights.</param>
/// <param name="left">A column for every row of weights.</param>
/// <param name="right">A column for every column of weights.</param>
/// <param name="scale">What the sum is multiplied by, given the number of examples.</param>
internal sealed class OuterProduct<T>(string name, Descent<T> descent, Func<Matrix<T>> left, Func<Matrix<T>> right, Func<int, double> scale)
    : Learned<T>(name, descent, scale)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override void Sum(Arithmetic<T> arithmetic, Matrix<T> gradient) =>
        arithmetic.Multiply(left(), true, right(), false, gradient);

    /// <inheritdoc/>
    protected override void Descend(Arithmetic<T> arithmetic) => arithmetic.Descend(left(), right(), Descent);
}

/// <summary>Biases: weights of an input that is always 1, so that their gradient is the sum of what they lead to.</summary>
/// <typeparam name="T">Element type.</typeparam>
/// <param name="name">What the biases are called.</param>
/// <param name="descent">The biases.</param>
/// <param name="deltas">A column for every bias.</param>
/// <param name="scale">What the sum is multiplied by, given the number of examples.</param>
internal sealed class BiasSum<T>(string name, Descent<T> descent, Func<Matrix<T>> deltas, Func<int, double> scale)
    : Learned<T>(name, descent, scale)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override void Sum(Arithmetic<T> arithmetic, Matrix<T> gradient) => arithmetic.SumColumns(deltas(), 1, gradient);
}

/// <summary>Weights with a gradient of their own kind.</summary>
/// <typeparam name="T">Element type.</typeparam>
/// <param name="name">Name of the weights.</param>
/// <param name="descent">The weights.</param>
/// <param name="sum">Computes the sum of the gradient over the batch.</param>
/// <param name="scale">What the sum is multiplied by, given the number of examples.</param>
internal sealed class OwnGradient<T>(string name, Descent<T> descent, Action<Matrix<T>> sum, Func<int, double> scale)
    : Learned<T>(name, descent, scale)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override void Sum(Arithmetic<T> arithmetic, Matrix<T> gradient) => sum(gradient);
}

/// <summary>x times a constant.</summary>
/// <param name="factor">The constant.</param>
internal readonly struct Scaled(double factor) : IUnaryFunction
{
    /// <inheritdoc/>
    public TReal Of<TReal>(in TReal x)
        where TReal : unmanaged, IReal<TReal> => TReal.Broadcast(factor) * x;
}
