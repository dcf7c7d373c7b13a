using Spiking.Numerics;
using Spiking.Recording.Spikes;

namespace Spiking.Tests.Recording.Spikes;

/// <summary>The file to which spikes are appended while a network runs.</summary>
public class SpikeStreamTests
{
    private static readonly StreamedPopulation[] s_populations = [new("output", 500), new("one", 1), new("größte", 2_000_000)];

    // Enough for several chunks of the first population.
    private const int Steps = 110_000;

    [Test]
    public void What_is_written_is_read()
    {
        using TemporaryFolder folder = new();
        List<RecordedSpike>[] trains = Trains();
        Write(folder.File("s"), trains);
        using SpikeStreamReader reader = new(folder.File("s"));
        Assert.Multiple(() =>
        {
            Assert.That(reader.TimeStep, Is.EqualTo(1e-4));
            Assert.That(reader.Populations, Is.EqualTo(s_populations));
            Assert.That(reader.IsCut, Is.False);
            for (int i = 0; i < trains.Length; i++)
            {
                Assert.That(reader.Spikes(i).SequenceEqual(trains[i]));
                Assert.That(reader.CountOf(i), Is.EqualTo(trains[i].Count));
            }
        });
    }

    [Test]
    public void Reading_can_begin_at_any_spike()
    {
        using TemporaryFolder folder = new();
        List<RecordedSpike>[] trains = Trains();
        Write(folder.File("s"), trains);
        using SpikeStreamReader reader = new(folder.File("s"));
        int first = reader.Columns(0).First().Count;
        Assert.That(first, Is.InRange(1, trains[0].Count - 2), "several chunks");
        foreach (long left in new[] { -5, 0, 1, first - 1, first, first + 1, trains[0].Count - 1, trains[0].Count, trains[0].Count + 1L })
            Assert.That(reader.Spikes(0, left).SequenceEqual(trains[0].Skip((int)left)), $"without the first {left}");
    }

    // 500 cells at 10 Hz: d is 2 steps in the mean, so the number of a spike is about 2 * 500 * 3 = 3000, below 2^14, and takes two bytes;
    // three if d is above 10.
    [Test]
    public void A_spike_takes_three_bytes_at_most()
    {
        using TemporaryFolder folder = new();
        List<RecordedSpike>[] trains = Trains();
        Write(folder.File("s"), [trains[0], [], []]);
        double bytes = (double)new FileInfo(folder.File("s")).Length / trains[0].Count;
        Assert.That(bytes, Is.InRange(1.9, 3), $"{trains[0].Count} spikes");
    }

    [Test]
    public void A_file_is_read_up_to_its_last_complete_chunk_wherever_it_is_cut()
    {
        using TemporaryFolder folder = new();
        List<RecordedSpike>[] trains = Trains();
        Write(folder.File("s"), trains);
        byte[] whole = File.ReadAllBytes(folder.File("s"));
        int header = SpikeStreamFormat.Header(1e-4, s_populations).Length;
        RandomStream random = new(RandomKey.Of(1, RandomPurpose.Protocol));
        int longest = 0;
        for (int i = 0; i < 60; i++)
        {
            int length = header + (int)(random.NextUniform() * (whole.Length - header));
            File.WriteAllBytes(folder.File("cut"), whole[..length]);
            using SpikeStreamReader reader = new(folder.File("cut"));
            int all = 0;
            for (int population = 0; population < trains.Length; population++)
            {
                RecordedSpike[] read = [.. reader.Spikes(population)];
                Assert.That(read.AsSpan().SequenceEqual(trains[population].ToArray().AsSpan(0, read.Length)), $"{length} bytes");
                all += read.Length;
            }

            // Of every population a chunk at most is not complete, and a spike takes three bytes at most.
            int lost = trains.Length * (SpikeStreamFormat.ChunkBytes + SpikeStreamFormat.ChunkHeader);
            Assert.That(all, Is.GreaterThanOrEqualTo((length - header - lost) / 3), $"{length} of {whole.Length} bytes");
            longest = Math.Max(longest, all);
        }
    }

