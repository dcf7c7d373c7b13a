using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.Runs;
using Spiking.Sweeps;
using Spiking.Text;

namespace Spiking.Commands;

/// <summary>sweep: runs an experiment for many values and seeds; merge: joins what the parts of a sweep have measured.</summary>
internal static class SweepCommand
{
    private const int Stopped = 130;
    private const int Failed = 1;
    private const int MostShares = 100_000;
    private const int MostSamples = 100_000;

    public static Command Create()
    {
        Command command = new(
            "sweep",
            """
            Runs the experiment of a file (network, protocol or rate model) for many values and seeds, on all cores, and joins what every run measured in one table and figure.
              sweep networks/xor-burstccn.json --seeds 1..5 --set task.exampleDuration=4s,8s --set 'populations.*.size=250,500' --measure task.margin_hz
              sweep networks/coba.json --sample 50 --set 'projections[0].weight=0.5..2.0' --set 'projections[1].weight=5.0..15.0'
            Results go into results/NAME/sweep/: a folder for each run, summary.csv (one row for each run), means.csv, a figure and report.html.
            The same call again runs what is missing, after a kill. With other values or seeds of the same --set, the tables join the runs of all calls. On a cluster, --slurm prints the script of an array job.
            """);
        Argument<string> file = new("file")
        {
            Description = "The file, for example networks/xor-burstprop.json, or the name of an experiment that comes with the program "
                + "(list).",
        };
        Option<string[]> set = new("--set")
        {
            Description = "A value of the file and what it takes: path=value,value,... or path=low..high:number; with "
                + "--sample also path=low..high. One value alone is the same in all runs. May be repeated.",
            HelpName = "path=values",
        };
        Option<string?> seeds =
            new("--seeds") { Description = "Seeds of every point: 1..20 or 1,4,7; by default that of the file alone.", HelpName = "seeds" };
        Option<bool> zip =
            new("--zip") { Description = "Takes the first values together, then the second ones, ..., instead of all combinations." };
        Option<long?> sample = IntegerOption.Create(
            "--sample", "Draws this many points from the ranges (a Latin hypercube: evenly from every range, in random combination).",
            smallest: 1, largest: MostSamples);
        Option<string[]> measure = MeasureOption();
        Option<bool> list = new("--list-measures") { Description = "Runs nothing, but lists the numbers that --measure can name." };
        Option<long?> cores = IntegerOption.Create(
            "--cores", "How many runs are computed at a time.", smallest: 1, largest: IntegerOption.MostThreads,
            standard: Environment.ProcessorCount);
        Option<string?> shard = new("--shard")
        {
            Description =
                "Runs one share of all runs, for example 2/8, and joins nothing: 'merge FOLDER' does when all shares are finished.",
            HelpName = "i/n",
        };
        Option<long?> slurm = IntegerOption.Create(
            "--slurm", "Runs nothing, but prints the script of a Slurm array job of this many tasks that share the runs.",
            smallest: 1, largest: MostShares);
        Option<string> output = OutputOption.Create();
        Option<string?> name = RunNameOption.Create();
        name.Description = "Name of the sweep's folder; by default sweep.";
        Option<bool> force = new("--force")
        {
            Description = "Replaces finished runs that were made with other values of the file. The tables are then those of this call "
                + "alone; the runs of earlier calls keep their folders.",
        };
        Option<IReadOnlyList<FigureFormat>> figures = FigureFormatsOption.Create();
        command.Arguments.Add(file);
        foreach (Option option in new Option[] { set, seeds, zip, sample, measure, list, cores, shard, slurm, figures, output, name,
            force }) command.Options.Add(option);
        command.SetAction(parsed => CommandLine.Guard(() =>
        {
            if (parsed.GetValue(list))
                IdleOptions.Refuse(
                    parsed, $"{list.Name} runs nothing, but lists names", list.Name, set.Name, seeds.Name, zip.Name, sample.Name);
            if (parsed.GetValue(zip) && parsed.GetValue(sample) is not null)
                throw new CommandException("--zip and --sample exclude one another.");
            SweepPlan plan = SweepPlan.Create(
                ExperimentLibrary.Find(parsed.GetRequiredValue(file)),
                parsed.GetValue(set) ?? [],
                parsed.GetValue(seeds) is string text ? SweepPlan.ParseSeeds(text) : [],
                parsed.GetValue(zip) ? Combination.Zip : parsed.GetValue(sample) is null ? Combination.Grid : Combination.Sample,
                (int)(parsed.GetValue(sample) ?? 0));
            ExperimentJob first = SweepRun.Job(plan, plan.Runs().First(), "", [], StandardError.WriteLine);
            if (parsed.GetValue(list))
            {
                foreach (string known in first.Measures ?? throw new CommandException(KnownLater(first))) Console.WriteLine(known);
                return 0;
            }

            string path = Path.Combine(OutputOption.Of(parsed, output), first.Name, parsed.GetValue(name) ?? "sweep");
            if (parsed.GetValue(slurm) is long tasks)
            {
                if (parsed.GetValue(shard) is not null)
                    throw new CommandException("--slurm gives every task of the array its share; leave --shard out.");
                bool isAsked = parsed.GetResult(cores) is { Implicit: false };
                Console.Write(SlurmScript.Create(TypedCommand.ByPath("--slurm", "--cores"), ShellText.Quoted(Environment.CurrentDirectory),
                    Merged(Path.GetFullPath(path)), first.Name, (int)tasks, isAsked ? (int)parsed.GetValue(cores)!.Value : 1));
                return 0;
            }

            IReadOnlyList<string> measures = parsed.GetValue(measure) ?? [];
            if (first.Measures is IReadOnlyList<string> names) RefuseUnknown(measures, first.Name, names);
            (int share, int shares) = parsed.GetValue(shard) is string part ? Share(part) : (1, 1);
            SweepFolder folder = new(path);
            SweepRun run = new(plan, folder, (int)(parsed.GetValue(cores) ?? 1), parsed.GetValue(force), figures: []);
            using Interruption interruption = new();
            BatchOutcome outcome = run.Execute(share, shares, ProgressDisplay.Show, interruption.Token);
            Tell(outcome);
            if (shares == 1) Join(first.Name, folder.Read(), folder, measures, FigureFormatsOption.Of(parsed, figures), outcome.Planned);
            else Console.WriteLine($"This was share {share} of {shares}. When all are finished, join them with: spiking merge "
                + Merged(path));
            return outcome.Failures.Count > 0 ? Failed : outcome.Present + outcome.Completed < outcome.Planned ? Stopped : 0;

            // Tables and figures are made where the shares are joined, so the options of these belong into that call.
            string Merged(string folder) => string.Join(' ', (string[])[ShellText.Quoted(folder), .. TypedCommand.Loading(Kinds.AddedFiles),
                .. (parsed.GetValue(measure) ?? []).Select(name => "--measure " + ShellText.Quoted(name)),
                .. (parsed.GetResult(figures)?.Tokens ?? []).Select(formats => "--figures " + ShellText.Quoted(formats.Value))]);
        }));
        return command;
    }

