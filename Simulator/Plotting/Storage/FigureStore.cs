using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spiking.Files;

namespace Spiking.Plotting.Storage;

/// <summary>
/// Figures as files: "name.json" describes everything of a figure except its numbers, which lie beside it as CSV. A person may change the
/// description (colours, ranges, titles, sizes) and have the figure drawn again.
/// </summary>
internal static class FigureStore
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IgnoreReadOnlyProperties = true,
        TypeInfoResolver = FigureJson.Default,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new StoredSeries.Converter(),
            new StoredSeries.ColourConverter() },
    };

    /// <summary>The description of a figure.</summary>
    /// <param name="figure">The figure.</param>
    public static string Describe(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return JsonSerializer.Serialize(figure with { Panels = [.. figure.Panels.Select(Describe)] }, s_options) + "\n";
    }

    /// <summary>Reads a figure from its description and the tables beside it.</summary>
    /// <param name="path">Path of "name.json".</param>
    /// <exception cref="NetworkFileException">The description has mistakes: all of them are listed.</exception>
    /// <exception cref="FormatException">A table is wrong; the message says where.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Figure Load(string path)
    {
        Figure figure = Parse(path);
        string start = path[..^Path.GetExtension(path).Length];
        return figure with { Panels = [.. figure.Panels.Select((panel, i) => Fill(panel, $"{start}-{NameOf(panel, i)}"))] };
    }

    /// <summary>Part of the names of the files of a panel: its letter, or its number if it has none.</summary>
    internal static string NameOf(Panel panel, int index) =>
        panel.Letter.Length > 0 ? panel.Letter : (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The tables of a panel with the ends of their names: "" for numbers, "-spikes" for spikes where both are there.</summary>
    internal static IEnumerable<(string Ending, string Content)> Tables(Panel panel)
    {
        bool onlySpikes = Endings(panel) is [""] && panel.Series.Any(series => series is RasterSeries);
        return Endings(panel).Select(ending => (ending, ending.Length > 0 || onlySpikes ? PanelCsv.Spikes(panel) : PanelCsv.Values(panel)));
    }

    /// <summary>The ends of the names of the tables of a panel.</summary>
    internal static string[] Endings(Panel panel)
    {
        bool spikes = panel.Series.Any(series => series is RasterSeries), others = panel.Series.Any(series => series is not RasterSeries);
        return spikes && others ? ["", "-spikes"] : [""];
    }

    private static Panel Describe(Panel panel)
    {
        IReadOnlyList<PanelColumn> columns = PanelColumn.Of(panel);
        return panel with
        {
            Series = [.. panel.Series.Select(series =>
                StoredSeries.Of(series,
                    [.. columns.Where(column => ReferenceEquals(column.Series, series)).Select(column => column.Heading)]))],
        };
    }

    private static Figure Parse(string path)
    {
        string text = File.ReadAllText(path);
        List<Problem> problems = [];
        if (TreeReader.Read(text, path, problems) is Node root) new FigureChecks(path, problems).Check(root);
        return problems.Count == 0 ? JsonSerializer.Deserialize<Figure>(text, s_options)! : throw new NetworkFileException(problems);
    }

    private static Panel Fill(Panel panel, string start)
    {
        StoredSeries[] stored = [.. panel.Series.Cast<StoredSeries>()];
        string ending = stored.All(series => series.Kind == "spikes") ? "" : "-spikes";
        Lazy<StoredTable> values = new(() => StoredTable.Load(start + ".csv")),
            spikes = new(() => StoredTable.Load($"{start}{ending}.csv"));
        return panel with { Series = [.. stored.Select(series => series.Fill(() => values.Value, () => spikes.Value))] };
    }
}

/// <summary>
/// What the serializer has to know of figures, written by the compiler: finding it out by reflection takes a good part of the time that a
/// short run needs after its network has ended.
/// </summary>
[JsonSerializable(typeof(Figure))]
[JsonSerializable(typeof(StoredSeries))]
internal sealed partial class FigureJson : JsonSerializerContext;
