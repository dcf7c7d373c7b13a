using System.Globalization;
using Spiking.Plotting;
using Spiking.Quantities;

namespace Spiking.Recording.Signals;

/// <summary>Recorded signals against time, a panel for each quantity.</summary>
internal static class SignalFigure
{
    /// <summary>
    /// The signals that a figure shows, by their places: those with values, but not what is counted in bins of which none holds more than
    /// one spike, event or burst. That is a picture of single spikes, which a raster shows better. The table has them all.
    /// </summary>
    /// <param name="seeds">The signals of one run, or of each of several realizations.</param>
    public static int[] Shown(IReadOnlyList<RecordedSignals> seeds) =>
        [.. Enumerable.Range(0, seeds[0].Signals.Count).Where(i => HasValues(seeds, i) && !IsSparse(seeds, i))];

    /// <summary>Draws up the figure of one run, or of several realizations of a network with mean and standard error.</summary>
    /// <param name="seeds">The signals of each, of which one at least is shown.</param>
    public static Figure Create(IReadOnlyList<RecordedSignals> seeds)
    {
        RecordedSignals first = seeds[0];
        int bins = seeds.Min(seed => seed.Edges.Length) - 1;
        int[] sparse = [.. Enumerable.Range(0, first.Signals.Count).Where(i => HasValues(seeds, i) && IsSparse(seeds, i))];
        IGrouping<(string Quantity, string Unit), int>[] quantities = [.. Shown(seeds)
            .GroupBy(i => (first.Signals[i].Signal.Quantity, first.Signals[i].Unit))];
        double[] times = [.. Enumerable.Range(0, bins).Select(bin => (first.Edges[bin] + first.Edges[bin + 1]) / 2)];
        Axis time = new("Time", "s") { Minimum = first.Edges[0], Maximum = first.Edges[bins] };
        ShadedSpan[] currents = CurrentShading.Of(first.Currents);
        HashSet<string> named = [];
        Panel[] panels =
        [
            .. quantities.Select((quantity, i) => new Panel(
                quantities.Length == 1 ? "" : Panel.LetterOf(i), time, Scaled(quantity.First()).Axis, [.. quantity.SelectMany(Lines)])
            {
                Spans = currents,
                Title = quantity.Key.Quantity == SignalDescription.BurstsPerEvent ? "Bursts of a bin per event" : "",
            }),
        ];
        return new Figure("Signals of populations", panels)
        {
            Columns = Math.Min(2, panels.Length),
            RowHeight = 45,
            Shared = SharedAxes.Columns,
            Caption = string.Create(CultureInfo.InvariantCulture,
                $"Means over the neurons of each population and over bins of {first.Edges[1] - first.Edges[0]:0.#####} s. ")
                + (sparse.Length == 0 ? "" : "In the table alone, because no bin holds more than one spike, event or burst: "
                    + $"{string.Join(", ", sparse.Select(i => first.Signals[i].Signal.Name))}. ")
                + CurrentShading.Sentence(first.Currents)
                + SpreadSeries.Meaning(seeds.Count, dotted: bins),
        };

        (Axis Axis, double Scale) Scaled(int signal) => SignalAxes.Of(first.Signals[signal].Signal, first.Signals[signal].Unit);

        // A population is named where its colour comes first.
        Series[] Lines(int signal)
        {
            string population = first.Signals[signal].Signal.Population;
            double scale = Scaled(signal).Scale;
            double[][] values = [.. seeds.Select(seed =>
                seed.Signals[signal].Values.Take(bins).Select(value => DecimalNumber.Product(value, scale)).ToArray())];
            return SpreadSeries.WithSeeds(
                SpreadSeries.Line(named.Add(population) ? population : "", PopulationLooks.Of(population, first.Populations), times, values)
                    with
                {
                    Width = 0.6,
                    Column = population,
                },
                values);
        }
    }

    private static bool HasValues(IReadOnlyList<RecordedSignals> seeds, int signal) =>
        seeds.Any(seed => seed.Signals[signal].Values.Any(double.IsFinite));

    private static bool IsSparse(IReadOnlyList<RecordedSignals> seeds, int signal)
    {
        SignalCourse course = seeds[0].Signals[signal];
        if (!course.Signal.IsRate) return false;
        double[] values = [.. seeds.SelectMany(seed => seed.Signals[signal].Values).Where(double.IsFinite)];

        // Over single events a burst probability is 0 or 1. A rate is a whole number of spikes, but for rounding.
        if (course.Signal.NeedsEvents) return values.Contains(0) && values.Contains(1) && values.All(value => value is 0 or 1);
        return values.Max() * course.Cells * (seeds[0].Edges[1] - seeds[0].Edges[0]) < 1.5;
    }
}
