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
/// Columns of numbers in a file, read in pieces from the first row to the last: an archive of numpy (.npz) with an array for each column,
/// or a table of comma-separated values (CSV) with their names in the first line. No more is held than a piece, whatever the file says of
/// its size.
/// </summary>
/// <remarks>
/// A file can have the columns of several populations or projections. An archive has arrays of the names GROUP_COLUMN then, as recorders
/// write them; a table has a column that names the group of each row. What has no group is taken as it is.
/// </remarks>
internal abstract class DataFile : IDisposable
{
    /// <summary>Rows that are read at a time.</summary>
    public const int PieceLength = 4096;

    private protected DataFile(string path) => FilePath = path;

    /// <summary>The file.</summary>
    public string FilePath { get; }

    /// <summary>Number of rows read so far.</summary>
    public long RowsRead { get; protected set; }

    /// <summary>Number of rows; null: not known before they are read.</summary>
    public abstract long? Rows { get; }

    /// <summary>Opens a file. Which of the two kinds it is, its first bytes say.</summary>
    /// <param name="path">The file.</param>
    /// <param name="group">The population or projection whose columns are wanted; null: columns without a group.</param>
    /// <param name="groupColumn">Name of the column of a table that names the group of each row.</param>
    /// <param name="columns">The names of the columns. Several names for one column, of which the file has one, are divided by |.</param>
    /// <exception cref="DataFileException">The file cannot be read, or it lacks a column.</exception>
    public static DataFile Open(string path, string? group, string groupColumn, params IReadOnlyList<string> columns) => Guard(path, () =>
    {
        if (!FileText.CanBeReadTwice(path))
        {
            throw Wrong(
                path,
                Directory.Exists(path) ? "this is a folder."
                : File.Exists(path) ? "the file is empty, or no regular file."
                : "there is no such file.");
        }

        using (FileStream file = File.OpenRead(path))
            if (file.ReadByte() != 'P' || file.ReadByte() != 'K') return new CsvFile(path, group, groupColumn, columns);
        return (DataFile)new NpzFile(path, group, columns);
    });

    /// <summary>Whether a file has a column.</summary>
    /// <inheritdoc cref="Open"/>
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
            if (rows < PieceLength) piece = [.. piece.Select(_ => new double[rows])];
            int count = Read(piece);
            if (count == 0) throw Wrong(FilePath, "the file has fewer rows than before.");
            rows -= count;
        }
    }

    /// <summary>Arrays for the columns of a piece.</summary>
    public static double[][] Piece(int columns) => [.. Enumerable.Range(0, columns).Select(_ => new double[PieceLength])];

    /// <summary>Exception for a mistake in a row.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="message">A sentence.</param>
    public DataFileException Wrong(long row, string message) => Wrong(FilePath, $"{PlaceOf(row)}: {message}");

    /// <summary>How messages call a row: "line 17".</summary>
    protected abstract string PlaceOf(long row);

    /// <summary>Reads the next rows into the arrays.</summary>
    protected abstract int ReadPiece(double[][] piece);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Exception for a mistake in a file.</summary>
    internal static DataFileException Wrong(string path, string message) => new($"{Shown.Line(path)}: {message}");

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
