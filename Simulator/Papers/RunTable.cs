using System.Globalization;
using Spiking.Files;
using Spiking.Numerics;
using Spiking.Runs;
using Spiking.Text;

namespace Spiking.Papers;

/// <summary>Which rows of a table count: those whose cell in a column has a text, or a number within two ends.</summary>
/// <param name="Column">The column.</param>
/// <param name="Text">The text; null: numbers are meant.</param>
/// <param name="Low">The smallest number.</param>
/// <param name="High">The largest number.</param>
internal sealed record RowFilter(string Column, string? Text, double Low, double High)
{
    // Times in tables are decimal numbers that were computed.
    private const double Rounding = 1e-9;

    /// <summary>Reads "column=text" or "column=low..high"; null: the text has no such form.</summary>
    public static RowFilter? TryParse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0) return null;
        string column = text[..equals].Trim(), value = text[(equals + 1)..].Trim();
        string[] ends = value.Split("..");
        bool isRange = ends.Length == 2 && TryNumber(ends[0], out _) && TryNumber(ends[1], out _);
        if (!isRange) return value.Length > 0 ? new RowFilter(column, value, 0, 0) : null;
        TryNumber(ends[0], out double low);
        TryNumber(ends[1], out double high);
        return new RowFilter(column, null, low - Rounding * Math.Max(1, Math.Abs(low)), high + Rounding * Math.Max(1, Math.Abs(high)));
    }

    /// <summary>Whether a cell of the column fits.</summary>
    public bool Fits(string cell) => Text is null ? TryNumber(cell, out double number) && number >= Low && number <= High : cell == Text;

    /// <summary>Reads a number as tables have it.</summary>
    public static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}

/// <summary>A table that a run has left, as text.</summary>
internal sealed class RunTable
{
    private readonly CsvTable _table;

    private RunTable(CsvTable table) => _table = table;

    /// <summary>The rows, by the headings of the columns.</summary>
    public IEnumerable<IReadOnlyDictionary<string, string>> Rows => _table.Rows.Select(row =>
        (IReadOnlyDictionary<string, string>)_table.Headings.Zip(row).ToDictionary(cell => cell.First, cell => cell.Second));

    /// <summary>Reads a table.</summary>
    /// <exception cref="CommandException">It is not there.</exception>
    /// <exception cref="FormatException">It is damaged.</exception>
    public static RunTable Read(string path) => File.Exists(path) ? new RunTable(CsvTable.Read(path))
        : throw new CommandException($"there is no table {path}{Names.DidYouMean(Path.GetFileName(path), TablesBeside(path))}");

    /// <summary>The numbers of a column in the rows that fit; an empty cell is NaN.</summary>
    /// <exception cref="FormatException">There is no such column, or a cell holds no number.</exception>
    public double[] Numbers(string column, IReadOnlyList<RowFilter> filters)
    {
        int place = _table.Column(column);
        return [.. Fitting(filters).Select(row => _table.Number(row, place))];
    }

    /// <summary>The cells of a column in the rows that fit, as text.</summary>
    /// <exception cref="FormatException">There is no such column.</exception>
    public string[] Cells(string column, IReadOnlyList<RowFilter> filters)
    {
        int place = _table.Column(column);
        return [.. Fitting(filters).Select(row => row[place])];
    }

    /// <summary>The number that stands for several, at least one, such as their mean.</summary>
    public static double Take(double[] numbers, Taking taking) => taking switch
    {
        Taking.First => numbers[0],
        Taking.Last => numbers[^1],
        Taking.Change => numbers[^1] - numbers[0],
        Taking.Smallest => numbers.Aggregate(Math.Min),
        Taking.Largest => numbers.Aggregate(Math.Max),
        _ => OrderedSum.Mean(numbers),
    };

    private IEnumerable<string[]> Fitting(IReadOnlyList<RowFilter> filters)
    {
        int[] places = [.. filters.Select(filter => _table.Column(filter.Column))];
        return _table.Rows.Where(row => filters.Zip(places).All(filter => filter.First.Fits(row[filter.Second])));
    }

    private static IEnumerable<string> TablesBeside(string path) => Path.GetDirectoryName(path) is string folder && Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.csv").Select(file => Path.GetFileName(file)!)
        : [];
}
