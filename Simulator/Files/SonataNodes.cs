using System.Globalization;
using PureHDF;

namespace Spiking.Files;

/// <summary>A population as the SONATA format describes it: nodes of one type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Size">Number of nodes.</param>
/// <param name="Model">Name of the kind of the neuron model.</param>
/// <param name="IsVirtual">Whether the nodes are sources of spikes, which receive none.</param>
internal sealed record SonataPopulation(string Name, int Size, string Model, bool IsVirtual);

/// <summary>
/// Writes the nodes (neurons) of a network, which the edges, spikes and states of SONATA files are about (Dai et al., PLoS Computational
/// Biology 16, 2020). For each population /nodes/POPULATION has node_id, node_type_id, and node_group_id and node_group_index, which name
/// the place in the one group, 0, without attributes. Every population is a type of nodes of its own, a row in a table beside the file.
/// </summary>
internal static class SonataNodes
{
    /// <summary>Names of the two files in the folder of a run.</summary>
    public const string FileName = "nodes.h5", TypesFileName = "node_types.csv";

    /// <summary>Writes both files. Equal populations give equal bytes.</summary>
    /// <param name="folder">The folder, which is there.</param>
    /// <param name="populations">All populations of the network.</param>
    /// <returns>The files.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static IReadOnlyList<string> Write(string folder, IReadOnlyList<SonataPopulation> populations)
    {
        H5Group nodes = [];
        for (int type = 0; type < populations.Count; type++)
        {
            SonataPopulation population = populations[type];
            ulong[] ids = [.. Enumerable.Range(0, population.Size).Select(i => (ulong)i)];
            int[] types = new int[population.Size];
            Array.Fill(types, type);
            nodes[population.Name] = new H5Group
            {
                ["node_id"] = ids,
                ["node_type_id"] = types,
                ["node_group_id"] = new int[population.Size],
                ["node_group_index"] = ids,
                ["0"] = new H5Group(),
            };
        }

        string file = Path.Combine(folder, FileName), table = Path.Combine(folder, TypesFileName);
        SonataNames.Mark(new H5File { ["nodes"] = nodes }).Write(file);

        // A model of a simulator that the format does not know: a template of this program. Sources have none.
        SonataTypes.Write(table, ["node_type_id", "population", "model_type", "model_template"], populations.Select((population, type) =>
            (string[])[type.ToString(CultureInfo.InvariantCulture), population.Name, population.IsVirtual ? "virtual" : "point_neuron",
                population.IsVirtual ? "NULL" : "spiking:" + population.Model]));
        return [file, table];
    }
}

/// <summary>
/// Writes the tables of types that the SONATA format has beside files of nodes and edges: cells divided by a blank, those with a blank in
/// double quotes.
/// </summary>
internal static class SonataTypes
{
    /// <summary>Writes a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Names of the columns: the number of a type first, then the population that has it.</param>
    /// <param name="rows">The cells of each type.</param>
    public static void Write(string path, string[] columns, IEnumerable<string[]> rows) =>
        File.WriteAllText(path, string.Concat(rows.Prepend(columns).Select(row => string.Join(' ', row.Select(Quoted)) + "\n")));

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(" \"") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
