using System.Globalization;
using Spectre.Console;
using Spiking.Files;
using Spiking.Papers;
using Spiking.Runs;
using Spiking.Text;

namespace Spiking.Commands;

/// <summary>Papers: claims with the experiments that decide them.</summary>
internal sealed class PaperKind : ExperimentKind
{
    private const int Failed = 1;

    public override string Name => "paper";

    public override IReadOnlyList<string> Options =>
    [
        ExperimentArguments.Quick, ExperimentArguments.Only, ExperimentArguments.List, ExperimentArguments.WriteDocument,
        ExperimentArguments.Data,
    ];

    protected override string Key => PaperExperiments.KindKey;

    public override int Run(ExperimentRequest request)
    {
        PaperDescription paper = PaperDescription.File.Load(request.File);
        PaperPlan plan = PaperPlan.Of(paper, request.Only, request.Quick, request.Realizations);
        int cores = request.Cores ?? Environment.ProcessorCount;
        if (request.List)
        {
            List(plan, cores);
            return 0;
        }

        if (request.WriteDocument is string path)
        {
            ReproductionDocument.Check(path, request.Figures);
            if (request.Overrides.Count > 0)
                throw new CommandException($"{ExperimentArguments.WriteDocument} does not go together with --set: the document has the "
                    + "verdicts on the experiments of the paper file as they are there.");
            if (request.Realizations is not null)
                throw new CommandException($"{ExperimentArguments.WriteDocument} does not go together with --realizations: the document "
                    + "has the verdicts of as many seeds as the paper file says.");
        }

        PaperRun run = new(request.File.Path, plan, request.Overrides, request.Output, request.Figures, request.Force,
            request.Data);
        if (request.WriteDocument is not null && run.MissingData.Count > 0)
            throw new CommandException($"{ExperimentArguments.WriteDocument}: {paper.Name} needs data that were not found: "
                + $"{Names.All(run.MissingData)}. Without them the document would lose verdicts; --data FOLDER says where they are.");
        IAnsiConsole console = PlainTables.Console();
        console.WriteLine($"{paper.Name}: {paper.Citation}");
        console.WriteLine(
            $"{NumberText.Count(plan.Claims.Count, "claim")}; {NumberText.Count(run.Pending, "run")} to be computed: "
            + $"{Duration(run.PendingCost)} on one core, "
            + $"about {Duration(run.PendingCost / cores)} on {cores}.");
        using Interruption interruption = new();
        PaperOutcome outcome = run.Execute(cores, ProgressDisplay.Show, interruption.Token);
        Tell(console, outcome);
        int missing = outcome.Runs.Planned - outcome.Runs.Present - outcome.Runs.Completed;
        bool isWritten = request.WriteDocument is not string document || WriteDocument(document, outcome);
        if (missing > 0) StandardError.WriteLine($"{missing} of {outcome.Runs.Planned} runs are missing; the same call runs them.");
        return interruption.Token.IsCancellationRequested && missing > 0
            ? Stopped
            : missing > 0 || !isWritten || outcome.Claims.Any(claim => claim.IsRed) ? Failed : 0;
    }

    public override string Validate(SourceFile file, IReadOnlyList<string> overrides)
    {
        PaperDescription paper = PaperDescription.File.Load(file);
        int runs = 0;
        foreach (bool quick in new[] { true, false })
        {
            PaperPlan plan = PaperPlan.Of(paper, [], quick);
            runs = PaperExperiments.Jobs(file.Path, plan.Planned(), overrides, plan.FolderName, []).Count;
        }

        return $"a paper of {NumberText.Count(paper.Claims.Count, "claim")}, decided by "
            + $"{NumberText.Count(paper.Experiments.Count, "experiment")} in {NumberText.Count(runs, "run")}";
    }

    public override void Describe(SourceFile file, IReadOnlyList<string> overrides)
    {
        Validate(file, overrides);
        List(PaperPlan.Of(PaperDescription.File.Load(file), [], quick: false), Environment.ProcessorCount);
    }

    private static void List(PaperPlan plan, int cores)
    {
        IAnsiConsole console = PlainTables.Console();
        console.WriteLine($"{plan.Paper.Name}: {plan.Paper.Citation}");
        PlainTable table = new("name", "figure", "cost", "claim");
        foreach (string name in plan.Claims)
        {
            ClaimDescription claim = plan.Paper.Claims[name];
            table.AddRow(name, claim.Figure, plan.NotChecked(name) is null ? Duration(plan.Cost(name)) : "not checked", claim.Sentence);
        }

        console.Write(table);
        console.WriteLine(
            $"Costs are computing times on one core{(plan.IsQuick ? ", with --quick" : "")}; claims share experiments. All of it: "
            + $"{Duration(plan.Cost())}, about {Duration(plan.Cost() / cores)} on {cores} cores.");
    }

    private static void Tell(IAnsiConsole console, PaperOutcome outcome)
    {
        foreach (string failure in outcome.Runs.Failures) StandardError.WriteLine($"failed: {failure}");
        foreach (string undrawn in outcome.Undrawn) StandardError.WriteLine(undrawn);
        IReadOnlyDictionary<string, string>[] rows =
            [.. RunTable.Read(Path.Combine(outcome.Folder, ClaimTable.FileName)).Rows
                .Where(row => outcome.Claims.Any(claim => claim.Name == row["claim"]))];
        PlainTable table = new([.. ClaimTable.Headings]);
        table.AddRows(rows.Select(ClaimTable.Row));
        console.Write(table);
        console.WriteLine(ClaimTable.Count(rows));
        int open = outcome.Claims.Count(claim => claim.IsRed && claim.Verdict == Verdict.NotChecked);
        if (open > 0)
            StandardError.WriteLine($"{NumberText.Count(open, "claim")} that should hold could not be checked; the table says why.");
        console.WriteLine($"  {outcome.Page}");
    }

    /// <summary>Writes the document; false: it was not written, or lacks something, which was said.</summary>
    private static bool WriteDocument(string path, PaperOutcome outcome)
    {
        if (outcome.Unfinished > 0)
        {
            StandardError.WriteLine($"{path} was not written, because it has all claims of the paper, and {outcome.Unfinished} of their "
                + "runs are missing.");
            return false;
        }

        IReadOnlyList<string> undrawn = ReproductionDocument.Update(outcome.Folder, path);
        foreach (string figure in undrawn) StandardError.WriteLine($"{path} lacks the figure {figure}");
        return undrawn.Count == 0;
    }

    private static string Duration(double seconds) => seconds switch
    {
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds:F0} s"),
        < 7200 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:F0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:F1} h"),
    };
}
