using System.Globalization;
using Spiking.Plotting;
using Spiking.Quantities;

namespace Spiking.Recording.Signals;

/// <summary>Recorded signals against time, a panel for each quantity.</summary>
internal static class SignalFigure
{
    /// <summary>Draws up the figure of one run, or of several realizations of a network with mean and standard error.</summary>
    /// <param name="seeds">The signals of each; at least one has values.</param>
    public static Figure Create(IReadOnlyList<RecordedSignals> seeds)
    {
        RecordedSignals first = seeds[0];
        int bins = seeds.Min(seed => seed.Edges.Length) - 1;
        IGrouping<(string Quantity, string Unit), int>[] quantities = [.. Enumerable.Range(0, first.Signals.Count)
            .Where(i => seeds.Any(seed => seed.Signals[i].Values.Take(bins).Any(double.IsFinite)))
            .GroupBy(i => (first.Signals[i].Signal.Quantity, first.Signals[i].Unit))];
        double[] times = [.. Enumerable.Range(0, bins).Select(bin => (first.Edges[bin] + first.Edges[bin + 1]) / 2)];
        Axis time = new("Time", "s") { Minimum = first.Edges[0], Maximum = first.Edges[bins] };
        ShadedSpan[] currents = CurrentShading.Of(first.Currents);
        HashSet<string> named = [];
        Panel[] panels =
        [
            .. quantities.Select((quantity, i) => new Panel(
                quantities.Length == 1 ? "" : Panel.LetterOf(i), time, Shown(quantity.First()).Axis, [.. quantity.SelectMany(Lines)])
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
                + CurrentShading.Sentence(first.Currents)
                + SpreadSeries.Meaning(seeds.Count, dotted: bins),
        };

        (Axis Axis, double Scale) Shown(int signal) => SignalAxes.Of(first.Signals[signal].Signal, first.Signals[signal].Unit);

        // A population is named where its colour comes first.
        Series[] Lines(int signal)
        {
            string population = first.Signals[signal].Signal.Population;
            double scale = Shown(signal).Scale;
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
}
