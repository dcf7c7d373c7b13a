using Spiking.RateModels.Algebra;
using Spiking.RateModels.Data;
using Spiking.RateModels.Networks;

namespace Spiking.RateModels.Training;

/// <summary>A network of the same layers with room for large batches, which answers images for tests with the weights of another.</summary>
internal sealed class TestNetwork
{
    private readonly LabelledImages _images;
    private readonly LayeredNetwork<float> _network;
    private readonly Matrix<float> _input;

    public TestNetwork(ClassificationDescription settings, LabelledImages images, Arithmetic<float> arithmetic, int batch)
    {
        // Maps of convolutions have many positions: fewer images at a time then.
        _images = images;
        IReadOnlyList<Connection> connections = settings.Connections(images.Shape, images.Classes);
        int largest = connections.Max(c => Math.Max(Math.Max(c.Inputs, c.Units), c.Positions * c.PatchLength));
        int room = Math.Max(1, Math.Min(batch, 4_000_000 / largest));
        _network = settings.CreateNetwork(images.Shape, images.Classes, room, arithmetic);
        _input = new Matrix<float>(room, images.Shape.Size);
    }

    /// <summary>Answers all images.</summary>
    /// <param name="trained">The network that has learned.</param>
    public Score Score(LayeredNetwork<float> trained)
    {
        for (int i = 0; i < trained.Layers.Count; i++)
        {
            _network.Layers[i].Weights.CopyFrom(trained.Layers[i].Weights);
            _network.Layers[i].Biases.CopyFrom(trained.Layers[i].Biases);
        }

        Score score = new();
        int room = _input.RowsAtMost, size = _images.Shape.Size;
        for (int first = 0; first < _images.Count; first += room)
        {
            int rows = Math.Min(room, _images.Count - first);
            _input.Use(rows);
            ReadOnlySpan<float> pixels = _images.Pixels.AsSpan(first * size, rows * size);
            if (_images.Shape.Channels > 1) Pixels.Interleave(pixels, _images.Shape, _input.Span);
            else pixels.CopyTo(_input.Span);
            _network.Forward(_input);
            score.Add(_network.Output.RatesByExample, _images.Labels.AsSpan(first, rows));
        }

        return score;
    }
}
