using System.Globalization;
using Spiking.Engine.Checking;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.RateModels.Experiments;
using Spiking.Reports;
using Spiking.Runs;
using Spiking.Text;

namespace Spiking.Papers;

/// <summary>The experiments of a paper, which decide its claims: their files, and what is wrong with the claims.</summary>
internal static class PaperExperiments
{
    /// <summary>The key at the top that only such files have.</summary>
    public const string KindKey = "claims";

    /// <summary>Reads the files of experiments, a run for every seed.</summary>
    /// <param name="path">The paper file.</param>
    /// <param name="experiments">The experiments.</param>
    /// <param name="overrides">Changes to every experiment, after its own.</param>
    /// <param name="folder">Folder of the results.</param>
    /// <param name="figures">Formats of the figures, which the first seed of every experiment draws.</param>
    /// <param name="data">
    /// Folder with data sets, looked into before that of the environment variable and the usual ones; null: none.
    /// </param>
    /// <exception cref="NetworkFileException">A file or a change has mistakes: those of all experiments are listed.</exception>
    public static IReadOnlyList<ExperimentJob> Jobs(
        string path, IReadOnlyList<PlannedExperiment> experiments, IReadOnlyList<string> overrides, string folder,
        IReadOnlyList<FigureFormat> figures, string? data = null)
    {
        List<ExperimentJob> jobs = [];
        List<Problem> problems = [];
        foreach (PlannedExperiment experiment in experiments)
        {
            string file = Path.Combine(Path.GetDirectoryName(path) ?? "", experiment.File);
            if (!File.Exists(file))
            {
                problems.Add(new Problem
                {
                    File = path,
                    Path = $"experiments.{experiment.Name}.file",
                    Message = $"found \"{Shown.Value(experiment.File)}\", but {FileTree.Missing(file, experiment.File)}",
                });
                continue;
            }

            for (int seed = 1; seed <= experiment.Seeds; seed++)
            {
                try
                {
                    jobs.Add(ExperimentJob.Load(
                        file, [.. experiment.Set, .. overrides], experiment.Cases, seed, experiment.Label(seed),
                        experiment.Folder(folder, seed), seed == 1 ? figures : [], data));
                }
                catch (NetworkFileException e)
                {
                    problems.AddRange(
                        e.Problems.Select(p => p with { Message = $"{p.Message} (experiment \"{experiment.Name}\" of {path})" }));
                    break;
                }
            }
        }

        return problems.Count == 0 ? jobs : throw new NetworkFileException(problems);
    }

    /// <summary>Adds what is wrong with a paper: names, bounds that mean nothing, experiments that are not there.</summary>
    public static void Check(PaperDescription paper, SourceMap source, string file, List<Problem> problems)
    {
        Findings findings = new(source, file, problems);
        RunChecks.CheckFolderName(findings, paper, nameof(paper.Name), paper.Name);
        RunChecks.CheckCaseNames(findings, paper, nameof(paper.Experiments), paper.Experiments.Keys);
        RunChecks.CheckCaseNames(findings, paper, nameof(paper.Claims), paper.Claims.Keys);
        string[] known = [.. paper.Experiments.Keys];
        foreach (ClaimDescription claim in paper.Claims.Values) Check(findings, claim, paper, known);
        RunChecks.CheckCaseNames(findings, paper, nameof(paper.Figures), paper.Figures.Keys);
        foreach (PaperFigureDescription figure in paper.Figures.Values) Check(findings, figure, paper, known);
        CheckFileNames(findings, paper);
        string[] used = [.. paper.Claims.Values.SelectMany(PaperPlan.Experiments)];
        foreach (string name in known.Where(name => !used.Contains(name)))
            findings.Report(paper.Experiments[name], $"the experiment \"{name}\" decides no claim; remove it, or name it in a claim.");
    }

