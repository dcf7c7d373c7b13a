using System.Numerics;
using Spiking.Numerics;
using Spiking.RateModels.Algebra;
using Spiking.RateModels.Networks;

namespace Spiking.RateModels.Rules;

/// <summary>
/// The interneurons of a hidden layer, one for every unit of the layer above, which they learn to imitate, and the dendrites in which they
/// cancel it: s = σ(r Pᵀ + q), apical potential a = r_above Y - s I.
/// </summary>
/// <typeparam name="T">Element type.</typeparam>
internal sealed class EdnInterneurons<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LayeredNetwork<T> _network;
    private readonly EdnDescription _settings;
    private readonly Layer<T> _layer, _above;
    private readonly int _index;
    private readonly Matrix<T> _potentials, _rates, _nudgedPotentials, _nudgedRates, _deltas;

    internal EdnInterneurons(LayeredNetwork<T> network, int index, EdnDescription settings, long seed)
    {
        (_network, _index, _settings, _layer, _above) = (network, index, settings, network.Layers[index], network.Layers[index + 1]);
        (int rows, int columns) = (_above.Weights.Rows, _above.Weights.Columns);
        (Y, P, I, Biases) =
            (new Matrix<T>(rows, columns), new Matrix<T>(rows, columns), new Matrix<T>(rows, columns), new Matrix<T>(1, rows));
        Apical = new Matrix<T>(network.Batch, columns);
        (_potentials, _rates) = (new Matrix<T>(network.Batch, rows), new Matrix<T>(network.Batch, rows));
        (_nudgedPotentials, _nudgedRates) = (new Matrix<T>(network.Batch, rows), new Matrix<T>(network.Batch, rows));
        _deltas = new Matrix<T>(network.Batch, rows);
        settings.Y.Begin(Y, _above.Weights, 1, Keys.Weights(seed, "Y", index), network.Arithmetic);
        settings.ToInterneurons.Begin(P, _above.Weights, 1, Keys.Weights(seed, "P", index), network.Arithmetic);
        settings.FromInterneurons.Begin(I, Y, 1, Keys.Weights(seed, "I", index), network.Arithmetic);
        if (settings.ToInterneurons is not RandomFeedbackDescription) Biases.CopyFrom(_above.Biases);
    }

    /// <summary>Feedback weights.</summary>
    public Matrix<T> Y { get; }

    /// <summary>Weights from pyramidal cells to interneurons.</summary>
    public Matrix<T> P { get; }

    /// <summary>Biases of the interneurons.</summary>
    public Matrix<T> Biases { get; }

    /// <summary>Weights from interneurons to dendrites.</summary>
    public Matrix<T> I { get; }

    /// <summary>Apical potential.</summary>
    public Matrix<T> Apical { get; }

    /// <summary>Quantities for traces.</summary>
    internal IEnumerable<Quantity<T>> Quantities =>
    [
        new($"i{_index + 1}", _potentials), new($"s{_index + 1}", _rates), new($"i{_index + 1}_nudged", _nudgedPotentials),
        new($"s{_index + 1}_nudged", _nudgedRates), new($"a{_index + 1}", Apical),
    ];

    /// <summary>
    /// Computes what the interneurons say, with and without a nudge towards the layer above, and what is left in the dendrites.
    /// </summary>
    /// <param name="potentials">Nudged potentials of the layer above.</param>
    /// <param name="rates">Its nudged rates.</param>
    internal void Compare(Matrix<T> potentials, Matrix<T> rates)
    {
        Arithmetic<T> arithmetic = _network.Arithmetic;
        foreach (Matrix<T> matrix in (ReadOnlySpan<Matrix<T>>)[_potentials, _rates, _nudgedPotentials, _nudgedRates, _deltas, Apical])
            matrix.Use(potentials.Rows);
        arithmetic.Multiply(_layer.Rates, false, P, true, _potentials);
        arithmetic.AddRow(Biases, _potentials);
        arithmetic.Apply(new Between(_settings.InterneuronNudge), _potentials, potentials, _nudgedPotentials);
        arithmetic.Apply(new Logistic(), _potentials, _rates);
        arithmetic.Apply(new Logistic(), _nudgedPotentials, _nudgedRates);
        arithmetic.Apply(new Minus(), _rates, _nudgedRates, _deltas);
        _network.TopDown(_index + 1).Send(rates, Y, _nudgedRates, I, Apical);
    }

    /// <summary>Weights of the interneurons, which learn to imitate the layer above and to silence the dendrites.</summary>
    /// <param name="rates">Nudged rates of the hidden layer.</param>
    internal IEnumerable<Learned<T>> Learned(Matrix<T> rates)
    {
        Sgd weights = _settings.Learning.Weights with { LearningRate = _settings.Learning.Rate * _settings.InterneuronRateFactor };
        Sgd biases = _settings.Learning.Biases with { LearningRate = weights.LearningRate };
        yield return new OuterProduct<T>($"P{_index + 1}", new Descent<T>(P, weights), () => _deltas, () => rates,
            examples => 1.0 / examples);
        yield return new BiasSum<T>($"q{_index + 1}", new Descent<T>(Biases, biases), () => _deltas, examples => 1.0 / examples);
        yield return new OuterProduct<T>($"I{_index + 1}", new Descent<T>(I, weights), () => _nudgedRates, () => Apical,
            examples => -1.0 / examples);
    }

    /// <summary>Copies what is tied.</summary>
    internal void Refresh()
    {
        _settings.Y.Refresh(Y, _above.Weights, 1, _network.Arithmetic);
        _settings.ToInterneurons.Refresh(P, _above.Weights, 1, _network.Arithmetic);
        if (_settings.ToInterneurons is TiedFeedbackDescription) Biases.CopyFrom(_above.Biases);
        _settings.FromInterneurons.Refresh(I, Y, 1, _network.Arithmetic);
    }

    // (1 - λ) x + λ y.
    private readonly struct Between(double share) : IBinaryFunction
    {
        public TReal Of<TReal>(in TReal x, in TReal y)
            where TReal : unmanaged, IReal<TReal> => TReal.MultiplyAdd(TReal.Broadcast(share), y, TReal.Broadcast(1 - share) * x);
    }
}
