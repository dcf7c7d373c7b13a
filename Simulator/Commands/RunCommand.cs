using System.CommandLine;
using System.Globalization;
using Spiking.Commands.Runs;
using Spiking.Networks;

namespace Spiking.Commands;

/// <summary>run: simulates a network file, once or in several realizations.</summary>
internal static class RunCommand
{
    private const int Stopped = 130;

    public static Command Create()
    {
        Command command = new(
            "run",
            """
            Simulates a network file and writes tables, spikes, figures and report.html into results/NAME/RUN/.
            Ctrl-C stops cleanly: what was computed is kept in a folder marked incomplete.
            """);
        NetworkArguments arguments = new(command);
        Option<int> realizations = new("--realizations", "-n")
        {
            Description = "Number of realizations with consecutive seeds, run in parallel on the available cores; a table compares them.",
            DefaultValueFactory = _ => 1,
            HelpName = "count",
        };
        Option<int> cores = new("--cores")
        {
            Description = "How many realizations run at a time.",
            DefaultValueFactory = _ => Environment.ProcessorCount,
            HelpName = "count",
        };
        Option<string> output = new("--output", "-o")
        {
            Description = "Folder under which results are written.",
            DefaultValueFactory = _ => "results",
            HelpName = "folder",
        };
        Option<string?> run = new("--run")
        {
            Description = "Name of the run's folder; by default seed-SEED.",
            HelpName = "name",
        };
        Option<bool> force = new("--force") { Description = "Replace the results of an earlier run of the same name." };
        foreach (Option<int> count in new[] { realizations, cores })
        {
            count.Validators.Add(result =>
            {
                if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out int n) && n < 1)
                    result.AddError($"{count.Name} {n}: at least 1 is needed.");
            });
        }

        run.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (result.Tokens[0].Value.Length == 0 || result.Tokens[0].Value.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || result.Tokens[0].Value.StartsWith('.')))
                result.AddError($"--run '{result.Tokens[0].Value}': a name is needed that can be the name of a folder.");
        });

        foreach (Option option in new Option[] { realizations, cores, output, run, force }) command.Options.Add(option);
        command.SetAction(parsed => CommandLine.Guard(() =>
        {
            NetworkDescription network = arguments.Load(parsed);
            RunPlan plan = new(
                network,
                Path.Combine(parsed.GetRequiredValue(output), network.Name),
                parsed.GetValue(run),
                parsed.GetValue(realizations),
                parsed.GetValue(cores),
                parsed.GetValue(force));
            using Interruption interruption = new();
            IReadOnlyList<RunOutcome> outcomes = plan.Execute(interruption.Token);
            RunSummary.Print(outcomes);
            if (RealizationSummary.Write(outcomes, plan.SummaryFolder, plan.Replace) is string page) Console.WriteLine($"all realizations together\n  {page}");
            return outcomes.All(o => o.Complete) ? 0 : Stopped;
        }));
        return command;
    }
}
