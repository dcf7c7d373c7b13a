namespace Spiking.Text;

/// <summary>A table as it is to be read, on a page or a terminal.</summary>
/// <param name="Title">What it shows; empty for none.</param>
/// <param name="Columns">Headings of the columns.</param>
/// <param name="Rows">The rows, each with as many cells as there are columns.</param>
public sealed record TextTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
