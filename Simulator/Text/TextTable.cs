namespace Spiking.Text;

/// <summary>A table as it is to be read, on a page or a terminal.</summary>
/// <param name="Title">What it shows; empty for none.</param>
/// <param name="Columns">Headings of the columns.</param>
/// <param name="Rows">The rows, each with as many cells as there are columns.</param>
/// <exception cref="ArgumentException">A row has another number of cells than there are columns.</exception>
public sealed record TextTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>The rows, each with as many cells as there are columns.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; init; } =
        Rows.FirstOrDefault(row => row.Count != Columns.Count) is not IReadOnlyList<string> ragged ? Rows
            : throw new ArgumentException(
                $"a row of the table \"{Title}\" has {NumberText.Count(ragged.Count, "cell")} instead of {Columns.Count}, one for every "
                + "column.");
}
