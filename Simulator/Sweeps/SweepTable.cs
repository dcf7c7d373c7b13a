using System.Globalization;
using Spiking.Files;
using Spiking.Numerics;
using Spiking.Runs;
using Spiking.Text;

namespace Spiking.Sweeps;

/// <summary>Table of the measurements of the finished runs of a sweep.</summary>
/// <param name="plan">The sweep.</param>
/// <param name="runs">The finished runs in the order of the plan, each with what it measured.</param>
/// <param name="measures">Names of the measured numbers that were asked for; empty: all of them.</param>
internal sealed class SweepTable(
    SweepPlan plan, IReadOnlyList<(SweptRun Run, IReadOnlyList<Measurement> Measured)> runs, IReadOnlyList<string> measures)
{
    private readonly Dictionary<string, double>[] _values =
        [.. runs.Select(run => run.Measured.DistinctBy(m => m.Name).ToDictionary(m => m.Name, m => m.Value))];

    private IReadOnlyList<string>? _telling;

    /// <summary>The file of the sweep, its axes, seeds and runs.</summary>
    public SweepPlan Plan => plan;

    /// <summary>Number of finished runs.</summary>
    public int Count => runs.Count;

    /// <summary>The finished runs.</summary>
    public IReadOnlyList<SweptRun> Runs => [.. runs.Select(run => run.Run)];

    /// <summary>Names of the measured numbers, in the order in which runs give them.</summary>
    public IReadOnlyList<string> Measures { get; } =
        Choose([.. runs.SelectMany(run => run.Measured.Select(m => m.Name)).Distinct()], measures);

    /// <summary>
    /// Those of the measured numbers that were asked for or that differ between runs: a number of epochs that all runs have says nothing.
    /// </summary>
    public IReadOnlyList<string> Telling => _telling ??= measures.Count > 0 ? Measures
        : [.. Measures.Where(measure => _values.Select(of => of.GetValueOrDefault(measure, double.NaN)).Distinct().Count() > 1)];

    /// <summary>The values of a measured number at a point, one for each finished run that has it.</summary>
    public double[] At(int point, string measure) =>
    [
        .. Enumerable.Range(0, runs.Count).Where(i => ReferenceEquals(runs[i].Run.Point, plan.Points[point]))
            .Select(i => _values[i].GetValueOrDefault(measure, double.NaN)).Where(value => !double.IsNaN(value)),
    ];

    /// <summary>Writes summary.csv, one row for each run, and means.csv, one row for each point.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Write(string folder)
    {
        using (CsvWriter csv = new(Path.Combine(folder, "summary.csv"), [.. plan.Axes, "seed", .. Measures]))
        {
            for (int i = 0; i < runs.Count; i++)
            {
                foreach (string value in runs[i].Run.Point) AddValue(csv, value);
                csv.Add(runs[i].Run.Seed?.ToString(CultureInfo.InvariantCulture) ?? "");
                foreach (string measure in Measures) csv.AddOrMissing(_values[i].GetValueOrDefault(measure, double.NaN));
                csv.EndRow();
            }
        }

        using CsvWriter means = new(Path.Combine(folder, "means.csv"), [.. plan.Axes, "measure", "mean", "standard_error", "runs"]);
        for (int point = 0; point < plan.Points.Count; point++)
        {
            foreach (string measure in Measures)
            {
                double[] values = At(point, measure);
                if (values.Length == 0) continue;
                foreach (string value in plan.Points[point]) AddValue(means, value);
                Spread spread = Spread.Of(values);
                means.Add(measure).Add(spread.Mean).AddOrMissing(spread.StandardError).Add(values.Length).EndRow();
            }
        }
    }

    // A number, with or without a unit, is no formula, whatever its sign.
    private static void AddValue(CsvWriter csv, string value)
    {
        if (SweptNumber.TryRead(value, out _) && !value.Contains('"')) csv.AddNumber(value);
        else csv.Add(value);
    }

    /// <summary>Headings of the table that is shown: the axes, the number of runs, and some measured numbers.</summary>
    /// <param name="shown">How many measured numbers are shown.</param>
    public IReadOnlyList<string> Headings(int shown) => [.. plan.ShortNames, "runs", .. InTable(shown)];

    /// <summary>A row for every point that has a finished run: mean ± standard error.</summary>
    /// <param name="shown">How many measured numbers are shown.</param>
    public IEnumerable<IReadOnlyList<string>> Rows(int shown)
    {
        for (int point = 0; point < plan.Points.Count; point++)
        {
            int count = runs.Count(run => ReferenceEquals(run.Run.Point, plan.Points[point]));
            if (count == 0) continue;
            yield return
            [
                .. plan.Points[point],
                count.ToString(CultureInfo.InvariantCulture),
                .. InTable(shown).Select(measure => Cell(At(point, measure))),
            ];
        }
    }

    // The telling ones first.
    private IEnumerable<string> InTable(int shown) => Telling.Union(Measures).Take(shown);

    private static string Cell(double[] values)
    {
        if (values.Length == 0) return "";
        Spread spread = Spread.Of(values);
        string mean = spread.Mean.ToString("G4", CultureInfo.InvariantCulture);
        return double.IsNaN(spread.StandardError) ? mean : $"{mean} ± {spread.StandardError.ToString("G2", CultureInfo.InvariantCulture)}";
    }

    private static string[] Choose(string[] known, IReadOnlyList<string> asked)
    {
        if (asked.Count == 0 || known.Length == 0) return known;
        if (asked.FirstOrDefault(name => !known.Contains(name)) is string unknown)
        {
            throw new CommandException(
                $"--measure {Shown.Value(unknown)}: the runs measure no such number{Names.DidYouMean(unknown, known)} "
                + $"{Measurements.FileName} of a run has all {known.Length}.");
        }

        return [.. asked.Distinct()];
    }
}
