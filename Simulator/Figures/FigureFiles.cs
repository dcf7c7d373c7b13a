using System.Text;

namespace Spiking.Figures;

/// <summary>Writes figures into a folder, each with the numbers of its panels beside it.</summary>
public static class FigureFiles
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>
    /// Writes "name.svg" (or the renderer's ending) and for every panel "name-a.csv" after its letter, or its number if it has none.
    /// Spikes of a panel that also shows other series go into "name-a-spikes.csv".
    /// </summary>
    /// <param name="figure">The figure.</param>
    /// <param name="folder">The folder; made if it is not there. Files of the same names are replaced.</param>
    /// <param name="name">Beginning of the names of all files, without ending.</param>
    /// <param name="renderer">What draws the figure.</param>
    /// <returns>The paths of the files, the drawing first.</returns>
    /// <exception cref="ArgumentException">
    /// The name or a letter is not fit for a file name, two panels have the same letter, or the figure contradicts itself.
    /// </exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static IReadOnlyList<string> Write(Figure figure, string folder, string name, IFigureRenderer renderer)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentNullException.ThrowIfNull(renderer);
        CheckName(name);
        string[] letters = [.. figure.Panels.Select((panel, i) => panel.Letter.Length > 0 ? panel.Letter : PanelNumber(i))];
        foreach (string letter in letters)
            CheckName(letter);
        if (letters.Distinct(StringComparer.OrdinalIgnoreCase).Count() < letters.Length)
            throw new ArgumentException($"Two panels of figure '{name}' have the same letter.");

        // Drawn before the first file is made: a figure that cannot be drawn leaves nothing behind.
        using StringWriter drawing = new();
        renderer.Render(figure, drawing);
        Directory.CreateDirectory(folder);
        List<string> paths = [];
        Add($"{name}.{renderer.Extension}", drawing.ToString());
        for (int i = 0; i < letters.Length; i++)
        {
            Panel panel = figure.Panels[i];
            bool spikes = panel.Series.Any(series => series is RasterSeries), others = panel.Series.Any(series => series is not RasterSeries);
            if (others || !spikes)
                Add($"{name}-{letters[i]}.csv", PanelCsv.Values(panel));
            if (spikes)
                Add($"{name}-{letters[i]}{(others ? "-spikes" : "")}.csv", PanelCsv.Spikes(panel));
        }

        return paths;

        void Add(string file, string content)
        {
            string path = Path.Combine(folder, file);
            File.WriteAllText(path, content, s_utf8);
            paths.Add(path);
        }
    }

    private static string PanelNumber(int index) => (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    // The same names must do on every file system.
    private static void CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.StartsWith('.') || name.Any(character => character < ' ' || "/\\:*?\"<>|".Contains(character, StringComparison.Ordinal)))
            throw new ArgumentException($"'{name}' is not fit for a file name.");
    }
}
