using System.Globalization;
using System.Text.Json.Nodes;
using Spiking.Files;
using Spiking.Numerics;
using Spiking.Plotting;
using Spiking.Reports;
using Spiking.Runs;
using Spiking.Text;

namespace Spiking.Sweeps;

/// <summary>Writes what joins the runs of a sweep: summary.csv, means.csv, a figure and report.html, in the folder of the sweep.</summary>
internal static class SweepSummary
{
    /// <summary>How many measured numbers the table on the page and on the terminal shows.</summary>
    public const int Shown = 5;

    /// <summary>How many the terminal shows of a sweep of seeds alone.</summary>
    public const int ShownAlone = 25;

    private const int MostLinks = 200;

    private const string Name = "sweep";

    /// <summary>Writes the files.</summary>
    /// <param name="title">Name of the sweep.</param>
    /// <param name="table">What was measured.</param>
    /// <param name="folder">The folder of the sweep.</param>
    /// <param name="formats">Formats of the figure.</param>
    /// <returns>The path of the page.</returns>
    /// <exception cref="CommandException">They cannot be written.</exception>
    public static string Write(string title, SweepTable table, string folder, IReadOnlyList<FigureFormat> formats)
    {
        try
        {
            table.Write(folder);
            SweepPlan plan = table.Plan;
            Report report = new Report($"{title}: sweep of {(plan.Axes.Count == 0 ? "seeds" : string.Join(", ", plan.Axes))}")
                .Asked(TypedCommand.ByName, ("file", plan.File),
                    ("seeds", string.Join(", ", plan.Runs()
                    .Select(run => run.Seed is long seed ? seed.ToString(CultureInfo.InvariantCulture) : "that of the file").Distinct())))
                .Summary(string.Create(CultureInfo.InvariantCulture,
                    $"{table.Count} of the {plan.Runs().Count()} runs of these values and seeds are finished.{Extremes(table)}"));
            if (plan.Fixed.Count > 0) report.Summary($"The same in all runs: {string.Join(", ", plan.Fixed)}.");
            ResultWriting writing = new(CancellationToken.None);
            writing.Always("the figure", () =>
            {
                string figures = Path.Combine(folder, FigureFiles.Folder);
                RemoveFigure(figures);
                if (SweepFigures.Create(table) is not Figure figure) return;
                FigureFiles.Write(figure, figures, Name, formats);
                report.Figure(figure, Report.FilesOf(figure, Name, formats));
            });

            report.Table(new("Mean ± s.e. over the runs of every point", table.Headings(table.Measures.Count),
                [.. table.Rows(table.Measures.Count)]));
            AddRuns(report, table.Runs);
            report.Table(new("Parameters that all runs share", ["parameter", "value"], ParameterRows.CommonTo(
                table.Runs.Select(run => RunRecord.ExperimentIn(Path.Combine(folder, run.Folder))).OfType<JsonNode>()
                    .Select(experiment => ParameterRows.Of(experiment)))));
            report.KeyValues("Program and machine that joined the runs", Circumstances.Entries).FilesIn(folder);
            string page = Path.Combine(folder, Report.FileName);
            report.Write(page);
            return writing.Reason is not string missing ? page
                : throw new CommandException($"the summary of the sweep in {folder} is incomplete: {missing}");
        }
        catch (Exception e) when (Failures.Explain(e) is string reason && e is not CommandException)
        {
            throw new CommandException($"the summary of the sweep could not be written to {folder}: {reason}");
        }
    }

    // An earlier call of the same sweep may have drawn other panels.
    private static void RemoveFigure(string figures)
    {
        if (!Directory.Exists(figures)) return;
        foreach (string pattern in new[] { Name + ".*", Name + "-*.csv" })
            foreach (string file in Directory.GetFiles(figures, pattern)) File.Delete(file);
    }

    // The pages of the runs have all their parameters. Of a large sweep they are too many to be looked at one by one.
    private static void AddRuns(Report report, IReadOnlyList<SweptRun> runs)
    {
        report.Links("Runs:", [.. runs.Take(MostLinks).Select(run => (run.Folder, $"{run.Folder.Replace('\\', '/')}/{Report.FileName}"))]);
        if (runs.Count > MostLinks)
            report.Summary(string.Create(CultureInfo.InvariantCulture,
                $"{runs.Count - MostLinks} more runs have folders of their own, whose names say their values and seeds."));
    }

    // Where the first telling number is smallest and largest.
    private static string Extremes(SweepTable table)
    {
        SweepPlan plan = table.Plan;
        if (plan.Axes.Count == 0 || table.Measures.Count == 0) return "";
        if (table.Telling.Count == 0) return table.Count > 1 ? " All measured numbers are the same in all of them." : "";
        (int Point, double Mean)[] means =
            [.. Enumerable.Range(0, plan.Points.Count).Select(point => (point, table.At(point, table.Telling[0])))
            .Where(point => point.Item2.Length > 0).Select(point => (point.point, Spread.Of(point.Item2).Mean))];
        if (means.Length < 2) return "";
        Axis axis = MeasuredAxis.Of(table.Telling[0]);
        string what = RichText.Plain(axis.Label), unit = axis.Unit.Length > 0 ? " " + RichText.Plain(axis.Unit) : "";
        string At((int Point, double Mean) at) => $"{at.Mean.ToString("G4", CultureInfo.InvariantCulture)}{unit} at "
            + $"{string.Join(", ", plan.ShortNames.Select((name, i) => $"{name} = {plan.Points[at.Point][i]}"))}";
        return $" {what} ({table.Telling[0]}) is on average smallest, {At(means.MinBy(m => m.Mean))}, "
            + $"and largest, {At(means.MaxBy(m => m.Mean))}.";
    }
}
