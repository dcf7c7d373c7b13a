using System.CommandLine;
using Spiking.Networks;
using Spiking.RateModels.Experiments;

namespace Spiking.Commands;

/// <summary>validate: checks the file of a network or of a rate model without running it.</summary>
internal static class ValidateCommand
{
    public static Command Create()
    {
        Command command = new("validate", "Checks the file of a network or of a rate model and lists every mistake with its place. Nothing is run.");
        NetworkArguments arguments = new(command);
        command.SetAction(parsed => CommandLine.Guard(() =>
        {
            if (ExperimentFile.Is(arguments.File(parsed)))
            {
                int cases = ExperimentFile.LoadCases(arguments.File(parsed), arguments.Overrides(parsed), []).Count;
                Console.WriteLine($"{arguments.File(parsed)} is valid: a rate model{(cases > 1 ? $" with {cases} cases" : "")}.");
                return 0;
            }

            NetworkDescription network = arguments.Load(parsed);
            Console.WriteLine($"{arguments.File(parsed)} is valid: {network.Populations.Count} populations, {network.Projections.Count} projections.");
            return 0;
        }));
        return command;
    }
}
