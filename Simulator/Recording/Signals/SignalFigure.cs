using System.Globalization;
using Spiking.Plotting;
using Spiking.Quantities;

namespace Spiking.Recording.Signals;

/// <summary>Recorded signals against time, a panel for each quantity.</summary>
internal static class SignalFigure
{
    /// <summary>
    /// Draws up the figure of one run, or of several realizations of a network with mean and standard error; null if no signal has a value.
    /// </summary>
    /// <param name="seeds">The signals of each; at least one.</param>
    public static Figure? Create(IReadOnlyList<RecordedSignals> seeds)
    {
        BinnedSignals first = seeds[0].Signals;
        int bins = seeds.Min(seed => seed.Signals.Bins);
        IGrouping<string, SignalDescription>[] quantities = [.. first.Descriptions
            .Where(signal => seeds.Any(seed => seed.Signals.Values(signal).Take(bins).Any(double.IsFinite))).GroupBy(s => s.Quantity)];
        if (quantities.Length == 0) return null;
        double[] times = [.. Enumerable.Range(0, bins).Select(bin => first.TimeAfter(bin + 0.5))];
        Axis time = new("Time", "s") { Minimum = first.TimeAfter(0), Maximum = first.TimeAfter(bins) };
        ShadedSpan[] currents = [.. seeds[0].Currents.Select(stretch => new ShadedSpan(stretch.From, stretch.Until)
        {
            Colour = Palette.Yellow,
        })];
        HashSet<string> named = [];
        Panel[] panels =
        [
            .. quantities.Select((quantity, i) => new Panel(
                quantities.Length == 1 ? "" : Panel.LetterOf(i), time, SignalAxes.Of(quantity.First(), first.UnitOf(quantity.First())).Axis,
                [.. quantity.SelectMany(Lines)])
            {
                Spans = currents,
                Title = quantity.Key == SignalDescription.BurstsPerEvent ? "Bursts of a bin per event" : "",
            }),
        ];
        return new Figure("Signals of populations", panels)
        {
            Columns = Math.Min(2, panels.Length),
            RowHeight = 45,
            Shared = SharedAxes.Columns,
            Caption = string.Create(CultureInfo.InvariantCulture,
                $"Means over the neurons of each population and over bins of {first.Duration(1):0.#####} s. ")
                + (currents.Length == 0 ? "" : "Yellow: a current that begins and ends is on. ")
                + SpreadSeries.Meaning(seeds.Count, dotted: bins),
        };

        // A population is named where its colour comes first.
        Series[] Lines(SignalDescription signal)
        {
            double scale = SignalAxes.Of(signal, first.UnitOf(signal)).Scale;
            double[][] values = [.. seeds.Select(seed =>
                seed.Signals.Values(signal).Take(bins).Select(value => DecimalNumber.Product(value, scale)).ToArray())];
            return SpreadSeries.WithSeeds(
                SpreadSeries.Line(named.Add(signal.Population) ? signal.Population : "",
                    PopulationLooks.Of(signal.Population, first.Populations), times, values) with
                {
                    Width = 0.6,
                    Column = signal.Population,
                },
                values);
        }
    }
}
