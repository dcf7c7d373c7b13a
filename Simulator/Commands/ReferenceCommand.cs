using System.CommandLine;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Papers;
using Spiking.Protocols;
using Spiking.RateModels.Experiments;
using Spiking.Runs;
using Spiking.Studies;

namespace Spiking.Commands;

/// <summary>reference: writes the pages that describe everything files can say.</summary>
internal static class ReferenceCommand
{
    /// <summary>The records of the kinds of files that the pages describe.</summary>
    public static IReadOnlyList<Type> Files { get; } = [typeof(NetworkDescription), typeof(ProtocolDescription), typeof(StudyDescription),
        typeof(ExperimentDescription), typeof(PaperDescription)];

    public static Command Create()
    {
        Command command = new(
            "reference",
            "Writes pages (Markdown) that describe everything files can say: neuron models, currents, rules, recorders, tasks, protocols.");
        Option<string> output = new("--output")
        {
            Description = "The folder that receives the pages.",
            DefaultValueFactory = _ => Path.Combine("docs", "reference"),
            HelpName = "folder",
        };
        command.Options.Add(output);
        command.SetAction(parsed => CommandLine.Guard(() =>
        {
            string folder = Path.GetFullPath(OutputOption.Of(parsed, output));
            IReadOnlyDictionary<string, string> pages = ReferencePages.Write(Files);
            Write(folder, pages);
            Console.WriteLine($"{folder}: {pages.Count} pages.");
            return 0;
        }));
        return command;
    }

    private static void Write(string folder, IReadOnlyDictionary<string, string> pages)
    {
        try
        {
            // All are looked at before any is written.
            foreach (string path in pages.Keys.Select(name => Path.Combine(folder, name)).Where(File.Exists))
                if (!File.ReadAllText(path).StartsWith(ReferencePages.Mark, StringComparison.Ordinal))
                    throw new CommandException(
                        $"{path} was not written by this command. Nothing was written; give another folder with --output.");
            Directory.CreateDirectory(folder);
            foreach ((string name, string text) in pages) File.WriteAllText(Path.Combine(folder, name), text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string reason = RunFolder.FileAbove(folder) is string file ? $"{file} is a file, where a folder is needed." : e.Message;
            throw new CommandException($"the pages cannot be written into {folder}: {reason}");
        }
    }
}
