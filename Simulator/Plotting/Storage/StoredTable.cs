using System.Globalization;
using Spiking.Text;

namespace Spiking.Plotting.Storage;

/// <summary>A table of numbers read back from CSV.</summary>
internal sealed class StoredTable
{
    private readonly string _path;
    private readonly List<string[]> _rows;

    private StoredTable(string path, List<string[]> rows) => (_path, _rows) = (path, rows);

    /// <exception cref="FormatException">The file is empty or a row has another number of cells.</exception>
    public static StoredTable Load(string path)
    {
        List<string[]> rows = CsvText.Rows(File.ReadAllText(path));
        if (rows.Count == 0) throw new FormatException($"{path} is empty.");
        int ragged = rows.FindIndex(row => row.Length != rows[0].Length);
        if (ragged >= 0)
            throw new FormatException($"{path}, row {ragged + 1}: found {rows[ragged].Length} cells instead of {rows[0].Length}.");
        return new StoredTable(path, rows);
    }

    /// <summary>The columns with these headings, and their positions: the rows in which the first of them is not empty.</summary>
    public (double[] X, double[][] Y) Read(IReadOnlyList<string> headings)
    {
        if (headings.Count == 0) throw new FormatException($"A series of {_path} names no columns.");
        int x = _rows[0][0] == "name" ? 1 : 0;
        int[] columns = [.. headings.Select(IndexOf)];
        int[] rows = [.. Rows.Where(row => _rows[row][columns[0]].Length > 0)];
        return ([.. rows.Select(row => Number(row, x))], [.. columns.Select(column => rows.Select(row => Number(row, column)).ToArray())]);
    }

    /// <summary>The spikes of a series that the table calls otherwise than the legend, perhaps.</summary>
    public RasterSeries Spikes(string stored, string name, Colour colour)
    {
        RequireThree("time, neuron and series");
        int[] rows = [.. Rows.Where(row => _rows[row][2] == stored)];
        return new RasterSeries(name, colour, [.. rows.Select(row => Number(row, 0))], [.. rows.Select(row => (int)Number(row, 1))]);
    }

    /// <summary>The map: x, y and value of every cell.</summary>
    public HeatMapSeries Map(Axis scale)
    {
        RequireThree("x, y and value");
        double[] x = Positions(0), y = Positions(1);
        double[,] values = new double[y.Length, x.Length];
        for (int cell = 0; cell < values.Length; cell++) values[cell / x.Length, cell % x.Length] = double.NaN;
        foreach (int row in Rows) values[Array.BinarySearch(y, Number(row, 1)), Array.BinarySearch(x, Number(row, 0))] = Number(row, 2);
        return new HeatMapSeries(scale, x, y, values);

        double[] Positions(int column) => [.. Rows.Select(row => Number(row, column)).Distinct().Order()];
    }

    private IEnumerable<int> Rows => Enumerable.Range(1, _rows.Count - 1);

    private void RequireThree(string needed)
    {
        if (_rows[0].Length < 3) throw new FormatException($"{_path} has {_rows[0].Length} columns; {needed} are needed.");
    }

    private int IndexOf(string heading)
    {
        int index = Array.IndexOf(_rows[0], heading);
        return index >= 0 ? index : throw new FormatException($"{_path} has no column \"{heading}\".");
    }

    private double Number(int row, int column) =>
        _rows[row][column].Length == 0 ? double.NaN
        : double.TryParse(_rows[row][column], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value
        : throw new FormatException($"{_path}, row {row + 1}, column \"{_rows[0][column]}\": \"{_rows[row][column]}\" is not a number.");
}
