using System.Numerics;
using System.Runtime.CompilerServices;
using Spiking.Numerics;

namespace Spiking.RateModels.Algebra;

/// <summary>Where the decay of weights enters a step of stochastic gradient descent.</summary>
internal enum DecayKind
{
    /// <summary>
    /// w loses λ w in every update, whatever the learning rate is (programs of Greedy et al. 2022 and Payeur et al. 2021).
    /// </summary>
    Direct,

    /// <summary>λ w is a part of the gradient, so that momentum and learning rate act on it (journal version of Greedy et al.).</summary>
    InGradient,
}

/// <summary>Constants of stochastic gradient descent with momentum: m ← μ m + g, w ← w - η m.</summary>
/// <param name="LearningRate">η.</param>
/// <param name="Momentum">μ; 0 for none.</param>
/// <param name="Decay">λ; 0 for none.</param>
/// <param name="Kind">Where λ enters.</param>
internal readonly record struct Sgd(double LearningRate, double Momentum = 0, double Decay = 0, DecayKind Kind = DecayKind.Direct);

/// <summary>Weights that follow a gradient downhill, with the memory of their momentum.</summary>
/// <typeparam name="T">Element type.</typeparam>
internal sealed unsafe class Descent<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LongestVector = 16;

    /// <summary>Prepares weights for descent.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="sgd">Constants of the descent.</param>
    public Descent(Matrix<T> weights, Sgd sgd)
    {
        (Weights, Sgd) = (weights, sgd);
        if (sgd.Momentum != 0) Momentum = new Matrix<T>(weights.Rows, weights.Columns);
    }

    /// <summary>The weights.</summary>
    public Matrix<T> Weights { get; }

    /// <summary>The running sum m of gradients; null without momentum.</summary>
    public Matrix<T>? Momentum { get; }

    /// <summary>Constants of the descent; the learning rate may follow a schedule.</summary>
    public Sgd Sgd { get; set; }

    /// <summary>Factor of gradients before use: one over the number of examples makes a mean of a sum.</summary>
    public double Scale { get; set; } = 1;

    /// <summary>Room for a whole gradient, made when it is needed.</summary>
    public Matrix<T> Gradient => field ??= new Matrix<T>(Weights.Rows, Weights.Columns);

    /// <summary>Whether gradients change nothing.</summary>
    public bool IsIdle => Sgd.LearningRate == 0 && (Sgd.Decay == 0 || Sgd.Kind == DecayKind.InGradient);

    /// <summary>Takes one step for some consecutive weights.</summary>
    /// <typeparam name="TReal">What is computed at a time.</typeparam>
    /// <param name="first">Index of the first weight.</param>
    /// <param name="count">Number of weights.</param>
    /// <param name="gradient">Their gradients, not yet multiplied by <see cref="Scale"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Step<TReal>(int first, int count, T* gradient)
        where TReal : unmanaged, IReal<TReal>
    {
        if (IsIdle) return;
        Constants<TReal> constants = new(Sgd, Scale);
        int perVector = sizeof(TReal) / sizeof(T), whole = count / perVector * perVector;
        T* weights = Weights.Pointer + first, momentum = Momentum is null ? null : Momentum.Pointer + first;
        if (momentum is null)
        {
            for (int i = 0; i < whole; i += perVector)
                constants.Step((TReal*)(weights + i), constants.Gradient(*(TReal*)(gradient + i), *(TReal*)(weights + i)));
        }
        else
        {
            for (int i = 0; i < whole; i += perVector)
                constants.Step((TReal*)(weights + i), (TReal*)(momentum + i), *(TReal*)(gradient + i));
        }

        // The last few go through vectors of their own, since behind them others' weights lie.
        if (whole == count) return;
        T* room = stackalloc T[3 * LongestVector];
        new Span<T>(room, 3 * LongestVector).Clear();
        T* w = room, m = room + LongestVector, g = m + LongestVector;
        for (int i = whole; i < count; i++)
            (w[i - whole], m[i - whole], g[i - whole]) = (weights[i], momentum is null ? T.Zero : momentum[i], gradient[i]);
        if (momentum is null) constants.Step((TReal*)w, constants.Gradient(*(TReal*)g, *(TReal*)w));
        else constants.Step((TReal*)w, (TReal*)m, *(TReal*)g);
        for (int i = whole; i < count; i++)
        {
            weights[i] = w[i - whole];
            if (momentum is not null) momentum[i] = m[i - whole];
        }
    }

    private readonly struct Constants<TReal>(in Sgd sgd, double scale)
        where TReal : unmanaged, IReal<TReal>
    {
        private readonly TReal _down = TReal.Broadcast(-sgd.LearningRate);
        private readonly TReal _momentum = TReal.Broadcast(sgd.Momentum);
        private readonly TReal _scale = TReal.Broadcast(scale);
        private readonly TReal _direct = TReal.Broadcast(sgd.Kind == DecayKind.Direct ? -sgd.Decay : 0);
        private readonly TReal _inGradient = TReal.Broadcast(sgd.Kind == DecayKind.InGradient ? sgd.Decay : 0);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TReal Gradient(in TReal sum, in TReal weight) => TReal.MultiplyAdd(_inGradient, weight, _scale * sum);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(TReal* weight, in TReal change)
        {
            TReal before = *weight;
            *weight = TReal.MultiplyAdd(_direct, before, TReal.MultiplyAdd(_down, change, before));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(TReal* weight, TReal* momentum, in TReal sum)
        {
            TReal change = TReal.MultiplyAdd(_momentum, *momentum, Gradient(sum, *weight));
            *momentum = change;
            Step(weight, change);
        }
    }
}
