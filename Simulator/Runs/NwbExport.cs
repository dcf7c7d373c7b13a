using System.Globalization;
using System.Text.Json;
using PureHDF;
using Spiking.Files;

namespace Spiking.Runs;

/// <summary>
/// Writes recorded spikes as a file of Neurodata Without Borders (NWB 2, Rübel et al. 2022; HDF5): its table of units has a row for every
/// neuron that spiked, with its spike times, its population and its number there.
/// </summary>
/// <remarks>The table has spikes sorted by neuron, so all spike times are held while it is written: 8 bytes for each.</remarks>
internal static class NwbExport
{
    private const string FileName = "recording.nwb";
    private const string Version = "2.7.0";

    /// <summary>Exports the spikes of a run.</summary>
    /// <param name="folder">Folder of the run.</param>
    /// <param name="replace">Whether the file of an earlier export is replaced.</param>
    /// <returns>The file that was written.</returns>
    /// <exception cref="CommandException">
    /// The folder has no spikes, its run.json cannot be read, or the file is there already or cannot be written.
    /// </exception>
    /// <exception cref="DataFileException">A recording is damaged.</exception>
    public static IReadOnlyList<string> Export(string folder, bool replace)
    {
        RunFolder.Require(folder);
        string[] recordings = SonataExport.Recordings(folder, "spikes*.npz");
        if (recordings.Length == 0)
            throw new CommandException($"{folder} has no spikes (spikes.npz). A recorder of the type \"spikes\" writes them.");
        Recorded run = Recorded.Of(folder);
        IReadOnlyList<SonataPopulation> nodes = SonataExport.Nodes(folder);
        return ExportFolder.Write(folder, replace, [FileName], target =>
        {
            Units units = new();
            foreach (string path in recordings)
                foreach (string population in SonataExport.Populations(path))
                    units.Add(path, SonataExport.PopulationOf(nodes, path, population));
            Session(run, units).Write(Path.Combine(target, FileName));
        });
    }

    private static H5File Session(Recorded run, Units units)
    {
        (string identifier, string description, string date) = run;
        H5File file = new()
        {
            ["acquisition"] = new H5Group(),
            ["analysis"] = new H5Group(),
            ["general"] = new H5Group
            {
                ["source_script"] =
                new H5Dataset($"spiking {Circumstances.Version}") { Attributes = { ["file_name"] = "spiking" } }
            },
            ["processing"] = new H5Group(),
            ["stimulus"] = new H5Group { ["presentation"] = new H5Group(), ["templates"] = new H5Group() },
            ["file_create_date"] = new[] { date },
            ["identifier"] = identifier,
            ["session_description"] = description,
            ["session_start_time"] = date,
            ["timestamps_reference_time"] = date,
            ["units"] = units.Table(identifier),
        };
        Mark(file, "core", "NWBFile", identifier);
        file.Attributes["nwb_version"] = Version;
        return file;
    }

    /// <summary>Reads the record of a run.</summary>
    /// <exception cref="CommandException">It is not there, or damaged.</exception>
    internal static RecordNode RunOf(string folder)
    {
        string path = Path.Combine(folder, RunRecord.FileName);
        try
        {
            return RecordNode.Parse(File.ReadAllText(path));
        }
        catch (Exception e) when (e is JsonException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{path} says what was recorded, and cannot be read: {e.Message}");
        }
    }

    /// <summary>The facts about a run that the format requires beside its spikes.</summary>
    /// <param name="Identifier">A name that no other run has.</param>
    /// <param name="Description">What it was about.</param>
    /// <param name="Date">When it ended.</param>
    private sealed record Recorded(string Identifier, string Description, string Date)
    {
        public static Recorded Of(string folder)
        {
            RecordNode run = RunOf(folder);
            try
            {
                string name = run["network"]["name"].TextIfThere ?? Path.GetFileName(Path.GetFullPath(folder));
                string description = run["network"]["description"].TextIfThere is { Length: > 0 } text ? text : name;
                bool isDated = DateTimeOffset.TryParse(
                    run["finished"].TextIfThere, CultureInfo.InvariantCulture, out DateTimeOffset finished);
                return new Recorded(
                    string.Create(CultureInfo.InvariantCulture, $"{name} seed {run["seed"].Node} spikes {run["spikesHash"].Node}"),
                    description,
                    (isDated ? finished : DateTimeOffset.UnixEpoch)
                        .ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
            }
            catch (FormatException e)
            {
                throw new CommandException(
                    $"{Path.Combine(folder, RunRecord.FileName)} says what was recorded, and is damaged: {e.Message}");
            }
        }
    }

