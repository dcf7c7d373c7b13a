using System.Globalization;
using System.Text.Json;
using PureHDF;
using Spiking.Files;

namespace Spiking.Recording.Connections;

/// <summary>
/// Writes synapses as the edges of a SONATA file (Dai et al. 2020; HDF5). For each projection /edges/PROJECTION has source_node_id and
/// target_node_id with the names of the populations, and one group, 0, with syn_weight and delay (ms). Every projection is a type of edges
/// of its own: edge_type_id is its place in the table of types, which the guide of the format asks for beside the file.
/// </summary>
internal static class SonataEdges
{
    /// <summary>Writes a file. Equal synapses give equal bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="projections">Name and synapses of each projection. The synapses are asked for one projection after the other.</param>
    /// <param name="timeStep">Time step (s).</param>
    public static void Write(string path, IReadOnlyList<ListedSynapses> projections, double timeStep)
    {
        H5Group edges = [];
        List<Action<H5NativeWriter>> columns = [];
        for (int type = 0; type < projections.Count; type++)
        {
            (ListedSynapses synapses, int ofAll) = (projections[type], type);
            int count = synapses.Count;
            edges[synapses.Name] = new H5Group
            {
                [SonataNames.Sources] = Column<ulong>(() => [.. synapses.Sources().Select(i => (ulong)i)], synapses.From),
                [SonataNames.Targets] = Column<ulong>(() => [.. synapses.Targets.ToArray().Select(i => (ulong)i)], synapses.To),
                [SonataNames.TypeOf] = Column<int>(() => [.. Enumerable.Repeat(ofAll, count)]),
                [SonataNames.GroupOf] = Column(() => new int[count]),
                [SonataNames.IndexOf] = Column<ulong>(() => [.. Enumerable.Range(0, count).Select(i => (ulong)i)]),
                ["0"] = new H5Group
                {
                    [SonataNames.Weights] = Column(synapses.Weights),
                    [SonataNames.Delays] = Column<double>(() => [.. synapses.Delays(timeStep).Select(seconds => seconds * 1e3)]),
                },
            };

            H5Dataset<T[]> Column<T>(Func<T[]> values, string? population = null)
            {
                H5Dataset<T[]> column = new(fileDims: [(ulong)count]);
                if (population is not null) column.Attributes[SonataNames.PopulationOf] = population;
                if (count > 0) columns.Add(writer => writer.Write(column, values()));
                return column;
            }
        }

        H5File file = SonataNames.Mark(new H5File { [SonataNames.Edges[1..]] = edges });
        using H5NativeWriter writer = file.BeginWrite(path);
        foreach (Action<H5NativeWriter> write in columns) write(writer);
    }

    /// <summary>Writes the types of edges: a row for each projection.</summary>
    /// <param name="path">The file.</param>
    /// <param name="projections">The projections in the order of the edges.</param>
    public static void WriteTypes(string path, IReadOnlyList<ListedSynapses> projections) => SonataTypes.Write(
        path, [SonataNames.TypeOf, "population", "source_population", "target_population", "receptor"],
        projections.Select((synapses, type) => (string[])[type.ToString(CultureInfo.InvariantCulture), synapses.Name, synapses.From,
            synapses.To, JsonNamingPolicy.KebabCaseLower.ConvertName(synapses.Receptor.ToString())]));
}
