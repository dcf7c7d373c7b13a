using System.Globalization;
using System.Text;
using System.Text.Json;
using Spiking.Files;
using Spiking.Plotting.Drawing;
using Spiking.Plotting.Storage;
using Spiking.Text;

namespace Spiking.Plotting;

/// <summary>
/// Kinds of files that figures are drawn into: scalable drawings with text, images of 300 pixels per inch, and pages of the figure's size
/// for journals.
/// </summary>
internal enum FigureFormat
{
    Svg,
    Png,
    Pdf,
}

/// <summary>
/// Figures as files in a folder. "name.svg" and its like show one. "name.json" describes everything of it except its numbers, which are
/// beside it as CSV: in "name-a.csv" for a panel with this letter, or its number if it has none. Spikes of a panel that also shows other
/// series are in "name-a-spikes.csv". A person may change the description (colours, ranges, titles, sizes) and have the figure drawn again.
/// </summary>
internal static class FigureFiles
{
    /// <summary>Name of the folder with the figures of a run, a sweep, a study or a paper.</summary>
    public const string Folder = "figures";

    /// <summary>Formats that are written unless others are asked for.</summary>
    public static IReadOnlyList<FigureFormat> DefaultFormats { get; } = [FigureFormat.Svg, FigureFormat.Png];

    /// <summary>
    /// Writes all files of a figure into a folder, which is made if it is not there, in place of those of the same names: drawings in the
    /// default formats if none are given, no drawings if the formats are empty. Returns the paths, the drawings first.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The name or a letter is not fit for a file name, two panels have the same letter, an end of an axis or another number by which the
    /// figure is drawn is not finite, or the figure contradicts itself. The message names the figure.
    /// </exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static IReadOnlyList<string> Write(Figure figure, string folder, string name, IReadOnlyList<FigureFormat>? formats = null)
    {
        string[] letters = [.. figure.Panels.Select(NameOf)];
        if (letters.Prepend(name).FirstOrDefault(part => !IsFileName(part)) is string unfit)
            throw new ArgumentException($"'{unfit}' is not fit for a file name.");
        if (letters.Distinct(StringComparer.OrdinalIgnoreCase).Count() < letters.Length)
            throw new ArgumentException($"Two panels of figure '{name}' have the same letter.");

        // Described and drawn before the first file is made: a figure that cannot be drawn leaves nothing behind.
        string description = Describe(figure);
        FigureRenderer renderer = Drawn(figure, description, name);
        (string Name, byte[] Content)[] files =
        [
            .. (formats ?? DefaultFormats).Distinct().Select(format => ($"{name}.{Extension(format)}", renderer.Write(format))),
            ($"{name}.json", Encoding.UTF8.GetBytes(description)),
            .. Tables(figure).Select(table => ($"{name}-{table.Name}.csv", Encoding.UTF8.GetBytes(table.Content()))),
        ];
        Directory.CreateDirectory(folder);
        foreach ((string file, byte[] content) in files) File.WriteAllBytes(Path.Combine(folder, file), content);
        return [.. files.Select(file => Path.Combine(folder, file.Name))];
    }

    /// <summary>The description of a figure: the text of "name.json".</summary>
    public static string Describe(Figure figure) => DescriptionWriter.Write(
        figure with { Panels = [.. figure.Panels.Select(panel => panel with { Series = StoredSeries.Of(panel) })] })
        .ToJsonString(IndentedJson.Options) + "\n";

    /// <summary>Reads a figure from its description, the file "name.json", and the tables beside it.</summary>
    /// <exception cref="NetworkFileException">The description has mistakes: all of them are listed.</exception>
    /// <exception cref="FormatException">A table is wrong; the message says where.</exception>
    /// <exception cref="ArgumentException">
    /// The figure, or a table, contradicts itself: the positions of a map are not evenly spaced.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static Figure Load(string description)
    {
        Figure figure = FigureChecks.File.Load(description);
        string[] tables = TablesOf(description, figure.Panels);
        return figure with { Panels = [.. figure.Panels.Select(Filled)] };

        Panel Filled(Panel panel, int index)
        {
            StoredSeries[] stored = [.. panel.Series.Cast<StoredSeries>()];
            string name = tables[index], spikes = stored.All(series => series.Kind == SeriesKind.Spikes) ? "" : "-spikes";
            Lazy<CsvTable> values = new(() => CsvTable.Read($"{name}.csv")), events = new(() => CsvTable.Read($"{name}{spikes}.csv"));
            return panel with { Series = [.. stored.Select(series => series.Fill(values, events))] };
        }
    }

