using System.Text.Json;

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

    /// <summary>Asserts that no temporary folder is left.</summary>
    public static void AssertTidy(string folder) =>
        Assert.That(Directory.EnumerateFileSystemEntries(folder, "*.running", SearchOption.AllDirectories), Is.Empty);
}
