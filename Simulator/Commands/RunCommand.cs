using System.CommandLine;
using System.Globalization;
using Spiking.Networks;
using Spiking.Plotting;
using Spiking.RateModels.Experiments;
using Spiking.Runs;

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
            Simulates a network file and writes tables, spikes, figures and report.html into results/NAME/RUN/; trains the rate model of a rate-model file likewise.
            Ctrl-C stops cleanly: what was computed is kept in a folder marked incomplete, from which the command resume continues a network; a rate model continues
            with the same command and --resume.
            """);
        NetworkArguments arguments = new(command);
        Option<long?> realizations = IntegerOption.Create(
            "--realizations",
            "Number of realizations with consecutive seeds, run in parallel on the available cores; a table compares them.",
            smallest: 1,
            largest: IntegerOption.MostRealizations,
            standard: 1);
        Option<long?> cores = IntegerOption.Create(
            "--cores", "How many realizations run at a time.", smallest: 1, largest: IntegerOption.MostThreads, standard: Environment.ProcessorCount);
        Option<long?> threads = IntegerOption.Create(
            "--threads",
            "Threads for each realization: populations go side by side, those in a loop without delay closely following one another, and who waits draws noise. Results do not depend on it. "
            + "By default the cores that --realizations leaves over.",
            smallest: 1,
            largest: IntegerOption.MostThreads);
        Option<string> output = new("--output", "-o")
        {
            Description = "Folder under which results are written.",
            DefaultValueFactory = _ => "results",
            HelpName = "folder",
        };
        Option<string?> run = RunNameOption.Create();
        Option<bool> force = new("--force") { Description = "Replace the results of an earlier run of the same name." };
        Option<IReadOnlyList<FigureFormat>> figures = FigureFormatsOption.Create();
        Option<TimeSpan?> snapshots = SnapshotOption.Create();
        RateModelRun rateModel = new(command);
        foreach (Option option in new Option[] { realizations, cores, threads, figures, output, run, force, snapshots }) command.Options.Add(option);
        command.SetAction(parsed => CommandLine.Guard(() =>
        {
            if (ExperimentFile.Is(arguments.File(parsed)))
            {
                List<string> overrides = [.. arguments.Overrides(parsed)];
                if (parsed.GetResult(realizations) is { Implicit: false })
                    overrides.Add("realizations=" + Count(parsed, realizations).ToString(CultureInfo.InvariantCulture));
                return rateModel.Execute(
                    parsed,
                    arguments.File(parsed),
                    overrides,
                    parsed.GetRequiredValue(output),
                    parsed.GetValue(run),
                    Count(parsed, parsed.GetValue(threads) is null ? cores : threads),
                    parsed.GetRequiredValue(figures),
                    parsed.GetValue(force));
            }

            NetworkDescription network = arguments.Load(parsed);
            RunPlan plan = new(
                network,
                Path.Combine(parsed.GetRequiredValue(output), network.Name),
                parsed.GetValue(run),
                Count(parsed, realizations),
                Count(parsed, cores),
                parsed.GetValue(threads) is null ? null : Count(parsed, threads),
                parsed.GetValue(force),
                parsed.GetRequiredValue(figures)) { SnapshotEvery = parsed.GetValue(snapshots) };
            using Interruption interruption = new();
            IReadOnlyList<RunOutcome> outcomes = plan.Execute(ProgressDisplay.Show, interruption.Token);
            RunSummary.Print(outcomes);
            if (RealizationSummary.Write(outcomes, plan.SummaryFolder, plan.Replace, plan.Figures) is string page) Console.WriteLine($"all realizations together\n  {page}");
            return outcomes.Count(o => o.Complete) == plan.Realizations ? 0 : Stopped;
        }));
        return command;
    }

    private static int Count(ParseResult parsed, Option<long?> option) => (int)(parsed.GetValue(option) ?? 1);
}
