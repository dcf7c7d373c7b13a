using Spiking.Numerics;

namespace Spiking.RateModels.Data;

/// <summary>
/// Augmentation of images: black is added on all sides, a window of the original size is cut out at random, and every other image, at
/// random, is mirrored from left to right. What happens to an example in an epoch is a function of (seed, epoch, example).
/// </summary>
/// <param name="padding">Pixels added on every side; 4 for CIFAR-10.</param>
/// <param name="seed">Seed of the run.</param>
internal sealed class PadCropFlip(int padding, long seed)
{
    private readonly RandomKey _key = RandomKey.Of(seed, RandomPurpose.Augmentation);

    /// <summary>How an example is moved and mirrored in an epoch.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="example">Index of the example in its set.</param>
    /// <returns>
    /// Rows and columns by which the window is moved down and to the right, -padding to padding, and whether it is mirrored.
    /// </returns>
    public (int Down, int Right, bool Mirrored) Draw(int epoch, int example)
    {
        (uint first, uint second) = Threefry.Block(_key, (uint)epoch, (uint)example);
        int places = 2 * padding + 1;
        int down = (int)(((ulong)first * (uint)places) >> 32) - padding;
        int place = (int)(((ulong)second * (uint)(2 * places)) >> 32);
        return (down, place % places - padding, place >= places);
    }

    /// <summary>Writes an example as it is in an epoch.</summary>
    /// <param name="images">The images.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="example">Index of the example.</param>
    /// <param name="destination">Where its pixels go.</param>
    /// <exception cref="ArgumentException">The destination has not the size of an image.</exception>
    public void Apply(LabelledImages images, int epoch, int example, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(images);
        (int channels, int rows, int columns) = images.Shape;
        if (destination.Length != images.Shape.Size) throw new ArgumentException("The destination has not the size of an image.",
            nameof(destination));
        (int down, int right, bool mirrored) = Draw(epoch, example);
        ReadOnlySpan<float> source = images[example];
        for (int channel = 0; channel < channels; channel++)
        {
            for (int row = 0; row < rows; row++)
            {
                Span<float> to = destination.Slice((channel * rows + row) * columns, columns);
                to.Fill(images.Black[channel]);
                if ((uint)(row + down) < (uint)rows)
                {
                    // Of the window's columns 0 to columns - 1, those over the image: column + right is 0 to columns - 1 too.
                    int first = Math.Max(0, -right), count = columns - Math.Abs(right);
                    if (count > 0) source.Slice((channel * rows + row + down) * columns + first + right, count).CopyTo(to[first..]);
                }

                if (mirrored) to.Reverse();
            }
        }
    }
}
