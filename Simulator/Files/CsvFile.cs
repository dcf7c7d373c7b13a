using System.Globalization;
using System.Text;
using Spiking.Text;

namespace Spiking.Files;

/// <summary>
/// Reads columns of numbers from a table of comma-separated values: UTF-8, names in the first line, numbers with a decimal point. Lines
/// that are empty do not count.
/// </summary>
internal sealed class CsvFile : DataFile
{
    // A table with a column for every cell can have long lines.
    private const int LongestLine = 1 << 20;
    private readonly StreamReader _reader;
    private readonly string? _group;
    private readonly int _groupCell = -1;
    private readonly string[] _names;
    private readonly int[] _cells;
    private readonly int _cellsPerLine;
    private readonly StringBuilder _line = new();
    private readonly List<string> _parts = [];
    private readonly List<long> _lines = [];
    private long _lineNumber;
    private long _pieceStart;

    /// <summary>Opens the table and reads the names of its columns.</summary>
    /// <inheritdoc cref="DataFile.Open(string, string?, string, int, IReadOnlyList{string})"/>
    public CsvFile(string path, string? group, string groupColumn, IReadOnlyList<string> columns)
        : base(path)
    {
        _group = group;
        _reader = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
        try
        {
            if (!NextLine()) throw Wrong(path, "the file has no line with the names of the columns.");
            string[] there = [.. _parts];
            _cellsPerLine = there.Length;
            _names = new string[columns.Count];
            _cells = new int[columns.Count];
            for (int i = 0; i < columns.Count; i++)
            {
                string[] allowed = columns[i].Split('|');
                string[] found = [.. there.Where(allowed.Contains)];
                if (found.Length > 1) throw Wrong(path, $"line 1: {OneOf(found)}");
                _names[i] = found.FirstOrDefault()
                    ?? throw Wrong(path, $"there is no column {Names.Either(allowed)}; {Names.ThereAre(there)}"
                        + (Separator(there) ?? Names.DidYouMean(allowed[0], there)));
                _cells[i] = Array.IndexOf(there, _names[i]);
            }

            if (group is not null) _groupCell = Array.IndexOf(there, groupColumn);
        }
        catch
        {
            _reader.Dispose();
            throw;
        }
    }

    /// <summary>Number of cells for which a table has a column of their own, NAME[0], NAME[1] and so on.</summary>
    /// <param name="path">The table.</param>
    /// <param name="column">Names of the column, divided by |.</param>
    public static int CellsInTable(string path, string column)
    {
        using CsvFile file = new(path, null, "", []);
        HashSet<string> headings = [.. file._parts];
        string[] names = column.Split('|');
        int cells = 0;
        while (names.Any(name => headings.Contains(OfCell(name, cells)))) cells++;
        return cells;
    }

    /// <inheritdoc/>
    public override long? Rows => null;

    /// <inheritdoc/>
    public override string NameOf(int column) => _names[column];

    /// <inheritdoc/>
    public override void Dispose() => _reader.Dispose();

    /// <inheritdoc/>
    protected override string PlaceOf(long row)
    {
        long inPiece = row - _pieceStart;
        return string.Create(CultureInfo.InvariantCulture,
            $"line {(inPiece >= 0 && inPiece < _lines.Count ? _lines[(int)inPiece] : _lineNumber)}");
    }

    /// <inheritdoc/>
    protected override int ReadPiece(double[][] piece)
    {
        int count = 0;
        _pieceStart = RowsRead;
        _lines.Clear();
        while (count < piece[0].Length && NextLine())
        {
            if (_parts.Count == 1 && _parts[0].Length == 0) continue;
            if (_parts.Count != _cellsPerLine) throw Here($"found {_parts.Count} cells; the first line has {_cellsPerLine}.");
            if (_groupCell >= 0 && _parts[_groupCell] != _group) continue;
            for (int i = 0; i < _cells.Length; i++)
            {
                string cell = _parts[_cells[i]];
                if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out piece[i][count])
                    || !double.IsFinite(piece[i][count]))
                    throw Here($"found \"{Shown.Value(cell)}\" as \"{_names[i]}\"; a finite number is needed.");
            }

            _lines.Add(_lineNumber);
            count++;
        }

        return count;
    }

    // What a spreadsheet writes where numbers have a decimal comma, and what is copied from one.
    private static string? Separator(string[] there) => there.Length > 1 ? null
        : there[0].Contains(';') ? "; columns are divided by commas here, not by semicolons"
        : there[0].Contains('\t') ? "; columns are divided by commas here, not by tabs"
        : null;

    private DataFileException Here(string message) =>
        Wrong(FilePath, string.Create(CultureInfo.InvariantCulture, $"line {_lineNumber}: {message}"));

    /// <summary>Reads the next line into parts; false at the end of the file.</summary>
    private bool NextLine()
    {
        _line.Clear();
        int character = _reader.Read();
        if (character < 0) return false;
        _lineNumber++;
        for (; character is not (-1 or '\n'); character = _reader.Read())
        {
            if (_line.Length == LongestLine) throw Here($"the line is longer than {LongestLine} characters.");
            _line.Append((char)character);
        }

        Split(_line.ToString().TrimEnd('\r'));
        return true;
    }

    // Cells in double quotes may hold commas; two double quotes in them stand for one.
    private void Split(string line)
    {
        _parts.Clear();
        StringBuilder cell = new();
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"') cell.Append(line[i++]);
            else if (line[i] == '"') quoted = !quoted;
            else if (line[i] == ',' && !quoted) EndCell();
            else cell.Append(line[i]);
        }

        EndCell();

        void EndCell()
        {
            _parts.Add(cell.ToString().Trim());
            cell.Clear();
        }
    }
}
