using Spiking.Files;

namespace Spiking.Tests.Files;

public class NpzWriterTests
{
    [Test]
    public void Arrays_of_every_type_read_back()
    {
        using TemporaryFolder folder = new();
        byte[] bytes = [0, 1, 255];
        ushort[] shorts = [0, 65535, 258];
        int[] integers = [int.MinValue, -1, 0, int.MaxValue];
        float[] singles = [0.1f, float.NaN, float.NegativeInfinity];
        double[] doubles = [.. Enumerable.Range(0, 10_000).Select(i => Math.Sqrt(i))];
        using (NpzWriter npz = new(folder.File("a.npz")))
        {
            npz.Add<byte>("bytes", bytes);
            npz.Add<ushort>("shorts", shorts);
            npz.Add<int>("integers", integers);
            npz.Add<float>("singles", singles);
            npz.Add<double>("doubles", doubles);
            npz.Add<double>("none", []);
        }

        Dictionary<string, (string, byte[])> read = Npz.Read(folder.File("a.npz"));
        Assert.That(read.Keys, Is.EqualTo(new[] { "bytes", "shorts", "integers", "singles", "doubles", "none" }));
        Assert.That(read["bytes"].As<byte>("|u1"), Is.EqualTo(bytes));
        Assert.That(read["shorts"].As<ushort>("<u2"), Is.EqualTo(shorts));
        Assert.That(read["integers"].As<int>("<i4"), Is.EqualTo(integers));
        Assert.That(read["singles"].As<float>("<f4"), Is.EqualTo(singles));
        Assert.That(read["doubles"].As<double>("<f8"), Is.EqualTo(doubles));
        Assert.That(read["none"].As<double>("<f8"), Is.Empty);
    }

    [Test]
    public void An_array_that_cannot_be_written_leaves_the_archive_as_it_was()
    {
        using TemporaryFolder folder = new();
        using (NpzWriter npz = new(folder.File("a.npz")))
        {
            Assert.That(() => npz.Add<long>("longs", [1]), Throws.TypeOf<NotSupportedException>());
            npz.Add<int>("integers", [1]);
        }

        Assert.That(Npz.Read(folder.File("a.npz")).Keys, Is.EqualTo(new[] { "integers" }));
    }

    [Test]
    public void An_array_in_pieces_reads_back_and_must_have_the_length_that_was_announced()
    {
        using TemporaryFolder folder = new();
        double[] values = [.. Enumerable.Range(0, 100_000).Select(i => Math.Sqrt(i))];
        ReadOnlyMemory<double>[] pieces =
            [values.AsMemory(0, 1), values.AsMemory(1, 0), values.AsMemory(1, 70_000), values.AsMemory(70_001)];
        using (NpzWriter npz = new(folder.File("a.npz"))) npz.Add("x", values.Length, pieces);
        Assert.That(Npz.Read(folder.File("a.npz"))["x"].As<double>("<f8"), Is.EqualTo(values));
        using NpzWriter other = new(folder.File("b.npz"));
        Assert.That(() => other.Add("x", values.Length - 1, pieces),
            Throws.ArgumentException.With.Message.Contains("100000").And.Message.Contains("99999"));
    }

    [Test]
    public void Equal_arrays_give_equal_files()
    {
        using TemporaryFolder folder = new();
        foreach (string name in new[] { "a.npz", "b.npz" })
        {
            using NpzWriter npz = new(folder.File(name));
            npz.Add<int>("x", [1, 2, 3]);
        }

        Assert.That(File.ReadAllBytes(folder.File("b.npz")), Is.EqualTo(File.ReadAllBytes(folder.File("a.npz"))));
    }

    [Test]
    public void A_type_without_a_numpy_equivalent_is_refused()
    {
        using TemporaryFolder folder = new();
        using NpzWriter npz = new(folder.File("a.npz"));
        Assert.Throws<NotSupportedException>(() => npz.Add<decimal>("x", [1m]));
    }
}
