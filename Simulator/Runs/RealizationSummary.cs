using System.Globalization;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.Plotting.Published;
using Spiking.Tasks.PatternLearning;

namespace Spiking.Runs;

/// <summary>Writes what compares several realizations: a table, a figure and a page of their own.</summary>
internal static class RealizationSummary
{
    /// <summary>Writes the summary of the complete realizations of a pattern-learning task.</summary>
    /// <returns>The path of the page; null if there is nothing to compare.</returns>
    /// <exception cref="CommandException">The summary cannot be written.</exception>
    public static string? Write(IReadOnlyList<RunOutcome> outcomes, string folder, bool replace, IReadOnlyList<FigureFormat> figures)
    {
        RunOutcome[] complete = [.. outcomes.Where(o => o.Complete)];
        if (complete.Length < 2 || complete[0].Description.Task is not PatternLearningDescription task) return null;
        using RunFolder run = new(folder, replace);
        try
        {
            WriteTable(complete, task, Path.Combine(run.Working, "summary.csv"));
            Figure figure = PublishedData.Over(complete[0].Description.Name, "realizations", RealizationFigures.Create([.. complete.Select(o => o.Learning!)], task));
            FigureFiles.Write(figure, Path.Combine(run.Working, "figures"), "realizations", figures);
            using (StreamWriter page = new(Path.Combine(run.Working, "report.html")))
                Page(complete, task, figure).Write(page);
            return Path.Combine(run.Finish(), "report.html");
        }
        catch (Exception e) when (Failures.Explain(e) is string reason)
        {
            throw run.Incomplete("the summary of the realizations", reason);
        }
    }

    private static void WriteTable(RunOutcome[] outcomes, PatternLearningDescription task, string path)
    {
        using CsvWriter csv = new(path, ["seed", "solved", "solved_by_epoch", "margin_hz", "last_cost", "real_time_factor", .. Columns(task, "before"), .. Columns(task, "after"), "spikes_hash", "weights_hash"]);
        foreach (RunOutcome o in outcomes)
        {
            PatternLearningResult learning = o.Learning!;
            csv.Add(o.Description.Seed).Add(learning.After!.Solved ? "yes" : "no").AddOrMissing(learning.SolvedBy ?? double.NaN).AddOrMissing(learning.After.Margin).AddOrMissing(LastCost(learning)).Add(o.RealTimeFactor);
            foreach (PatternResponse response in learning.Before!.Responses.Concat(learning.After.Responses)) csv.Add(response.DecisionRate);
            csv.Add(Hash(o.SpikesHash)).Add(Hash(o.WeightsHash)).EndRow();
        }
    }

    private static Report Page(RunOutcome[] outcomes, PatternLearningDescription task, Figure figure)
    {
        string[] digits = [.. task.Patterns.Select(PatternLearningTables.Digits)];
        List<IReadOnlyList<string>> rows = [.. outcomes.Select(o => (IReadOnlyList<string>)[
            Text(o.Description.Seed),
            .. o.Learning!.After!.Responses.Select(r => r.DecisionRate.ToString("F2", CultureInfo.InvariantCulture)),
            LastCost(o.Learning).ToString("F3", CultureInfo.InvariantCulture),
            o.Learning.After.Solved ? "yes" : "no",
            o.RealTimeFactor.ToString("F1", CultureInfo.InvariantCulture),
        ])];
        return new Report($"{outcomes[0].Description.Name}: {outcomes.Length} realizations")
            .Summary(outcomes[0].Description.Description)
            .Summary($"Solved in {outcomes.Count(o => o.Learning!.After!.Solved)} of {outcomes.Length} realizations.")
            .Table(
                $"Output event rate (Hz) after learning, in the last {Text(task.DecisionWindow)} s of each test pattern",
                ["seed", .. digits, "last cost", "solved", "x real time"],
                rows)
            .Figure(figure);
    }

    private static double LastCost(PatternLearningResult learning) => learning.Epochs.Count > 0 ? learning.Epochs[^1].Cost : double.NaN;

    private static IEnumerable<string> Columns(PatternLearningDescription task, string test) =>
        task.Patterns.Select(p => $"{test}_output_event_rate_hz[{PatternLearningTables.Digits(p)}]");

    private static string Hash(ulong hash) => hash.ToString("X16", CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
