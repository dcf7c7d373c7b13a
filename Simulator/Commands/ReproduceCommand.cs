using System.CommandLine;
using System.CommandLine.Help;
using Spiking.Studies;

namespace Spiking.Commands;

/// <summary>reproduce: runs a study of the program by its name, as run does with the path of its file.</summary>
internal static class ReproduceCommand
{
    private const string Name = "reproduce";

    public static Command Create()
    {
        Command command = new(
            Name,
            """
            Runs all cases of a study, each with several seeds, in parallel on the available cores, and compares them in one table and figure.
            Results go into results/STUDY/CASE/seed-N/ and results/STUDY/summary/.
            """);
        Argument<string> study = new("study") { Description = "Name of a study, or path of a study file." };
        command.Arguments.Add(study);
        Option<string[]> set = new("--set")
        {
            Description = "Overrides a value of the network files of all cases: path=value, for example task.epochs=2. May be repeated.",
            HelpName = "path=value",
        };
        command.Options.Add(set);
        ExperimentArguments arguments = new(command);
        command.SetAction(parsed => CommandLine.Guard(() =>
            arguments.Execute(parsed, StudyFiles.Find(parsed.GetRequiredValue(study)), parsed.GetValue(set) ?? [], "study")));
        return command;
    }

    /// <summary>Adds the studies to the help of the command. Their files are read for it, which other calls do not wait for.</summary>
    public static void CompleteHelp(ParseResult parsed)
    {
        if (parsed.Action is HelpAction && parsed.CommandResult.Command is { Name: Name } command) command.Description += $" The studies:\n{StudyFiles.Listing()}";
    }
}