    /// <summary>Draws a figure again from its description and its tables; only the drawings are replaced. Returns their paths.</summary>
    /// <inheritdoc cref="Load" path="/exception"/>
    public static IReadOnlyList<string> Redraw(string description, IReadOnlyList<FigureFormat> formats)
    {
        FigureRenderer renderer = FigureRenderer.Of(Load(description));
        string[] paths = [.. formats.Select(format => Path.ChangeExtension(description, Extension(format)))];
        foreach ((string path, FigureFormat format) in paths.Zip(formats)) File.WriteAllBytes(path, renderer.Write(format));
        return paths;
    }

    /// <summary>Ending of the files of a format, without the dot.</summary>
    public static string Extension(FigureFormat format) => JsonNamingPolicy.CamelCase.ConvertName(format.ToString());

    // What a description may not say, or our own code refuses, is a contradiction in the figure; anything else is a fault of the program.
    private static FigureRenderer Drawn(Figure figure, string description, string name)
    {
        try
        {
            FigureChecks.File.Parse(description, name);
            return FigureRenderer.Of(figure);
        }
        catch (NetworkFileException e)
        {
            (string place, string fault) = (e.Problems[0].Path, e.Problems[0].Message);

            // A number that is not finite is a word in a file.
            bool isWord = fault.Contains("NaN\"", StringComparison.Ordinal) || fault.Contains("Infinity\"", StringComparison.Ordinal);
            throw new ArgumentException(
                $"Figure '{name}' cannot be drawn: {place}{(isWord ? " is not a finite number." : ": " + fault)}", e);
        }
        catch (ArgumentException e) when (e.TargetSite?.Module.Assembly == typeof(FigureFiles).Assembly)
        {
            throw new ArgumentException($"Figure '{name}' cannot be drawn: {e.Message}", e);
        }
    }

    /// <summary>The tables of all panels with the ends of their names.</summary>
    public static IEnumerable<(string Name, Func<string> Content)> Tables(Figure figure)
    {
        foreach ((int i, Panel panel) in figure.Panels.Index())
        {
            int rasters = panel.Series.Count(series => series is RasterSeries);
            bool hasOthers = rasters < panel.Series.Count;
            if (hasOthers || rasters == 0) yield return (NameOf(panel, i), () => PanelCsv.Values(panel));
            if (rasters > 0) yield return (NameOf(panel, i) + (hasOthers ? "-spikes" : ""), () => PanelCsv.Spikes(panel));
        }
    }

    // Who gives panels other letters, or none, leaves their tables as they are: these have the letters, or the numbers, of the places.
    private static string[] TablesOf(string description, IReadOnlyList<Panel> panels)
    {
        string[][] all = [.. ((Func<Panel, int, string>[])[NameOf, (_, i) => Panel.LetterOf(i), (_, i) => NumberText.Plain(i + 1, 0)])
            .Select(name => panels.Select((panel, i) => $"{Path.ChangeExtension(description, null)}-{name(panel, i)}").ToArray())];
        return all.Where(tables => tables.Distinct().Count() == tables.Length)
            .MaxBy(tables => tables.Count(table => File.Exists(table + ".csv") || File.Exists(table + "-spikes.csv")))!;
    }

    /// <summary>Letter of a panel; its number, from 1, if it has none.</summary>
    internal static string NameOf(Panel panel, int index) =>
        panel.Letter.Length > 0 ? panel.Letter : (index + 1).ToString(CultureInfo.InvariantCulture);

    // The same names must do on every file system.
    private static bool IsFileName(string name) => !string.IsNullOrWhiteSpace(name) && !name.StartsWith('.')
        && !name.Any(character => character < ' ' || "/\\:*?\"<>|".Contains(character, StringComparison.Ordinal));
}
