using System.Globalization;
using PureHDF;
using Spiking.Text;

namespace Spiking.Files;

/// <summary>
/// Reads the spikes of a population or the edges (synapses) of a projection from a SONATA file (Dai et al., PLoS Computational Biology 16,
/// 2020; HDF5), in pieces. Spikes are /spikes/POPULATION/timestamps and node_ids. Edges are /edges/PROJECTION/source_node_id and
/// target_node_id, and their weights and delays /edges/PROJECTION/GROUP/syn_weight and delay, where edge_group_id and edge_group_index name
/// the group and the place in it.
/// </summary>
internal sealed class SonataFile : DataFile
{
    private readonly Hdf5File _file;
    private readonly string _place;
    private readonly bool _hasEdges;
    private readonly string[] _names;

    // Null: what is in groups, and is looked up by group and place.
    private readonly Hdf5Column?[] _columns;
    private readonly EdgeValues?[] _inGroups;

    /// <summary>Opens the columns.</summary>
    /// <inheritdoc cref="DataFile.Open(string, string?, string, int, IReadOnlyList{string})"/>
    public SonataFile(string path, string? group, IReadOnlyList<string> columns)
        : base(path)
    {
        foreach (string column in columns)
        {
            if (SetOf(column) is not null) continue;
            string[] wanted = column.Split('|');
            const string Instead = "an .npz or a CSV file can have that";
            throw Wrong(path, $"a SONATA file (HDF5) has spikes or edges, but no {Names.Either(wanted)}; {Instead}.");
        }

        _file = new Hdf5File(path);
        try
        {
            _hasEdges = SonataNames.IsOfEdges(columns[0]);
            string root = _hasEdges ? SonataNames.Edges : SonataNames.Spikes;
            _place = $"{root}/{Population(root, group)}";
            _columns = [.. columns.Select(column => SetOf(column) is { Length: > 0 } set ? _file.Column($"{_place}/{set}") : null)];
            _names = [.. columns.Select(NameIn)];
            Hdf5Column first = _columns[0]!;
            foreach (Hdf5Column? column in _columns)
            {
                if (column is null || column.Count == first.Count) continue;
                string have = Text($"have {first.Count} and {column.Count} entries");
                string both = $"\"{Shown.Value(first.Path)}\" and \"{Shown.Value(column.Path)}\"";
                throw Wrong(path, $"{both} {have}; they must have the same number.");
            }

            _inGroups = [.. columns.Select((column, i) =>
                _columns[i] is null ? new EdgeValues(_file, FilePath, _place, SonataNames.SetInGroup(column), first.Count) : null)];
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override long? Rows => _columns[0]!.Count;

    /// <inheritdoc/>
    public override string NameOf(int column) => _names[column];

    /// <inheritdoc/>
    public override void Dispose() => _file.Dispose();

    /// <inheritdoc/>
    protected override string PlaceOf(long row) => Text($"{(_hasEdges ? "edge" : "spike")} {row} of {_place}");

    /// <inheritdoc/>
    protected override int ReadPiece(double[][] piece)
    {
        int count = (int)Math.Min(piece[0].Length, _columns[0]!.Count - RowsRead);
        for (int i = 0; i < _columns.Length; i++)
        {
            Span<double> values = piece[i].AsSpan(0, count);
            if (_columns[i] is Hdf5Column column) column.Read(RowsRead, values);
            else _inGroups[i]!.Read(RowsRead, values);
            int wrong = values.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
            if (wrong >= 0) throw Wrong(RowsRead + wrong, $"\"{_names[i]}\" is no finite number.");
        }

        return count;
    }

    // The one that is asked for, or the only one.
    private string Population(string root, string? group)
    {
        IReadOnlyList<string> there = _file.NamesIn(root);
        string what = _hasEdges ? "edges of a projection" : "spikes of a population";
        if (there.Count == 0)
            throw Wrong(FilePath, $"there are no {what} ({root}/NAME): this is no SONATA file of {(_hasEdges ? "edges" : "spikes")}.");
        if (group is null && there.Count > 1)
            throw Wrong(FilePath,
                $"there are {what.Replace(" a ", " several ", StringComparison.Ordinal)}s; name one: {Names.Either(there)}.");
        string wanted = group ?? there[0];
        return there.Contains(wanted)
            ? wanted
            : throw Wrong(FilePath,
                $"there is no \"{root}/{Shown.Value(wanted)}\"; {Names.Instead(wanted, there)}");
    }

    // Times are in ms unless their attribute says otherwise, and delays always.
    private string NameIn(string column)
    {
        string[] names = column.Split('|');
        if (names.Contains(SonataNames.DelayInMilliseconds)) return SonataNames.DelayInMilliseconds;
        if (SetOf(column) != SonataNames.Times) return names[0];
        string units = _file.TextOf($"{_place}/{SonataNames.Times}", SonataNames.Units) ?? "ms";
        string name = "time_" + units;
        return names.Contains(name)
            ? name
            : throw Wrong(FilePath,
                $"\"{_place}/{SonataNames.Times}\" has the units \"{Shown.Value(units)}\"; they must be \"ms\" or \"s\".");
    }

    private static string? SetOf(string column) => SonataNames.SetOf(column.Split('|')[0]);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Weights or delays of the edges, which are in groups.</summary>
    private sealed class EdgeValues
    {
        private readonly Hdf5File _file;
        private readonly string _path;
        private readonly string _place;
        private readonly string _set;
        private readonly Hdf5Column? _groupOf;
        private readonly Hdf5Column? _indexOf;
        private readonly long _edges;
        private long _entries;
        private readonly Dictionary<double, double[]> _groups = [];

        public EdgeValues(Hdf5File file, string path, string place, string set, long edges)
        {
            (_file, _path, _place, _set, _edges) = (file, path, place, set, edges);

            // A file with a single group may leave them out.
            bool hasGroups = file.Has($"{place}/{SonataNames.GroupOf}");
            if (!hasGroups && !file.Has($"{place}/0"))
            {
                string both = $"neither \"{Shown.Value(place)}/{SonataNames.GroupOf}\" nor \"{Shown.Value(place)}/0\"";
                throw Wrong(path, $"there is {both}, so the edges have no {(set == SonataNames.Delays ? "delays" : "weights")}.");
            }

            if (!hasGroups) return;
            _groupOf = file.Column($"{place}/{SonataNames.GroupOf}");
            _indexOf = file.Column($"{place}/{SonataNames.IndexOf}");
            foreach (Hdf5Column column in (Hdf5Column[])[_groupOf, _indexOf])
            {
                if (column.Count != edges)
                {
                    string has = Text($"has {column.Count} entries, but there are {edges} edges");
                    throw Wrong(path, $"\"{Shown.Value(column.Path)}\" {has}; they must be as many.");
                }
            }
        }

        public void Read(long first, Span<double> values)
        {
            double[] groups = new double[values.Length], indices = new double[values.Length];
            _groupOf?.Read(first, groups);
            _indexOf?.Read(first, indices);
            for (int k = 0; k < values.Length; k++)
            {
                double[] ofGroup = ValuesOf(groups[k]);
                double index = _indexOf is null ? first + k : indices[k];
                if (!(index >= 0 && index < ofGroup.Length && index == Math.Floor(index)))
                {
                    string found = Text($"edge {first + k} of {_place}: found {index} as \"{SonataNames.IndexOf}\"");
                    throw Wrong(_path, Text($"{found}; the group {groups[k]} has the places 0 to {ofGroup.Length - 1}."));
                }

                values[k] = ofGroup[(int)index];
            }
        }

        private double[] ValuesOf(double group)
        {
            if (_groups.TryGetValue(group, out double[]? values)) return values;
            Hdf5Column column = _file.Column(Text($"{_place}/{group}/{_set}"));
            _entries += column.Count;
            if (_entries > _edges)
            {
                string has = Text($"\"{column.Path}\" and the groups before it have {_entries} entries");
                throw Wrong(_path, Text($"{has}, but there are {_edges} edges."));
            }

            values = new double[column.Count];
            for (int k = 0; k < values.Length; k += PieceLength)
                column.Read(k, values.AsSpan(k, Math.Min(PieceLength, values.Length - k)));
            _groups.Add(group, values);
            return values;
        }
    }
}

/// <summary>The names that the SONATA format has for spikes and edges.</summary>
internal static class SonataNames
{
    public const string Spikes = "/spikes", Times = "timestamps", Neurons = "node_ids", Units = "units";
    public const string Edges = "/edges", Sources = "source_node_id", Targets = "target_node_id", TypeOf = "edge_type_id";
    public const string GroupOf = "edge_group_id", IndexOf = "edge_group_index", Weights = "syn_weight", Delays = "delay";
    public const string PopulationOf = "node_population", DelayInMilliseconds = "delay_ms";

    /// <summary>Gives a file the two attributes by which those of the format are known: a number, and the version 0.1.</summary>
    public static H5File Mark(H5File file)
    {
        file.Attributes["magic"] = 0x0A7Au;
        file.Attributes["version"] = new uint[] { 0, 1 };
        return file;
    }

    /// <summary>The name of a column; empty: weights and delays, which are in groups; null: the format has no such column.</summary>
    public static string? SetOf(string column) => column switch
    {
        "time_s" or "time_ms" => Times,
        "neuron" => Neurons,
        "source" => Sources,
        "target" => Targets,
        "weight" or "delay_s" or DelayInMilliseconds => "",
        _ => null,
    };

    /// <summary>The name within its groups of a column that is there.</summary>
    public static string SetInGroup(string column) => column == "weight" ? Weights : Delays;

    /// <summary>Whether a column is one of edges.</summary>
    public static bool IsOfEdges(string column) => SetOf(column.Split('|')[0]) is Sources or Targets or "";
}
