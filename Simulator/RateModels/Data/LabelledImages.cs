namespace Spiking.RateModels.Data;

/// <summary>Size of an image: colour channels, rows and columns. Its pixels are stored channel by channel, each row by row.</summary>
/// <param name="Channels">Number of colour channels: 1 or 3.</param>
/// <param name="Rows">Height in pixels.</param>
/// <param name="Columns">Width in pixels.</param>
internal readonly record struct ImageShape(int Channels, int Rows, int Columns)
{
    /// <summary>Number of values of one image.</summary>
    public int Size => Channels * Rows * Columns;

    /// <inheritdoc/>
    public override string ToString() => Channels == 1 ? $"{Rows} x {Columns}" : $"{Rows} x {Columns} in {Channels} colours";
}

/// <summary>
/// Images with their classes: a matrix of single-precision pixels (examples x pixels, row by row) and a byte for each label.
/// </summary>
internal sealed class LabelledImages
{
    /// <summary>Takes images and labels.</summary>
    /// <param name="shape">Size of every image.</param>
    /// <param name="classes">Number of classes; labels are 0 to this number minus 1.</param>
    /// <param name="pixels">The matrix, examples x pixels.</param>
    /// <param name="labels">A label for each example.</param>
    /// <param name="black">For each channel the value of a pixel without light, with which images are padded.</param>
    /// <exception cref="ArgumentException">The sizes do not fit together, or a label is not a class.</exception>
    public LabelledImages(ImageShape shape, int classes, float[] pixels, byte[] labels, float[] black)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(black);
        if (pixels.Length != (long)labels.Length * shape.Size)
            throw new ArgumentException($"{labels.Length} images of {shape} have not {pixels.Length} pixels.");
        if (black.Length != shape.Channels)
            throw new ArgumentException($"{shape.Channels} channels need as many values of black, not {black.Length}.");
        foreach (byte label in labels)
        {
            if (label >= classes) throw new ArgumentException($"There is a label {label}, but there are {classes} classes.");
        }

        (Shape, Classes, Pixels, Labels, Black) = (shape, classes, pixels, labels, black);
    }

    /// <summary>Size of every image.</summary>
    public ImageShape Shape { get; }

    /// <summary>Number of classes.</summary>
    public int Classes { get; }

    /// <summary>Number of images.</summary>
    public int Count => Labels.Length;

    /// <summary>The matrix of pixels, examples x pixels.</summary>
    public float[] Pixels { get; }

    /// <summary>The class of every image.</summary>
    public byte[] Labels { get; }

    /// <summary>For each channel the value of a pixel without light.</summary>
    public float[] Black { get; }

    /// <summary>The pixels of one image.</summary>
    /// <param name="example">Its index.</param>
    public ReadOnlySpan<float> this[int example] => Pixels.AsSpan(checked(example * Shape.Size), Shape.Size);
}
