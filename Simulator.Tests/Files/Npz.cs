using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Spiking.Tests.Files;

/// <summary>Reads .npz archives by the letter of NEP 1, independently of the writer, and asserts that they keep to it.</summary>
internal static partial class Npz
{
    /// <summary>All arrays of an archive: numpy's type name and the raw little-endian bytes.</summary>
    public static Dictionary<string, (string Type, byte[] Data)> Read(string path)
    {
        Dictionary<string, (string, byte[])> arrays = [];
        using ZipArchive archive = ZipFile.OpenRead(path);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            Assert.That(entry.FullName, Does.EndWith(".npy"));
            Assert.That(entry.LastWriteTime.DateTime, Is.EqualTo(new DateTime(1980, 1, 1)), "a fixed time makes equal files of equal data");
            using MemoryStream copy = new();
            using (Stream stream = entry.Open()) stream.CopyTo(copy);
            arrays.Add(entry.FullName[..^4], Parse(copy.ToArray()));
        }

        return arrays;
    }

    public static T[] As<T>(this (string Type, byte[] Data) array, string type)
        where T : unmanaged
    {
        Assert.That(array.Type, Is.EqualTo(type));
        return MemoryMarshal.Cast<byte, T>(array.Data).ToArray();
    }

    private static (string Type, byte[] Data) Parse(byte[] file)
    {
        Assert.That(file[..8],
            Is.EqualTo(new byte[] { 0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0 }), "magic and version");
        int length = file[8] + 256 * file[9];
        Assert.That((10 + length) % 64, Is.Zero, "the data are aligned to 64 bytes");
        string header = Encoding.ASCII.GetString(file, 10, length);
        Assert.That(header, Does.EndWith("\n"));
        Match match = Header().Match(header);
        Assert.That(match.Success, header);
        byte[] data = file[(10 + length)..];
        int itemSize = int.Parse(match.Groups["type"].Value[2..], System.Globalization.CultureInfo.InvariantCulture);
        int count = int.Parse(match.Groups["count"].Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(data, Has.Length.EqualTo(count * itemSize), "as many bytes as the shape says");
        return (match.Groups["type"].Value, data);
    }

    [GeneratedRegex(@"^\{'descr': '(?<type>[<|][uif]\d)', 'fortran_order': False, 'shape': \((?<count>\d+),\), \} *\n$")]
    private static partial Regex Header();
}
