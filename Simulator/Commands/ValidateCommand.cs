using System.CommandLine;
using Spiking.Networks;

namespace Spiking.Commands;

/// <summary>validate: checks a network file without running it.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        Command command = new("validate", "Checks a network file and lists every mistake with its place. Nothing is run.");
        NetworkArguments arguments = new(command);
        command.SetAction(parsed => CommandLine.Guard(() =>
        {
            NetworkDescription network = arguments.Load(parsed);
            Console.WriteLine($"{arguments.File(parsed)} is valid: {network.Populations.Count} populations, {network.Projections.Count} projections.");
            return 0;
        }));
        return command;
    }
}