    // Folders of experiments lie beside what the command itself writes, and figures of all experiments in one folder. On some file systems
    // names that differ in their case only are the same.
    private static void CheckFileNames(Findings findings, PaperDescription paper)
    {
        string[] taken = [FigureFiles.Folder, ClaimTable.FileName, PaperRun.RunsFile, PaperRun.AboutFile, Report.FileName];
        foreach ((string name, PaperExperimentDescription experiment) in paper.Experiments)
        {
            if (taken.Contains(name, StringComparer.OrdinalIgnoreCase))
                findings.Report(experiment, $"an experiment cannot be called \"{name}\"; a file or folder beside its own has this name.");
        }

        CheckCapitals(findings, paper.Experiments, "experiments would share a folder");
        HashSet<string> figures = CheckCapitals(findings, paper.Figures, "figures would share files");
        foreach ((string name, PaperExperimentDescription experiment) in paper.Experiments)
        {
            for (int i = 0; i < experiment.Figures.Count; i++)
            {
                string file = ReproductionDocument.FileNameOf(name, experiment.Figures[i]);
                if (!figures.Add(file))
                    findings.ReportEntry(experiment, nameof(experiment.Figures), i,
                        $"the document has another figure \"{file}\"; call the experiment or the other figure something else.");
            }
        }
    }

