using Spiking.RateModels.Data;

namespace Spiking.RateModels.Training;

/// <summary>Order of the pixels of colour images.</summary>
internal static class Pixels
{
    /// <summary>
    /// Brings the colours of a pixel together, as convolutions need them: data sets store one plane after the other.
    /// </summary>
    /// <param name="planes">Images, channel by channel.</param>
    /// <param name="shape">Size of an image.</param>
    /// <param name="pixels">The same images, pixel by pixel.</param>
    public static void Interleave(ReadOnlySpan<float> planes, ImageShape shape, Span<float> pixels)
    {
        int plane = shape.Rows * shape.Columns;
        for (int first = 0; first < planes.Length; first += shape.Size)
        {
            for (int channel = 0; channel < shape.Channels; channel++)
            {
                ReadOnlySpan<float> from = planes.Slice(first + channel * plane, plane);
                Span<float> to = pixels.Slice(first, shape.Size);
                for (int i = 0, j = channel; i < plane; i++, j += shape.Channels) to[j] = from[i];
            }
        }
    }
}
