using System.Globalization;
using Spiking.Text;

namespace Spiking.Files;

/// <summary>A table of comma-separated values that a run has left, read whole.</summary>
internal sealed class CsvTable
{
    private CsvTable(string path, List<string[]> rows) => (Path, Headings, Rows) = (path, rows[0], rows[1..]);

    /// <summary>Its file.</summary>
    public string Path { get; }

    /// <summary>The headings of the columns.</summary>
    public string[] Headings { get; }

    /// <summary>The cells of the other rows, as many as headings.</summary>
    public List<string[]> Rows { get; }

    /// <summary>Reads a table.</summary>
    /// <exception cref="FormatException">It is empty, or a row has another number of cells.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CsvTable Read(string path)
    {
        List<string[]> rows = CsvText.Rows(File.ReadAllText(path));
        if (rows.Count == 0) throw new FormatException($"{path} is empty.");
        int ragged = rows.FindIndex(row => row.Length != rows[0].Length);
        return ragged < 0 ? new CsvTable(path, rows)
            : throw new FormatException($"{path}, row {ragged + 1}: found {rows[ragged].Length} cells instead of {rows[0].Length}.");
    }

    /// <summary>The index of a column.</summary>
    /// <exception cref="FormatException">There is no such column.</exception>
    public int Column(string heading)
    {
        int column = Array.IndexOf(Headings, heading);
        return column >= 0 ? column : throw new FormatException(
            $"{Path} has no column {Names.Unknown(heading, Headings)}");
    }

    /// <summary>A cell as a number; an empty one is a number that is missing, NaN.</summary>
    /// <exception cref="FormatException">It holds no number.</exception>
    public double Number(string[] row, int column) =>
        row[column].Length == 0 ? double.NaN
        : double.TryParse(row[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
        : throw new FormatException($"{Path}, row {Rows.IndexOf(row) + 2}, column \"{Headings[column]}\": "
            + $"\"{Shown.Value(row[column])}\" is not a number.");

    /// <summary>The numbers of a column in these rows of the table.</summary>
    /// <exception cref="FormatException">A cell holds no number.</exception>
    public double[] Numbers(IEnumerable<string[]> rows, int column) => [.. rows.Select(row => Number(row, column))];
}
