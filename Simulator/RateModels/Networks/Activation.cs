using System.Numerics;
using Spiking.Files;
using Spiking.Numerics;
using Spiking.RateModels.Algebra;

namespace Spiking.RateModels.Networks;

/// <summary>
/// Event rate of an ensemble as a function of its somatic potential v: e = f(v). The burst code needs in addition h = f'(v)/e, by which a
/// change of the burst probability is to be multiplied so that the burst rate p e changes as backprop would have it.
/// </summary>
[ChosenByName]
internal abstract class Activation
{
    /// <summary>1/(1 + exp(-v)), with h = 1 - e.</summary>
    public static Activation Sigmoid { get; } = new SigmoidActivation();

    /// <summary>max(0, v), with h = 1/e for active units and 0 for silent ones.</summary>
    public static Activation Rectifier { get; } = new RectifierActivation();

    /// <summary>exp(v), with h = 1.</summary>
    public static Activation Exponential { get; } = new ExponentialActivation();

    /// <summary>Computes event rates.</summary>
    public abstract void Rates<T>(Arithmetic<T> arithmetic, Matrix<T> potentials, Matrix<T> rates)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Computes h = f'(v)/e from event rates.</summary>
    public abstract void RelativeSlopes<T>(Arithmetic<T> arithmetic, Matrix<T> rates, Matrix<T> slopes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private sealed class SigmoidActivation : Activation
    {
        public override void Rates<T>(Arithmetic<T> arithmetic, Matrix<T> potentials, Matrix<T> rates) =>
            arithmetic.Apply(new Logistic(), potentials, rates);

        public override void RelativeSlopes<T>(Arithmetic<T> arithmetic, Matrix<T> rates, Matrix<T> slopes) =>
            arithmetic.Apply(new Complement(), rates, slopes);
    }

    private sealed class RectifierActivation : Activation
    {
        public override void Rates<T>(Arithmetic<T> arithmetic, Matrix<T> potentials, Matrix<T> rates) =>
            arithmetic.Apply(new Positive(), potentials, rates);

        public override void RelativeSlopes<T>(Arithmetic<T> arithmetic, Matrix<T> rates, Matrix<T> slopes) =>
            arithmetic.Apply(new InverseIfPositive(), rates, slopes);
    }

    private sealed class ExponentialActivation : Activation
    {
        public override void Rates<T>(Arithmetic<T> arithmetic, Matrix<T> potentials, Matrix<T> rates) =>
            arithmetic.Apply(new Exponent(), potentials, rates);

        public override void RelativeSlopes<T>(Arithmetic<T> arithmetic, Matrix<T> rates, Matrix<T> slopes) => slopes.Span.Fill(T.One);
    }

    private readonly struct Complement : IUnaryFunction
    {
        public TReal Of<TReal>(in TReal x)
            where TReal : unmanaged, IReal<TReal> => TReal.Broadcast(1) - x;
    }

    private readonly struct Positive : IUnaryFunction
    {
        public TReal Of<TReal>(in TReal x)
            where TReal : unmanaged, IReal<TReal> => TReal.Max(x, TReal.Broadcast(0));
    }

    private readonly struct InverseIfPositive : IUnaryFunction
    {
        public TReal Of<TReal>(in TReal x)
            where TReal : unmanaged, IReal<TReal> => TReal.Masked(TReal.Broadcast(1) / x, TReal.Greater(x, TReal.Broadcast(0)));
    }

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
