using System.Text;
using System.Xml.Linq;
using Spiking.Files;
using Spiking.Plotting.Drawing;
using Spiking.Plotting.Storage;

namespace Spiking.Plotting;

/// <summary>Writes figures into a folder, each with the numbers of its panels beside it.</summary>
internal static class FigureFiles
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Formats that are written unless others are asked for.</summary>
    public static IReadOnlyList<FigureFormat> DefaultFormats { get; } = [FigureFormat.Svg, FigureFormat.Png];

    /// <summary>
    /// Writes "name.svg" and its like in every format, "name.json" that describes the figure, and for every panel "name-a.csv" after its
    /// letter, or its number if it has none. Spikes of a panel that also shows other series go into "name-a-spikes.csv".
    /// </summary>
    /// <param name="figure">The figure.</param>
    /// <param name="folder">The folder; made if it is not there. Files of the same names are replaced.</param>
    /// <param name="name">Beginning of the names of all files, without ending.</param>
    /// <param name="formats">The formats; <see cref="DefaultFormats"/> if absent, only numbers if empty.</param>
    /// <returns>The paths of the files, the drawings first.</returns>
    /// <exception cref="ArgumentException">
    /// The name or a letter is not fit for a file name, two panels have the same letter, or the figure contradicts itself.
    /// </exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static IReadOnlyList<string> Write(Figure figure, string folder, string name, IReadOnlyList<FigureFormat>? formats = null)
    {
        ArgumentNullException.ThrowIfNull(figure);
        CheckName(name);
        string[] letters = [.. figure.Panels.Select(FigureStore.NameOf)];
        foreach (string letter in letters) CheckName(letter);
        if (letters.Distinct(StringComparer.OrdinalIgnoreCase).Count() < letters.Length)
            throw new ArgumentException($"Two panels of figure '{name}' have the same letter.");

        // Drawn before the first file is made: a figure that cannot be drawn leaves nothing behind.
        formats ??= DefaultFormats;
        byte[][] contents =
        [
            .. formats.Distinct().Select(format => FigureRenderer.Of(figure).Write(format)),
            s_utf8.GetBytes(FigureStore.Describe(figure)),
            .. figure.Panels.SelectMany(FigureStore.Tables).Select(table => s_utf8.GetBytes(table.Content)),
        ];
        Directory.CreateDirectory(folder);
        List<string> paths = [.. Names(figure, name, formats).Select(file => Path.Combine(folder, file))];
        paths.Insert(formats.Distinct().Count(), Path.Combine(folder, $"{name}.json"));
        foreach ((string path, byte[] content) in paths.Zip(contents)) File.WriteAllBytes(path, content);
        return paths;
    }

    /// <summary>Names of the drawings and tables of a figure, as <see cref="Write"/> gives them.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="name">Beginning of the names of all files.</param>
    /// <param name="formats">The formats.</param>
    public static IReadOnlyList<string> Names(Figure figure, string name, IReadOnlyList<FigureFormat> formats)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return
        [
            .. formats.Distinct().Select(format => $"{name}.{Extension(format)}"),
            .. figure.Panels.SelectMany(
                (panel, i) => FigureStore.Endings(panel).Select(ending => $"{name}-{FigureStore.NameOf(panel, i)}{ending}.csv")),
        ];
    }

    /// <summary>Draws a figure again from "name.json" and the tables beside it; only the drawings are replaced.</summary>
    /// <param name="description">Path of "name.json".</param>
    /// <param name="formats">The formats.</param>
    /// <returns>The paths of the drawings.</returns>
    /// <exception cref="NetworkFileException">The description has mistakes: all of them are listed.</exception>
    /// <exception cref="FormatException">A table is wrong; the message says where.</exception>
    /// <exception cref="ArgumentException">The figure contradicts itself.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static IReadOnlyList<string> Redraw(string description, IReadOnlyList<FigureFormat> formats)
    {
        FigureRenderer renderer = FigureRenderer.Of(FigureStore.Load(description));
        List<string> paths = [];
        foreach (FigureFormat format in formats)
        {
            paths.Add(Path.ChangeExtension(description, Extension(format)));
            File.WriteAllBytes(paths[^1], renderer.Write(format));
        }

        return paths;
    }

    /// <summary>The figure as SVG, to be written into a page.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="prefix">Beginning of the names of its parts; the figures of one page need different ones.</param>
    /// <exception cref="ArgumentException">The figure contradicts itself.</exception>
    public static XElement Svg(Figure figure, string prefix)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return FigureRenderer.Of(figure).Svg(prefix);
    }

    /// <summary>Ending of the files of a format, without the dot.</summary>
    /// <param name="format">The format.</param>
    public static string Extension(FigureFormat format) =>
        format switch { FigureFormat.Png => "png", FigureFormat.Pdf => "pdf", _ => "svg" };

    // The same names must do on every file system.
    private static void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.StartsWith('.') || name.Any(character => character < ' ' || "/\\:*?\"<>|".Contains(character, StringComparison.Ordinal)))
            throw new ArgumentException($"'{name}' is not fit for a file name.");
    }
}

/// <summary>Kinds of files that figures are written to.</summary>
internal enum FigureFormat
{
    /// <summary>Scalable drawing with text, for pages and editors.</summary>
    Svg,

    /// <summary>Image of 300 pixels per inch, for slides and texts.</summary>
    Png,

    /// <summary>Page of the figure's size, for journals.</summary>
    Pdf,
}
