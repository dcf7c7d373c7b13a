namespace Spiking.RateModels.Data;

/// <summary>Images and labels as their files hold them: a byte for each value.</summary>
/// <param name="Shape">Size of every image.</param>
/// <param name="Pixels">Examples x pixels.</param>
/// <param name="Labels">A label for each example.</param>
internal sealed record StoredImages(ImageShape Shape, byte[] Pixels, byte[] Labels)
{
    public int Count => Labels.Length;

    /// <summary>Some of the images, standardized.</summary>
    /// <param name="examples">Their indices, in the order in which they are wanted.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="fullLight">The byte value of full light.</param>
    /// <param name="standardization">How bytes become inputs.</param>
    public LabelledImages Standardize(int[] examples, int classes, int fullLight, Standardization standardization)
    {
        float[][] tables = [.. Enumerable.Range(0, Shape.Channels).Select(channel => standardization.Table(channel, fullLight))];
        float[] pixels = new float[checked(examples.Length * Shape.Size)];
        int channelSize = Shape.Rows * Shape.Columns;
        for (int i = 0; i < examples.Length; i++)
        {
            for (int channel = 0; channel < Shape.Channels; channel++)
            {
                float[] table = tables[channel];
                ReadOnlySpan<byte> from = Pixels.AsSpan(examples[i] * Shape.Size + channel * channelSize, channelSize);
                Span<float> to = pixels.AsSpan(i * Shape.Size + channel * channelSize, channelSize);
                for (int j = 0; j < from.Length; j++) to[j] = table[from[j]];
            }
        }

        return new LabelledImages(Shape, classes, pixels, [.. examples.Select(e => Labels[e])], [.. tables.Select(table => table[0])]);
    }
}
