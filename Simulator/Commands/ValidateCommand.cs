using System.CommandLine;
using Spiking.Files;

namespace Spiking.Commands;

/// <summary>validate and describe: check the file of an experiment of any kind, or say what it would run.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        Command command =
            new("validate", "Checks the file of an experiment of any kind and lists every mistake with its place. Nothing is run.");
        NetworkArguments arguments = new(command);
        command.SetAction(parsed => CommandLine.Guard(() =>
        {
            SourceFile file = SourceFile.Read(arguments.File(parsed), "network");
            Console.WriteLine($"{file.Path} is valid: {ExperimentKind.Of(file).Validate(file, arguments.Overrides(parsed))}.");
            return 0;
        }));
        return command;
    }

    public static Command CreateDescribe()
    {
        Command command = new(
            "describe",
            "Says what the file of an experiment would run: of a network the populations, projections, synapses, memory and "
            + "simulated time. Nothing is run.");
        NetworkArguments arguments = new(command);
        command.SetAction(parsed => CommandLine.Guard(() =>
        {
            SourceFile file = SourceFile.Read(arguments.File(parsed), "network");
            ExperimentKind.Of(file).Describe(file, arguments.Overrides(parsed));
            return 0;
        }));
        return command;
    }
}
