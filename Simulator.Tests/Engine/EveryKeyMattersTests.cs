using System.Globalization;
using System.Text.Json.Nodes;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Recording.Decoding;

namespace Spiking.Tests.Engine;

/// <summary>For every key of the network file format: changing its value changes what a run gives, spikes, weights or tables.</summary>
public class EveryKeyMattersTests
{
    // Keys that by their nature change nothing that is computed.
    private static readonly Dictionary<string, string> s_without = new()
    {
        ["NetworkDescription.name"] = "names the folder of results and the figures",
        ["NetworkDescription.description"] = "is text for readers",
        ["AdExModelDescription.potentialCeiling"] =
            "guards against overflow: a potential above the spike potential is reset in the same step",
        ["DecodingRecorderDescription.figureDuration"] = "limits what the figure shows; tables hold everything",
    };

    private static readonly Lazy<List<Place>> s_places = new(() => [.. NetworksOfEveryKey.All.SelectMany(Places)]);

    private static IEnumerable<string> Keys() =>
        KeysOf(RecordShape.Of(typeof(NetworkDescription)), []).Distinct().Where(key => !s_without.ContainsKey(key)).Order();

    [TestCaseSource(nameof(Keys))]
    public void Changing_the_value_changes_the_run(string key)
    {
        Place[] places = [.. s_places.Value.Where(place => place.Key == key)];
        Assert.That(places, Is.Not.Empty,
            $"no network has the key {key}: give it to the example in the documentation of its kind, or add a network to "
            + "NetworksOfEveryKey");
        List<string> tried = [];
        foreach (Place place in places)
        {
            foreach (string change in place.Candidates)
            {
                if (Load(place.Network, change) is not NetworkDescription changed) continue;
                try
                {
                    if (Outcome(changed) != Unchanged(place.Network)) return;
                }
                catch (DataFileException)
                {
                    // A data file that does not fit the network is refused when the network is built.
                    continue;
                }
                tried.Add($"{NetworksOfEveryKey.All[place.Network].File}: {change}");
            }
        }

        Assert.Fail($"{key} can be changed without changing the run: {string.Join("; ", tried)}");
    }

    [Test]
    public void Exceptions_are_keys_of_the_format() =>
        Assert.That(s_without.Keys, Is.SubsetOf(KeysOf(RecordShape.Of(typeof(NetworkDescription)), []).ToArray()));

    /// <summary>All keys that hold no records, as RECORD.KEY.</summary>
    private static IEnumerable<string> KeysOf(ValueShape shape, HashSet<Type> seen)
    {
        switch (shape)
        {
            case ListShape list:
                return KeysOf(list.Element, seen);
            case MapShape map:
                return KeysOf(map.Element, seen);
            case VariantShape variant:
                return variant.Variants.Values.Where(v => v.Type.Assembly == typeof(Network).Assembly).SelectMany(v => KeysOf(v, seen));
            case RecordShape record when seen.Add(record.Type):
                return record.Fields.SelectMany(field => IsLeaf(field.Shape) ? [NameOf(field)] : KeysOf(field.Shape, seen)).ToArray();
            default:
                return [];
        }
    }

    private static bool IsLeaf(ValueShape shape) => shape switch
    {
        ListShape list => IsLeaf(list.Element),
        MapShape or VariantShape or RecordShape => false,
        _ => true,
    };

    // A key of a base record is the same key in all its variants, but not the same way into the engine.
    private static string NameOf(FieldShape field) => $"{field.Property.ReflectedType!.Name}.{field.Key}";

    private static IEnumerable<Place> Places((string File, string[] Changes) network)
    {
        int index = NetworksOfEveryKey.All.ToList().IndexOf(network);
        return Walk(RecordShape.Of(typeof(NetworkDescription)), DescriptionWriter.Write(Load(index)!), "", index);
    }

    /// <summary>The values in a file, with their keys and paths.</summary>
    private static IEnumerable<Place> Walk(ValueShape shape, JsonNode? node, string path, int network)
    {
        switch (shape)
        {
            case ListShape list:
                return ((JsonArray)node!).SelectMany((element, i) => Walk(list.Element, element, $"{path}[{i}]", network));
            case MapShape map:
                return ((JsonObject)node!).SelectMany(pair => Walk(map.Element, pair.Value, $"{path}.{pair.Key}", network));
            case VariantShape variant:
                return Walk(variant.Variants[(string)node![variant.Key]!], node, path, network);
            case RecordShape record:
                return record.Fields.Where(field => node![field.Key] is not null).SelectMany(field =>
                {
                    string inside = path.Length == 0 ? field.Key : $"{path}.{field.Key}";
                    return IsLeaf(field.Shape) ? [new Place(NameOf(field), network, inside, field.Shape, node![field.Key]!)]
                        : Walk(field.Shape, node![field.Key], inside, network);
                });
            default:
                return [];
        }
    }

    private static NetworkDescription? Load(int network, params string[] changes)
    {
        try
        {
            return NetworksOfEveryKey.Load(NetworksOfEveryKey.All[network], changes);
        }
        catch (NetworkFileException) when (changes.Length > 0)
        {
            return null;
        }
    }

