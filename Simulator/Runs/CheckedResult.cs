using System.Text.Json.Nodes;
using Spiking.Engine;
using Spiking.Plotting;
using Spiking.Text;

namespace Spiking.Runs;

/// <summary>
/// The result of a recorder or task of another assembly: nothing that it gives may be null, and its tables do not replace those of others.
/// </summary>
internal sealed class CheckedResult : IResult
{
    // Hidden, as what the run itself needs while it is written.
    private const string OwnTables = ".tables";
    private readonly IResult _result;

    private CheckedResult(IResult result) => _result = result;

    /// <inheritdoc/>
    public IEnumerable<string> Sentences => Given(_result.Sentences, nameof(IResult.Sentences));

    /// <inheritdoc/>
    public IEnumerable<TextTable> Tables => Given(_result.Tables, nameof(IResult.Tables));

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, double Value)> Measured
    {
        get
        {
            (string Name, double Value)[] measured = [.. Given(_result.Measured, nameof(IResult.Measured))];
            return measured.All(number => !string.IsNullOrWhiteSpace(number.Name)) ? measured
                : throw Fault($"{nameof(IResult.Measured)} has a number without a name");
        }
    }

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, JsonNode>> Entries => Given(_result.Entries, nameof(IResult.Entries));

    /// <summary>A result as the run writes it: one of this assembly as it is.</summary>
    public static IResult Of(IResult result) => AddedPart.IsForeign(result) ? new CheckedResult(result) : result;

    /// <inheritdoc/>
    public IEnumerable<(string Name, Func<Figure> Draw)> Figures()
    {
        foreach ((string name, Func<Figure> draw) in Given(_result.Figures(), nameof(IResult.Figures)))
        {
            if (name is null || draw is null) throw Fault($"{nameof(IResult.Figures)} gives a figure whose name or drawing is null");
            yield return (name, () => draw() ?? throw Fault($"the figure \"{Shown.Value(name)}\" is null"));
        }
    }

    /// <summary>
    /// Has the tables written into a folder of their own, from which they are moved, so that none takes the place of another file of the
    /// run. What was written before a failure is kept.
    /// </summary>
    /// <exception cref="SimulationException">The run has a file of the same name.</exception>
    public void WriteTables(string folder)
    {
        string own = Path.Combine(folder, OwnTables);
        Directory.CreateDirectory(own);
        List<string> taken = [];
        try
        {
            _result.WriteTables(own);
        }
        finally
        {
            foreach (string path in Directory.EnumerateFileSystemEntries(own).Order(StringComparer.Ordinal).ToList())
            {
                string name = Path.GetFileName(path), place = Path.Combine(folder, name);
                if (Path.Exists(place)) taken.Add(name);
                else Directory.Move(path, place);
            }

            Directory.Delete(own, recursive: true);
        }

        if (taken.Count > 0)
            throw Fault($"{nameof(IResult.WriteTables)} writes {Names.All(taken)}, but the run has "
                + $"{(taken.Count == 1 ? "a file of this name" : "files of these names")} already; it needs another name");
    }

    private IEnumerable<T> Given<T>(IEnumerable<T>? values, string member)
    {
        if (values is null) throw Fault($"{member} {AddedPart.GivesNoList}");
        return values.Select(value => value ?? throw Fault($"{member} gives an entry that is null"));
    }

    private SimulationException Fault(string what) =>
        new($"{_result.GetType().Name} of {_result.GetType().Assembly.GetName().Name}: {what}.");
}