    /// <summary>merge: joins what the runs of a sweep have measured.</summary>
    public static Command CreateMerge()
    {
        Command command = new(
            "merge",
            "Joins what the finished runs of a sweep have measured in summary.csv, means.csv, a figure and report.html: for a sweep whose "
            + "shares ran as an array job.");
        Argument<string> path = new("folder") { Description = "Folder of the sweep, for example results/xor-burstccn/sweep." };
        Option<string[]> measure = MeasureOption();
        Option<IReadOnlyList<FigureFormat>> figures = FigureFormatsOption.Create();
        command.Arguments.Add(path);
        command.Options.Add(measure);
        command.Options.Add(figures);
        command.SetAction(parsed => CommandLine.Guard(() =>
        {
            SweepFolder folder = new(parsed.GetRequiredValue(path));
            SweepPlan plan = folder.Read();
            if (SweepRun.RefuseOthers(plan, folder) is string open) StandardError.WriteLine("note: " + open);
            string title = Path.GetFileNameWithoutExtension(plan.File);
            Join(title, plan, folder, parsed.GetValue(measure) ?? [], FigureFormatsOption.Of(parsed, figures));
            return 0;
        }));
        return command;
    }

    private static Option<string[]> MeasureOption() => new("--measure")
    {
        Description = "A measured number for the tables and the figure, for example task.margin_hz or rates.output.event_rate_hz; by "
            + "default all. May be repeated.",
        HelpName = "name",
    };

