using System.Numerics;
using Spiking.RateModels.Algebra;

namespace Spiking.RateModels.Networks;

/// <summary>
/// Convolution without padding. The units of a map follow one another row by row, then column by column, then channel by channel, and so do
/// the weights of a patch. Where the stride leaves the last rows or columns of the map below outside every patch, feedback to them is 0.
/// </summary>
internal sealed class Convolution : Connection
{
    /// <summary>Describes a convolution.</summary>
    /// <param name="height">Rows of the map below.</param>
    /// <param name="width">Columns of the map below.</param>
    /// <param name="channels">Channels of the map below.</param>
    /// <param name="kernel">Rows and columns of a patch.</param>
    /// <param name="stride">Rows or columns from a patch to the next.</param>
    /// <param name="outputs">Channels of this layer.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1, or a patch is larger than the map.</exception>
    public Convolution(int height, int width, int channels, int kernel, int stride, int outputs)
    {
        foreach (int number in (ReadOnlySpan<int>)[height, width, channels, kernel, stride, outputs])
            ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(kernel, Math.Min(height, width));
        (Height, Width, ChannelsBelow, Kernel, Stride, Channels) = (height, width, channels, kernel, stride, outputs);
        (Rows, Columns) = ((height - kernel) / stride + 1, (width - kernel) / stride + 1);
    }

    /// <summary>Rows of the map below.</summary>
    public int Height { get; }

    /// <summary>Columns of the map below.</summary>
    public int Width { get; }

    /// <summary>Channels of the map below.</summary>
    public int ChannelsBelow { get; }

    /// <summary>Rows and columns of a patch.</summary>
    public int Kernel { get; }

    /// <summary>Rows or columns from a patch to the next.</summary>
    public int Stride { get; }

    /// <summary>Rows of this layer's map.</summary>
    public int Rows { get; }

    /// <summary>Columns of this layer's map.</summary>
    public int Columns { get; }

    /// <inheritdoc/>
    public override int Inputs => Height * Width * ChannelsBelow;

    /// <inheritdoc/>
    public override int Positions => Rows * Columns;

    /// <inheritdoc/>
    public override int Channels { get; }

    /// <inheritdoc/>
    public override int PatchLength => Kernel * Kernel * ChannelsBelow;

    /// <inheritdoc/>
    public override int FanOut => Kernel * Kernel * Channels;

    /// <inheritdoc/>
    public override void Gather<T>(Matrix<T> below, Matrix<T> patches)
    {
        RequireSizes(below, patches);
        int run = Kernel * ChannelsBelow;
        for (int example = 0, row = 0; example < below.Rows; example++)
        {
            ReadOnlySpan<T> map = below.Row(example);
            for (int position = 0; position < Positions; position++, row++)
            {
                Span<T> patch = patches.Row(row);
                for (int i = 0; i < Kernel; i++) map.Slice(Start(position, i), run).CopyTo(patch[(i * run)..]);
            }
        }
    }

    /// <inheritdoc/>
    public override void Scatter<T>(Matrix<T> patches, Matrix<T> below)
    {
        RequireSizes(below, patches);
        int run = Kernel * ChannelsBelow;
        for (int example = 0, row = 0; example < below.Rows; example++)
        {
            Span<T> map = below.Row(example);
            map.Clear();
            for (int position = 0; position < Positions; position++, row++)
            {
                ReadOnlySpan<T> patch = patches.Row(row);
                for (int i = 0; i < Kernel; i++) Add(patch.Slice(i * run, run), map.Slice(Start(position, i), run));
            }
        }
    }

    private static void Add<T>(ReadOnlySpan<T> values, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => System.Numerics.Tensors.TensorPrimitives.Add(sums, values, sums);

    // Where row i of the patch of a position begins in the map.
    private int Start(int position, int i) => ((position / Columns * Stride + i) * Width + position % Columns * Stride) * ChannelsBelow;

    private void RequireSizes<T>(Matrix<T> below, Matrix<T> patches)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        below.RequireSize(below.Rows, Inputs);
        patches.RequireSize(below.Rows * Positions, PatchLength);
    }
}
