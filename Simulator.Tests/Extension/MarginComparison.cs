// <own-figure>
using System.Globalization;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Plotting;

namespace MyParts;

/// <summary>The margin of every realization, in a column for each case.</summary>
[VariantName("margins")]
public sealed class MarginComparison : StudyComparison
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns => ["case", "seeds", "mean margin (Hz)"];

    /// <inheritdoc/>
    public override string? Refusal(NetworkDescription network) =>
        network.Task is null ? "its network has no task, whose margin is compared." : null;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Row(StudyCase outcome) =>
        [outcome.PlainTitle, outcome.Results.Count.ToString(CultureInfo.InvariantCulture), Mean(outcome)];

    /// <inheritdoc/>
    public override string Answer(IReadOnlyList<StudyCase> cases) =>
        $"Mean margins (Hz): {string.Join(", ", cases.Select(outcome => $"{outcome.PlainTitle} {Mean(outcome)}"))}.";

    /// <inheritdoc/>
    public override void WriteTables(IReadOnlyList<StudyCase> cases, string folder)
    {
        using CsvWriter csv = new(Path.Combine(folder, "margins.csv"), "case", "seed", "margin_hz");
        foreach (StudyCase outcome in cases)
            foreach (SimulationResult result in outcome.Results) csv.Add(outcome.Name).Add(result.Seed).Add(Margin(result)).EndRow();
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Figure Figure)> Figures(IReadOnlyList<StudyCase> cases)
    {
        Axis names = new("Case") { Categories = [.. cases.Select(outcome => outcome.Title)] };
        PointSeries[] points = [.. cases.Select((outcome, i) => new PointSeries(
            "", Palette.Cycle(i), [.. outcome.Results.Select(_ => (double)i)], [.. outcome.Results.Select(Margin)]))];
        yield return ("margins", new Figure("Margins", [new Panel("a", names, new Axis("Margin", "Hz"), points)])
        {
            Caption = "A point is one realization.",
        });
    }

    // Every task says what it has measured, by name. A task without a margin leaves a gap: NaN is not drawn.
    private static double Margin(SimulationResult result) =>
        result.Task!.Measured.Where(number => number.Name == "margin_hz").Select(number => number.Value).FirstOrDefault(double.NaN);

    private static string Mean(StudyCase outcome)
    {
        double[] margins = [.. outcome.Results.Select(Margin).Where(double.IsFinite)];
        return margins.Length == 0 ? "none" : margins.Average().ToString("F2", CultureInfo.InvariantCulture);
    }
}
// </own-figure>
