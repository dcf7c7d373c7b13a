using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Spiking.Snapshots;

/// <summary>
/// Restores a state from a snapshot (<see cref="SnapshotFormat"/>). The whole file is checked before any value is used; sizes are checked
/// before memory is taken for them, because a checksum says nothing of who has computed it.
/// </summary>
internal sealed class SnapshotReader : StateVisitor, IDisposable
{
    private const int Slice = 1 << 24;

    private readonly string _path;
    private readonly Stream _stream;
    private readonly BinaryReader _reader;
    private readonly Dictionary<string, (long First, long End)> _parts = [];
    private readonly HashSet<string> _visited = [];
    private readonly bool _takesOver;
    private string _part = "";
    private long _end;

    // The record of values that has been looked at, but not read.
    private (string Name, byte Type, int Size, long Count)? _next;

    /// <summary>Opens a snapshot and checks that it is complete and undamaged.</summary>
    /// <param name="path">The file.</param>
    /// <param name="takesOver">Whether the state is for a network whose description has changed.</param>
    /// <exception cref="SnapshotException">It is damaged, or no snapshot of this version.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public SnapshotReader(string path, bool takesOver = false)
    {
        (_path, _takesOver) = (path, takesOver);
        _stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        _reader = new BinaryReader(_stream, Encoding.UTF8);
        try
        {
            Check();
            Index();
        }
        catch (EndOfStreamException)
        {
            Dispose();
            throw Damaged();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override bool IsRestoring => true;

    /// <inheritdoc/>
    public override bool IsTakingOver => _takesOver;

    private protected override long MostItems => (_end - _stream.Position) / SnapshotFormat.SmallestRecord;

    /// <inheritdoc/>
    public override void Array<T>(string name, Span<T> values)
    {
        long count = Header<T>(name).Count;
        if (count != values.Length) throw Problem($"\"{name}\" has {count} values in the snapshot and {values.Length} here");
        _next = null;
        for (int first = 0; first < values.Length; first += Slice)
            _stream.ReadExactly(MemoryMarshal.AsBytes(values.Slice(first, Math.Min(Slice, values.Length - first))));
        foreach (ref byte flag in typeof(T) == typeof(bool) ? MemoryMarshal.AsBytes(values) : []) flag = flag == 0 ? (byte)0 : (byte)1;
    }

    /// <summary>Makes sure that all parts of the snapshot have been restored.</summary>
    /// <exception cref="SnapshotException">There is a part that nobody has asked for.</exception>
    public void Finish()
    {
        if (_parts.Keys.FirstOrDefault(name => !_visited.Contains(name)) is string left)
            throw new SnapshotException($"{_path} holds the state of {left}, which is not here.");
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private protected override int Length<T>(string name, int present)
    {
        long count = Header<T>(name).Count;
        if (count > System.Array.MaxLength) throw Problem($"\"{name}\" has {count} values");
        return (int)count;
    }

    private protected override void BeginPart(string name)
    {
        if (!_parts.TryGetValue(name, out (long First, long End) place)) throw new SnapshotException($"{_path} holds no state of {name}.");
        _visited.Add(name);
        (_part, _stream.Position, _end, _next) = (name, place.First, place.End, null);
    }

    private protected override void EndPart()
    {
        if (_stream.Position != _end || _next is not null)
            throw Problem($"it has \"{ReadHeader().Name}\" in the snapshot, which is not here");
    }

    private protected override SnapshotException Problem(string problem) =>
        new($"the state of {_part} in {_path} does not fit: {problem}.");

    private SnapshotException Damaged() => new($"{_path} is damaged: it is cut off, or has changed since it was written.");

    private void Check()
    {
        byte[] magic = new byte[SnapshotFormat.Magic.Length];
        if (_stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) < magic.Length
            || !magic.AsSpan().SequenceEqual(SnapshotFormat.Magic))
            throw new SnapshotException($"{_path} is no snapshot of a simulation or training.");
        int version = _reader.ReadInt32();
        if (version != SnapshotFormat.Version)
        {
            throw new SnapshotException(
                $"{_path} is a snapshot of version {version}, but this program reads version {SnapshotFormat.Version}: "
                + "continue with the program that has written it.");
        }

        long hashed = _stream.Length - SnapshotFormat.ChecksumBytes;
        if (hashed < _stream.Position) throw Damaged();
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 16];
        _stream.Position = 0;
        while (_stream.Position < hashed)
        {
            int count = (int)Math.Min(buffer.Length, hashed - _stream.Position);
            _stream.ReadExactly(buffer, 0, count);
            hash.AppendData(buffer, 0, count);
        }

        byte[] checksum = new byte[SnapshotFormat.ChecksumBytes];
        _stream.ReadExactly(checksum);
        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(checksum)) throw Damaged();
    }

    /// <summary>Finds where every part begins and ends.</summary>
    private void Index()
    {
        _stream.Position = SnapshotFormat.Magic.Length + sizeof(int);
        long end = _stream.Length - SnapshotFormat.ChecksumBytes;
        string? part = null;
        long first = 0;
        while (true)
        {
            long position = _stream.Position;
            if (position >= end) throw Damaged();
            byte kind = _reader.ReadByte();
            if (kind == SnapshotFormat.Values && part is not null)
            {
                _stream.Position--;
                (_, _, int size, long count) = ReadHeader();
                _stream.Position += count * size;
                continue;
            }

            if (part is not null && !_parts.TryAdd(part, (first, position))) throw Damaged();
            if (kind == SnapshotFormat.End && position == end - 1) return;
            if (kind != SnapshotFormat.Part) throw Damaged();
            part = ReadName();
            first = _stream.Position;
        }
    }

    private (string Name, byte Type, int Size, long Count) Header<T>(string name)
        where T : unmanaged
    {
        if (_next is null)
        {
            if (_stream.Position >= _end) throw Problem($"it has no \"{name}\" in the snapshot");
            _next = ReadHeader();
        }

        (string Name, byte Type, int Size, long Count) next = _next.Value;
        if (next.Name != name) throw Problem($"it has \"{next.Name}\" in the snapshot where \"{name}\" is expected");
        if (next.Type != SnapshotFormat.TypeOf<T>() || next.Size != Unsafe.SizeOf<T>())
            throw Problem($"\"{name}\" is of the type {SnapshotFormat.NameOf(next.Type, next.Size)} in the snapshot and "
                + $"{SnapshotFormat.NameOf<T>()} here");
        return next;
    }

    private (string Name, byte Type, int Size, long Count) ReadHeader()
    {
        if (_next is { } next) return next;
        if (_reader.ReadByte() != SnapshotFormat.Values) throw Damaged();
        (string Name, byte Type, int Size, long Count) header = (ReadName(), _reader.ReadByte(), _reader.ReadInt32(), _reader.ReadInt64());
        long left = _stream.Length - SnapshotFormat.ChecksumBytes - _stream.Position;
        if (header.Size <= 0 || header.Count < 0 || header.Count > left / header.Size) throw Damaged();
        return header;
    }

    private string ReadName()
    {
        byte[] bytes = new byte[_reader.ReadUInt16()];
        _stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }
}
