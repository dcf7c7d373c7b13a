using Spiking.Files;

namespace Spiking.Plotting;

/// <summary>Which panels of a figure show an axis once, at the edge of the figure, and with the same range.</summary>
[Flags]
internal enum SharedAxes
{
    /// <summary>Every panel has axes of its own.</summary>
    None = 0,

    /// <summary>The panels of a column share the x axis: only the lowest has its numbers.</summary>
    Columns = 1,

    /// <summary>
    /// The panels of a row share the y axis: only the leftmost has its numbers. A panel with other fixed ends has its own.
    /// </summary>
    Rows = 2,

    /// <summary>Panels with the same y axis have the same range, each with its numbers; ends that are fixed stay where they are.</summary>
    Ranges = 4,
}

/// <summary>
/// A figure as plain data, without any drawing: panels in a grid. The panels fill the grid row by row; one that does not fit into the rest
/// of a row starts the next. Sizes are those of print in a journal, where figures take one column or two.
/// </summary>
/// <param name="Title">What the figure shows, in a few words that begin its caption; never drawn.</param>
/// <param name="Panels">The panels in reading order.</param>
[CompleteRecord]
public sealed record Figure(string Title, IReadOnlyList<Panel> Panels)
{
    /// <summary>Width of a figure in one column of text (mm).</summary>
    public const double OneColumn = 89;

    /// <summary>Width of a figure across the page (mm).</summary>
    public const double TwoColumns = 183;

    /// <summary>Height that leaves room for a caption on the page (mm).</summary>
    public const double Tallest = 170;

    /// <summary>Caption: what the figure shows, in one or a few sentences.</summary>
    public string Caption { get; init; } = "";

    /// <summary>Number of columns of the grid.</summary>
    [Bounds(AtLeast = 1, AtMost = 100)]
    public int Columns { get; init; } = 1;

    /// <summary>Width of the figure (mm).</summary>
    [Bounds(Above = 0, AtMost = 1000)]
    public double Width { get; init; } = TwoColumns;

    /// <summary>Height of one row of panels (mm), as long as all rows together stay below <see cref="Tallest"/>.</summary>
    [Bounds(Above = 0, AtMost = 1000)]
    public double RowHeight { get; init; } = 50;

    /// <summary>Which panels show an axis once.</summary>
    internal SharedAxes Shared { get; init; }

    /// <summary>Height of the figure (mm).</summary>
    public double Height => Math.Min(Tallest, RowHeight * Rows().Sum());

    /// <summary>Row, first column and number of columns of every panel, in the order of <see cref="Panels"/>.</summary>
    /// <exception cref="ArgumentException">A panel takes no column, or more columns than there are.</exception>
    public IReadOnlyList<(int Row, int Column, int Span)> Cells()
    {
        List<(int, int, int)> cells = new(Panels.Count);
        int row = 0, column = 0;
        foreach (Panel panel in Panels)
        {
            if (panel.ColumnSpan < 1 || panel.ColumnSpan > Columns)
                throw new ArgumentException($"Panel '{panel.Letter}' takes {panel.ColumnSpan} of {Columns} columns.");
            if (column + panel.ColumnSpan > Columns) (row, column) = (row + 1, 0);
            cells.Add((row, column, panel.ColumnSpan));
            column += panel.ColumnSpan;
        }

        return cells;
    }

    /// <summary>The relative height of every row.</summary>
    internal double[] Rows() => Panels.Count == 0 ? [1]
        : [.. Panels.Zip(Cells()).GroupBy(panel => panel.Second.Row, panel => panel.First.RelativeHeight).Select(row => row.Max())];
}
