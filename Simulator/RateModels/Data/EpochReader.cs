using Spiking.Numerics;

namespace Spiking.RateModels.Data;

/// <summary>
/// Hands out the examples of a set, epoch by epoch, each epoch in an order of its own that depends on (seed, epoch) alone. A run that
/// resumes in the middle of an epoch begins the epoch again and reads from where it was.
/// </summary>
/// <param name="images">The examples.</param>
/// <param name="seed">Seed of the run.</param>
/// <param name="shuffled">Whether the order is random; otherwise it is that of the set in every epoch.</param>
/// <param name="augmentation">What is done to an image before it is handed out; null: nothing.</param>
internal sealed class EpochReader(LabelledImages images, long seed, bool shuffled = true, PadCropFlip? augmentation = null)
{
    private readonly RandomKey _key = RandomKey.Of(seed, RandomPurpose.ExampleOrder);
    private readonly int[] _order = [.. Enumerable.Range(0, images.Count)];
    private int _epoch;

    /// <summary>Indices of the examples in the order of the present epoch.</summary>
    public ReadOnlySpan<int> Order => _order;

    /// <summary>Begins an epoch.</summary>
    /// <param name="epoch">Its number.</param>
    public void Begin(int epoch)
    {
        _epoch = epoch;
        if (shuffled) Permutation.Fill(_order, _key.Derive((uint)epoch));
    }

    /// <summary>Reads a batch of the present epoch.</summary>
    /// <param name="position">Number of examples of the epoch before the batch.</param>
    /// <param name="pixels">Where the images go, examples x pixels; its length is a multiple of the size of an image.</param>
    /// <param name="labels">Where their labels go, as many as images.</param>
    /// <returns>The number of examples read: fewer than asked for at the end of the epoch.</returns>
    /// <exception cref="ArgumentException">There are not as many places for labels as for images.</exception>
    public int Read(int position, Span<float> pixels, Span<byte> labels)
    {
        int size = images.Shape.Size;
        if (pixels.Length != (long)labels.Length * size)
            throw new ArgumentException("There are not as many places for labels as for images.", nameof(labels));
        int count = Math.Min(labels.Length, images.Count - position);
        for (int i = 0; i < count; i++)
        {
            int example = _order[position + i];
            Span<float> to = pixels.Slice(i * size, size);
            if (augmentation is null) images[example].CopyTo(to);
            else augmentation.Apply(images, _epoch, example, to);
            labels[i] = images.Labels[example];
        }

        return count;
    }
}
