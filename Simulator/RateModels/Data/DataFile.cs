using System.IO.Compression;
using System.Security.Cryptography;

namespace Spiking.RateModels.Data;

/// <summary>Reads a file of bytes, plain or gzipped (told by its first two bytes), and never more of it than was asked for.</summary>
internal sealed class DataFile : IDisposable
{
    // A byte of compressed data never stands for more than this (Deutsch, RFC 1951: 258 bytes need at least two bits).
    private const int LargestExpansion = 1032;

    private readonly Stream _stream;
    private readonly long _largestLength;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _position;

    /// <summary>Opens a file.</summary>
    /// <exception cref="DataSetException">It cannot be read.</exception>
    public DataFile(string path)
    {
        Path = path;
        try
        {
            FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            bool gzipped = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
            file.Position = 0;
            _stream = gzipped ? new GZipStream(file, CompressionMode.Decompress) : file;
            _largestLength = gzipped ? file.Length * LargestExpansion : file.Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataSetException($"{path}: the file cannot be read: {e.Message}");
        }
    }

    /// <summary>Path of the file, as messages call it.</summary>
    public string Path { get; }

    /// <summary>SHA-256 of all bytes that were read, in lower-case hexadecimal digits.</summary>
    public string Sha256 => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Reads so many bytes.</summary>
    /// <param name="length">How many.</param>
    /// <param name="what">What they are, for the sentence: "its header of 16 bytes".</param>
    /// <exception cref="DataSetException">There are fewer, or the compressed data are damaged.</exception>
    public byte[] Read(int length, string what)
    {
        if (length > _largestLength - _position) throw Truncated(what, null);
        byte[] bytes = new byte[length];
        int read = Guarded(() => _stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false));
        if (read < length) throw Truncated(what, read);
        _hash.AppendData(bytes);
        _position += length;
        return bytes;
    }

    /// <summary>Makes sure that nothing follows what was read. This also checks the sums at the end of a gzipped file.</summary>
    /// <exception cref="DataSetException">There is more, or the sums are wrong.</exception>
    public void ExpectEnd(string what)
    {
        if (Guarded(_stream.ReadByte) >= 0)
            throw Wrong($"it continues after {what}, {_position:N0} bytes: this is another file, or a damaged one.");
    }

    /// <summary>An exception about this file.</summary>
    public DataSetException Wrong(string message) => new($"{Path}: {message}");

    public void Dispose()
    {
        _stream.Dispose();
        _hash.Dispose();
    }

    private DataSetException Truncated(string what, int? read) => Wrong(
        $"the file is truncated: it ends before the end of {what}"
        + (read is { } count ? $" (after {_position + count:N0} bytes)" : "") + "; get it again.");

    private int Guarded(Func<int> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException)
        {
            // What the library says of it, such as an unknown way of compression, is where it met the damage.
            throw Wrong("the file is damaged: its compressed data make no sense, or a checksum in it is wrong; get it again.");
        }
        catch (IOException e)
        {
            throw Wrong($"the file cannot be read: {e.Message}");
        }
    }
}
