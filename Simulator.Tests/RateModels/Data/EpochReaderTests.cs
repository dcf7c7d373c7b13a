using Spiking.Numerics;
using Spiking.RateModels.Data;
using Spiking.Tests.Statistics;

namespace Spiking.Tests.RateModels.Data;

public class EpochReaderTests
{
    private static LabelledImages Numbered(int count, int channels = 1, int rows = 1, int columns = 1)
    {
        int size = channels * rows * columns;
        float[] pixels = [.. Enumerable.Range(0, count * size).Select(i => i + 1f)];
        return new LabelledImages(
            new ImageShape(channels, rows, columns), 256, pixels, [.. Enumerable.Range(0, count).Select(i => (byte)i)],
            [.. Enumerable.Range(0, channels).Select(c => -1f - c)]);
    }

    [Test]
    public void Every_order_of_four_is_equally_frequent()
    {
        const int Draws = 24_000;
        int[] counts = new int[256], order = new int[4];
        RandomKey key = RandomKey.Of(5, RandomPurpose.ExampleOrder);
        for (int i = 0; i < Draws; i++)
        {
            Permutation.Fill(order, key.Derive((uint)i));
            counts[order[0] + 4 * order[1] + 16 * order[2] + 64 * order[3]]++;
        }

        int[] frequencies = [.. counts.Where(count => count > 0)];
        Assert.That(frequencies, Has.Length.EqualTo(24));
        double expected = Draws / 24.0;
        Bounds.AssertDispersion(frequencies.Sum(count => (count - expected) * (count - expected) / expected), 23, 1, "orders");
    }

    [Test]
    public void An_epoch_hands_out_every_example_once_and_the_next_in_another_order()
    {
        EpochReader reader = new(Numbered(100), seed: 3);
        byte[] first = Epoch(reader, 0), second = Epoch(reader, 1);
        Assert.That(first, Is.Unique.And.Not.Ordered);
        Assert.That(second, Is.Unique);
        Assert.That(second, Is.Not.EqualTo(first));
        Assert.That(Epoch(reader, 0), Is.EqualTo(first), "the same epoch again");
        Assert.That(Epoch(new EpochReader(Numbered(100), seed: 4), 0), Is.Not.EqualTo(first));
        Assert.That(Epoch(new EpochReader(Numbered(100), seed: 3, shuffled: false), 1), Is.Ordered);

        static byte[] Epoch(EpochReader reader, int epoch)
        {
            reader.Begin(epoch);
            List<byte> all = [];
            float[] pixels = new float[32];
            byte[] labels = new byte[32];
            while (reader.Read(all.Count, pixels, labels) is > 0 and int count)
            {
                Assert.That(count, Is.EqualTo(Math.Min(32, 100 - all.Count)));
                Assert.That(pixels[count - 1], Is.EqualTo(labels[count - 1] + 1f));
                all.AddRange(labels[..count]);
            }

            return [.. all];
        }
    }

    [Test]
    public void A_run_that_resumes_in_an_epoch_reads_what_the_other_read()
    {
        LabelledImages images = Numbered(50, 3, 6, 6);
        float[] expected = new float[8 * images.Shape.Size], resumed = new float[8 * images.Shape.Size];
        byte[] labels = new byte[8], resumedLabels = new byte[8];
        EpochReader reader = new(images, 9, true, new PadCropFlip(2, 9));
        reader.Begin(0);
        reader.Begin(1);
        for (int position = 0; position < 24; position += 8) reader.Read(position, expected, labels);
        EpochReader other = new(images, 9, true, new PadCropFlip(2, 9));
        other.Begin(1);
        other.Read(16, resumed, resumedLabels);
        Assert.That(resumedLabels, Is.EqualTo(labels));
        Assert.That(resumed, Is.EqualTo(expected));
    }

    [Test]
    public void An_image_is_padded_cropped_and_mirrored()
    {
        const int Padding = 4, Side = 6;
        LabelledImages images = Numbered(3, 2, Side, Side);
        PadCropFlip augmentation = new(Padding, seed: 1);
        float[] found = new float[images.Shape.Size];
        for (int epoch = 0; epoch < 200; epoch++)
        {
            augmentation.Apply(images, epoch, epoch % 3, found);
            (int down, int right, bool mirrored) = augmentation.Draw(epoch, epoch % 3);
            Assert.That(found, Is.EqualTo(Naive(images, epoch % 3, down, right, mirrored)));
        }

        static float[] Naive(LabelledImages images, int example, int down, int right, bool mirrored)
        {
            List<float> result = [];
            for (int channel = 0; channel < 2; channel++)
            {
                for (int row = 0; row < Side; row++)
                {
                    for (int column = 0; column < Side; column++)
                    {
                        int fromRow = row + down, fromColumn = (mirrored ? Side - 1 - column : column) + right;
                        bool inside = fromRow is >= 0 and < Side && fromColumn is >= 0 and < Side;
                        result.Add(inside ? images[example][(channel * Side + fromRow) * Side + fromColumn] : images.Black[channel]);
                    }
                }
            }

            return [.. result];
        }
    }

    [Test]
    public void Every_place_of_the_window_is_equally_frequent_mirrored_or_not()
    {
        PadCropFlip augmentation = new(4, seed: 2);
        int[] counts = new int[162];
        const int Draws = 16_200;
        for (int i = 0; i < Draws; i++)
        {
            (int down, int right, bool mirrored) = augmentation.Draw(i % 100, i / 100);
            counts[(down + 4) * 18 + (right + 4) * 2 + (mirrored ? 1 : 0)]++;
        }

        double expected = Draws / 162.0;
        Bounds.AssertDispersion(counts.Sum(count => (count - expected) * (count - expected) / expected), 161, 1, "places");
    }
}
