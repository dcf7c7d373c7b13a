using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using Spiking.Engine;
using Spiking.Numerics;
using Spiking.Snapshots;
using Spiking.Tests.Engine;

namespace Spiking.Tests.Snapshots;

/// <summary>Snapshots that are damaged, cut off, foreign or newer are refused in a sentence.</summary>
[NonParallelizable]
public class SnapshotFileTests
{
    private const int Steps = 500;

    private TemporaryFolder _folder = null!;
    private byte[] _sound = null!;

    private string State => _folder.File("state");

    [SetUp]
    public void Create()
    {
        _folder = new TemporaryFolder();
        Build().Run(Steps).Save(State);
        _sound = File.ReadAllBytes(State);
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void No_damaged_snapshot_is_accepted() => Damage(2000);

    [Test]
    [Category("Science")]
    public void None_of_10000_damaged_snapshots_is_accepted() => Damage(10_000);

    private void Damage(int snapshots)
    {
        RandomStream random = new(RandomKey.Of(1, RandomPurpose.Protocol));
        Network network = Build();
        byte[] damaged = new byte[_sound.Length];
        int refusedSizes = 0;
        for (int i = 0; i < snapshots; i++)
        {
            _sound.CopyTo(damaged, 0);
            int position = (int)(random.NextUniform() * _sound.Length), length = _sound.Length;
            switch (i % 4)
            {
                case 0:
                    damaged[position] ^= (byte)(1 << (int)(random.NextUniform() * 8));
                    break;
                case 1:
                    length = position;
                    break;
                case 2:
                    // A block that the disk has lost.
                    int end = Math.Min(damaged.Length, position + 512);
                    if (damaged.AsSpan()[position..end].ContainsAnyExcept((byte)0)) damaged.AsSpan()[position..end].Clear();
                    else damaged[position] = 1;
                    break;
                default:
                    damaged[position] = (byte)(damaged[position] + 1 + (int)(random.NextUniform() * 255));
                    break;
            }

            using (FileStream stream = File.Create(State)) stream.Write(damaged, 0, length);
            SnapshotException refusal = Assert.Throws<SnapshotException>(() => network.Restore(State), $"damage {i}")!;
            if (refusal.Message.Contains("is damaged", StringComparison.Ordinal)) refusedSizes++;
        }

        Assert.That(refusedSizes, Is.GreaterThan(0.99 * snapshots), "the rest was in the magic word or the version");
        Assert.That(network.StepsTaken, Is.Zero);
    }

    /// <summary>
    /// A file with a checksum computed anew can hold anything: it may be accepted, but nothing is read or written out of bounds, and no
    /// memory is taken for it.
    /// </summary>
    [Test]
    public void Snapshots_with_a_right_checksum_and_wrong_values_do_no_harm()
    {
        RandomStream random = new(RandomKey.Of(2, RandomPurpose.Protocol));
        int refused = 0;
        long before = GC.GetTotalAllocatedBytes();

        // Beyond the description, of which any change is refused.
        int first = _sound.AsSpan().IndexOf("stepsTaken"u8);
        for (int i = 0; i < 400; i++)
        {
            byte[] damaged = [.. _sound];
            for (int k = 0; k < 1 + i % 3; k++)
            {
                int position = first + (int)(random.NextUniform() * (damaged.Length - SnapshotFormat.ChecksumBytes - sizeof(int) - first));
                if (i % 2 == 0) damaged[position] = (byte)(random.NextUniform() * 256);
                else BinaryPrimitives.WriteInt32LittleEndian(damaged.AsSpan(position), (int)(random.NextUniform() * uint.MaxValue));
            }

            Seal(damaged);
            File.WriteAllBytes(State, damaged);
            Network network = Build();
            try
            {
                network.Restore(State);
                network.Advance(100);
            }
            catch (Exception e) when (e is SnapshotException or NonFiniteStateException)
            {
                refused++;
            }
        }

        Notes.Add($"{refused} of 400 refused");
        Assert.That(refused, Is.GreaterThan(10));
        Assert.That(GC.GetTotalAllocatedBytes() - before, Is.LessThan(8L << 30));
    }

    [Test]
    public void A_foreign_and_a_newer_file_are_told_apart()
    {
        File.WriteAllText(State, "{ \"name\": \"a network\" }");
        Assert.That(() => Build().Restore(State),
            Throws.TypeOf<SnapshotException>().With.Message.EqualTo($"{State} is no snapshot of a simulation or training."));
        byte[] newer = [.. _sound];
        newer[8]++;
        Seal(newer);
        File.WriteAllBytes(State, newer);
        Assert.That(
            () => Build().Restore(State),
            Throws.TypeOf<SnapshotException>().With.Message.Contains(
                $"is a snapshot of version {SnapshotFormat.Version + 1}, but this program reads version {SnapshotFormat.Version}"));
    }

    [Test]
    public void Of_two_snapshots_the_one_before_is_used_if_the_last_is_damaged()
    {
        SnapshotFile file = new(_folder.File("snapshot"));
        int number = 1;
        for (; number <= 3; number++) file.Write(visitor => visitor.Part("number", new Number { Value = number }));
        Assert.That(Read(file), Is.EqualTo((3, 0)));
        byte[] last = File.ReadAllBytes(file.Paths[0]);
        File.WriteAllBytes(file.Paths[0], last[..^1]);
        Assert.That(Read(file), Is.EqualTo((2, 1)));
        File.Delete(file.Paths[0]);
        Assert.That(Read(file), Is.EqualTo((2, 0)));
        File.Delete(file.Paths[1]);
        Assert.That(() => Read(file), Throws.TypeOf<SnapshotException>());

        static (int Number, int Remarks) Read(SnapshotFile file)
        {
            int remarks = 0;
            Number number = new();
            file.Read(
                reader =>
                {
                    reader.Part("number", number);
                    return 0;
                },
                _ => remarks++);
            return (number.Value, remarks);
        }
    }

    [Test]
    public void A_snapshot_that_cannot_be_written_leaves_the_one_before()
    {
        SnapshotFile file = new(State);
        Assert.That(() => file.Write(_ => throw new IOException("the disk is full")), Throws.TypeOf<IOException>());
        Assert.That(File.ReadAllBytes(State), Is.EqualTo(_sound));
        Assert.That(Directory.EnumerateFiles(_folder.Path), Is.EqualTo(new[] { State }));
    }

    /// <summary>A snapshot of XOR takes less than a hundredth of the minute between two of them.</summary>
    [Test]
    public void A_snapshot_costs_less_than_one_percent()
    {
        Network network = NetworkBuilder.Build(NetworkDescription.File.Load(Path.Combine(TestFiles.Networks, "xor-burstprop.json")));
        network.Advance(1000);
        double[] seconds = new double[9];
        for (int i = 0; i < seconds.Length; i++)
        {
            long begin = Stopwatch.GetTimestamp();
            network.Save(State);
            seconds[i] = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        }

        Array.Sort(seconds);
        Assert.That(
            seconds[4], Is.LessThan(0.01 * 60),
            $"{new FileInfo(State).Length / 1e6:F2} MB in {seconds[0] * 1e3:F1} to {seconds[^1] * 1e3:F1} ms");
    }

    private static Network Build() => SmallNetworks.Build(11);

    private static void Seal(byte[] snapshot) =>
        SHA256.HashData(snapshot.AsSpan()[..^SnapshotFormat.ChecksumBytes], snapshot.AsSpan()[^SnapshotFormat.ChecksumBytes..]);

    private sealed class Number : IHasState
    {
        private int _value;

        public int Value { get => _value; set => _value = value; }

        public void VisitState(StateVisitor visitor) => visitor.Value("value", ref _value);
    }
}
