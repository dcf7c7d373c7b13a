using Spiking.Plasticity;
using Spiking.Plotting;
using Spiking.Quantities;
using Spiking.Synapses;
using Spiking.Text;

namespace Spiking.Recording.Cancellation;

/// <summary>
/// How the cancellation of feedback develops, and what it does to the bursts of the cells that the feedback reaches. After Greedy et al.
/// 2022, Fig. 1C.
/// </summary>
internal static class CancellationFigure
{
    /// <summary>Draws one column per projection: what is cancelled, and the burst probability of its target.</summary>
    /// <param name="cases">
    /// The cases with their names (empty for a single one) and the recorders of their realizations; all of the same projections.
    /// </param>
    public static Figure Create(IReadOnlyList<(string Title, IReadOnlyList<CancellationRecorder> Results)> cases)
    {
        IReadOnlyList<Projection> projections = cases[0].Results[0].Projections;
        Func<int, Panel>[] rows =
        [
            i => Cancelled(Panel.LetterOf(i), i, cases, projections[i]),
            i => Targets(Panel.LetterOf(projections.Count + i), i, cases, projections[i]),
        ];
        Panel[] panels = [.. rows.SelectMany(row => Enumerable.Range(0, projections.Count).Select(row))];

        // All are burst probabilities: what is cancelled can be compared with what the target is left with.
        double highest = panels.SelectMany(panel => panel.Series.OfType<XYSeries>()).SelectMany(series => series.Y)
            .Where(double.IsFinite).DefaultIfEmpty(1).Max();
        double top = Math.Min(1, (Math.Floor(highest * 10) + 1) / 10);
        return new Figure("Cancellation of feedback", [.. panels.Select(panel => panel with { Y = panel.Y with { Maximum = top } })])
        {
            Columns = projections.Count,
            RowHeight = 60,
            Shared = SharedAxes.Columns | SharedAxes.Rows,
            Caption = "Top: the burst probability that events cancel, mean of −$Q$/$Y$ over the transmitted events, and the burst "
                + "probability of the cells that send the feedback, which has to be cancelled (black). Bottom: burst probability of the "
                + "cells that the feedback reaches, which the titles name. All panels have the same range. "
                + "Yellow: $Q$ learns. " + SpreadSeries.Meaning([.. cases.Select(c => (c.Title, c.Results.Count))],
                    dotted: [.. panels.SelectMany(panel => panel.Series).OfType<LineSeries>().Select(line => line.X.Count)]),
        };
    }

    private static Panel Cancelled(
        string letter, int index, IReadOnlyList<(string Title, IReadOnlyList<CancellationRecorder> Results)> cases, Projection projection)
    {
        Series[] series =
        [
            .. Course("to be cancelled", Palette.Black, cases[0].Results, index, p => p.Source),
            .. cases.SelectMany((c, i) =>
                Course(cases.Count == 1 ? "cancelled" : c.Title, Palette.Cycle(i), c.Results, index, p => p.Cancelled)),
        ];
        return Create(letter, index, cases, series, "Cancelled burst probability") with
        {
            Title = $"{projection.Source.Name} → {projection.Target.Name}, $Y$ = "
                + $"{NumberText.Formatted(projection.Settings.Weight * 1e3, "0.##")} mV",
            Legend = index == 0 ? LegendPlacement.Auto : LegendPlacement.None,
        };
    }

    private static Panel Targets(
        string letter, int index, IReadOnlyList<(string Title, IReadOnlyList<CancellationRecorder> Results)> cases,
        Projection projection) =>
        Create(
            letter, index, cases, [.. cases.SelectMany((c, i) => Course(c.Title, Palette.Cycle(i), c.Results, index, p => p.Target))],
            "Burst probability") with
        {
            Title = projection.Target.Name,
            Legend = LegendPlacement.None,
        };

    private static Panel Create(
        string letter,
        int index,
        IReadOnlyList<(string Title, IReadOnlyList<CancellationRecorder> Results)> cases,
        IReadOnlyList<Series> series,
        string quantity)
    {
        CancellationRecorder first = cases[0].Results[0];
        double end = first.Points[index][^1].Time;
        double ToTheEnd(int step) => Math.Min(TimeGrid.Time(step, first.Projections[index].Source.Settings.TimeStep), end);
        return new Panel(letter, new Axis("Time", "s") { Minimum = 0, Maximum = end }, Axis.Probability(quantity), series)
        {
            Spans = first.Learners[index] is CancellationLearner learned
                ? [new ShadedSpan(ToTheEnd(learned.From), ToTheEnd(learned.Until)) { Colour = Palette.Yellow }]
                : [],
        };
    }

    /// <summary>
    /// Mean and standard error over the realizations, and these; burst probabilities are at the middles of their bins.
    /// </summary>
    private static Series[] Course(
        string name, Colour colour, IReadOnlyList<CancellationRecorder> results, int index, Func<CancellationPoint, double> value)
    {
        IReadOnlyList<CancellationPoint> points = results[0].Points[index];
        double[] times = [.. points.Select((_, bin) => results[0].MiddleOf(bin))];
        double[][] seeds = [.. results.Select(r => times.Select((_, i) => value(r.Points[index][i])).ToArray())];
        return SpreadSeries.WithSeeds(SpreadSeries.Line(name, colour, times, seeds), seeds);
    }
}
