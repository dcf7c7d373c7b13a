using PureHDF;

namespace Spiking.Tests.Files;

/// <summary>Writes small SONATA files, sound or with one thing wrong.</summary>
internal static class SonataFiles
{
    /// <summary>Writes /spikes/POPULATION.</summary>
    public static void WriteSpikes(string path, string population, double[] times, ulong[] neurons, string? units = "ms")
    {
        H5Dataset<double[]> timestamps = new(times);
        if (units is not null) timestamps.Attributes["units"] = units;
        H5Group spikes = new() { ["timestamps"] = timestamps, ["node_ids"] = neurons };
        Write(path, new H5File { ["spikes"] = new H5Group { [population] = spikes } });
    }

    /// <summary>Writes /edges/PROJECTION with the weights in one group, in the order of the edges.</summary>
    public static void WriteEdges(string path, string projection, long[] sources, long[] targets, float[] weights) =>
        WriteEdges(path, projection, new H5Group
        {
            ["source_node_id"] = sources,
            ["target_node_id"] = targets,
            ["edge_group_id"] = new int[sources.Length],
            ["edge_group_index"] = Enumerable.Range(0, sources.Length).ToArray(),
            ["0"] = new H5Group { ["syn_weight"] = weights },
        });

    /// <summary>Writes /edges/PROJECTION.</summary>
    public static void WriteEdges(string path, string projection, H5Group edges) =>
        Write(path, new H5File { ["edges"] = new H5Group { [projection] = edges } });

    private static void Write(string path, H5File file)
    {
        File.Delete(path);
        file.Write(path);
    }
}
