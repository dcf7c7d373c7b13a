using System.Globalization;
using Spiking.Snapshots;
using Spiking.Text;

namespace Spiking.Files;

/// <summary>Writes tables of comma-separated values: invariant culture, numbers with as many digits as they have.</summary>
/// <remarks>
/// An empty cell says that there is no value: a burst probability without events, a standard error of one realization, the rate that a
/// teacher asks for where there is no teacher. It is written by <see cref="AddOrMissing"/> only, so the code that writes a column says
/// whether it can have gaps. NaN from
/// <see cref="Add(double)"/> is written as NaN: something was computed, and it came to nothing (a correlation with a constant).
/// </remarks>
public sealed class CsvWriter : IHasState, IDisposable
{
    private const int BufferSize = 4096;

    private readonly ContinuedFile _stream;
    private readonly StreamWriter _writer;
    private readonly int _columns;
    private int _cells;

    /// <summary>Creates a file with a header row.</summary>
    public CsvWriter(string path, params IEnumerable<string> columns)
    {
        _stream = new ContinuedFile(path, BufferSize);
        _writer = new StreamWriter(_stream) { NewLine = "\n" };
        foreach (string column in columns) Add(column);
        _columns = _cells;
        EndRow();
    }

    /// <summary>Adds a text to the present row; one that begins like a formula of a spreadsheet gets an apostrophe in front.</summary>
    public CsvWriter Add(string value) => AddCell(CsvText.Cell(value));

    /// <summary>Adds a number as somebody has written it, perhaps with a unit, to the present row.</summary>
    internal CsvWriter AddNumber(string written) => AddCell(written);

    /// <summary>Adds a number to the present row.</summary>
    public CsvWriter Add(double value) => AddCell(value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Adds a number of single precision to the present row: with the digits that tell it from its neighbours.</summary>
    public CsvWriter Add(float value) => AddCell(value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Adds a number that may be missing to the present row: NaN says that it is, and leaves the cell empty.</summary>
    public CsvWriter AddOrMissing(double value) => double.IsNaN(value) ? Add("") : Add(value);

    /// <summary>Adds an integer to the present row.</summary>
    public CsvWriter Add(long value) => AddCell(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Ends the present row.</summary>
    /// <exception cref="InvalidOperationException">The row has another number of cells than there are columns.</exception>
    public void EndRow()
    {
        if (_cells != _columns)
        {
            throw new InvalidOperationException(
                $"a row of {Path.GetFileName(_stream.Name)} has {NumberText.Count(_cells, "cell")} instead of {_columns}, one for every "
                + "column.");
        }

        _writer.Write('\n');
        _cells = 0;
    }

    /// <summary>
    /// Visits how much has been written. A table that is restored is one of the same columns, and goes on after the rows that were there
    /// when it was saved: later ones are cut off.
    /// </summary>
    public void VisitState(StateVisitor visitor)
    {
        _writer.Flush();
        _stream.VisitState(visitor);
    }

    private CsvWriter AddCell(string cell)
    {
        _stream.RequireWhole();
        if (_cells++ > 0) _writer.Write(',');
        _writer.Write(cell);
        return this;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_stream.CanWrite) return;
        try
        {
            _stream.RequireWhole();
            _writer.Flush();
            _stream.Cut();
        }
        finally
        {
            _stream.Dispose();
        }
    }
}
