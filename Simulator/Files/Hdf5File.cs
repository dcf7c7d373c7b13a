using System.Globalization;
using System.Numerics;
using PureHDF;
using PureHDF.Selections;
using PureHDF.VOL.Native;
using Spiking.Text;

namespace Spiking.Files;

/// <summary>
/// Reads columns of numbers of an HDF5 file in pieces. Nothing in the file is believed: sizes are compared with the length of the file
/// before memory is taken for them, and whatever the library that reads it meets, the answer is a value or a
/// <see cref="DataFileException"/>.
/// </summary>
internal sealed class Hdf5File : IDisposable
{
    // The most bytes that a byte of the file can hold: deflate, which is the usual compression, reaches 1032.
    private const double MostCompression = 1032;
    private const double LargestChunk = 64 << 20;
    private readonly string _path;
    private readonly GuardedStream _stream;
    private readonly Hdf5Links _links;
    private readonly NativeFile _file;

    /// <summary>Opens a file.</summary>
    /// <exception cref="DataFileException">It is no HDF5 file that this program reads.</exception>
    public Hdf5File(string path)
    {
        _path = path;
        _stream = new GuardedStream(File.OpenRead(path));
        _links = new Hdf5Links(_stream);
        try
        {
            _file = Request(() => H5File.Open(_stream, leaveOpen: true));
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    /// <summary>Whether a file begins as one of HDF5 does.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'H', (byte)'D', (byte)'F']);

    /// <summary>Names of the groups and columns of a group; empty: there is no such group.</summary>
    /// <param name="group">Path of the group: "/spikes".</param>
    public IReadOnlyList<string> NamesIn(string group) => Request(() =>
    {
        long header = _links.Root();
        foreach (string name in group.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!_links.Of(header).TryGetValue(name, out long? target) || target is null) return [];
            header = target.Value;
        }

        return (string[])[.. _links.Of(header).Keys];
    });

    /// <summary>Whether there is a group or a column.</summary>
    /// <param name="path">Its path.</param>
    public bool Has(string path) => Request(() => Find(path) is not null);

    /// <summary>A column of numbers.</summary>
    /// <param name="path">Its path: "/spikes/input/timestamps".</param>
    /// <exception cref="DataFileException">There is none, or it is no column of numbers.</exception>
    public Hdf5Column Column(string path)
    {
        IH5Object? found = Request(() => Find(path));
        if (found is null) throw DataFile.Wrong(_path, $"there is no \"{Shown.Value(path)}\".");
        if (found is not NativeDataset set) throw DataFile.Wrong(_path, $"\"{Shown.Value(path)}\" is no column of numbers.");
        return Request(() => ColumnOf(set, path));
    }

    /// <summary>The text of an attribute; null: there is none.</summary>
    /// <param name="path">Path of the group or column.</param>
    /// <param name="attribute">Name of the attribute.</param>
    public string? TextOf(string path, string attribute) => Request(() =>
    {
        if (Find(path) is not { } found || !found.AttributeExists(attribute)) return null;
        IH5Attribute text = found.Attribute(attribute);
        if (text.Type.Size > _stream.Length) throw new InvalidDataException($"the attribute \"{attribute}\" is longer than the file.");
        if (text.Type.Class is not (H5DataTypeClass.String or H5DataTypeClass.VariableLength)) return null;
        return text.Space.Rank == 0 ? text.Read<string>() : text.Read<string[]>().FirstOrDefault();
    });

    /// <summary>Does what reads the file.</summary>
    /// <exception cref="DataFileException">It could not be done.</exception>
    internal T Request<T>(Func<T> read)
    {
        _stream.BeginRequest();
        try
        {
            return read();
        }
        catch (Exception e) when (e is not DataFileException)
        {
            // The library does not say which exceptions a file can cause: an index out of range, a cast, memory that is not there.
            const string Problem = "the HDF5 file is damaged, or has something that this program does not read";
            throw new DataFileException($"{Shown.Line(_path)}: {Problem}: {Shown.Line(e.Message)}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _stream.Dispose();
    }

    // Null: there is no such group or column.
    private IH5Object? Find(string path)
    {
        IH5Object found = _file;
        long header = _links.Root();
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (found is not IH5Group group || !_links.Of(header).TryGetValue(name, out long? target)) return null;
            string shown = $"\"{Shown.Value(name)}\" in {Shown.Value(path)}";
            header = target ?? throw new InvalidDataException($"{shown} is a link to another place, which is not followed.");
            if (!group.LinkExists(name))
            {
                const string Names = "names beyond ASCII are read in the newer format only (h5py: libver=\"latest\")";
                throw new InvalidDataException($"{shown} is not found by its name; {Names}.");
            }

            found = group.Get(name);
        }

        return found;
    }

    private Hdf5Column ColumnOf(NativeDataset set, string path)
    {
        DataFileException Wrong(FormattableString what) =>
            DataFile.Wrong(_path, $"\"{Shown.Value(path)}\" {what.ToString(CultureInfo.InvariantCulture)}");
        IH5DataType type = set.Type;
        if (Hdf5Column.TypeOf(type) == TypeCode.Empty)
        {
            const string Read = "whole numbers of 1 to 8 bytes and floating-point numbers of 4 or 8 are read";
            throw Wrong($"has elements of the kind {type.Class} with {type.Size} bytes; {Read}.");
        }

        if (set.Space.Rank != 1) throw Wrong($"has {set.Space.Rank} dimensions; a column has one.");
        ulong count = set.Space.Dimensions[0];
        double bytes = (double)count * type.Size;
        H5DataLayoutClass layout = set.Layout.Class;
        if (layout == H5DataLayoutClass.VirtualStorage) throw Wrong($"refers to other files, which are not read.");
        double chunk = layout == H5DataLayoutClass.Chunked
            ? set.Layout.Chunks.Aggregate((double)type.Size, (size, length) => size * length) : 0;
        if (chunk > LargestChunk) throw Wrong($"has chunks of {chunk:N0} bytes; at most {LargestChunk:N0} are read.");
        if (bytes > _stream.Length * (layout == H5DataLayoutClass.Chunked ? MostCompression : 1))
            throw Wrong($"says that it has {count:N0} entries, more than a file of {_stream.Length:N0} bytes can hold.");
        return new Hdf5Column(this, set, path, (long)count, chunk);
    }
}

/// <summary>A column of numbers of an HDF5 file.</summary>
/// <param name="file">The file.</param>
/// <param name="set">The column in it.</param>
/// <param name="path">Its path: "/spikes/input/timestamps".</param>
/// <param name="count">Number of entries.</param>
/// <param name="chunkBytes">Size of the chunks in which the file has it; 0: it has none.</param>
internal sealed class Hdf5Column(Hdf5File file, NativeDataset set, string path, long count, double chunkBytes)
{
    // The chunk from which the last piece was taken holds the next one as well, mostly.
    private readonly H5DatasetAccess _access = new(ChunkCache: new SimpleReadingChunkCache(2, (ulong)Math.Max(chunkBytes, 1) * 2));

    /// <summary>Path within the file.</summary>
    public string Path => path;

    /// <summary>Number of entries.</summary>
    public long Count => count;

    /// <summary>The type of numbers; empty: it is none that is read.</summary>
    public static TypeCode TypeOf(IH5DataType type) => type.Class switch
    {
        H5DataTypeClass.FloatingPoint => type.Size switch
        {
            4 => TypeCode.Single,
            8 => TypeCode.Double,
            _ => TypeCode.Empty,
        },
        H5DataTypeClass.FixedPoint => (type.Size, type.FixedPoint.IsSigned) switch
        {
            (1, true) => TypeCode.SByte,
            (1, false) => TypeCode.Byte,
            (2, true) => TypeCode.Int16,
            (2, false) => TypeCode.UInt16,
            (4, true) => TypeCode.Int32,
            (4, false) => TypeCode.UInt32,
            (8, true) => TypeCode.Int64,
            (8, false) => TypeCode.UInt64,
            _ => TypeCode.Empty,
        },
        _ => TypeCode.Empty,
    };

    /// <summary>Reads entries.</summary>
    /// <param name="first">The first, from 0.</param>
    /// <param name="values">Where they are written.</param>
    /// <exception cref="DataFileException">They cannot be read.</exception>
    public void Read(long first, Span<double> values)
    {
        if (values.IsEmpty) return;
        int length = values.Length;
        double[] read = file.Request(() => TypeOf(set.Type) switch
        {
            TypeCode.Single => Take<float>(first, length),
            TypeCode.Double => Take<double>(first, length),
            TypeCode.SByte => Take<sbyte>(first, length),
            TypeCode.Byte => Take<byte>(first, length),
            TypeCode.Int16 => Take<short>(first, length),
            TypeCode.UInt16 => Take<ushort>(first, length),
            TypeCode.Int32 => Take<int>(first, length),
            TypeCode.UInt32 => Take<uint>(first, length),
            TypeCode.Int64 => Take<long>(first, length),
            _ => Take<ulong>(first, length),
        });
        read.CopyTo(values);
    }

    private double[] Take<T>(long first, int length)
        where T : unmanaged, INumber<T>
    {
        T[] taken = new T[length];
        set.Read(_access, taken.AsSpan(), fileSelection: new HyperslabSelection((ulong)first, (ulong)length));
        return [.. taken.Select(double.CreateChecked)];
    }
}
