using System.Text.Json.Nodes;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.Runs;

namespace Spiking.Papers;

/// <summary>Outcome of a reproduction.</summary>
/// <param name="Runs">The outcome of its runs.</param>
/// <param name="Claims">The verdicts on the claims that were asked for.</param>
/// <param name="Folder">Folder of its results.</param>
/// <param name="Page">Path of the page that shows everything.</param>
/// <param name="Undrawn">Figures that could not be drawn or shown, each with the reason.</param>
/// <param name="Unfinished">Number of runs that are not finished, of all claims of the paper.</param>
internal sealed record PaperOutcome(
    BatchOutcome Runs, IReadOnlyList<ClaimOutcome> Claims, string Folder, string Page, IReadOnlyList<string> Undrawn, int Unfinished);

/// <summary>
/// Runs what decides the claims of a paper, and writes claims.csv, runs.csv, about.json and report.html. They cover all claims of the
/// paper: those that were not asked for now, too, if their runs are there from earlier calls.
/// </summary>
internal sealed class PaperRun
{
    /// <summary>Name of the file that says what was run.</summary>
    public const string RunsFile = "runs.csv";

    /// <summary>Name of the file that says of which paper the claims are, and how they were checked.</summary>
    public const string AboutFile = "about.json";

    /// <summary>What runs.csv writes behind the figure of the paper, where an experiment is only a control.</summary>
    public const string ControlMark = ", control";

    private readonly PaperPlan _plan;
    private readonly string _folder;
    private readonly IReadOnlyList<FigureFormat> _figures;
    private readonly IReadOnlyList<ExperimentJob> _all;
    private readonly Dictionary<string, string> _missing;
    private readonly ResumableBatch _batch;

    /// <summary>Reads and checks everything, and looks what is finished.</summary>
    /// <param name="path">The paper file.</param>
    /// <param name="plan">What is checked.</param>
    /// <param name="overrides">Changes to every experiment, after its own.</param>
    /// <param name="output">Folder under which results are written.</param>
    /// <param name="figures">Formats of the figures.</param>
    /// <param name="replace">Whether finished runs of other values are replaced.</param>
    /// <param name="data">
    /// Folder with data sets, looked into before that of the environment variable and the usual ones; null: none.
    /// </param>
    /// <exception cref="NetworkFileException">A file or a change has mistakes: all of them are listed.</exception>
    /// <exception cref="CommandException">A folder holds results of other values.</exception>
    public PaperRun(string path, PaperPlan plan, IReadOnlyList<string> overrides, string output,
        IReadOnlyList<FigureFormat> figures, bool replace, string? data)
    {
        (_plan, _figures, _folder) = (plan with { Typed = overrides }, figures, Path.Combine(output, plan.FolderName));
        if (overrides.FirstOrDefault(change => OverridePath.Of(change) == "seed") is string seed)
            throw new CommandException(
                $"--set {Text.Shown.Value(seed)}: the seeds of a paper are 1, 2, ...; --realizations says how many of them run.");

        // With changes only what is asked for is looked at, because they may fit no other experiment, and verdicts with and without them do
        // not belong into one table.
        _all = PaperExperiments.Jobs(path, (overrides.Count > 0 ? plan : plan.Whole).Planned(), overrides, _folder, figures, data);

        // Without its data an experiment is not run, and the claims that it decides are not checked. What has been run needs them no more.
        _missing = _all.Select(job => (Job: job, Data: job.MissingData))
            .Where(missing => missing.Data is not null && missing.Job.IsFinished() == false)
            .ToDictionary(missing => missing.Job.Destination, missing => missing.Data!);

        // The longest first, so that at the end no core waits long for another.
        Dictionary<string, double> costs = Destinations(plan.Planned());
        _batch = new ResumableBatch(
            [
                .. _all.Where(job => costs.ContainsKey(job.Destination) && !_missing.ContainsKey(job.Destination))
                    .OrderByDescending(job => costs[job.Destination]),
            ],
            replace, path, "--output FOLDER");
        PendingCost = _batch.Pending.Sum(job => costs[job.Destination]);
    }

    /// <summary>Number of runs that are not finished.</summary>
    public int Pending => _batch.Pending.Count;

    /// <summary>Names of the data sets that are not here, although runs of the paper that are not finished need them.</summary>
    public IReadOnlyList<string> MissingData => [.. _missing.Values.Distinct()];

    /// <summary>Computing time of what is not finished (s), on one core.</summary>
    public double PendingCost { get; }

