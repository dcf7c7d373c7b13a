using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace Spiking.Files;

/// <summary>
/// Writes named one-dimensional arrays into an .npz archive that numpy.load reads (NEP 1: a zip archive of .npy files, version 1.0).
/// Equal arrays give equal bytes.
/// </summary>
internal sealed class NpzWriter : IDisposable
{
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ZipArchive _archive;

    /// <summary>Creates an archive.</summary>
    public NpzWriter(string path) => _archive = ZipFile.Open(path, ZipArchiveMode.Create);

    /// <summary>Adds an array.</summary>
    /// <param name="name">Name under which numpy finds it.</param>
    /// <param name="values">Elements, little endian as on every supported machine.</param>
    /// <exception cref="NotSupportedException">The element type has no numpy equivalent here.</exception>
    public void Add<T>(string name, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        ZipArchiveEntry entry = _archive.CreateEntry(name + ".npy", CompressionLevel.Fastest);
        entry.LastWriteTime = Epoch;
        using Stream stream = entry.Open();
        stream.Write(Header(NumpyType(typeof(T)), values.Length));
        ReadOnlySpan<byte> bytes;

        // A span of bytes is limited to 2 GiB: write long arrays in slices.
        const int Slice = 1 << 26;
        for (int start = 0; start < values.Length; start += Slice)
        {
            bytes = MemoryMarshal.AsBytes(values.Slice(start, Math.Min(Slice, values.Length - start)));
            stream.Write(bytes);
        }
    }

    /// <summary>Adds an array whose elements come one by one, so that it need not fit into memory.</summary>
    /// <param name="name">Name under which numpy finds it.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="values">The elements.</param>
    /// <exception cref="ArgumentException">There are more or fewer elements.</exception>
    /// <exception cref="NotSupportedException">The element type has no numpy equivalent here.</exception>
    public void Add<T>(string name, long count, IEnumerable<T> values)
        where T : unmanaged
    {
        ZipArchiveEntry entry = _archive.CreateEntry(name + ".npy", CompressionLevel.Fastest);
        entry.LastWriteTime = Epoch;
        using Stream stream = entry.Open();
        stream.Write(Header(NumpyType(typeof(T)), count));
        T[] buffer = new T[1 << 14];
        long written = 0;
        int filled = 0;
        foreach (T value in values)
        {
            buffer[filled++] = value;
            if (filled == buffer.Length) Flush();
        }

        Flush();
        if (written != count) throw new ArgumentException($"{written} elements of {name} came instead of {count}.");

        void Flush()
        {
            stream.Write(MemoryMarshal.AsBytes(buffer.AsSpan(0, filled)));
            written += filled;
            filled = 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _archive.Dispose();

    private static string NumpyType(Type type) =>
        type == typeof(byte) ? "|u1"
        : type == typeof(ushort) ? "<u2"
        : type == typeof(int) ? "<i4"
        : type == typeof(float) ? "<f4"
        : type == typeof(double) ? "<f8"
        : throw new NotSupportedException($"no numpy type for {type.Name}");

    /// <summary>
    /// Magic, version 1.0, header length, and a dictionary padded with spaces so that the data start at a multiple of 64.
    /// </summary>
    private static byte[] Header(string type, long length)
    {
        string dictionary = string.Create(
            CultureInfo.InvariantCulture, $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({length},), }}");
        const int Prefix = 10;
        int total = (Prefix + dictionary.Length + 1 + 63) / 64 * 64;
        byte[] header = new byte[total];
        Encoding.ASCII.GetBytes(dictionary.PadRight(total - Prefix - 1) + "\n").CopyTo(header, Prefix);
        header[0] = 0x93;
        "NUMPY"u8.CopyTo(header.AsSpan(1));
        header[6] = 1;
        BitConverter.TryWriteBytes(header.AsSpan(8), (ushort)(total - Prefix));
        return header;
    }
}