    private static void Join(
        string title, SweepPlan plan, SweepFolder folder, IReadOnlyList<string> measures, IReadOnlyList<FigureFormat> formats,
        int? asked = null)
    {
        IReadOnlyList<(SweptRun Run, IReadOnlyList<Measurement> Measured)> finished = folder.Finished(plan);
        if (finished.Count == 0)
        {
            Console.WriteLine($"No run is finished yet. Their tables will be in {folder.Path}.");
            return;
        }

        int all = plan.Runs().Count();
        if (asked is null && finished.Count < all) Console.WriteLine($"{all - finished.Count} of the {all} runs of the sweep are missing.");
        if (all > asked) Console.WriteLine($"The tables join {finished.Count} runs, with those of earlier calls.");
        SweepTable table = new(plan, finished, measures);
        string page = SweepSummary.Write(title, table, folder.Path, formats);
        IAnsiConsole console = PlainTables.Console();
        int most = plan.Axes.Count == 0 ? SweepSummary.ShownAlone : SweepSummary.Shown;
        console.WriteLine("Mean ± s.e. over the runs" + (plan.Axes.Count == 0 ? ":" : " of each point:"));
        console.Write(plan.Axes.Count == 0 ? Alone(table, most) : ByPoint(table, most));
        if (table.Measures.Count > most)
            console.WriteLine($"The first {most} of {table.Measures.Count} measured numbers; summary.csv has all, --measure chooses.");
        console.WriteLine($"  {page}\n  {Path.Combine(folder.Path, "summary.csv")}");
    }

    private static PlainTable ByPoint(SweepTable table, int most)
    {
        PlainTable shown = new([.. table.Headings(most)]);
        shown.AddRows(table.Rows(most));
        return shown;
    }

    // Of seeds alone there is one point, whose numbers stand below one another.
    private static PlainTable Alone(SweepTable table, int most)
    {
        PlainTable shown = new("measured", "value");
        foreach ((string name, string value) in table.Headings(most).Zip(table.Rows(most).First()))
            shown.AddRow(name, value);
        return shown;
    }

    private static void Tell(BatchOutcome outcome)
    {
        if (outcome.Present > 0) Console.WriteLine($"{outcome.Present} of {outcome.Planned} runs were finished before.");
        foreach (string failure in outcome.Failures) StandardError.WriteLine($"failed: {failure}");
        int missing = outcome.Planned - outcome.Present - outcome.Completed;
        if (missing > 0) StandardError.WriteLine($"{missing} of {outcome.Planned} runs are missing; the same call runs them.");
    }

    private static string KnownLater(ExperimentJob experiment) =>
        $"--list-measures: what {experiment.Name} measures is known when it has run once; its runs leave it in {Measurements.FileName}.";

    private static void RefuseUnknown(IReadOnlyList<string> measures, string name, IReadOnlyList<string> known)
    {
        if (measures.FirstOrDefault(name => !known.Contains(name)) is string unknown)
            throw new CommandException($"--measure '{Shown.Value(unknown)}': {name} measures no such "
                + $"number{Names.DidYouMean(unknown, known)} --list-measures lists all {known.Count}.");
    }

    private static (int Share, int Shares) Share(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int share)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int shares)
            && share >= 1 && share <= shares && shares <= MostShares
            ? (share, shares)
            : throw new CommandException($"--shard '{Shown.Value(text)}': the share has the form i/n with i from 1 to n, for example 2/8.");
    }
}
