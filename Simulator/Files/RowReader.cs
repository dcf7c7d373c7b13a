using Spiking.Snapshots;

namespace Spiking.Files;

/// <summary>
/// Rows of a data file, one after the other, which is closed after the last. Its state is the number of rows that were taken: a reader that
/// is restored opens the file again and goes on there.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="group">The population whose columns are wanted; null: columns without a group.</param>
/// <param name="columns">The names of the columns. Several names for one column, of which the file has one, are divided by |.</param>
/// <param name="cells">Number of cells that have a column of their own, the last; 0: there is one for all.</param>
internal sealed class RowReader(string path, string? group, string[] columns, int cells = 0) : IHasState
{
    /// <summary>Name of the column of a table that names the population of each row.</summary>
    public const string GroupColumn = "population";

    private readonly double[][] _piece = DataFile.Piece(columns.Length - 1 + Math.Max(cells, 1));
    private DataFile? _file;
    private int _count;
    private int _next;
    private bool _ended;
    private long _taken;
    private string[] _names = [];

    /// <summary>The name that the file has for a column, of those that were allowed.</summary>
    public string NameOf(int column)
    {
        Prepare();
        return _names[column];
    }

    /// <summary>A cell of the next row.</summary>
    /// <param name="column">Index of the column.</param>
    public double this[int column] => _piece[column][_next];

    /// <summary>Whether there is another row.</summary>
    /// <exception cref="DataFileException">The file cannot be read.</exception>
    public bool HasNext()
    {
        if (_next < _count) return true;
        Prepare();
        if (_ended) return false;
        (_next, _count) = (0, _file!.Read(_piece));
        if (_count > 0) return true;
        _ended = true;
        _file.Dispose();
        return false;
    }

    /// <summary>Takes the next row.</summary>
    public void Take()
    {
        _next++;
        _taken++;
    }

    /// <summary>Goes back to the first row.</summary>
    public void Rewind() => GoTo(0);

    /// <summary>Exception for a mistake in the next row.</summary>
    public DataFileException Wrong(string message) => _file!.Wrong(_taken, message);

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        visitor.Value("rows", ref _taken);
        if (!visitor.IsRestoring) return;
        visitor.Require(_taken >= 0, $"{_taken} rows of a file were taken");
        GoTo(_taken);
    }

    private void GoTo(long row)
    {
        _file?.Dispose();
        (_file, _count, _next, _ended, _taken) = (null, 0, 0, false, row);
    }

    private void Prepare()
    {
        if (_file is not null) return;
        _file = DataFile.Open(path, group, GroupColumn, cells, columns);
        _names = [.. Enumerable.Range(0, _piece.Length).Select(_file.NameOf)];
        _file.Skip(_taken, _piece.Length);
    }
}
