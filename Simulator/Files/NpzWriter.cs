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
        using Stream stream = Begin<T>(name, values.Length);
        Write(stream, values);
    }

    /// <summary>Adds an array that comes in pieces, so that it need not fit into memory.</summary>
    /// <param name="name">Name under which numpy finds it.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="pieces">The elements. A piece is read before the next one is asked for.</param>
    /// <exception cref="ArgumentException">There are more or fewer elements.</exception>
    /// <exception cref="NotSupportedException">The element type has no numpy equivalent here.</exception>
    public void Add<T>(string name, long count, IEnumerable<ReadOnlyMemory<T>> pieces)
        where T : unmanaged
    {
        using Stream stream = Begin<T>(name, count);
        long written = 0;
        foreach (ReadOnlyMemory<T> piece in pieces)
        {
            Write(stream, piece.Span);
            written += piece.Length;
        }

        if (written != count) throw new ArgumentException($"{written} elements of {name} came instead of {count}.");
    }

    /// <inheritdoc/>
    public void Dispose() => _archive.Dispose();

    private Stream Begin<T>(string name, long count)
    {
        byte[] header = Header(NumpyType(typeof(T)), count);
        ZipArchiveEntry entry = _archive.CreateEntry(name + ".npy", CompressionLevel.Fastest);
        entry.LastWriteTime = Epoch;
        Stream stream = entry.Open();
        try
        {
            stream.Write(header);
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    // Slices stay in the cache between checksum and compression, and a span of bytes is limited to 2 GiB.
    private static void Write<T>(Stream stream, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        const int Slice = 1 << 14;
        for (; !values.IsEmpty; values = values[Math.Min(Slice, values.Length)..])
            stream.Write(MemoryMarshal.AsBytes(values[..Math.Min(Slice, values.Length)]));
    }

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