    /// <summary>Runs what is missing, and decides the claims.</summary>
    /// <param name="cores">How many runs are computed at a time.</param>
    /// <param name="show">Creates the display of the progress.</param>
    /// <param name="cancellation">Stops the runs.</param>
    /// <exception cref="CommandException">The results cannot be written.</exception>
    public PaperOutcome Execute(int cores, BatchDisplayFactory show, CancellationToken cancellation)
    {
        BatchOutcome runs = _batch.Execute(cores, show, cancellation);
        HashSet<string> finished = [.. _all.Where(job => job.IsFinished() == true).Select(job => job.Destination)];
        IReadOnlyList<ClaimOutcome> outcomes = new ClaimEvaluation(_plan.Whole, _folder, finished, _missing).Evaluate();
        try
        {
            Directory.CreateDirectory(_folder);
            ClaimTable.Write(outcomes, _folder);
            WriteRuns(finished);
            List<string> undrawn = [];
            IReadOnlyList<(string Name, Figure Figure)> figures = WriteFigures(finished, undrawn);
            JsonObject about = new()
            {
                ["name"] = _plan.Paper.Name,
                ["citation"] = _plan.Paper.Citation,
                ["form"] = _plan.IsQuick ? "quick" : "full",
                ["version"] = Circumstances.Version,
                ["figures"] = new JsonObject(
                    figures.Select(figure => KeyValuePair.Create(figure.Name, (JsonNode?)_plan.Paper.Figures[figure.Name].Figure))),
            };
            File.WriteAllText(Path.Combine(_folder, AboutFile), about.ToJsonString(IndentedJson.Options) + "\n");
            return new PaperOutcome(runs, [.. outcomes.Where(outcome => _plan.Claims.Contains(outcome.Name))], _folder,
                new PaperReport(_plan.Whole, _folder, finished, _figures).Write(_plan.Claims, figures, undrawn), undrawn,
                _all.Count - finished.Count);
        }
        catch (Exception e) when (Failures.Explain(e) is string reason && e is not CommandException)
        {
            throw new CommandException($"the verdicts could not be written to {_folder}: {reason}");
        }
    }

    private Dictionary<string, double> Destinations(IEnumerable<PlannedExperiment> experiments) => experiments
        .SelectMany(
            experiment => Enumerable.Range(1, experiment.Seeds).Select(seed => (Folder: experiment.Folder(_folder, seed), experiment.Cost)))
        .ToDictionary(run => run.Folder, run => run.Cost);

    private void WriteRuns(HashSet<string> finished)
    {
        string path = Path.Combine(_folder, RunsFile);
        File.Delete(path);
        using CsvWriter csv = new(path, "experiment", "figure", "file", "changes", "seeds", "seconds", "versions", "figures");
        foreach (PlannedExperiment experiment in _plan.Whole.Planned())
        {
            JsonNode?[] runs =
            [
                .. Enumerable.Range(1, experiment.Seeds).Select(seed => experiment.Folder(_folder, seed)).Where(finished.Contains)
                    .Select(run => JsonNode.Parse(File.ReadAllText(Path.Combine(run, RunRecord.FileName)))),
            ];
            (string figure, bool isControl) = _plan.FigureOf(experiment.Name);
            csv.Add(experiment.Name).Add(isControl ? figure + ControlMark : figure).Add(Path.GetFileName(experiment.File))
                .Add(experiment.Changes).Add(runs.Length)
                .Add(Math.Round(runs.Sum(Seconds), 1)).Add(string.Join(" ", runs.Select(Version).Distinct()))
                .Add(string.Join(" ", _plan.Paper.Experiments[experiment.Name].Figures)).EndRow();
        }
    }

    private static double Seconds(JsonNode? run) => run?["runTime_s"] is JsonNode seconds ? (double)seconds : 0;

    // What an earlier call of another version has finished is not run again: results are the same bits, unless a version says otherwise.
    private static string Version(JsonNode? run) => run?["version"] is JsonNode version ? (string)version! : "";

    /// <summary>Draws the figures that several experiments make together, in place of those of an earlier call.</summary>
    private List<(string Name, Figure Figure)> WriteFigures(HashSet<string> finished, List<string> undrawn)
    {
        string folder = Path.Combine(_folder, FigureFiles.Folder);

        // Only where an earlier call has left its record is the folder one of this command.
        if (Directory.Exists(folder) && File.Exists(Path.Combine(_folder, AboutFile))) Directory.Delete(folder, recursive: true);
        List<(string Name, Figure Figure)> figures = [];
        if (_figures.Count == 0) return figures;
        PaperFigures drawing = new(_plan.Whole, _folder, finished);
        foreach ((string name, PaperFigureDescription description) in _plan.Paper.Figures)
        {
            try
            {
                List<string> empty = [];
                Figure? drawn = drawing.Draw(description, empty);
                undrawn.AddRange(empty.Select(line => $"the figure \"{name}\" is incomplete: {line}"));
                if (drawn is not Figure figure) continue;
                FigureFiles.Write(figure, folder, name, _figures);
                figures.Add((name, figure));
            }
            catch (Exception e) when (e is CommandException or FormatException or ArgumentException)
            {
                // The verdicts, after hours, do not depend on it.
                undrawn.Add($"the figure \"{name}\" could not be drawn: {e.Message}");
            }
        }

        return figures;
    }
}
