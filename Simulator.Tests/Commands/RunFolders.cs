using System.Text.Json;
using System.Text.RegularExpressions;

namespace Spiking.Tests.Commands;

/// <summary>Looks at what runs leave.</summary>
internal static class RunFolders
{
    /// <summary>run.json of a folder.</summary>
    public static JsonElement Json(string folder)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "run.json")));
        return document.RootElement.Clone();
    }

    /// <summary>Spike and weight hashes of a run.</summary>
    public static (string? Spikes, string? Weights) Hashes(string folder)
    {
        JsonElement json = Json(folder);
        return (json.GetProperty("spikesHash").GetString(), json.GetProperty("weightsHash").GetString());
    }

    /// <summary>Every file under a folder with its bytes and time of writing.</summary>
    public static string[] Contents(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order()
            .Select(path => $"{path} {File.GetLastWriteTimeUtc(path):O} {Convert.ToHexString(File.ReadAllBytes(path))}"),
    ];

    /// <summary>
    /// Asserts that a page leads to every table, drawing and description of its folder, and to nothing that is not there. Returns the page.
    /// </summary>
    public static string AssertLinked(string folder)
    {
        string page = File.ReadAllText(Path.Combine(folder, "report.html"));
        string[] links = [.. Regex.Matches(page, "href=\"([^\"#]+)\"").Select(link => Uri.UnescapeDataString(link.Groups[1].Value))];
        Assert.That(links.Where(link => !File.Exists(Path.Combine(folder, link))), Is.Empty, "links that lead nowhere");
        Assert.That(
            new[] { folder, Path.Combine(folder, "figures") }.SelectMany(Directory.EnumerateFiles)
                .Select(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'))
                .Where(file => file != "report.html" && !(file.StartsWith("figures/", StringComparison.Ordinal)
                    && file.EndsWith(".json", StringComparison.Ordinal))).Except(links),
            Is.Empty, "files that the page does not name");
        return page;
    }

    /// <summary>Asserts that no temporary folder is left.</summary>
    public static void AssertTidy(string folder) =>
        Assert.That(Directory.EnumerateFileSystemEntries(folder, "*.running", SearchOption.AllDirectories), Is.Empty);
}
