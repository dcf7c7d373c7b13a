using Spiking.Files;
using Spiking.RateModels.Data;
using Spiking.RateModels.Networks;
using Spiking.RateModels.Rules;

namespace Spiking.RateModels.Training;

/// <summary>What is trained, and how: a network of layers, a rule, a data set, and how long.</summary>
public sealed record TrainingDescription
{
    /// <summary>The data set.</summary>
    public required DataDescription Data { get; init; }

    /// <summary>The hidden layers, from the one above the input; the output layer has a unit for every class.</summary>
    public IReadOnlyList<HiddenLayerDescription> Hidden { get; init; } = [new DenseLayerDescription { Units = 500 }];

    /// <summary>Number of times that the hidden layers stand on top of one another: [500] three times is 500, 500, 500.</summary>
    [Bounds(AtLeast = 1, AtMost = 100)]
    public int Repeat { get; init; } = 1;

    /// <summary>The learning rule.</summary>
    public required RuleDescription Rule { get; init; }

    /// <summary>What initial forward weights of Xavier's width are multiplied by.</summary>
    [Bounds(Above = 0)]
    public double WeightGain { get; init; } = 3.6;

    /// <summary>Number of examples in a batch.</summary>
    [Bounds(AtLeast = 1, AtMost = 100_000)]
    public int Batch { get; init; } = 32;

    /// <summary>Number of times that the training set is shown.</summary>
    [Bounds(AtLeast = 1, AtMost = 1_000_000)]
    public int Epochs { get; init; } = 10;

    /// <summary>Whether the output has a teacher. Without, only feedback weights can learn.</summary>
    public bool Teacher { get; init; } = true;

    /// <summary>Standard deviation of noise that is added to what every layer sees while it learns.</summary>
    [Bounds(AtLeast = 0)]
    public double ForwardNoise { get; init; }

    /// <summary>Angles and apical potentials are measured in every so many batches, from the first of every epoch; 0: never.</summary>
    [Bounds(AtLeast = 0)]
    public int MeasureEvery { get; init; }

    /// <summary>Activation of all layers: that of the models of the papers.</summary>
    internal static Activation Activation => Activation.Sigmoid;

    /// <summary>The augmentation of training images; null: none.</summary>
    internal PadCropFlip? AugmentationOf(long seed) => DataSet.AugmentationOf(Data, seed);

    /// <summary>The connections of all layers for images of a data set.</summary>
    /// <param name="images">The images.</param>
    /// <exception cref="ArgumentException">A convolution does not fit.</exception>
    internal IReadOnlyList<Connection> Connections(LabelledImages images)
    {
        List<Connection> connections = [];
        LayerShape shape = new(images.Shape.Rows, images.Shape.Columns, images.Shape.Channels);
        for (int i = 0; i < Repeat; i++)
        {
            foreach (HiddenLayerDescription layer in Hidden)
            {
                connections.Add(layer.Connect(shape));
                shape = layer.ShapeOn(shape);
            }
        }

        connections.Add(new DenseConnection(shape.Units, images.Classes));
        return connections;
    }
}

/// <summary>Size of a layer as the next one sees it.</summary>
/// <param name="Rows">Rows of its map; 1 in a dense layer.</param>
/// <param name="Columns">Columns of its map; 1 in a dense layer.</param>
/// <param name="Channels">Units at every place of the map.</param>
public readonly record struct LayerShape(int Rows, int Columns, int Channels)
{
    /// <summary>Number of units.</summary>
    public int Units => Rows * Columns * Channels;
}

/// <summary>A hidden layer, chosen by the key "type".</summary>
[VariantKey("type")]
public abstract record HiddenLayerDescription
{
    /// <summary>The connection with a layer below.</summary>
    internal abstract Connection Connect(LayerShape below);

    /// <summary>The size of this layer on top of another.</summary>
    internal abstract LayerShape ShapeOn(LayerShape below);

    /// <summary>What is wrong with this layer on top of another; null: nothing.</summary>
    internal virtual string? FaultOn(LayerShape below) => null;
}

/// <summary>A layer in which every unit sees every unit of the layer below.</summary>
[VariantName("dense")]
public sealed record DenseLayerDescription : HiddenLayerDescription
{
    /// <summary>Number of units.</summary>
    [Bounds(AtLeast = 1, AtMost = 100_000)]
    public required int Units { get; init; }

    internal override Connection Connect(LayerShape below) => new DenseConnection(below.Units, Units);

    internal override LayerShape ShapeOn(LayerShape below) => new(1, 1, Units);
}

/// <summary>A convolution without padding.</summary>
[VariantName("convolution")]
public sealed record ConvolutionLayerDescription : HiddenLayerDescription
{
    /// <summary>Number of channels.</summary>
    [Bounds(AtLeast = 1, AtMost = 10_000)]
    public required int Channels { get; init; }

    /// <summary>Rows and columns that a unit sees.</summary>
    [Bounds(AtLeast = 1, AtMost = 1000)]
    public required int Kernel { get; init; }

    /// <summary>Rows or columns from a unit's patch to the next.</summary>
    [Bounds(AtLeast = 1, AtMost = 1000)]
    public int Stride { get; init; } = 1;

    internal override Connection Connect(LayerShape below) => new Convolution(below.Rows, below.Columns, below.Channels, Kernel, Stride, Channels);

    internal override LayerShape ShapeOn(LayerShape below) =>
        new((below.Rows - Kernel) / Stride + 1, (below.Columns - Kernel) / Stride + 1, Channels);

    internal override string? FaultOn(LayerShape below) => Kernel <= Math.Min(below.Rows, below.Columns)
        ? null
        : $"the layer below has a map of {below.Rows} x {below.Columns}, which is smaller than the kernel.";
}
