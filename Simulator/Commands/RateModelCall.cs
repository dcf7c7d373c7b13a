using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.Runs;
using Spiking.Text;

namespace Spiking.Commands;

/// <summary>
/// The call that began the training of a rate model. It is kept in the folder of the training's state, so that the command resume needs
/// nothing but the folder.
/// </summary>
internal static partial class RateModelCall
{
    private const string FileName = "call.json";
    /// <summary>
    /// The folder of the state that a path means, that folder itself or the one of the results; null: there is none, or it does not say how
    /// it was begun.
    /// </summary>
    public static string? Find(string path)
    {
        string folder = path.TrimEnd('/', '\\');
        string results = IncompleteName().Replace(folder, "");
        string[] candidates = [folder, UnfinishedTraining.StateOf(folder), UnfinishedTraining.StateOf(results)];
        return candidates.FirstOrDefault(candidate =>
            candidate.EndsWith(UnfinishedTraining.StateOf(""), StringComparison.Ordinal) && File.Exists(Path.Combine(candidate, FileName)));
    }

    /// <summary>Keeps a call.</summary>
    /// <param name="state">The folder of the state.</param>
    /// <param name="request">The call.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string state, ExperimentRequest request)
    {
        JsonObject call = new()
        {
            ["file"] = Path.GetFullPath(request.File.Path),
            ["set"] = List(request.Overrides),
            ["cases"] = List(request.Cases),
            ["output"] = Path.GetFullPath(request.Output),
            ["figures"] = List([.. request.Figures.Select(format => format.ToString())]),
            ["run"] = request.RunName,
            ["realizations"] = request.Realizations,
            ["data"] = request.Data is string data ? Path.GetFullPath(data) : null,
            ["command"] = request.Command,
        };
        Directory.CreateDirectory(state);
        File.WriteAllText(Path.Combine(state, FileName), call.ToJsonString() + "\n");

        static JsonArray List(IReadOnlyList<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
    }

    /// <summary>Removes the folder of a state in which there is nothing but the call: the training did not begin.</summary>
    public static void Forget(string state)
    {
        if (!Directory.Exists(state) || Directory.EnumerateFileSystemEntries(state).Any(entry => Path.GetFileName(entry) != FileName))
            return;
        Directory.Delete(state, recursive: true);
    }

    /// <summary>Reads the call, to be made again.</summary>
    /// <param name="state">The folder of the state.</param>
    /// <param name="threads">Number of threads.</param>
    /// <param name="force">Whether results that have been written meanwhile are replaced.</param>
    /// <exception cref="CommandException">The call is damaged.</exception>
    /// <exception cref="NetworkFileException">The file of the experiment is gone.</exception>
    public static ExperimentRequest Read(string state, int threads, bool force)
    {
        string path = Path.Combine(state, FileName);
        try
        {
            JsonNode call = JsonNode.Parse(File.ReadAllText(path)) ?? throw new JsonException("it is empty.");
            return new ExperimentRequest(
                SourceFile.Read(Text("file"), "rate model"), Texts("set"), Text("output"),
                [.. Texts("figures").Select(Enum.Parse<FigureFormat>)])
            {
                RunName = (string?)call["run"],
                Destination = UnfinishedTraining.DestinationOf(state),
                Realizations = (int?)call["realizations"],
                Cases = Texts("cases"),
                Data = (string?)call["data"],
                Command = (string?)call["command"] ?? TypedCommand.ByName,
                Threads = threads,
                Force = force,
                Resume = true,
            };

            string Text(string key) => (string?)call[key] ?? throw new JsonException($"\"{key}\" is missing.");
            string[] Texts(string key) =>
                [.. (call[key] as JsonArray ?? throw new JsonException($"\"{key}\" is missing.")).Select(text => (string?)text ?? "")];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new CommandException($"{path} is damaged: {e.Message} Begin anew with run and --force.");
        }
    }

    // As FinishIncomplete of RunFolder names folders.
    [GeneratedRegex(@"(?<=[^/\\])\.incomplete(-\d+)?$")]
    private static partial Regex IncompleteName();
}
