using System.Text.RegularExpressions;
using Spiking.Plotting;
using Spiking.Tests.Architecture;

namespace Spiking.Tests.Documents;

/// <summary>The figures of README and the documents.</summary>
public sealed partial class FigureTests
{
    private static IEnumerable<string> Shown() => Directory.EnumerateFiles(Path.Combine(SourceFiles.Root, "docs"), "*.md")
        .Append(Path.Combine(SourceFiles.Root, "README.md"))
        .SelectMany(document => Image().Matches(File.ReadAllText(document))
            .Select(image => Path.GetRelativePath(SourceFiles.Root,
                Path.GetFullPath(Path.Combine(Path.GetDirectoryName(document)!, image.Groups[1].Value)))))
        .Distinct().Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Shown))]
    public void A_figure_is_what_figures_redraw_draws_from_the_numbers_beside_it(string path)
    {
        using TemporaryFolder folder = new();
        string source = Path.Combine(SourceFiles.Root, path), name = Path.GetFileNameWithoutExtension(path);
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(source)!, name + "*.*")) File.Copy(file,
            folder.File(Path.GetFileName(file)));

        FigureFiles.Redraw(folder.File(name + ".json"), [FigureFormat.Svg]);

        Assert.That(File.ReadAllText(folder.File(name + ".svg")), Is.EqualTo(File.ReadAllText(source)), "figures redraw . draws it anew");
    }

    // Eight colours are easily used up: of nine labels in three panels two had the same.
    [TestCaseSource(nameof(Shown))]
    public void No_two_things_that_a_panel_names_look_alike(string path)
    {
        Figure figure = FigureFiles.Load(Path.ChangeExtension(Path.Combine(SourceFiles.Root, path), ".json"));
        foreach (Panel panel in figure.Panels)
        {
            Assert.That(panel.Series.OfType<BarSeries>().Where(bars => bars.Name.Length > 0).Select(bars => bars.Colour), Is.Unique);
            Assert.That(panel.Series.OfType<LineSeries>().Where(line => line.Name.Length > 0).DistinctBy(line => line.Name)
                .Select(line => (line.Colour, line.Style, line.Width)), Is.Unique);
        }
    }

    [GeneratedRegex(@"!\[[^\]]*\]\(([^)]+\.svg)\)")]
    private static partial Regex Image();
}
