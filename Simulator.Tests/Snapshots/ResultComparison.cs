using System.Text.RegularExpressions;

namespace Spiking.Tests.Snapshots;

/// <summary>Compares what two runs have left: every file byte by byte, except what says when, where and how fast they ran.</summary>
internal static partial class ResultComparison
{
    /// <summary>Differences by file.</summary>
    public static IReadOnlyList<string> Differences(string expected, string found)
    {
        string[] names = Files(expected), others = Files(found);
        return
        [
            .. names.Except(others).Select(name => name + " is missing"),
            .. others.Except(names).Select(name => name + " is there in addition"),
            .. names.Intersect(others).Where(name => !AreEqual(Path.Combine(expected, name), Path.Combine(found, name)))
                .Select(name => name + " differs"),
        ];
    }

    private static string[] Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path))
            .Order(StringComparer.Ordinal)];

    private static bool AreEqual(string first, string second) => Path.GetFileName(first) is "run.json" or "report.html"
        ? Results(first).SequenceEqual(Results(second))
        : File.ReadAllBytes(first).AsSpan().SequenceEqual(File.ReadAllBytes(second));

    private static IEnumerable<string> Results(string path) => File.ReadLines(path).Where(line => !Circumstance().IsMatch(line));

    // Times, processes, threads and vectors; the tables of the page that repeat them and the command.
    [GeneratedRegex(
        "\"(buildTime_s|runTime_s|realTimeFactor|finished|processes|threads|cores|vectorBits)\": "
        + "|<caption><span>(Run|What was asked)</span></caption>")]
    private static partial Regex Circumstance();
}
