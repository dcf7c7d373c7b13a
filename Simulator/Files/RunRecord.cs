using System.Text.Json.Nodes;

namespace Spiking.Files;

/// <summary>The file of a run that has all about it: the resolved experiment, time, machine, version.</summary>
internal static class RunRecord
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "run.json";

    /// <summary>Writes the file.</summary>
    /// <param name="record">What it says.</param>
    /// <param name="folder">The folder of the run.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(JsonNode record, string folder) =>
        File.WriteAllText(Path.Combine(folder, FileName), record.ToJsonString(IndentedJson.Options) + "\n");
}
