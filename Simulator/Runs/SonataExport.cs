using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PureHDF;
using PureHDF.Selections;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Text;

namespace Spiking.Runs;

/// <summary>
/// Writes recorded spikes and states as SONATA files (Dai et al. 2020): HDF5 with /spikes/POPULATION, and a frame report /report/POPULATION
/// for every recorded state variable of a population, and the nodes (neurons) of the network that they are about. Files are read and
/// written in pieces, so their size does not matter.
/// </summary>
internal static partial class SonataExport
{
    // In an HDF5 file of its own, so its order of values is what SONATA says: 0 none, 1 by id, 2 by time.
    private enum Sorting : byte
    {
        none,
        by_id,
        by_time,
    }

    // Elements of a chunk of HDF5, and rows of states that are read at a time.
    private const int ChunkLength = 1 << 14;
    private const int LongestLine = 1 << 16;

    // Neurons that a population of a file can have.
    private const int LargestPopulation = 10_000_000;

    /// <summary>Exports all recordings of a run.</summary>
    /// <param name="folder">Folder of the run.</param>
    /// <param name="replace">Whether files of an earlier export are replaced.</param>
    /// <returns>The files that were written.</returns>
    /// <exception cref="CommandException">
    /// The folder has neither spikes nor states, its run.json cannot be read, a file is there already, or cannot be written.
    /// </exception>
    /// <exception cref="DataFileException">A recording is damaged.</exception>
    public static IReadOnlyList<string> Export(string folder, bool replace)
    {
        RunFolder.Require(folder);
        string[] spikes = Recordings(folder, "spikes*.npz");
        StateReport[] reports = [.. Recordings(folder, "state*.csv").SelectMany(Reports)];
        if (spikes.Length + reports.Length == 0)
        {
            if (RunsIn(folder) is { Length: > 0 } runs)
                throw new CommandException($"{folder} is no run, but holds runs; export one of them, for example {runs[0]}.");
            throw new CommandException(
                $"{folder} has neither spikes (spikes.npz) nor states (state.csv). Recorders of the types \"spikes\" "
                + "and \"state\" write them.");
        }

        (string Path, string[] Names)[] recorded = [.. spikes.Select(path => (path, Populations(path)))];
        IReadOnlyList<SonataPopulation> nodes = Nodes(folder);
        (string Path, SonataPopulation[] Populations)[] trains =
            [.. recorded.Select(train => (train.Path, train.Names.Select(name => PopulationOf(nodes, train.Path, name)).ToArray()))];
        return ExportFolder.Write(folder, replace, [.. spikes.Select(SpikesName), .. reports.Select(report => report.FileName)], target =>
        {
            foreach ((string path, SonataPopulation[] populations) in trains)
                WriteSpikes(path, populations, Path.Combine(target, SpikesName(path)));
            foreach (StateReport report in reports) WriteStates(report, Path.Combine(target, report.FileName));
            SonataNodes.Write(target, nodes);
        });
    }

    private static string SpikesName(string path) => Path.ChangeExtension(Path.GetFileName(path), ".h5");