    // What the format asks of every object: its type, where that is defined, and a name that no other object has. The same run gives the
    // same file.
    private static void Mark(H5Object target, string definedIn, string type, string name)
    {
        target.Attributes["namespace"] = definedIn;
        target.Attributes["neurodata_type"] = type;
        target.Attributes["object_id"] = new Guid(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{name} {type}")).AsSpan(0, 16)).ToString();
    }

    /// <summary>The neurons that spiked.</summary>
    private sealed class Units
    {
        private readonly List<string> _populations = [];
        private readonly List<int> _neurons = [];
        private readonly List<ulong> _ends = [];
        private readonly List<double[]> _times = [];

        /// <summary>Adds the neurons of a recorded population.</summary>
        public void Add(string path, SonataPopulation population)
        {
            // Once to count the spikes of every neuron, once to put them in their places.
            Dictionary<int, int> counts = [];
            Each(path, population, (_, neuron) => counts[neuron] = counts.GetValueOrDefault(neuron) + 1);
            int[] neurons = [.. counts.Keys.Order()];
            Dictionary<int, int> next = [];
            int total = 0;
            ulong before = _ends.Count > 0 ? _ends[^1] : 0;
            foreach (int neuron in neurons)
            {
                next[neuron] = total;
                total += counts[neuron];
                _populations.Add(population.Name);
                _neurons.Add(neuron);
                _ends.Add(before + (ulong)total);
            }

            double[] times = new double[total];
            Each(path, population, (time, neuron) => times[next[neuron]++] = time);
            _times.Add(times);
        }

        /// <summary>The table of units (one for every neuron) with their spike times.</summary>
        public H5Group Table(string name)
        {
            H5Dataset times = Column([.. _times.SelectMany(part => part)], "spike times in seconds");
            H5Dataset ends = new(_ends.ToArray());
            Mark(ends, "hdmf-common", "VectorIndex", name);
            ends.Attributes["description"] = "where the spike times of each neuron end";
            ends.Attributes["target"] = new H5ObjectReference(times);
            H5Dataset ids = new(Enumerable.Range(0, _neurons.Count).Select(i => (long)i).ToArray());
            Mark(ids, "hdmf-common", "ElementIdentifiers", name);
            H5Group table = new()
            {
                ["id"] = ids,
                ["neuron"] = Column(_neurons.ToArray(), "number of the neuron within its population"),
                ["population"] = Column(_populations.ToArray(), "name of the population"),
                ["spike_times"] = times,
                ["spike_times_index"] = ends,
            };
            Mark(table, "core", "Units", name);
            table.Attributes["colnames"] = new[] { "population", "neuron", "spike_times" };
            table.Attributes["description"] = "simulated neurons that spiked";
            return table;

            H5Dataset Column<T>(T[] values, string description)
            {
                H5Dataset column = new(values);
                Mark(column, "hdmf-common", "VectorData", $"{name} {description}");
                column.Attributes["description"] = description;
                return column;
            }
        }

        private static void Each(string path, SonataPopulation population, Action<double, int> spike)
        {
            using DataFile file = DataFile.Open(path, population.Name, "population", "time_s", "neuron");
            double[][] piece = DataFile.Piece(2);
            while (file.Read(piece) is > 0 and int count)
            {
                for (int i = 0; i < count; i++)
                {
                    SonataExport.Check(path, population, piece[0][i], piece[1][i]);
                    spike(piece[0][i], (int)piece[1][i]);
                }
            }
        }
    }
}
