using System.Text.Json.Nodes;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.Protocols;
using Spiking.RateModels.Experiments;

namespace Spiking.Runs;

/// <summary>
/// Published data over the figures of the experiments that come with the program. A file that was copied and edited, and has kept its name,
/// is another experiment, and its figures have none. So has a figure whose recorder was changed, because its panels show something else.
/// </summary>
internal static class PublishedExperiments
{
    private const string Recorders = "recorders";

    // The figure of this name is drawn of every run; the recorder of this name only writes a table.
    private const string FigureOfEveryRun = "rates";

    // What does not make it another experiment: words, chance, length, and what is recorded besides the figure.
    private static readonly string[] s_harmless =
        ["name", "description", "seed", "realizations", "duration", "epochs", "testEvery", "measureEvery", Recorders];

    /// <summary>A figure of a network with published data, if there are any for it.</summary>
    /// <param name="network">The network.</param>
    /// <param name="name">Name of the figure's file.</param>
    /// <param name="figure">The figure.</param>
    public static Figure Over(NetworkDescription network, string name, Figure figure) =>
        IsOfProgram(network.Name, network, name, path => NetworkDescription.File.Load(path))
            ? PublishedData.Over(network.Name, network.Description, name, figure)
            : figure;

    /// <summary>A figure of a protocol with published data, if there are any for it.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="name">Name of the figure's file.</param>
    /// <param name="figure">The figure.</param>
    public static Figure Over(ProtocolDescription protocol, string name, Figure figure) =>
        IsOfProgram(protocol.Name, protocol, name, path => ProtocolDescription.File.Load(path))
            ? PublishedData.Over(protocol.Name, protocol.Description, name, figure)
            : figure;

    /// <summary>A figure of a rate model with published data, if there are any for it.</summary>
    /// <param name="experiment">The rate model, which has one case.</param>
    /// <param name="name">Name of the figure's file.</param>
    /// <param name="figure">The figure.</param>
    public static Figure Over(ExperimentDescription experiment, string name, Figure figure) =>
        IsOfProgram(experiment.Name, experiment, name, path => ExperimentDescription.File.Load(path))
            ? PublishedData.Over(experiment.Name, experiment.Description, name, figure)
            : figure;

    /// <summary>Whether two networks are the same experiment, as far as a figure shows it.</summary>
    /// <param name="one">A network.</param>
    /// <param name="other">Another one.</param>
    /// <param name="figure">Name of the figure's file.</param>
    public static bool AreSame(NetworkDescription one, NetworkDescription other, string figure) =>
        JsonNode.DeepEquals(Core(one, figure), Core(other, figure));

    private static bool IsOfProgram(string name, object description, string figure, Func<string, object> load)
    {
        string path = Path.Combine(ExperimentLibrary.OfProgram, name + ".json");
        if (!PublishedData.Knows(name, figure) || !File.Exists(path)) return false;
        try
        {
            return JsonNode.DeepEquals(Core(description, figure), Core(load(path), figure));
        }
        catch (NetworkFileException)
        {
            return false;
        }
    }

    // What both are compared by: the description without what is harmless, and the recorder that draws the figure.
    private static JsonObject Core(object description, string figure)
    {
        JsonObject written = DescriptionWriter.Write(description);

        // A recorder names its figure by its type. A second one of the type has a number there: "decoding-2".
        JsonNode? recorder = figure == FigureOfEveryRun
            ? null
            : (written[Recorders] as JsonArray)?.FirstOrDefault(one => (string?)one!["type"] == figure);
        foreach (string key in s_harmless) written.Remove(key);
        (written["task"] as JsonObject)?.Remove("epochs");
        return new JsonObject { ["experiment"] = written, ["recorder"] = recorder?.DeepClone() };
    }
}
