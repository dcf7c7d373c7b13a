using System.Globalization;
using Spiking.Text;

namespace Spiking.Files;

/// <summary>
/// A data file that a description names cannot be read, or holds what cannot be: the message names the file, the place in it and what is
/// allowed.
/// </summary>
/// <param name="message">The message.</param>
/// <param name="cause">What came before; null: nothing.</param>
internal sealed class DataFileException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>
/// Columns of numbers in a file, read in pieces from the first row to the last: an archive of numpy (.npz) with an array for each column, a
/// table of comma-separated values (CSV) with their names in the first line, or spikes or edges of a SONATA file (HDF5). No more is held
/// than a piece, whatever the file says of its size, except the weights of SONATA edges, which can stand in any order.
/// </summary>
/// <remarks>
/// A file can have the columns of several populations or projections. An archive has arrays of the names GROUP_COLUMN then, as recorders
/// write them; a table has a column that names the group of each row. What has no group is taken as it is. A SONATA file has a group of
/// HDF5 for each.
/// </remarks>
internal abstract class DataFile : IDisposable
{
    /// <summary>Rows that are read at a time.</summary>
    public const int PieceLength = 4096;

    private const int LargestPiece = 1 << 17;

    private protected DataFile(string path) => FilePath = path;

    /// <summary>Path of the file, as messages call it.</summary>
    public string FilePath { get; }

    /// <summary>Number of rows read so far.</summary>
    public long RowsRead { get; protected set; }

    /// <summary>Number of rows; null: not known before they are read.</summary>
    public abstract long? Rows { get; }

    /// <summary>Opens a file. Its first bytes say of which kind it is.</summary>
    /// <inheritdoc cref="Open(string, string?, string, int, IReadOnlyList{string})"/>
    public static DataFile Open(string path, string? group, string groupColumn, params IReadOnlyList<string> columns) =>
        Open(path, group, groupColumn, cells: 0, columns);

    /// <summary>
    /// Opens a file whose last column is one for every cell: a table has columns NAME[0], NAME[1] and so on, an archive an array with a row
    /// for each entry of the other columns. <see cref="Read"/> gives them as columns.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="group">The population or projection whose columns are wanted; null: columns without a group.</param>
    /// <param name="groupColumn">Name of the column of a table that names the group of each row.</param>
    /// <param name="cells">Number of cells; 0: the last column is like the others.</param>
    /// <param name="columns">The names of the columns. Several names for one column, of which the file has one, are divided by |.</param>
    /// <exception cref="DataFileException">The file cannot be read, or it lacks a column.</exception>
    public static DataFile Open(string path, string? group, string groupColumn, int cells, IReadOnlyList<string> columns) =>
        Guard(path, () =>
    {
        if (!FileText.CanBeReadTwice(path))
        {
            throw Wrong(
                path,
                Directory.Exists(path) ? "this is a folder."
                : File.Exists(path) ? "the file is empty, or no regular file."
                : "there is no such file.");
        }

        byte[] start = new byte[4];
        using (FileStream file = File.OpenRead(path)) file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start.AsSpan().StartsWith("PK"u8) ? new NpzFile(path, group, cells, columns)
            : Hdf5File.Begins(start) ? new SonataFile(path, group, columns)
            : (DataFile)new CsvFile(path, group, groupColumn, cells == 0 ? columns
                : [.. columns.SkipLast(1), .. OfCells(columns[^1], cells)]);
    });

    /// <summary>Number of cells for which a file has a column of their own; 0: it has one for all, or cannot be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="group">The population whose columns are wanted; null: columns without a group.</param>
    /// <param name="column">Names of the column, divided by |.</param>
    public static int CellsIn(string path, string? group, string column)
    {
        try
        {
            return Guard(path, () =>
            {
                if (!FileText.CanBeReadTwice(path)) return 0;
                using (FileStream file = File.OpenRead(path))
                    if (file.ReadByte() != 'P' || file.ReadByte() != 'K') return CsvFile.CellsInTable(path, column);
                return NpzFile.CellsInArchive(path, group, column);
            });
        }
        catch (DataFileException)
        {
            return 0;
        }
    }

    /// <summary>Whether a file has a column.</summary>
    /// <inheritdoc cref="Open(string, string?, string, IReadOnlyList{string})"/>
    public static bool Has(string path, string? group, string groupColumn, string column)
    {
        try
        {
            using DataFile file = Open(path, group, groupColumn, column);
            return true;
        }
        catch (DataFileException)
        {
            return false;
        }
    }

    /// <summary>The name that the file has for a column, of those that were allowed.</summary>
    /// <param name="column">Index of the column.</param>
    public abstract string NameOf(int column);

    /// <summary>Reads the next rows.</summary>
    /// <param name="piece">An array for every column, all of the same length.</param>
    /// <returns>Number of rows: 0 after the last.</returns>
    /// <exception cref="DataFileException">The file cannot be read, or a cell is no finite number.</exception>
    public int Read(double[][] piece) => Guard(FilePath, () =>
    {
        int count = ReadPiece(piece);
        RowsRead += count;
        return count;
    });

    /// <summary>Skips rows.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="columns">Number of columns.</param>
    public void Skip(long rows, int columns)
    {
        double[][] piece = Piece(columns);
        while (rows > 0)
        {
            if (rows < piece[0].Length) piece = [.. piece.Select(_ => new double[rows])];
            int count = Read(piece);
            if (count == 0) throw Wrong(FilePath, "the file has fewer rows than before.");
            rows -= count;
        }
    }

    /// <summary>Arrays for the columns of a piece. Of many columns it has fewer rows, so that it has a megabyte at most.</summary>
    public static double[][] Piece(int columns)
    {
        int rows = Math.Clamp(LargestPiece / Math.Max(columns, 1), 1, PieceLength);
        return [.. Enumerable.Range(0, columns).Select(_ => new double[rows])];
    }

    /// <summary>Exception for a mistake in a row.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="message">A sentence.</param>
    public DataFileException Wrong(long row, string message) => Wrong(FilePath, $"{PlaceOf(row)}: {message}");

    /// <summary>How messages call a row: "line 17".</summary>
    protected abstract string PlaceOf(long row);

    // The names of the columns of the cells, each with the same alternatives.
    private static IEnumerable<string> OfCells(string column, int cells) =>
        Enumerable.Range(0, cells).Select(i => string.Join('|', column.Split('|').Select(name => OfCell(name, i))));

    /// <summary>The name of the column of a cell: "current_pa[7]".</summary>
    private protected static string OfCell(string column, int cell) => string.Create(CultureInfo.InvariantCulture, $"{column}[{cell}]");

    /// <summary>Reads the next rows into the arrays.</summary>
    protected abstract int ReadPiece(double[][] piece);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Exception for a mistake in a file.</summary>
    internal static DataFileException Wrong(string path, string message) => new($"{Shown.Line(path)}: {message}");

    /// <summary>Says that a file has one column under several names, or twice.</summary>
    private protected static string OneOf(IReadOnlyList<string> found) => found.Distinct().Count() == 1
        ? $"the column \"{found[0]}\" is given {(found.Count == 2 ? "twice" : "several times")}; one is needed."
        : $"there are the columns {Names.All([.. found.Distinct()])}; one of them is needed.";

    private protected static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException
            or NotSupportedException or ArgumentException)
        {
            throw new DataFileException($"{Shown.Line(path)}: the file cannot be read: {Shown.Line(e.Message)}", e);
        }
    }
}
