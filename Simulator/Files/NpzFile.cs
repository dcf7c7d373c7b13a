using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Spiking.Text;

namespace Spiking.Files;

/// <summary>
/// Reads one-dimensional arrays of numbers from an archive of numpy (NEP 1), side by side and in pieces. The last can have two dimensions:
/// a row for each entry of the others, with a number for every cell.
/// </summary>
internal sealed partial class NpzFile : DataFile
{
    private const int LongestHeader = 1 << 16;
    private readonly NpyColumn[] _columns;
    private readonly int _cells;

    /// <summary>Opens the arrays.</summary>
    /// <inheritdoc cref="DataFile.Open(string, string?, string, int, IReadOnlyList{string})"/>
    public NpzFile(string path, string? group, int cells, IReadOnlyList<string> columns)
        : base(path)
    {
        _columns = new NpyColumn[columns.Count];
        _cells = cells;
        try
        {
            for (int i = 0; i < columns.Count; i++)
                _columns[i] = new NpyColumn(path, group, columns[i], i == columns.Count - 1 ? cells : 0);
            foreach (NpyColumn column in _columns)
            {
                if (column.Count == _columns[0].Count) continue;
                string have = Text($"have {_columns[0].Count} and {column.Count} entries");
                throw Wrong(path, $"the arrays \"{_columns[0].Name}\" and \"{column.Name}\" {have}; they must have the same number.");
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Names of the arrays of an archive.</summary>
    /// <exception cref="DataFileException">It cannot be read.</exception>
    public static IReadOnlyList<string> NamesIn(string path) => Guard(path, () =>
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        return (string[])[.. archive.Entries.Select(entry => Path.GetFileNameWithoutExtension(entry.FullName))];
    });

    /// <summary>Number of cells for which an array has a column of their own; 0: it has one dimension.</summary>
    public static int CellsInArchive(string path, string? group, string column)
    {
        using NpyColumn found = new(path, group, column, null);
        return found.Width;
    }

    /// <inheritdoc/>
    public override long? Rows => _columns[0].Count;

    /// <inheritdoc/>
    public override string NameOf(int column) =>
        _cells == 0 || column < _columns.Length - 1 ? _columns[column].Name : OfCell(_columns[^1].Name, column - _columns.Length + 1);

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (NpyColumn? column in _columns) column?.Dispose();
    }

    /// <inheritdoc/>
    protected override string PlaceOf(long row) => Text($"entry {row}");

    /// <inheritdoc/>
    protected override int ReadPiece(double[][] piece)
    {
        int count = (int)Math.Min(piece[0].Length, _columns[0].Count - RowsRead);
        int single = _cells == 0 ? _columns.Length : _columns.Length - 1;
        for (int i = 0; i < single; i++) _columns[i].Read(piece[i].AsSpan(0, count));
        double[] row = new double[_cells];
        for (int k = 0; k < count && _cells > 0; k++)
        {
            _columns[^1].Read(row);
            for (int cell = 0; cell < _cells; cell++) piece[single + cell][k] = row[cell];
        }

        for (int i = 0; i < piece.Length; i++)
        {
            int wrong = piece[i].AsSpan(0, count).IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
            if (wrong >= 0) throw Wrong(RowsRead + wrong, $"\"{NameOf(i)}\" is no finite number.");
        }

        return count;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>One array. It has the archive for itself, so that several can be read side by side.</summary>
    private sealed class NpyColumn : IDisposable
    {
        // Numbers in a row: one for each cell of a population.
        private const int MostCells = 1_000_000;

        private readonly string _path;
        private readonly ZipArchive _archive;
        private readonly Stream _stream;
        private readonly string _type;
        private readonly int _size;
        private readonly byte[] _buffer;

        /// <param name="path">The archive.</param>
        /// <param name="group">The population or projection whose array is wanted; null: one without a group.</param>
        /// <param name="names">Its names, divided by |.</param>
        /// <param name="cells">Length of its rows; 0: it has one dimension; null: it can have one or two.</param>
        public NpyColumn(string path, string? group, string names, int? cells)
        {
            _path = path;
            _archive = ZipFile.OpenRead(path);
            try
            {
                ZipArchiveEntry? EntryOf(string name) =>
                    (group is null ? null : _archive.GetEntry($"{group}_{name}.npy")) ?? _archive.GetEntry(name + ".npy");
                string[] there = [.. names.Split('|').Where(name => EntryOf(name) is not null)];
                if (there.Length > 1) throw Wrong(path, OneOf(there));
                if (there.Length == 1) Name = there[0];
                if (there.Length == 0 || EntryOf(Name) is not ZipArchiveEntry entry)
                {
                    string OfGroup(string name) => group is null ? "" : $"\"{Shown.Value(group)}_{name}\" or ";
                    string wanted = string.Join(" or ", names.Split('|').Select(name => $"{OfGroup(name)}\"{name}\""));
                    string[] arrays = [.. _archive.Entries.Take(100).Select(e => Path.ChangeExtension(e.FullName, null))];
                    throw Wrong(path,
                        $"there is no array {wanted}; {(arrays.Length == 0 ? "the archive is empty." : Names.ThereAre(arrays) + ".")}");
                }

                _stream = entry.Open();
                (string header, int headerLength) = ReadHeader();
                Match match = Header().Match(header);
                Width = match.Groups["width"].Success ? int.Parse(match.Groups["width"].Value, CultureInfo.InvariantCulture) : 0;
                bool isByColumns = Width > 0 && match.Groups["fortran"].Value == "True";
                if (!match.Success || isByColumns || (cells ?? Width) != Width)
                {
                    string kind = cells is null or 0 ? "one-dimensional array" : Text($"array with rows of {cells}");
                    kind += " of numbers in the byte order of this machine";
                    throw Wrong(path, $"the array \"{Name}\" is no {kind}; its header is {Shown.Value(header)}.");
                }

                _type = match.Groups["type"].Value;
                _size = _type[2] - '0';
                string entries = match.Groups["count"].Value;
                long bytes = entry.Length - headerLength, row = (long)_size * Math.Max(Width, 1);
                if (!long.TryParse(entries, NumberStyles.None, CultureInfo.InvariantCulture, out long count) || count > bytes / row
                    || bytes != count * row)
                {
                    string says = $"the array \"{Name}\" says that it has {entries} entries";
                    throw Wrong(path, Text($"{says}, which are not as many bytes as there are, {bytes}."));
                }

                if (Width > MostCells || (Width > 0 && count == 0))
                {
                    string found = Text($"the array \"{Name}\" has {count} rows of {Width} numbers");
                    throw Wrong(path, Text($"{found}; at least one row, of at most {MostCells} numbers, is needed."));
                }

                Count = count;
                _buffer = new byte[PieceLength * _size];
            }
            catch
            {
                _archive.Dispose();
                throw;
            }
        }

        public string Name { get; } = "";

        /// <summary>Number of entries, or of rows.</summary>
        public long Count { get; }

        /// <summary>Length of a row; 0: the array has one dimension.</summary>
        public int Width { get; }

        public void Read(Span<double> values)
        {
            while (!values.IsEmpty)
            {
                int count = Math.Min(values.Length, PieceLength);
                ReadExactly(_buffer.AsSpan(0, count * _size));
                for (int i = 0; i < count; i++) values[i] = Number(_buffer.AsSpan(i * _size, _size));
                values = values[count..];
            }
        }

        public void Dispose() => _archive.Dispose();

        private (string Header, int Length) ReadHeader()
        {
            byte[] start = new byte[12];
            ReadExactly(start.AsSpan(0, 8));
            if (start[0] != 0x93 || !start.AsSpan(1, 5).SequenceEqual("NUMPY"u8))
                throw Wrong(_path, $"\"{Name}\" is no array of numpy.");
            int wide = start[6] == 1 ? 2 : 4;
            ReadExactly(start.AsSpan(8, wide));
            Span<byte> written = start.AsSpan(8);
            uint length = wide == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(written) : BinaryPrimitives.ReadUInt32LittleEndian(written);
            if (length > LongestHeader)
                throw Wrong(_path, $"the array \"{Name}\" has a header of {length} bytes; at most {LongestHeader} are read.");
            byte[] header = new byte[length];
            ReadExactly(header);
            return (Encoding.Latin1.GetString(header).TrimEnd(), 8 + wide + (int)length);
        }

        private void ReadExactly(Span<byte> bytes)
        {
            int read = _stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (read < bytes.Length) throw Wrong(_path, $"the array \"{Name}\" ends too early.");
        }

        private double Number(ReadOnlySpan<byte> bytes) => _type[1..] switch
        {
            "f8" => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            "f4" => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            "i8" => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            "i4" => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            "i2" => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            "i1" => (sbyte)bytes[0],
            "u8" => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            "u4" => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            "u2" => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            _ => bytes[0],
        };
    }

    [GeneratedRegex(
        @"^\{ *'descr': *'(?<type>(\|[iu]1|<[iu][1248]|<f[48]))', *'fortran_order': *(?<fortran>True|False), *'shape': *\((?<count>\d{1,18}),( *(?<width>[1-9]\d{0,7}))?\),? *\}$")]
    private static partial Regex Header();
}
