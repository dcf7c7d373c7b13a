using System.Collections;
using System.Security.Cryptography;
using Spiking.Files;
using Spiking.Snapshots;

namespace Spiking.Engine;

/// <summary>
/// What the data files of a network (rates, currents, spikes, synapses) held when it was built. A description has their names alone; a
/// run that is continued with other contents would be neither that of the files of before nor that of the files of now.
/// </summary>
internal sealed class DataFileHashes : IHasState
{
    /// <summary>Name of the part in a snapshot.</summary>
    public const string Part = "data files";

    // A line for each file: its SHA-256, a blank and its path.
    private readonly string[] _lines;

    /// <summary>Reads all data files that a description names.</summary>
    /// <exception cref="IOException">One cannot be read.</exception>
    public DataFileHashes(NetworkDescription description) =>
        _lines = [.. PathsIn(RecordShape.Of(typeof(NetworkDescription)), description).Distinct().Select(path => $"{HashOf(path)} {path}")];

    /// <summary>The hashes and paths of all files: two networks with the same text read the same data.</summary>
    public override string ToString() => string.Join('\n', _lines);

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        string saved = ToString();
        visitor.Text("contents", ref saved);

        // Who takes over a state begins at time 0, with files of one's own.
        if (!visitor.IsRestoring || visitor.IsTakingOver) return;
        string[] then = saved.Split('\n');
        foreach (string line in _lines)
        {
            visitor.Require(then.Contains(line), $"{line[(line.IndexOf(' ') + 1)..]} has changed since the state was saved. Put the file "
                + "of before back to continue, or begin a new run");
        }
    }

    private static IEnumerable<string> PathsIn(ValueShape shape, object? value) => (shape, value) switch
    {
        (TextShape { Path.IsFull: true }, string path) => [path],
        (RecordShape record, not null) => record.Fields.SelectMany(field => PathsIn(field.Shape, field.Property.GetValue(value))),
        (VariantShape, not null) => PathsIn(RecordShape.Of(value.GetType()), value),
        (ListShape list, IEnumerable elements) => elements.Cast<object?>().SelectMany(element => PathsIn(list.Element, element)),
        (MapShape map, IEnumerable entries) => MapShape.Entries(entries).SelectMany(entry => PathsIn(map.Element, entry.Value)),
        _ => [],
    };

    private static string HashOf(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexString(SHA256.HashData(file));
    }
}