    // Returns the names, of which those that differ in capital letters only are one.
    private static HashSet<string> CheckCapitals<T>(Findings findings, IReadOnlyDictionary<string, T> parts, string consequence)
        where T : class
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, T part) in parts)
        {
            if (names.Add(name)) continue;
            names.TryGetValue(name, out string? first);
            findings.Report(part, $"the names \"{first}\" and \"{name}\" are the same except for capital letters, and the {consequence}.");
        }

        return names;
    }

    private static void Check(Findings findings, ClaimDescription claim, PaperDescription paper, string[] known)
    {
        if (claim.NotChecked is not null)
        {
            foreach ((string name, object? part) in new (string, object?)[] { (nameof(claim.Measure), claim.Measure),
                (nameof(claim.Bound), claim.Bound), (nameof(claim.Control), claim.Control), (nameof(claim.NoControl), claim.NoControl) })
                if (part is not null)
                    findings.Report(claim, name, "a claim that is not checked has nothing to measure; leave it or notChecked out.");
            return;
        }

        if (claim.Measure is null || claim.Bound is null)
        {
            findings.Report(claim,
                "a claim needs the keys \"measure\" and \"bound\", or \"notChecked\" with the reason why it is not checked.");
            return;
        }

        foreach (MeasureDescription measure in PaperPlan.Measures(claim))
        {
            CheckKnown(findings, measure, nameof(measure.Experiment), measure.Experiment, known);
            findings.Require((measure.Number is null) != (measure.Table is null), measure, [nameof(measure.Number)], () =>
                "exactly one of the keys \"number\" and \"table\" says what is measured.");
            findings.Require((measure.Table is null) == (measure.Column is null), measure, [nameof(measure.Column)],
                () => "a table needs the key \"column\", and only a table has one.");
            if (measure.Table is not null) CheckTable(findings, measure, measure.Table);
            else findings.Require(measure.Where.Count == 0, measure, [nameof(measure.Where)], () => "only rows of a table are chosen.");
            findings.Require(measure.Table is not null || measure.Take == Taking.Mean, measure, [nameof(measure.Take)], () =>
                "only of the column of a table something is taken; a number is one for each run.");
            CheckRows(findings, measure, measure.Where);
        }

        findings.Require((claim.Control is null) != (claim.NoControl is null), claim, [nameof(claim.Control)], () =>
            "a claim needs exactly one of the keys \"control\" and \"noControl\", which says why there is no control.");
        if (claim.Control is ControlDescription control)
        {
            findings.Require(control.Number is null || claim.Measure.Number is not null, control, [nameof(control.Number)], () =>
                "the claim measures a table; only a number can be replaced by another one.");
            CheckKnown(findings, control, nameof(control.Experiment), control.Experiment, known);
            CheckRows(findings, control, control.Where);

            // Only what the control replaces can differ there: the measures of the experiment whose place it takes.
            string[] choices =
            [
                .. PaperPlan.Measures(claim).Where(measure => measure.Experiment == claim.Measure.Experiment)
                    .SelectMany(measure => measure.Where).Distinct(),
            ];
            string[] chosen = [.. choices.Select(ColumnOf).OfType<string>().Distinct()];
            for (int i = 0; i < control.Where.Count; i++)
                if (ColumnOf(control.Where[i]) is string column && !chosen.Contains(column))
                    findings.ReportEntry(control, nameof(control.Where), i,
                        $"the claim chooses no rows of \"{claim.Measure.Experiment}\" by \"{column}\", so there is nothing to replace"
                        + $"{(chosen.Length > 0 ? $"; {Names.ThereAre(chosen)}." : ".")}");
            bool hasOtherNumber = control.Number is not null && control.Number != claim.Measure.Number,
                hasOtherRows = control.Where.Select(RowFilter.TryParse).OfType<RowFilter>().Any(row =>
                    choices.Select(RowFilter.TryParse).Any(choice => choice?.Column == row.Column && choice != row));
            findings.Require(hasOtherNumber || hasOtherRows || !IsSame(paper, control.Experiment, claim.Measure.Experiment), control,
                [nameof(control.Experiment)], () =>
                    $"\"{control.Experiment}\" {(control.Experiment == claim.Measure.Experiment
                        ? "is the experiment of the claim itself" : $"runs the same as \"{claim.Measure.Experiment}\"")}; a control is "
                    + "another one, or another number or other rows of it.");
        }

        BoundDescription bound = claim.Bound;
        findings.Require(bound.Above is not null || bound.Below is not null || bound.Allowance is not null, bound,
            [nameof(bound.Above)], () =>
                "a bound needs at least one of the keys \"above\", \"below\" and \"allowance\".");
        findings.Require(bound.Allowance is null || claim.Reference is not null, bound, [nameof(bound.Allowance)], () =>
            "an allowance is one for the difference from a reference; give the claim the key \"reference\".");
        findings.Require(!(bound.Above >= bound.Below), bound, [nameof(bound.Above), nameof(bound.Below)], () => string.Create(
            CultureInfo.InvariantCulture, $"found {bound.Above}; it must be smaller than below, {bound.Below}."));
    }

    private static bool IsSame(PaperDescription paper, string one, string other) => one == other
        || (paper.Experiments.TryGetValue(one, out PaperExperimentDescription? first)
            && paper.Experiments.TryGetValue(other, out PaperExperimentDescription? second)
            && first.File == second.File && first.Set.SequenceEqual(second.Set) && first.Cases.SequenceEqual(second.Cases));

    private static void Check(Findings findings, PaperFigureDescription figure, PaperDescription paper, string[] known)
    {
        IReadOnlyList<string> figures = PaperPlan.FiguresOf(paper);
        findings.Require(figures.Contains(figure.Figure), figure, [nameof(figure.Figure)], () =>
            $"no claim is of {Names.Unknown(figure.Figure, figures)}");
        foreach (PaperPanelDescription panel in figure.Panels)
        {
            CheckTable(findings, panel, panel.Table);
            findings.Require(!panel.Bars || panel.X is { From: null, Factor: 1, Unit: "", Log: false }, panel, [nameof(panel.X)], () =>
                "bars have names along the x axis, not numbers; leave \"from\", \"factor\", \"unit\" and \"log\" out.");

            // An axis that could not be read at all is null.
            foreach (PaperAxisDescription axis in new[] { panel.X, panel.Y }.OfType<PaperAxisDescription>())
                findings.Require(!axis.Log || axis.From is null or > 0, axis, [nameof(axis.From)], () =>
                    $"{findings.Found(axis, nameof(axis.From))}; a logarithmic axis begins above 0.");
            findings.Require(!panel.Bars || panel.Shaded.Count == 0, panel, [nameof(panel.Shaded)], () =>
                "bars stand at names, not along an axis of which stretches could be shaded; leave \"shaded\" out.");
            if (panel.Level is { } level) CheckPlace(findings, level, nameof(level.At), "", level.At, panel.Y);
            foreach (PaperStretchDescription stretch in panel.Shaded)
            {
                CheckPlace(findings, stretch, nameof(stretch.From), "", stretch.From, panel.X);
                findings.Require(stretch.From < stretch.Until, stretch, [nameof(stretch.Until)], () =>
                    $"{findings.Found(stretch, nameof(stretch.Until))}; a stretch ends after it has begun.");
            }

            foreach (PaperLineDescription line in panel.Lines)
            {
                findings.Require(panel.Lines.First(other => other.Label == line.Label) == line, line, [nameof(line.Label)], () =>
                    $"another line of the panel is called \"{Shown.Value(line.Label)}\", too.");
                CheckKnown(findings, line, nameof(line.Experiment), line.Experiment, known);
                CheckRows(findings, line, line.Where);
                findings.Require(line.Model is null || ModelLooks.Colours.ContainsKey(line.Model), line, [nameof(line.Model)], () =>
                    $"there is no model {Names.Unknown(line.Model!, [.. ModelLooks.Colours.Keys])}");
                string[] earlier = [.. panel.Lines.TakeWhile(other => other != line).Select(other => other.Label)];
                findings.Require(line.Like is null || earlier.Contains(line.Like), line, [nameof(line.Like)], () =>
                    $"no line of the panel before it is called {Names.Unknown(line.Like!, earlier)}");
                findings.Require(line is { Like: null } or { Role: Role.None, Model: null }, line, [nameof(line.Like)], () =>
                    "a line with a role or a model has the colour of that; leave \"like\" out.");
                if (line.Circles is not { Values: { } values } circles) continue;
                foreach ((string position, double value) in values)
                {
                    string place = $" at \"{Shown.Value(position)}\"";
                    CheckPlace(findings, circles, nameof(circles.Values), $"the value {Number(value)}{place}", value, panel.Y);
                    if (panel.Bars) continue;
                    double? at = PaperFigures.PositionOf(position);
                    findings.Require(at is not null, circles, [nameof(circles.Values)], () =>
                        $"found the position \"{Shown.Value(position)}\"; a position along a line is a number.");
                    CheckPlace(findings, circles, nameof(circles.Values), $"the position \"{Shown.Value(position)}\"", at, panel.X);
                }
            }
        }
    }

    // What is before the beginning of an axis, or not positive on a logarithmic one, would not be drawn.
    private static void CheckPlace(
        Findings findings, object record, string property, string found, double? value, PaperAxisDescription? axis)
    {
        if (axis is null || value is not double place) return;
        string Found() => found.Length > 0 ? $"found {found}" : findings.Found(record, property);
        findings.Require(!axis.Log || place > 0, record, [property], () =>
            $"{Found()}; it must be above 0, because the axis is logarithmic.");
        findings.Require(axis.From is not double from || place >= from, record, [property], () =>
            $"{Found()}; it must be at least \"from\" of the axis, {Number(axis.From!.Value)}.");
    }

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static void CheckKnown(Findings findings, object record, string property, string name, string[] known) =>
        findings.Require(known.Contains(name), record, [property], () =>
            $"there is no experiment {Names.Unknown(name, known)}");

    private static void CheckTable(Findings findings, object record, string table) =>
        findings.Require(RunChecks.IsFileName(table), record, [nameof(MeasureDescription.Table)], () =>
            $"{findings.Found(record, nameof(MeasureDescription.Table))}; it must be the name of a file of the run, "
            + "for example \"rates.csv\".");

    private static void CheckRows(Findings findings, object record, IReadOnlyList<string> where)
    {
        for (int i = 0; i < where.Count; i++)
        {
            if (RowFilter.TryParse(where[i]) is null)
                findings.ReportEntry(record, nameof(MeasureDescription.Where), i, $"found \"{Shown.Value(where[i])}\"; rows are chosen "
                    + "by column=text or column=low..high, for example bin_end_s=35..40.");
        }
    }

    private static string? ColumnOf(string choice) => RowFilter.TryParse(choice)?.Column;
}
