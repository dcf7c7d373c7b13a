using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Spiking.Snapshots;

/// <summary>Writes a state as a snapshot (<see cref="SnapshotFormat"/>).</summary>
internal sealed class SnapshotWriter : StateVisitor, IDisposable
{
    // A span of bytes ends at 2 GB.
    private const int Slice = 1 << 24;

    private readonly Stream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly HashSet<string> _parts = [];
    private int _buffered;
    private string _part = "";

    /// <summary>Begins a snapshot.</summary>
    public SnapshotWriter(Stream stream)
    {
        _stream = stream;
        Write(SnapshotFormat.Magic);
        WriteNumber(SnapshotFormat.Version);
    }

    /// <inheritdoc/>
    public override bool IsRestoring => false;

    private protected override long MostItems => long.MaxValue;

    /// <inheritdoc/>
    public override void Array<T>(string name, Span<T> values)
    {
        WriteByte(SnapshotFormat.Values);
        WriteName(name);
        WriteByte(SnapshotFormat.TypeOf<T>());
        WriteNumber(Unsafe.SizeOf<T>());
        WriteNumber((long)values.Length);
        for (int first = 0; first < values.Length; first += Slice)
            Write(MemoryMarshal.AsBytes(values.Slice(first, Math.Min(Slice, values.Length - first))));
    }

    /// <summary>Ends the snapshot.</summary>
    public void Finish()
    {
        WriteByte(SnapshotFormat.End);
        Flush();
        _stream.Write(_hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private protected override int Length<T>(string name, int present) => present;

    private protected override void BeginPart(string name)
    {
        if (!_parts.Add(name)) throw new ArgumentException($"two parts are called \"{name}\"", nameof(name));
        _part = name;
        WriteByte(SnapshotFormat.Part);
        WriteName(name);
    }

    private protected override void EndPart() => _part = "";

    private protected override SnapshotException Problem(string problem) => new($"the state of {_part} cannot be saved: {problem}.");

    private void WriteName(string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        if (bytes.Length > SnapshotFormat.LongestName) throw Problem($"the name {name[..40]}... is too long");
        Span<byte> length = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)bytes.Length);
        Write(length);
        Write(bytes);
    }

    private void WriteByte(byte value) => Write([value]);

    private void WriteNumber(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        Write(bytes);
    }

    private void WriteNumber(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        Write(bytes);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - _buffered)
        {
            Flush();
            if (bytes.Length >= _buffer.Length)
            {
                _hash.AppendData(bytes);
                _stream.Write(bytes);
                return;
            }
        }

        bytes.CopyTo(_buffer.AsSpan(_buffered));
        _buffered += bytes.Length;
    }

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _buffered);
        _stream.Write(_buffer, 0, _buffered);
        _buffered = 0;
    }
}
