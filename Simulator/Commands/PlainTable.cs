using Spectre.Console;
using Spectre.Console.Rendering;
using Cell = Spectre.Console.Text;

namespace Spiking.Commands;

/// <summary>
/// A table on standard output that loses no column on a narrow terminal: texts are broken between words, and where that is not enough,
/// each row is written as a list of its values.
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

    /// <summary>Adds rows.</summary>
    public void AddRows(IEnumerable<IReadOnlyList<string>> rows)
    {
        foreach (IReadOnlyList<string> row in rows) AddRow(row);
    }

    /// <summary>Writes it.</summary>
    /// <param name="console">The console.</param>
    /// <param name="mayWiden">Whether it may be wider than the console, where there is no screen on which its lines would break.</param>
    public void WriteTo(IAnsiConsole console, bool mayWiden)
    {
        RenderOptions options = RenderOptions.Create(console, console.Profile.Capabilities);
        int width = console.Profile.Width, margins = Margins(options);
        (int Least, int Whole)[] bounds = [.. columns.Select((_, column) => Bounds(column, options))];
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

    private (int Least, int Whole) Bounds(int column, RenderOptions options)
    {
        (int Word, int Line) heading = Measure(columns[column]);
        (int Word, int Line)[] cells = [.. _rows.Select(row => Measure(row[column])).Append((0, 0))];
        int word = Math.Max(heading.Word, cells.Max(cell => cell.Word)), line = cells.Max(cell => cell.Line);
        return (Math.Max(word, Math.Min(line, Unbroken)), Math.Max(line, heading.Line));

        // Widths on the screen of its longest word and its longest line.
        (int Word, int Line) Measure(string text)
        {
            string[] lines = text.Split('\n');
            return (Longest(lines.SelectMany(line => line.Split(' '))), Longest(lines));
        }

        int Longest(IEnumerable<string> texts) =>
            texts.Max(text => text.Length == 0 ? 0 : ((IRenderable)new Cell(text)).Measure(options, int.MaxValue).Max);
    }

    // What borders and gaps take beside the columns.
    private int Margins(RenderOptions options)
    {
        IRenderable empty = Grid([.. columns.Select(_ => 1)]);
        return empty.Measure(options, int.MaxValue).Max - columns.Count;
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
