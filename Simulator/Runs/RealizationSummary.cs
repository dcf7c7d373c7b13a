using System.Globalization;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.Recording.Signals;
using Spiking.Reports;
using Spiking.Text;

namespace Spiking.Runs;

/// <summary>Comparison of several realizations of a network: a table, figures and a page of their own.</summary>
internal static class RealizationSummary
{
    /// <summary>Writes the summary of the complete realizations.</summary>
    /// <returns>The path of the page; null if there is nothing to compare.</returns>
    /// <exception cref="CommandException">The summary cannot be written.</exception>
    public static string? Write(IReadOnlyList<RunOutcome> outcomes, string folder, bool replace, IReadOnlyList<FigureFormat> formats)
    {
        RunOutcome[] complete = [.. outcomes.Where(o => o.Complete)];
        if (complete.Length < 2) return null;
        NetworkDescription network = complete[0].Description;
        using RunFolder run = new(folder, replace);
        ResultWriting writing = new(CancellationToken.None);
        writing.Always("summary.csv", () => WriteTable(complete, Path.Combine(run.Working, "summary.csv")));
        Report report = new Report($"{network.Name}: {complete.Length} realizations").Summary(network.Description)
            .Asked(TypedCommand.ByName, ("seeds", string.Join(", ", complete.Select(o => Text(o.Description.Seed)))))
            .Summary(Solved(complete) ?? Measurements.Rates(complete.SelectMany(o => o.Measured)));
        if (Table(complete) is TextTable table) report.Table(table);
        ComparedRun[] runs = [.. complete.Select(o => new ComparedRun("Runs", $"seed {Text(o.Description.Seed)}", o.Folder))];
        return new ComparisonPage("the summary of the realizations", report, runs, [("", network)])
            .Write(Figures(), run, formats, writing);

        IEnumerable<(string Name, Figure Figure)> Figures()
        {
            List<(string Name, Figure Figure)> figures = network.Task is TaskDescription task
                ? [.. task.Compare([.. complete.Select(o => o.Task!)])]
                : RunFiles.Rates(complete) is Figure rates ? [("rates", rates)]
                : [];
            figures.AddRange(complete.SelectMany(o => o.Parts.OfType<RecordedSignals>()).GroupBy(signals => signals.Name)
                .Where(seeds => SignalFigure.Shown([.. seeds]).Length > 0).Select(seeds => (seeds.Key, SignalFigure.Create([.. seeds]))));
            foreach ((string name, Figure figure) in figures) yield return (name, PublishedExperiments.Over(network, name, figure));
        }
    }

    /// <summary>The answers of all runs as one table, with a column for the seed; null: there is nothing to show.</summary>
    public static TextTable? Table(IReadOnlyList<RunOutcome> outcomes)
    {
        (long Seed, TextTable Table)[] tables =
            [.. outcomes.Where(o => o.Task?.Summary is not null).Select(o => (o.Description.Seed, o.Task!.Summary!))];
        return tables.Length == 0 ? null : new TextTable(
            tables[0].Table.Title,
            ["seed", .. tables[0].Table.Columns],
            [.. tables.SelectMany(part => part.Table.Rows.Select(row => (IReadOnlyList<string>)[Text(part.Seed), .. row]))]);
    }

    /// <summary>In how many realizations the task was solved; null: this is not known of any.</summary>
    public static string? Solved(IReadOnlyList<RunOutcome> outcomes)
    {
        bool[] known = [.. outcomes.Select(o => o.Task?.IsSolved).OfType<bool>()];
        return known.Length == 0 ? null : $"Solved in {known.Count(solved => solved)} of {known.Length} realizations.";
    }

    private static void WriteTable(RunOutcome[] outcomes, string path)
    {
        string[] solved = outcomes[0].Task is null ? [] : ["solved"];

        // A realization can lack a number that others have: the weights of a projection of which chance has drawn no synapse.
        string[] names = [.. outcomes.SelectMany(Numbers).Select(m => m.Name).Distinct()];
        using CsvWriter csv = new(path, ["seed", .. solved, .. names, "real_time_factor", "spikes_hash", "weights_hash"]);
        foreach (RunOutcome o in outcomes)
        {
            csv.Add(o.Description.Seed);
            if (o.Task is ITaskResult task) csv.Add(task.IsSolved switch { true => "yes", false => "no", null => "" });
            Dictionary<string, double> values = Numbers(o).DistinctBy(m => m.Name).ToDictionary(m => m.Name, m => m.Value);
            foreach (string name in names) csv.AddOrMissing(values.GetValueOrDefault(name, double.NaN));
            csv.Add(o.RealTimeFactor).Add(Hash(o.SpikesHash)).Add(Hash(o.WeightsHash)).EndRow();
        }
    }

    // Those of the task, or all that was measured of a network without one.
    private static IEnumerable<(string Name, double Value)> Numbers(RunOutcome outcome) =>
        outcome.Task?.Measured ?? outcome.Measured.Select(m => (m.Name, m.Value));

    private static string Hash(ulong hash) => hash.ToString("X16", CultureInfo.InvariantCulture);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