    /// <summary>Files of recordings in the folder of a run.</summary>
    /// <exception cref="CommandException">The folder cannot be read.</exception>
    internal static string[] Recordings(string folder, string pattern)
    {
        try
        {
            return [.. Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{folder} cannot be read: {e.Message}");
        }
    }

    private static string[] RunsIn(string folder) => File.Exists(Path.Combine(folder, RunRecord.FileName)) ? []
        : [.. Directory.GetDirectories(folder).Where(run => File.Exists(Path.Combine(run, RunRecord.FileName)))
            .Order(StringComparer.Ordinal)];

    // The populations of a network are what run.json says; a model of another assembly counts as one that receives spikes.
    internal static IReadOnlyList<SonataPopulation> Nodes(string folder)
    {
        try
        {
            RecordNode network = NwbExport.RunOf(folder)["network"];
            return
            [
                .. network["populations"].Members.Select(population =>
                {
                    string model = network["neuronModels"][population.Value["neuron"].Text]["type"].Text;
                    bool isSource = Kinds.Of(typeof(NeuronModelDescription)).TryGetValue(model, out RecordShape? kind)
                        && kind.Create() is NeuronModelDescription { HasReceptors: false };
                    long size = population.Value["size"].Integer;
                    if (size is < 1 or > LargestPopulation)
                        throw new FormatException(string.Create(CultureInfo.InvariantCulture,
                            $"the size of population \"{population.Key}\" is {size}."));
                    return new SonataPopulation(population.Key, (int)size, model, isSource);
                }),
            ];
        }
        catch (FormatException e)
        {
            throw new CommandException($"{Path.Combine(folder, RunRecord.FileName)} says which populations there are, and is damaged: "
                + e.Message);
        }
    }

    /// <summary>The population of the network that an archive of spikes names.</summary>
    /// <exception cref="DataFileException">The network has none of this name.</exception>
    internal static SonataPopulation PopulationOf(IReadOnlyList<SonataPopulation> nodes, string path, string name) =>
        nodes.FirstOrDefault(population => population.Name == name) ?? throw DataFile.Wrong(path,
            $"it has spikes of a population \"{Shown.Value(name)}\", which the network of {RunRecord.FileName} does not have"
            + Names.DidYouMean(name, nodes.Select(population => population.Name)));

    /// <summary>Refuses a spike that no neuron of a population can have fired.</summary>
    /// <exception cref="DataFileException">There is no such neuron, or no such time.</exception>
    internal static void Check(string path, SonataPopulation population, double time, double neuron)
    {
        if (!(neuron >= 0 && neuron < population.Size && neuron == Math.Floor(neuron)))
            throw DataFile.Wrong(path, string.Create(CultureInfo.InvariantCulture,
                $"it has a spike of neuron {neuron} of population \"{population.Name}\", "
                + $"whose {population.Size} neurons are counted from 0."));
        if (!(time >= 0 && double.IsFinite(time)))
            throw DataFile.Wrong(path, string.Create(CultureInfo.InvariantCulture,
                $"it has a spike of population \"{population.Name}\" at {time} s."));
    }

    private static void WriteSpikes(string path, SonataPopulation[] populations, string target)
    {
        List<(SonataPopulation Population, H5Dataset<double[]> Times, H5Dataset<ulong[]> Neurons)> sets = [];
        H5Group spikes = [];
        foreach (SonataPopulation population in populations)
        {
            using DataFile file = DataFile.Open(path, population.Name, "population", "time_s", "neuron");
            if (file.Rows is null or 0)
            {
                // The library writes nothing in chunks where there is nothing.
                spikes[population.Name] = SpikesOf(
                    new H5Dataset(Array.Empty<double>()) { Attributes = { ["units"] = "ms" } }, new H5Dataset(Array.Empty<ulong>()));
                continue;
            }

            ulong[] dimensions = [(ulong)file.Rows];
            uint[] chunks = [(uint)Math.Min(file.Rows.Value, ChunkLength)];
            H5Dataset<double[]> times = new(dimensions, chunks) { Attributes = { ["units"] = "ms" } };
            H5Dataset<ulong[]> neurons = new(fileDims: dimensions, chunks);
            spikes[population.Name] = SpikesOf(times, neurons);
            sets.Add((population, times, neurons));
        }

        H5File sonata = SonataNames.Mark(new H5File { ["spikes"] = spikes });
        using H5NativeWriter writer = sonata.BeginWrite(target);
        foreach ((SonataPopulation population, H5Dataset<double[]> times, H5Dataset<ulong[]> neurons) in sets)
        {
            using DataFile file = DataFile.Open(path, population.Name, "population", "time_s", "neuron");
            foreach ((ulong first, int count, double[][] piece) in Pieces(file, 2))
            {
                for (int i = 0; i < count; i++) Check(path, population, piece[0][i], piece[1][i]);
                HyperslabSelection place = new(start: first, block: (ulong)count);
                writer.Write(times, [.. piece[0].Take(count).Select(seconds => seconds * 1e3)], fileSelection: place);
                writer.Write(neurons, [.. piece[1].Take(count).Select(neuron => (ulong)neuron)], fileSelection: place);
            }
        }
    }

    private static H5Group SpikesOf(H5Dataset times, H5Dataset neurons) =>
        new() { Attributes = { ["sorting"] = Sorting.by_time }, ["timestamps"] = times, ["node_ids"] = neurons };

    /// <summary>The states of a variable, a column for each neuron.</summary>
    /// <param name="Path">The table.</param>
    /// <param name="Variable">The variable.</param>
    /// <param name="Elements">The headings of its columns.</param>
    private sealed record StateReport(string Path, string Variable, Match[] Elements)
    {
        public string FileName => $"{System.IO.Path.GetFileNameWithoutExtension(Path)}-{Variable}.h5";
    }

    private static IEnumerable<StateReport> Reports(string path)
    {
        string[] headings = Headings(path);
        Match[] columns = [.. headings.Skip(1).Select(heading => StateColumn().Match(heading.Trim('"')))];
        if (Array.FindIndex(columns, column => !column.Success) is int wrong and >= 0)
            throw new CommandException($"{path}: the column \"{Shown.Value(headings[wrong + 1])}\" is no recorded state.");
        if (columns.Length == 0) throw new CommandException($"{path} names no recorded state in its first line.");
        return columns.GroupBy(column => column.Groups["variable"].Value).Select(group => new StateReport(path, group.Key, [.. group]));
    }

    private static string[] Headings(string path)
    {
        try
        {
            return (File.ReadLines(path).FirstOrDefault() ?? throw new CommandException($"{path} is empty.")).Split(',');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} cannot be read: {e.Message}");
        }
    }