    private static readonly Dictionary<int, ulong> s_unchanged = [];

    private static ulong Unchanged(int network)
    {
        if (!s_unchanged.TryGetValue(network, out ulong outcome)) s_unchanged.Add(network, outcome = Outcome(Load(network)!));
        return outcome;
    }

    /// <summary>A hash of all spikes, weights and tables of a run.</summary>
    private static ulong Outcome(NetworkDescription description)
    {
        using TemporaryFolder folder = new();
        Network network = NetworkBuilder.Build(description);
        IReadOnlyList<IRecorder> recorders = new RecordingContext(network, folder.Path).CreateAll();
        Simulation simulation = new(network, recorders, 1);
        if (description.Task is TaskDescription task)
        {
            ITask learning = task.Create(simulation);
            simulation.Run(learning);
            learning.Result.WriteTables(folder.Path);
            File.WriteAllLines(folder.File("answers.txt"),
                learning.Result.Tables.SelectMany(table => table.Rows.Select(row => string.Join(' ', row))));
        }
        else
        {
            simulation.Advance(network.Steps(description.Duration!.Value));
        }

        foreach (IRecorder recorder in recorders) recorder.Finish(network);
        foreach (IRecorder recorder in recorders) recorder.Dispose();
        foreach (IRecorder recorder in recorders) recorder.Result?.WriteTables(folder.Path);
        Fingerprint hash = Fingerprint.Empty;
        hash.Add(network.SpikesHash);
        hash.Add(network.WeightsHash);
        foreach (DecodingRecorder decoding in recorders.OfType<DecodingRecorder>())
        {
            foreach (RasterSpikes raster in decoding.Rasters)
            {
                foreach (int neuron in raster.EventNeurons) hash.Add((ulong)neuron);
                hash.Add((ulong)raster.LaterNeurons.Count << 32);
            }
        }

        foreach (string file in Directory.EnumerateFiles(folder.Path).Order())
            foreach (byte value in File.ReadAllBytes(file)) hash.Add(value);
        return hash.Value;
    }

    /// <summary>A value in one of the networks.</summary>
    private sealed record Place(string Key, int Network, string Path, ValueShape Shape, JsonNode Value)
    {
        // Names that some key may hold; those that a file does not allow are refused by its checks.
        private static readonly string[] s_names =
        [
            "input1", "hidden1", "hidden2", "output", "pyr1", "pyr2", "pv", "som", "pyr", "excitatory", "inhibitory", "excitation", "main",
            "pyramidal", "lif", "noise", "feedback", "two-phase", "single-phase", "eventRate", "burstRate", "spikeRate", "somaPotential",
            "dendritePotential", "renamed", "../Reference/synapses-2.csv", "../Reference/delays-2.csv", "../Reference/spikes-2.csv",
            "../Reference/stimuli-2.csv", "first", "second", "third", "excitatory -> inhibitory soma-ampa",
        ];

        /// <summary>Changes of the value, the likeliest to be allowed first.</summary>
        public IEnumerable<string> Candidates => Values(Shape, Value).Select(value => $"{Path}={value}");

        private static IEnumerable<string> Values(ValueShape shape, JsonNode value)
        {
            switch (shape)
            {
                case QuantityShape:
                    string[] parts = ((string)value!).Split(' ', 2);
                    return Numbers(double.Parse(parts[0], CultureInfo.InvariantCulture)).Select(number => $"{number} {parts[1]}");
                case NumberShape:
                    return Numbers((double)value);
                case IntegerShape:
                    long whole = (long)value;
                    return [Text(whole + 1), Text(whole - 1), Text(whole * 2), Text(1 - whole)];
                case FlagShape:
                    return [(bool)value ? "false" : "true"];
                case ChoiceShape choice:
                    return choice.Choices.Keys.Where(name => name != (string)value!);
                case TextShape:
                    return s_names.Where(name => name != (string)value!);
                case ListShape list:
                    JsonArray all = (JsonArray)value;
                    string[] elements = [.. all.Select(element => element!.ToJsonString())];
                    string[] shorter = elements.Length > 1 ? [$"[{string.Join(", ", elements[..^1])}]"] : [];
                    string quote = list.Element is TextShape ? "\"" : "";
                    IEnumerable<string> others = Values(list.Element, all[0]!).Select(first => quote + first + quote);
                    return [.. shorter, .. others.Select(first => $"[{string.Join(", ", elements[1..].Prepend(first))}]")];
                default:
                    throw new NotSupportedException($"how to change a {shape.GetType().Name}?");
            }
        }

        private static IEnumerable<string> Numbers(double value) =>
            (value == 0 ? [1, 0.1, 10, 0.01, -1] : new[] { 1.25, 0.8, 2, 0.5, 4, 0.25 }.Select(factor => factor * value).Append(value + 1))
                .Select(number => number.ToString("R", CultureInfo.InvariantCulture));

        private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
    }
}
