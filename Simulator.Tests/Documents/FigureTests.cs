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

    [GeneratedRegex(@"!\[[^\]]*\]\(([^)]+\.svg)\)")]
    private static partial Regex Image();
}
