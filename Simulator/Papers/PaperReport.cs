using System.Globalization;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.Reports;
using Spiking.Text;

namespace Spiking.Papers;

/// <summary>
/// The page of a paper, in the order of its figures: for each the claims with their verdicts, the figures made anew, and links to the pages
/// of the runs, which have all that a run draws.
/// </summary>
/// <param name="plan">The whole paper and how its experiments are run.</param>
/// <param name="folder">Folder of all results of the paper.</param>
/// <param name="finished">Folders of the runs that are finished.</param>
/// <param name="formats">Formats of the figures; none: the page has no figures.</param>
internal sealed class PaperReport(PaperPlan plan, string folder, IReadOnlySet<string> finished, IReadOnlyList<FigureFormat> formats)
{
    private const string Doubt = "What does not hold, and controls that show what only the claim should";

    /// <summary>Writes the page.</summary>
    /// <param name="asked">Names of the claims that were asked for.</param>
    /// <param name="together">The figures that several experiments make together.</param>
    /// <param name="undrawn">Gets the figures that cannot be shown, each with the reason.</param>
    /// <returns>Its path.</returns>
    public string Write(IReadOnlyList<string> asked, IReadOnlyList<(string Name, Figure Figure)> together, List<string> undrawn)
    {
        IReadOnlyDictionary<string, string>[] rows = [.. RunTable.Read(Path.Combine(folder, ClaimTable.FileName)).Rows];
        ILookup<string, IReadOnlyDictionary<string, string>> claims = rows.ToLookup(row => row["figure"]);
        ILookup<string, (PlannedExperiment Experiment, bool IsControl)> experiments = plan.Planned()
            .Select(experiment => (Experiment: experiment, Place: plan.FigureOf(experiment.Name)))
            .OrderBy(planned => planned.Place.IsControl)
            .ToLookup(planned => planned.Place.Figure, planned => (planned.Experiment, planned.Place.IsControl));
        IReadOnlyList<string> places = PaperPlan.FiguresOf(plan.Paper);
        Report report = new Report($"{plan.Paper.Name}: {(plan.IsQuick ? "quick reproduction" : "reproduction")}")
            .Summary(plan.Paper.Citation, plan.Paper.Description)
            .Asked(TypedCommand.ByName, ("seeds", "1, 2, ... as many as an experiment has"),
                ("claims", asked.Count < plan.Claims.Count ? string.Join(", ", asked) : "all"))
            .Summary(ClaimTable.Count(rows));
        IReadOnlyList<string>[] doubtful = [.. rows.Where(ClaimTable.IsDoubtful).Select(ClaimTable.Row)];
        if (doubtful.Length > 0) report.Table(new(Doubt, ClaimTable.Headings, doubtful));
        report.Contents([.. places.Select(place => (place, ClaimTable.Brief([.. claims[place]])))]);
        foreach (string place in places)
        {
            report.Heading(place).Table(new("", [.. ClaimTable.Headings.Skip(1)],
                [.. claims[place].Select(row => ClaimTable.Row(row).Skip(1).ToArray())]));
            if (formats.Count > 0) AddFigures(report, place, [.. experiments[place].Select(e => e.Experiment)], together, undrawn);
            AddRuns(report, experiments[place]);
        }

        report.KeyValues("Program and machine that wrote this page", Circumstances.Entries);
        report.Files("Tables", [ClaimTable.FileName, PaperRun.RunsFile]);
        string page = Path.Combine(folder, Report.FileName);
        report.Write(page);
        return page;
    }

    // A run draws five to ten figures, of which the paper has one or two: those that the file names. Where it names none, the first
    // experiment has to do.
    private void AddFigures(
        Report report, string place, IReadOnlyList<PlannedExperiment> experiments, IReadOnlyList<(string Name, Figure Figure)> together,
        List<string> undrawn)
    {
        bool isEmpty = true;
        foreach ((string name, Figure figure) in together.Where(figure => plan.Paper.Figures[figure.Name].Figure == place))
            Add(figure, Path.Combine(folder, FigureFiles.Folder, name + ".json"));
        foreach (PlannedExperiment experiment in experiments)
            foreach (string name in plan.Paper.Experiments[experiment.Name].Figures)
                Load(Path.Combine(FiguresOf(experiment), name + ".json"));
        if (isEmpty && experiments.FirstOrDefault(experiment => Directory.Exists(FiguresOf(experiment))) is PlannedExperiment first)
            foreach (string file in Directory.EnumerateFiles(FiguresOf(first), "*.json").Order(StringComparer.Ordinal))
                Load(file);

        void Load(string file)
        {
            string run = Path.GetDirectoryName(Path.GetDirectoryName(file)!)!;
            if (!finished.Contains(run)) return;
            if (PaperFigures.TryLoad(file, run, out string reason) is Figure figure) Add(figure, file);
            else undrawn.Add($"the figure {file} could not be shown: {reason}");
        }

        void Add(Figure figure, string file)
        {
            isEmpty = false;
            report.Figure(figure,
                [
                    .. formats.Select(format => Path.ChangeExtension(file, FigureFiles.Extension(format)))
                        .Concat(FigureFiles.Tables(figure).Select(table => $"{Path.ChangeExtension(file, null)}-{table.Name}.csv"))
                        .Where(File.Exists).Select(Relative),
                ]);
        }
    }

    private void AddRuns(Report report, IEnumerable<(PlannedExperiment Experiment, bool IsControl)> experiments)
    {
        foreach ((PlannedExperiment experiment, bool isControl) in experiments)
        {
            string changes = experiment.Changes.Length > 0 ? $" with {experiment.Changes}" : "";
            report.Links($"{(isControl ? "Control " : "")}{experiment.Name}: {Path.GetFileName(experiment.File)}{changes}.",
                [
                    .. Enumerable.Range(1, experiment.Seeds).Where(seed => finished.Contains(experiment.Folder(folder, seed)))
                        .Select(seed => (string.Create(CultureInfo.InvariantCulture, $"seed {seed}"),
                            Relative(Path.Combine(experiment.Folder(folder, seed), Report.FileName)))),
                ]);
        }
    }

    private string FiguresOf(PlannedExperiment experiment) => Path.Combine(experiment.Folder(folder, 1), FigureFiles.Folder);

    private string Relative(string file) => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
}
