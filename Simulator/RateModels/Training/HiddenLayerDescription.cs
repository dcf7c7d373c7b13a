using Spiking.Files;
using Spiking.RateModels.Networks;

namespace Spiking.RateModels.Training;

/// <summary>Size of a layer as the next one sees it.</summary>
/// <param name="Rows">Rows of its map; 1 in a dense layer.</param>
/// <param name="Columns">Columns of its map; 1 in a dense layer.</param>
/// <param name="Channels">Units at every place of the map.</param>
internal readonly record struct LayerShape(int Rows, int Columns, int Channels)
{
    /// <summary>Number of units.</summary>
    public int Units => Rows * Columns * Channels;
}

/// <summary>A hidden layer, chosen by the key "type".</summary>
[VariantKey("type")]
internal abstract record HiddenLayerDescription
{
    /// <summary>
    /// Event rate as a function of the somatic potential; absent: "sigmoid". Another one needs the rule "burstccn", "backprop" or
    /// "feedback-alignment", and another weightGain.
    /// </summary>
    // Absent, not "sigmoid", by default: records of runs made before there was this key stay those of the same experiment.
    public Activation? Activation { get; init; }

    /// <summary>Whether the sizes of the layer could be read, and are allowed.</summary>
    internal abstract bool IsSound(Findings findings);

    /// <summary>The connection with a layer below.</summary>
    internal abstract Connection Connect(LayerShape below);

    /// <summary>The size of this layer on top of another.</summary>
    internal abstract LayerShape ShapeOn(LayerShape below);

    /// <summary>Mistake of this layer on top of another; null: none.</summary>
    internal virtual string? FaultOn(LayerShape below) => null;
}

/// <summary>A layer in which every unit sees every unit of the layer below.</summary>
/// <example><code>
/// { "type": "dense", "units": 100 }
/// </code></example>
[VariantName("dense")]
internal sealed record DenseLayerDescription : HiddenLayerDescription
{
    /// <summary>Number of units.</summary>
    [Bounds(AtLeast = 1, AtMost = 20_000)]
    public required int Units { get; init; }

    internal override bool IsSound(Findings findings) => findings.IsSound(this, nameof(Units));

    internal override Connection Connect(LayerShape below) => new DenseConnection(below.Units, Units);

    internal override LayerShape ShapeOn(LayerShape below) => new(1, 1, Units);
}

/// <summary>A convolution without padding.</summary>
/// <example><code>
/// { "type": "convolution", "channels": 32, "kernel": 5, "stride": 2 }
/// </code></example>
[VariantName("convolution")]
internal sealed record ConvolutionLayerDescription : HiddenLayerDescription
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

    internal override bool IsSound(Findings findings) => findings.IsSound(this, nameof(Channels), nameof(Kernel), nameof(Stride));

    internal override Connection Connect(LayerShape below) =>
        new Convolution(below.Rows, below.Columns, below.Channels, Kernel, Stride, Channels);

    internal override LayerShape ShapeOn(LayerShape below) =>
        new((below.Rows - Kernel) / Stride + 1, (below.Columns - Kernel) / Stride + 1, Channels);

    internal override string? FaultOn(LayerShape below) => Kernel <= Math.Min(below.Rows, below.Columns)
        ? null
        : $"a kernel of {Kernel} x {Kernel} is larger than the map of {below.Rows} x {below.Columns} below.";
}
