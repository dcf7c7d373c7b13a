using System.Numerics;
using Spiking.RateModels.Algebra;
using Spiking.RateModels.Networks;

namespace Spiking.RateModels.Rules;

/// <summary>
/// The two feedback pathways onto the dendrites of a hidden layer: u = b Y - e Q, where b and e are the burst and event rates of the layer
/// above.
/// </summary>
/// <typeparam name="T">Element type.</typeparam>
internal sealed class BurstPathway<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LayeredNetwork<T> _network;
    private readonly BurstCcnDescription _settings;
    private readonly int _index;
    private readonly Layer<T> _above;

    /// <summary>Begins with weights as the description says.</summary>
    /// <param name="network">The network.</param>
    /// <param name="index">Index of the hidden layer.</param>
    /// <param name="settings">Constants of the rule.</param>
    /// <param name="seed">Seed of random weights.</param>
    public BurstPathway(LayeredNetwork<T> network, int index, BurstCcnDescription settings, long seed)
    {
        (_network, _index, _settings, _above) = (network, index, settings, network.Layers[index + 1]);
        Matrix<T> model = _above.Weights;
        (Y, Q) = (new Matrix<T>(model.Rows, model.Columns), new Matrix<T>(model.Rows, model.Columns));
        Apical = new Matrix<T>(network.Batch, network.Layers[index].Connection.Units);
        settings.Y.Begin(Y, model, 1, Keys.Weights(seed, "Y", index), network.Arithmetic);
        settings.Q.Begin(Q, Y, settings.BaselineBurstProbability, Keys.Weights(seed, "Q", index), network.Arithmetic);
    }

    /// <summary>Weights of the burst rates, of the shape of the forward weights of the layer above.</summary>
    public Matrix<T> Y { get; }

    /// <summary>Weights of the event rates, of the same shape.</summary>
    public Matrix<T> Q { get; }

    /// <summary>Apical potential u, a row for every example.</summary>
    public Matrix<T> Apical { get; }

    /// <summary>Computes the apical potential.</summary>
    /// <param name="bursts">Burst rates of the layer above.</param>
    public void Receive(Matrix<T> bursts)
    {
        Apical.Use(_above.RatesByExample.Rows);
        _network.TopDown(_index + 1).Send(bursts, Y, _above.Rates, Q, Apical);
    }

    /// <summary>Copies what is tied: first Y from the forward weights, then Q from Y.</summary>
    public void Refresh()
    {
        _settings.Y.Refresh(Y, _above.Weights, 1, _network.Arithmetic);
        _settings.Q.Refresh(Q, Y, _settings.BaselineBurstProbability, _network.Arithmetic);
    }

    /// <summary>The weights that learn.</summary>
    /// <param name="deltas">Deltas of the layer above.</param>
    /// <param name="bursts">Burst rates of the layer above.</param>
    /// <param name="scale">What gradients of the forward weights of the layer above are multiplied by.</param>
    internal IEnumerable<Learned<T>> Learned(Matrix<T> deltas, Matrix<T> bursts, Func<int, double> scale)
    {
        double baseline = _settings.BaselineBurstProbability;
        FeedbackSignals<T> signals = new(_network, _above, this, bursts, deltas, _settings.FeedbackScale, IsY: true);
        if (_settings.LearningOfY is { } y) yield return y.Learn($"Y{_index + 1}", Y, signals, scale);
        if (_settings.LearningOfQ is { } q)
            yield return q.Learn($"Q{_index + 1}", Q, signals with { IsY = false }, examples => baseline * scale(examples));
    }

    /// <summary>The apical potential as the positions of the layer above see it: a factor of the gradient of Y and Q.</summary>
    internal Matrix<T> ApicalSeenFromAbove() => _network.TopDown(_index + 1).View(Apical);
}
