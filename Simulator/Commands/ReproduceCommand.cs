using System.CommandLine;
using System.CommandLine.Help;
using Spiking.Studies;

namespace Spiking.Commands;

/// <summary>reproduce: runs a study or paper of the program by its name, as run does with the path of its file.</summary>
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
            Of a paper it runs what decides its claims, and gives each a verdict with numbers:
              reproduce payeur-2021 --list             the claims with their cost
              reproduce payeur-2021 --quick            all of them in minutes
              reproduce payeur-2021 --only xor         one of them
            Results go into results/PAPER/EXPERIMENT/seed-N/, the verdicts into claims.csv and report.html. The same call again runs what is missing.
            The exit code is 0 only if every claim that is expected to hold does, and no control shows it.
            """);
        Argument<string> study = new("study") { Description = "Name of a study or paper, or path of its file." };
        command.Arguments.Add(study);
        Option<string[]> set = new("--set")
        {
            Description =
                "Overrides a value of the files of all cases or experiments: path=value, for example task.epochs=2. May be repeated.",
            HelpName = "path=value",
        };
        command.Options.Add(set);
        ExperimentArguments arguments = new(command);
        command.SetAction(parsed => CommandLine.Guard(() =>
            arguments.Execute(parsed, StudyFiles.Find(parsed.GetRequiredValue(study)), parsed.GetValue(set) ?? [], "study")));
        return command;
    }

    /// <summary>
    /// Adds the studies and papers to the help of the command. Their files are read for it, which other calls do not wait for.
    /// </summary>
    public static void CompleteHelp(ParseResult parsed)
    {
        if (parsed.Action is HelpAction && parsed.CommandResult.Command is { Name: Name } command)
            command.Description += $" Studies and papers:\n{StudyFiles.Listing()}";
    }
}