    private static void WriteStates(StateReport report, string target)
    {
        (string path, _, Match[] elements) = report;
        string[] names = ["time_s", .. elements.Select(element => element.Value)];
        (ulong rows, double start, double step) = Grid(path, names);
        if (rows == 0) throw new CommandException($"{path} has no rows: its recorder had recorded nothing when the run ended. "
                + "Move it elsewhere to export the rest.");
        H5Group populations = [];
        (H5Dataset<float[]> Data, ulong Column)[] columns = new (H5Dataset<float[]>, ulong)[elements.Length];
        foreach (IGrouping<string, int> group in Enumerable.Range(0, elements.Length).GroupBy(i => elements[i].Groups["population"].Value))
        {
            int[] own = [.. group];
            H5Dataset<float[]> data = new([rows, (ulong)own.Length], [(uint)Math.Min(rows, ChunkLength), 1])
            {
                Attributes = { ["units"] = elements[own[0]].Groups["unit"].Value },
            };
            for (int column = 0; column < own.Length; column++) columns[own[column]] = (data, (ulong)column);
            populations[group.Key] = new H5Group
            {
                ["data"] = data,
                ["mapping"] = new H5Group
                {
                    // One element for every neuron: a soma, or whatever the variable is of.
                    ["node_ids"] = own.Select(i => ulong.Parse(elements[i].Groups["neuron"].Value)).ToArray(),
                    ["index_pointer"] = Enumerable.Range(0, own.Length + 1).Select(i => (ulong)i).ToArray(),
                    ["element_ids"] = new uint[own.Length],
                    ["time"] = new H5Dataset(new[] { start * 1e3, (start + rows * step) * 1e3, step * 1e3 })
                    {
                        Attributes =
                        { ["units"] = "ms" }
                    },
                },
            };
        }

        H5File sonata = SonataNames.Mark(new H5File { ["report"] = populations });
        using H5NativeWriter writer = sonata.BeginWrite(target);
        using DataFile file = DataFile.Open(path, null, "population", names);
        foreach ((ulong first, int count, double[][] piece) in Pieces(file, names.Length))
        {
            for (int element = 0; element < elements.Length; element++)
            {
                (H5Dataset<float[]> data, ulong column) = columns[element];
                HyperslabSelection place = new(rank: 2, starts: [first, column], blocks: [(ulong)count, 1]);
                writer.Write(data, [.. piece[element + 1].Take(count).Select(value => (float)value)], fileSelection: place);
            }
        }

        if (file.RowsRead != (long)rows)
            throw DataFile.Wrong(path,
                $"the table has {file.RowsRead} rows, and not the {rows} of times that are evenly spaced up to its last.");
    }

    // Number of rows, time of the first and distance of two. HDF5 wants to know the number beforehand; a table of states has its times
    // evenly spaced, so the first two and the last say it, and what is not so is found when all rows are read.
    private static (ulong Rows, double Start, double Step) Grid(string path, string[] names)
    {
        using DataFile file = DataFile.Open(path, null, "population", names);
        double[][] piece = [.. names.Select(_ => new double[2])];
        int count = file.Read(piece);
        if (count < 2) return ((ulong)count, count == 0 ? 0 : piece[0][0], 0);
        double start = piece[0][0], step = piece[0][1] - start, last = LastTime(path);
        double rows = Math.Round((last - start) / step) + 1;
        if (!(rows is >= 2 and < 1e12))
            throw DataFile.Wrong(path, string.Create(CultureInfo.InvariantCulture,
                $"times are {start}, {piece[0][1]}, ..., {last} s, which are not evenly spaced."));
        return ((ulong)rows, start, step);
    }

    private static double LastTime(string path)
    {
        using FileStream file = File.OpenRead(path);
        for (long length = Math.Min(LongestLine, file.Length); ; length = Math.Min(2 * length, file.Length))
        {
            byte[] end = new byte[length];
            file.Seek(-length, SeekOrigin.End);
            file.ReadExactly(end);
            string[] lines = Encoding.UTF8.GetString(end).TrimEnd().Split('\n');
            if (lines.Length > 1 || length == file.Length)
                return double.TryParse(lines[^1].Split(',')[0], CultureInfo.InvariantCulture, out double time)
                    ? time
                    : throw DataFile.Wrong(path, "the last line has no time.");
        }
    }

    private static IEnumerable<(ulong First, int Count, double[][] Piece)> Pieces(DataFile file, int columns)
    {
        double[][] piece = DataFile.Piece(columns);
        for (ulong first = 0; file.Read(piece) is int count and > 0; first += (ulong)count) yield return (first, count, piece);
    }

    /// <summary>The populations of which an archive has spikes.</summary>
    internal static string[] Populations(string path)
    {
        const string Ending = "_time_s";
        return [.. NpzFile.NamesIn(path).Where(name => name.EndsWith(Ending, StringComparison.Ordinal))
            .Select(name => name[..^Ending.Length])];
    }

    [GeneratedRegex(@"^(?<population>.+)\.(?<variable>[^.\[_/\\]+)_(?<unit>[^\[]*)\[(?<neuron>[0-9]{1,9})\]$")]
    private static partial Regex StateColumn();
}
