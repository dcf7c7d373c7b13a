using System.Numerics;
using Spiking.Files;
using Spiking.Numerics;
using Spiking.RateModels.Algebra;

namespace Spiking.RateModels.Networks;

// An activation is one record that derives from this one, with a name by which files choose it.
/// <summary>
/// Event rate of an ensemble as a function of its somatic potential v: e = f(v). The burst code needs in addition h = f'(v)/e, by which a
/// change of the burst probability is to be multiplied so that the burst rate p e changes as backprop would have it.
/// </summary>
[ChosenByName]
internal abstract record Activation
{
    /// <summary>The activation of output layers, and of hidden layers unless the file says otherwise.</summary>
    public static Activation Sigmoid { get; } = new SigmoidActivation();

    /// <summary>Computes event rates.</summary>
    public abstract void Rates<T>(Arithmetic<T> arithmetic, Matrix<T> potentials, Matrix<T> rates)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Computes h = f'(v)/e from event rates.</summary>
    public abstract void RelativeSlopes<T>(Arithmetic<T> arithmetic, Matrix<T> rates, Matrix<T> slopes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>The logistic function e = 1/(1 + exp(-v)), with h = 1 - e.</summary>
[VariantName("sigmoid")]
internal sealed record SigmoidActivation : Activation
{
    /// <inheritdoc/>
    public override void Rates<T>(Arithmetic<T> arithmetic, Matrix<T> potentials, Matrix<T> rates) =>
        arithmetic.Apply(new Logistic(), potentials, rates);

    /// <inheritdoc/>
    public override void RelativeSlopes<T>(Arithmetic<T> arithmetic, Matrix<T> rates, Matrix<T> slopes) =>
        arithmetic.Apply(new Complement(), rates, slopes);

    private readonly struct Complement : IUnaryFunction
    {
        public TReal Of<TReal>(in TReal x)
            where TReal : unmanaged, IReal<TReal> => TReal.Broadcast(1) - x;
    }
}

/// <summary>The positive part e = max(0, v), with h = 1/e for active ensembles and 0 for silent ones.</summary>
[VariantName("rectifier")]
internal sealed record RectifierActivation : Activation
{
    // Of a smaller rate the inverse would not be a finite number of single precision.
    private const double SmallestRate = 1e-37;

    /// <inheritdoc/>
    public override void Rates<T>(Arithmetic<T> arithmetic, Matrix<T> potentials, Matrix<T> rates) =>
        arithmetic.Apply(new Positive(), potentials, rates);

    /// <inheritdoc/>
    public override void RelativeSlopes<T>(Arithmetic<T> arithmetic, Matrix<T> rates, Matrix<T> slopes) =>
        arithmetic.Apply(new InverseIfPositive(), rates, slopes);

    private readonly struct Positive : IUnaryFunction
    {
        public TReal Of<TReal>(in TReal x)
            where TReal : unmanaged, IReal<TReal> => TReal.Max(x, TReal.Broadcast(0));
    }

    private readonly struct InverseIfPositive : IUnaryFunction
    {
        public TReal Of<TReal>(in TReal x)
            where TReal : unmanaged, IReal<TReal> => TReal.Masked(TReal.Broadcast(1) / x, TReal.Greater(x, TReal.Broadcast(SmallestRate)));
    }
}

/// <summary>The exponential function e = exp(v), with h = 1.</summary>
[VariantName("exponential")]
internal sealed record ExponentialActivation : Activation
{
    /// <inheritdoc/>
    public override void Rates<T>(Arithmetic<T> arithmetic, Matrix<T> potentials, Matrix<T> rates) =>
        arithmetic.Apply(new Exponent(), potentials, rates);

    /// <inheritdoc/>
    public override void RelativeSlopes<T>(Arithmetic<T> arithmetic, Matrix<T> rates, Matrix<T> slopes) => slopes.Span.Fill(T.One);

    private readonly struct Exponent : IUnaryFunction
    {
        public TReal Of<TReal>(in TReal x)
            where TReal : unmanaged, IReal<TReal> => TReal.Exp(x);
    }
}

/// <summary>The logistic function σ(x) = 1/(1 + exp(-x)).</summary>
internal readonly struct Logistic : IUnaryFunction
{
    /// <inheritdoc/>
    public TReal Of<TReal>(in TReal x)
        where TReal : unmanaged, IReal<TReal> => LaneMath.Sigmoid(x);
}
