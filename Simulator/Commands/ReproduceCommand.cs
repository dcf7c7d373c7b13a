using System.CommandLine;
using Spectre.Console;
using Spiking.Files;
using Spiking.Networks;
using Spiking.Plotting;
using Spiking.Runs;
using Spiking.Studies;
using Spiking.Text;

namespace Spiking.Commands;

/// <summary>reproduce: runs all cases of a study with several seeds and compares them.</summary>
internal static class ReproduceCommand
{
    private const int Stopped = 130;

    public static Command Create()
    {
        Command command = new(
            "reproduce",
            $"""
            Runs all cases of a study, each with several seeds, in parallel on the available cores, and compares them in one table and figure.
            Results go into results/STUDY/CASE/seed-N/ and results/STUDY/summary/. The studies:
            {StudyFiles.Listing()}
            """);
        Argument<string> study = new("study") { Description = "Name of a study, or path of a study file." };
        command.Arguments.Add(study);
        Option<string[]> only = new("--case") { Description = "Runs only the case of this name. May be repeated.", HelpName = "name" };
        Option<string[]> set = new("--set")
        {
            Description = "Overrides a value of the network files of all cases: path=value, for example task.epochs=2. May be repeated.",
            HelpName = "path=value",
        };
        Option<long?> realizations = IntegerOption.Create("--realizations", "Number of seeds per case, in place of the study's.", smallest: 1, largest: IntegerOption.MostRealizations);
        Option<long?> cores = IntegerOption.Create(
            "--cores", "How many runs are computed at a time.", smallest: 1, largest: IntegerOption.MostThreads, standard: Environment.ProcessorCount);
        Option<string> output = new("--output", "-o")
        {
            Description = "Folder under which results are written.",
            DefaultValueFactory = _ => "results",
            HelpName = "folder",
        };
        Option<bool> force = new("--force") { Description = "Replace the results of an earlier call." };
        Option<IReadOnlyList<FigureFormat>> figures = FigureFormatsOption.Create();
        foreach (Option option in new Option[] { only, set, realizations, cores, figures, output, force }) command.Options.Add(option);
        command.SetAction(parsed => CommandLine.Guard(() =>
        {
            string path = StudyFiles.Find(parsed.GetRequiredValue(study));
            StudyDescription description = Selected(StudyFile.Load(path), parsed.GetValue(only) ?? []);
            string[] changes = parsed.GetValue(set) ?? [];
            IReadOnlyDictionary<string, NetworkDescription> networks = StudyFile.LoadCases(path, description, changes);
            description = description with { Description = Changes.Describe(description.Description, changes) };
            StudyRun run = new(
                description,
                networks,
                Path.Combine(parsed.GetRequiredValue(output), description.Name),
                (int)(parsed.GetValue(realizations) ?? description.Realizations),
                (int)(parsed.GetValue(cores) ?? 1),
                parsed.GetValue(force),
                parsed.GetRequiredValue(figures));
            using Interruption interruption = new();
            StudyOutcome outcome = run.Execute(ProgressDisplay.Show, interruption.Token);
            Print(description, outcome);
            return outcome.Completed == outcome.Planned ? 0 : Stopped;
        }));
        return command;
    }

    private static void Print(StudyDescription study, StudyOutcome outcome)
    {
        IAnsiConsole console = PlainTables.Console();
        console.WriteLine($"{study.Name}: {study.Description}");
        if (outcome.Rows.Count > 0)
        {
            Table table = PlainTables.Create([.. outcome.Columns]);
            foreach (IReadOnlyList<string> row in outcome.Rows) table.AddRow([.. row.Select(Markup.Escape)]);
            console.Write(table);
            console.WriteLine($"  {outcome.Page}");
        }

        if (outcome.Completed < outcome.Planned) console.WriteLine($"Stopped: {outcome.Completed} of {outcome.Planned} runs were completed.");
    }

    private static StudyDescription Selected(StudyDescription study, string[] names)
    {
        if (names.Length == 0) return study;
        string[] known = [.. study.Cases.Keys];
        if (names.FirstOrDefault(name => !known.Contains(name)) is string unknown)
            throw new CommandException($"--case '{unknown}': {study.Name} has no such case; {Names.ThereAre(known)}{Names.DidYouMean(unknown, known)}");
        OrderedDictionary<string, StudyCaseDescription> cases = [];
        foreach (string name in known.Where(names.Contains)) cases.Add(name, study.Cases[name]);
        return study with { Cases = cases };
    }
}
