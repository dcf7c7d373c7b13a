using System.Buffers.Binary;
using System.IO.Compression;
using Spiking.RateModels.Data;

namespace Spiking.Tests.RateModels.Data;

/// <summary>Writes small files of images.</summary>
internal static class ImageFiles
{
    public static byte[] Idx(uint magic, int[] sizes, byte[] bytes)
    {
        byte[] file = new byte[4 + 4 * sizes.Length + bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(file, magic);
        for (int i = 0; i < sizes.Length; i++) BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 + 4 * i), sizes[i]);
        bytes.CopyTo(file, 4 + 4 * sizes.Length);
        return file;
    }

    public static byte[] Images(int count, int rows, int columns) =>
        Idx(0x0803, [count, rows, columns], [.. Enumerable.Range(0, count * rows * columns).Select(i => (byte)(7 * i))]);

    public static byte[] Labels(params byte[] labels) => Idx(0x0801, [labels.Length], labels);

    public static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionMode.Compress)) gzip.Write(bytes);
        return compressed.ToArray();
    }

    public static string Write(TemporaryFolder folder, string name, byte[] bytes)
    {
        string path = folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Four files of a data set of one's own in a folder of the given name: 6 images to learn from and 3 for tests.</summary>
    public static void WriteOwn(TemporaryFolder folder, string name)
    {
        Write(folder, Path.Combine(name, PublishedSet.IdxNames[0]), Images(6, 3, 2));
        Write(folder, Path.Combine(name, PublishedSet.IdxNames[1] + ".gz"), Gzip(Labels(0, 1, 2, 3, 0, 1)));
        Write(folder, Path.Combine(name, PublishedSet.IdxNames[2] + ".gz"), Gzip(Images(3, 3, 2)));
        Write(folder, Path.Combine(name, PublishedSet.IdxNames[3]), Labels(2, 3, 4));
    }
}
