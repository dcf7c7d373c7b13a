using System.Globalization;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Plotting;

namespace Spiking.Recording.Transfer;

/// <summary>
/// Burst probability against the staircase current of each network's transfer recorder, one curve per case. The layout of Payeur et al.
/// 2021, Extended Data Fig. 5.
/// </summary>
[VariantName("transfer")]
internal sealed class TransferComparison : StudyComparison
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns { get; } =
        ["case", "seeds", "slope (1/nA), mean ± s.e.", "P = 1/2 at (pA), mean ± s.e.", "events at the first level (Hz)", "at the last"];

    /// <inheritdoc/>
    public override string? Refusal(NetworkDescription network) => network.Recorders.OfType<TransferRecorderDescription>().Count() == 1
        ? null
        : "transfer curves are compared, and its network has not exactly one recorder of the type \"transfer\".";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Row(StudyCase outcome)
    {
        IReadOnlyList<TransferPoint>[] curves = Curves(outcome);
        TransferShape[] shapes = [.. curves.Select(TransferShape.Of)];
        return
        [
            outcome.PlainTitle,
            curves.Length.ToString(CultureInfo.InvariantCulture),
            Text(Spread.Of(shapes.Select(s => s.Slope * 1e-9)), "F2"),
            Text(Spread.Of(shapes.Select(s => s.HalfPoint * 1e12)), "F1"),
            Text(Spread.Of(curves.Select(c => c[0].EventRate)), "F2"),
            Text(Spread.Of(curves.Select(c => c[^1].EventRate)), "F2"),
        ];
    }

    /// <inheritdoc/>
    public override string Answer(IReadOnlyList<StudyCase> cases) => "The burst probability is 1/2 at "
        + string.Join(", ", cases.Select(c =>
        $"{Text(Spread.Of(Curves(c).Select(curve => TransferShape.Of(curve).HalfPoint * 1e12)), "F0")} pA ({c.PlainTitle})"))
            + ".";

    /// <inheritdoc/>
    public override void WriteTables(IReadOnlyList<StudyCase> cases, string folder)
    {
        using CsvWriter csv = new(
            Path.Combine(folder, "summary.csv"), "case", "title", "current_a", "burst_probability",
            "burst_probability_standard_error", "event_rate_hz",
            "event_rate_standard_error_hz", "realizations");
        foreach (StudyCase outcome in cases)
        {
            IReadOnlyList<TransferPoint>[] curves = Curves(outcome);
            for (int level = 0; level < curves[0].Count; level++)
            {
                Spread probability = Spread.Of(curves.Select(c => c[level].BurstProbability)),
                    rate = Spread.Of(curves.Select(c => c[level].EventRate));
                csv.Add(outcome.Name).Add(outcome.PlainTitle).Add(curves[0][level].Current).AddOrMissing(probability.Mean)
                    .AddOrMissing(probability.StandardError)
                    .Add(rate.Mean).AddOrMissing(rate.StandardError).Add(curves.Length).EndRow();
            }
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Figure Figure)> Figures(IReadOnlyList<StudyCase> cases)
    {
        string[] panels = [.. cases.SelectMany(c => c.Panels).Distinct()];
        if (panels.Length == 0) panels = [""];
        Compartment compartment = cases[0].Network.Recorders.OfType<TransferRecorderDescription>().Single().Compartment;
        StudyCase[] shared = [.. cases.Where(c => panels[0].Length > 0 && c.Panels.Count == 0)];
        yield return ("transfer", TransferFigures.Compare(
            compartment,
            [.. panels.Select(panel =>
                Panel(panel, [.. cases.Where(c => c.Panels.Count == 0 || c.Panels.Contains(panel))], shared))],
            (shared.Length == 1 ? $"Black: {shared[0].Title}, the same in all panels. " : "")
                + SpreadSeries.Meaning(
                    [.. cases.Select(c => (c.Title, c.Results.Count))], dotted: [.. cases.Select(c => Curves(c)[0].Count)])));
    }

    // The cases of a panel vary one parameter in the order of the file. What they vary from stands in all panels, in black.
    private static TransferPanel Panel(string title, StudyCase[] cases, StudyCase[] shared)
    {
        StudyCase[] varied = [.. cases.Except(shared)];
        return new TransferPanel(title, [.. cases.Select(c => new TransferCurve(
            c.Title,
            shared.Contains(c) ? Palette.Black : Palette.Sequence(Array.IndexOf(varied, c), varied.Length),
            Curves(c)))]);
    }

    private static IReadOnlyList<TransferPoint>[] Curves(StudyCase outcome) =>
        [.. outcome.Results.Select(r => r.Findings.OfType<TransferRecorder>().Single().Points)];

    private static string Text(Spread spread, string format) =>
        double.IsNaN(spread.Mean) ? "–" : spread.Mean.ToString(format, CultureInfo.InvariantCulture)
        + (double.IsNaN(spread.StandardError) ? "" : " ± " + spread.StandardError.ToString(format, CultureInfo.InvariantCulture));
}
