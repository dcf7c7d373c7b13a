using System.CommandLine;
using Spectre.Console;
using Spiking.Runs;
using Spiking.Text;

namespace Spiking.Commands;

/// <summary>list and copy: the experiments that come with the program.</summary>
internal static class LibraryCommands
{
    /// <summary>list: says which experiments there are.</summary>
    public static Command CreateList()
    {
        Command command = new(
            "list",
            """
            Lists the experiments that come with the program and can be called by name, wherever you are:
              run xor-burstccn          an experiment
              run one-cell              an example
              reproduce burstccn-fig2   a study
            """);
        command.SetAction(_ => CommandLine.Guard(() =>
        {
            IAnsiConsole console = PlainTables.Console();
            PlainTable table = new("name", "what it is");
            foreach (KnownExperiment known in ExperimentLibrary.All())
                table.AddRow(known.Name, known.Summary);
            console.Write(table);
            return 0;
        }));
        return command;
    }

    /// <summary>copy: puts their files where they can be changed.</summary>
    public static Command CreateCopy()
    {
        Command command = new(
            "copy",
            """
            Copies the files of all experiments into the folder networks, with the schemas by which editors check them, so that they can be read, changed and extended.
              copy                      into the present folder: afterwards the commands of the documentation work as they are written
            """);
        Argument<string> destination =
            new("folder") { Description = "The folder in which networks is made.", DefaultValueFactory = _ => "." };
        command.Arguments.Add(destination);
        command.SetAction(parsed => CommandLine.Guard(() =>
        {
            string target = Path.Combine(parsed.GetRequiredValue(destination), ExperimentLibrary.FolderName);
            try
            {
                int copied = ExperimentLibrary.CopyTo(target);
                Console.WriteLine($"{copied} files are in {ShellText.Quoted(target)}.");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                string reason = RunFolder.FileAbove(target) is string file ? $"{file} is a file, where a folder is needed." : e.Message;
                throw new CommandException($"the experiments could not be copied into {target}: {reason}");
            }

            return 0;
        }));
        return command;
    }
}
