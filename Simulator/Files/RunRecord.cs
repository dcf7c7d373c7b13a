using System.Text.Json;
using System.Text.Json.Nodes;

namespace Spiking.Files;

/// <summary>The file of a run that has all about it: the resolved experiment, time, machine, version.</summary>
internal static class RunRecord
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "run.json";

    // Of a network, a protocol and a rate model.
    private static readonly string[] s_keys = ["network", "protocols", "cases"];

    /// <summary>The key under which a file holds what was run, if it is such a file; null: it is none.</summary>
    /// <param name="file">The file.</param>
    public static Member? KeyIn(ObjectNode file) =>
        file.Find("version") is null || file.Find("runTime_s") is null ? null
        : s_keys.Select(file.Find).FirstOrDefault(member => member is not null);

    /// <summary>The resolved experiment of a finished run; null if its folder has no such file, or a damaged one.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static JsonNode? ExperimentIn(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(path) && JsonNode.Parse(File.ReadAllText(path)) is JsonObject record
                ? s_keys.Select(key => record[key]).FirstOrDefault(experiment => experiment is not null) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the file.</summary>
    /// <param name="record">What it says.</param>
    /// <param name="folder">The folder of the run.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(JsonNode record, string folder) =>
        File.WriteAllText(Path.Combine(folder, FileName), record.ToJsonString(IndentedJson.Options) + "\n");
}
