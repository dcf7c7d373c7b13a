using System.Text.Json.Nodes;
using Spiking.Plotting;
using Spiking.Text;

namespace Spiking.Engine;

/// <summary>
/// Result of a recorder or a task, which is added to those of the run: tables, figures, sentences, entries of run.json. Each part is
/// optional; a run that was stopped leaves out what it did not reach.
/// </summary>
public interface IResult
{
    /// <summary>Writes tables into the folder of the run.</summary>
    /// <param name="folder">The folder, which is there.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    void WriteTables(string folder)
    {
    }

    /// <summary>
    /// Figures by the names of their files. Each is drawn when its turn comes, so that one that fails does not take the others with it.
    /// </summary>
    IEnumerable<(string Name, Func<Figure> Draw)> Figures() => [];

    /// <summary>Findings in sentences, for the top of the report.</summary>
    IEnumerable<string> Sentences => [];

    /// <summary>Tables for the report, as they are to be read.</summary>
    IEnumerable<TextTable> Tables => [];

    /// <summary>
    /// Measured numbers by their names, with units ("margin_hz"), for tables that compare runs. Every run of an experiment has the same
    /// names; what a run did not reach is NaN.
    /// </summary>
    IReadOnlyList<(string Name, double Value)> Measured => [];

    /// <summary>Entries of run.json.</summary>
    IEnumerable<KeyValuePair<string, JsonNode>> Entries => [];
}
