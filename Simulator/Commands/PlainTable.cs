using Spectre.Console;
using Spectre.Console.Rendering;
using Cell = Spectre.Console.Text;

namespace Spiking.Commands;

/// <summary>
/// A table on standard output, of which nothing is lost however narrow the terminal is: texts are broken between words, and where that is
/// not enough, each row is written as a list of its values.
/// </summary>
/// <param name="columns">Headings.</param>
internal sealed class PlainTable(params IReadOnlyList<string> columns)
{
    // Columns of no more characters hold names and numbers, which are not broken.
    private const int Unbroken = 20;

    private readonly List<IReadOnlyList<string>> _rows = [];

    /// <summary>Adds a row with a cell for every column; a cell may have several lines.</summary>
    public void AddRow(params IReadOnlyList<string> cells)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Count, columns.Count);
        _rows.Add(cells);
    }

    /// <summary>Writes it.</summary>
    /// <param name="console">The console.</param>
    /// <param name="mayWiden">Whether it may be wider than the console, where there is no screen on which its lines would break.</param>
    public void WriteTo(IAnsiConsole console, bool mayWiden)
    {
        int width = console.Profile.Width, margins = Margins(console);
        (int Least, int Whole)[] bounds = [.. columns.Select((_, column) => Bounds(column))];
        int least = bounds.Sum(bound => bound.Least) + margins;
        if (least > width && !mayWiden)
        {
            console.Write(List());
            return;
        }

        try
        {
            console.Profile.Width = Math.Max(width, least);
            console.Write(Grid(Share(console.Profile.Width - margins, bounds)));
        }
        finally
        {
            console.Profile.Width = width;
        }
    }

    /// <summary>
    /// Widths of columns that together have so much room: all of them whole, or the widest broken to the same width, as far as each can be.
    /// </summary>
    internal static int[] Share(int room, (int Least, int Whole)[] bounds)
    {
        int level = bounds.Max(bound => bound.Whole);
        while (level > 0 && Widths(level).Sum() > room) level--;
        return Widths(level);

        int[] Widths(int most) => [.. bounds.Select(bound => Math.Max(bound.Least, Math.Min(bound.Whole, most)))];
    }

    private (int Least, int Whole) Bounds(int column)
    {
        string[] lines = [.. _rows.SelectMany(row => row[column].Split('\n'))];
        int longest = lines.Append("").Max(line => line.Length);
        int word = lines.Append(columns[column]).SelectMany(line => line.Split(' ')).Max(part => part.Length);
        return (Math.Max(word, Math.Min(longest, Unbroken)), Math.Max(longest, columns[column].Length));
    }

    // What borders and gaps take beside the columns.
    private int Margins(IAnsiConsole console)
    {
        IRenderable empty = Grid([.. columns.Select(_ => 1)]);
        return empty.Measure(RenderOptions.Create(console, console.Profile.Capabilities), int.MaxValue).Max - columns.Count;
    }

    private Table Grid(int[] widths)
    {
        Table table = new() { Border = TableBorder.Simple };
        foreach ((string heading, int width) in columns.Zip(widths)) table.AddColumn(new TableColumn(new Cell(heading)) { Width = width });
        foreach (IReadOnlyList<string> row in _rows) table.AddRow(row.Select(cell => new Cell(cell)));
        return table;
    }

    private Table List()
    {
        Table list = new() { Border = TableBorder.None, ShowHeaders = false };
        list.AddColumns("", "");
        foreach (IReadOnlyList<string> row in _rows)
        {
            list.AddEmptyRow();
            foreach ((string heading, string cell) in columns.Zip(row).Where(pair => pair.Second.Length > 0))
                list.AddRow(new Cell(heading), new Cell(cell));
        }

        return list.AddEmptyRow();
    }
}
