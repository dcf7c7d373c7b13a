namespace Spiking.Figures;

/// <summary>
/// A figure as plain data, without any drawing: panels in a grid. The panels fill the grid row by row; one that does not fit into the rest of a
/// row starts the next.
/// </summary>
/// <param name="Title">Title of the whole figure; empty for none.</param>
/// <param name="Panels">The panels in reading order.</param>
public sealed record Figure(string Title, IReadOnlyList<Panel> Panels)
{
    /// <summary>What the figure shows, in one or a few sentences.</summary>
    public string Caption { get; init; } = "";

    /// <summary>Number of columns of the grid.</summary>
    public int Columns { get; init; } = 1;

    /// <summary>Width of the figure in pixels.</summary>
    public int Width { get; init; } = 900;

    /// <summary>Height of the figure in pixels.</summary>
    public int Height { get; init; } = 600;

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
            if (column + panel.ColumnSpan > Columns)
                (row, column) = (row + 1, 0);
            cells.Add((row, column, panel.ColumnSpan));
            column += panel.ColumnSpan;
        }

        return cells;
    }
}
