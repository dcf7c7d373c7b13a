using System.Text.Json.Nodes;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.Protocols;

namespace Spiking.Runs;

/// <summary>
/// Published data over the figures of the experiments that come with the program. A file that was copied and edited, and has kept its name,
/// is another experiment: its figures have none.
/// </summary>
internal static class PublishedExperiments
{
    // What does not make it another experiment: words, chance, length, and what is recorded.
    private static readonly string[] s_harmless = ["name", "description", "seed", "realizations", "duration", "recorders"];

    /// <summary>A figure of a network with published data, if there are any for it.</summary>
    /// <param name="network">The network.</param>
    /// <param name="name">Name of the figure's file.</param>
    /// <param name="figure">The figure.</param>
    public static Figure Over(NetworkDescription network, string name, Figure figure) =>
        IsOfProgram(network.Name, network, path => NetworkDescription.File.Load(path))
            ? PublishedData.Over(network.Name, network.Description, name, figure)
            : figure;

    /// <summary>A figure of a protocol with published data, if there are any for it.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="name">Name of the figure's file.</param>
    /// <param name="figure">The figure.</param>
    public static Figure Over(ProtocolDescription protocol, string name, Figure figure) =>
        IsOfProgram(protocol.Name, protocol, path => ProtocolDescription.File.Load(path))
            ? PublishedData.Over(protocol.Name, protocol.Description, name, figure)
            : figure;

    /// <summary>Whether two networks are the same experiment.</summary>
    public static bool AreSame(NetworkDescription one, NetworkDescription other) => JsonNode.DeepEquals(Core(one), Core(other));

    private static bool IsOfProgram(string name, object description, Func<string, object> load)
    {
        string path = Path.Combine(ExperimentLibrary.OfProgram, name + ".json");
        if (!PublishedData.Knows(name) || !File.Exists(path)) return false;
        try
        {
            return JsonNode.DeepEquals(Core(description), Core(load(path)));
        }
        catch (NetworkFileException)
        {
            return false;
        }
    }

    private static JsonObject Core(object description)
    {
        JsonObject written = DescriptionWriter.Write(description);
        foreach (string key in s_harmless) written.Remove(key);
        (written["task"] as JsonObject)?.Remove("epochs");
        return written;
    }
}