    [Test]
    public void No_changed_byte_gives_other_spikes()
    {
        using TemporaryFolder folder = new();
        List<RecordedSpike>[] trains = Trains();
        Write(folder.File("s"), trains);
        byte[] whole = File.ReadAllBytes(folder.File("s"));
        int header = SpikeStreamFormat.Header(1e-4, s_populations).Length;
        RandomStream random = new(RandomKey.Of(2, RandomPurpose.Protocol));
        for (int i = 0; i < 100; i++)
        {
            byte[] changed = [.. whole];

            // Every second change is one of the header.
            int at = i % 2 == 0 ? (int)(random.NextUniform() * header) : (int)(random.NextUniform() * whole.Length);
            changed[at] ^= (byte)(1 << (int)(random.NextUniform() * 8));
            File.WriteAllBytes(folder.File("changed"), changed);
            try
            {
                using SpikeStreamReader reader = new(folder.File("changed"));
                Assert.That(reader.IsCut, $"byte {at}");
                for (int population = 0; population < trains.Length; population++)
                {
                    RecordedSpike[] read = [.. reader.Spikes(population)];
                    Assert.That(read.AsSpan().SequenceEqual(trains[population].ToArray().AsSpan(0, read.Length)), $"byte {at}");
                }
            }
            catch (FormatException e)
            {
                Assert.That(e.Message, Does.Contain("changed"));
            }
        }
    }

    [Test]
    public void What_is_no_file_of_spikes_is_refused_with_its_name()
    {
        using TemporaryFolder folder = new();
        byte[] header = SpikeStreamFormat.Header(1e-4, s_populations);
        byte[] newer = [.. header], huge = [.. header];
        newer[8]++;
        huge[20..24].CopyTo(huge, 0);
        BitConverter.TryWriteBytes(huge.AsSpan(20), int.MaxValue);
        foreach ((byte[] bytes, string sentence) in new[]
        {
            ([], "is no file of recorded spikes"), ("name,value\n1,2\n"u8.ToArray(), "is no file of recorded spikes"),
            (header[..20], "cut off"), (newer, "version 2"),
        })
        {
            File.WriteAllBytes(folder.File("foreign"), bytes);
            Assert.That(() => new SpikeStreamReader(folder.File("foreign")),
                Throws.TypeOf<FormatException>().With.Message.Contains("foreign").And.Message.Contains(sentence));
        }

        File.WriteAllBytes(folder.File("foreign"), huge);
        Assert.That(() => new SpikeStreamReader(folder.File("foreign")), Throws.TypeOf<FormatException>());
    }

    [Test]
    public void Spikes_out_of_order_or_of_no_neuron_are_refused()
    {
        using TemporaryFolder folder = new();
        using SpikeStreamWriter writer = new(folder.File("s"), 1e-4, s_populations);
        writer.Add(0, 5, 7, 1);
        Assert.Multiple(() =>
        {
            Assert.That(() => writer.Add(0, 4, 8, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => writer.Add(0, 5, 7, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => writer.Add(0, 6, 500, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => writer.Add(0, 6, -1, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => writer.Add(0, 6, 1, 3), Throws.TypeOf<ArgumentOutOfRangeException>());
        });
    }

    private static void Write(string path, List<RecordedSpike>[] trains)
    {
        using SpikeStreamWriter writer = new(path, 1e-4, s_populations);
        for (int population = 0; population < trains.Length; population++)
            foreach (RecordedSpike spike in trains[population]) writer.Add(population, spike.Step, spike.Neuron, spike.Kind);
        writer.Flush();
        Assert.That(writer.Count, Is.EqualTo(trains.Sum(train => train.Count)));
    }

    /// <summary>
    /// 500 cells at 10 Hz; one cell, which spikes in the first and the last step there can be; far apart neurons of a large population in
    /// one step.
    /// </summary>
    private static List<RecordedSpike>[] Trains()
    {
        RandomStream random = new(RandomKey.Of(3, RandomPurpose.Protocol));
        List<RecordedSpike> many = [];
        for (int step = 0; step < Steps; step++)
        {
            SortedSet<int> neurons = [];
            for (double expected = 0.5; random.NextUniform() < expected; expected *= 0.5) neurons.Add((int)(random.NextUniform() * 500));
            foreach (int neuron in neurons) many.Add(new RecordedSpike(step, neuron, (byte)(random.NextUniform() * 3)));
        }

        return
        [
            many,
            [new(0, 0, 1), new(3, 0, 2), new(int.MaxValue - 1, 0, 0)],
            [new(0, 0, 1), new(0, 1, 1), new(0, 1_999_999, 2), new(7, 0, 0), new(int.MaxValue - 1, 1_999_999, 2)],
        ];
    }
}
