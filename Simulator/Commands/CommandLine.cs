using System.CommandLine;
using System.CommandLine.Parsing;
using Spiking.Files;
using Spiking.Runs;
using Spiking.Text;

namespace Spiking.Commands;

/// <summary>The program's commands, and how their failures are told.</summary>
internal static class CommandLine
{
    private const int Failure = 1;
    private const int WrongUsage = 2;

    /// <summary>Creates the command tree.</summary>
    public static RootCommand Create()
    {
        RootCommand root = new(
            """
            Simulates networks of two-compartment pyramidal neurons that learn from bursts.

            An experiment is a file (JSON, with units and comments). Those in networks/ come with the program: list names them, and they can be called by their names
            (run xor-burstprop) wherever you are; copy puts their files into the present folder. Begin with:
              describe networks/xor-burstprop.json                        what the network is, and how long it would take
              run networks/xor-burstprop.json                             the whole experiment: XOR learned in 500 epochs
              run networks/xor-burstprop.json --set task.epochs=20        a short version with one value changed
              resume results/xor-burstprop/seed-1                         continues a run that was stopped or killed
              reproduce burstccn-fig2                                     a study: several experiments with several seeds, compared
              sweep networks/coba.json --seeds 1..5                       many values and seeds, on all cores, joined in one table and figure
              run networks/pairing-poisson.json                           the learning rule at a single synapse
              run networks/burstccn-target-rate.json                      two layers learn, with the rule always on, what a teacher asks for
              figures redraw results/xor-burstprop                        draws figures again after their descriptions were changed
            Results (tables, spikes, figures, report.html) go into results/NAME/.
            """);
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction();
        root.Options.Add(LoadOption.Create());
        root.Options.Add(VectorOption.Create());
        root.Subcommands.Add(RunCommand.Create());
        root.Subcommands.Add(ResumeCommand.Create());
        root.Subcommands.Add(ReproduceCommand.Create());
        root.Subcommands.Add(SweepCommand.Create());
        root.Subcommands.Add(SweepCommand.CreateMerge());
        root.Subcommands.Add(RunCommand.CreateForProtocols());
        root.Subcommands.Add(ValidateCommand.Create());
        root.Subcommands.Add(ValidateCommand.CreateDescribe());
        root.Subcommands.Add(LibraryCommands.CreateList());
        root.Subcommands.Add(LibraryCommands.CreateCopy());
        root.Subcommands.Add(FiguresCommand.Create());
        root.Subcommands.Add(SchemaCommand.Create());
        root.Subcommands.Add(ReferenceCommand.Create());
        root.Subcommands.Add(ExportCommand.Create());
        root.Subcommands.Add(PythonCommand.Create());
        return root;
    }

    /// <summary>Tells what is wrong with the way the program was called.</summary>
    public static int ReportUsage(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string[] unknown = [.. parsed.UnmatchedTokens];
        if (unknown.Length > 0)
        {
            string[] known = [.. command.Subcommands.Select(c => c.Name), .. command.Options.Select(o => o.Name)];
            foreach (string token in unknown)
                StandardError.WriteLine(
                    $"error: '{token}' is not a command or option of 'spiking{Suffix(command)}'{Names.DidYouMean(token, known)}");
        }
        else
        {
            foreach (ParseError error in parsed.Errors) StandardError.WriteLine($"error: {error.Message}");
        }

        StandardError.WriteLine($"See 'spiking{Suffix(command)} --help' for what is allowed.");
        return WrongUsage;
    }

    // A command of a command is called by both names.
    private static string Suffix(Command command) => command is RootCommand ? ""
        : string.Concat(command.Parents.OfType<Command>().Select(Suffix)) + " " + command.Name;

    /// <summary>Runs a command and turns its failures into messages and exit codes.</summary>
    public static int Guard(Func<int> command)
    {
        try
        {
            return command();
        }
        catch (Exception e) when (MessageOf(e) is string message)
        {
            StandardError.WriteLine(message);
            return Failure;
        }
    }

    private static string? MessageOf(Exception failure)
    {
        switch (failure)
        {
            case NetworkFileException e:
                string count = e.Problems.Count == 1 ? "1 problem" : $"{e.Problems.Count} problems";
                return $"{e.Message}{Environment.NewLine}{count}; nothing was run.";
            case AggregateException all:
                // Of what was done side by side.
                string?[] messages = [.. all.Flatten().InnerExceptions.Select(MessageOf).Distinct()];
                return messages.Contains(null) ? null : string.Join(Environment.NewLine, messages);
            case IOException or UnauthorizedAccessException when failure.TargetSite?.Module.Assembly == typeof(Console).Assembly:
                return $"error: standard output could not be written: {failure.Message}";
            default:
                return Failures.Explain(failure) is string message ? "error: " + message : null;
        }
    }
}
