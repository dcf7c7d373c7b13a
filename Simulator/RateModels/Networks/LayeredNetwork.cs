using System.Numerics;
using Spiking.Numerics;
using Spiking.RateModels.Algebra;

namespace Spiking.RateModels.Networks;

/// <summary>Layers of ensembles on top of one another, the input not counted, with room for a batch of examples.</summary>
/// <typeparam name="T">Element type.</typeparam>
internal sealed class LayeredNetwork<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<T>?[] _noisy;
    private readonly TopDown<T>[] _topDown;

    /// <summary>Builds a network whose weights are zero.</summary>
    /// <param name="connections">The connections from below: each has as many inputs as the layer before it has units.</param>
    /// <param name="activations">The activations of the layers.</param>
    /// <param name="batch">Largest number of examples at a time.</param>
    /// <param name="arithmetic">The threads that compute.</param>
    /// <exception cref="ArgumentException">There are no layers, or they do not fit.</exception>
    public LayeredNetwork(
        IReadOnlyList<Connection> connections, IReadOnlyList<Activation> activations, int batch, Arithmetic<T> arithmetic)
    {
        if (connections.Count == 0) throw new ArgumentException("A network has at least one layer.", nameof(connections));
        if (activations.Count != connections.Count)
            throw new ArgumentException($"{connections.Count} layers have {activations.Count} activations.", nameof(activations));
        for (int i = 1; i < connections.Count; i++)
        {
            if (connections[i].Inputs != connections[i - 1].Units)
                throw new ArgumentException($"Layer {i + 1} has {connections[i].Inputs} inputs, but layer {i} has "
                    + $"{connections[i - 1].Units} units.", nameof(connections));
        }

        (Batch, Arithmetic) = (batch, arithmetic);
        Layers = [.. connections.Zip(activations, (connection, activation) => new Layer<T>(connection, activation, batch, arithmetic))];
        _topDown = [.. Layers.Select(layer => new TopDown<T>(layer, batch, arithmetic))];
        _noisy = new Matrix<T>?[Layers.Count];
    }

    /// <summary>The layers, from the one above the input to the output.</summary>
    public IReadOnlyList<Layer<T>> Layers { get; }

    /// <summary>The layer on top.</summary>
    public Layer<T> Output => Layers[^1];

    /// <summary>Largest number of examples at a time.</summary>
    public int Batch { get; }

    /// <summary>The threads that compute.</summary>
    public Arithmetic<T> Arithmetic { get; }

    /// <summary>Number of weights and biases.</summary>
    public long Parameters => Layers.Sum(layer => (long)layer.Weights.Count + layer.Biases.Count);

    /// <summary>Draws weights from normal distributions of Xavier's width; biases become 0.</summary>
    /// <param name="seed">Seed of the network.</param>
    /// <param name="gain">
    /// What the width is multiplied by: 3.6 makes up for the slope of the logistic function, which is at most 1/4.
    /// </param>
    public void Initialize(long seed, double gain)
    {
        for (int i = 0; i < Layers.Count; i++)
        {
            Connection connection = Layers[i].Connection;
            Draws.Normal(Layers[i].Weights, Keys.Weights(seed, "W", i), Draws.Xavier(connection.FanIn, connection.FanOut, gain));
            Layers[i].Biases.Span.Clear();
        }
    }

    /// <summary>Computes the rates of all layers.</summary>
    /// <param name="input">Input rates, a row for every example; the matrix must stay as it is until weights have been updated.</param>
    public void Forward(Matrix<T> input)
    {
        Matrix<T> below = input;
        for (int i = 0; i < Layers.Count; i++)
        {
            Layers[i].Forward(below);
            below = Layers[i].RatesByExample;
        }
    }

    /// <summary>
    /// Computes the rates of all layers with noise on the way: s N(0, 1) is added to what each layer sees. The noisy rates are also the
    /// presynaptic factors of learning.
    /// </summary>
    /// <param name="input">Input rates.</param>
    /// <param name="deviation">s.</param>
    /// <param name="seed">Seed of the noise.</param>
    /// <param name="pass">Number of the pass: each has noise of its own.</param>
    public void ForwardWithNoise(Matrix<T> input, double deviation, long seed, uint pass)
    {
        Matrix<T> below = input;
        for (int i = 0; i < Layers.Count; i++)
        {
            Matrix<T> noisy = _noisy[i] ??= new Matrix<T>(Batch, Layers[i].Connection.Inputs);
            noisy.Use(below.Rows);
            Draws.Normal(noisy, Keys.Noise(seed, i), deviation, pass);
            Arithmetic.Apply(new Sum(), noisy, below, noisy);
            Layers[i].Forward(noisy);
            below = Layers[i].RatesByExample;
        }
    }

    /// <summary>How rates of a layer reach the one below, by the index of the layer above.</summary>
    public TopDown<T> TopDown(int layer) => _topDown[layer];

    private readonly struct Sum : IBinaryFunction
    {
        public TReal Of<TReal>(in TReal x, in TReal y)
            where TReal : unmanaged, IReal<TReal> => x + y;
    }
}
