using System.Globalization;
using Spiking.Plotting;
using Spiking.Quantities;

namespace Spiking.Recording.Signals;

/// <summary>Recorded signals against time, a panel for each quantity.</summary>
internal static class SignalFigure
{
    /// <summary>Draws up the figure of one run, or of several realizations of a network with mean and standard error.</summary>
    /// <param name="seeds">The signals of each; at least one, in which a bin has ended.</param>
    public static Figure Create(IReadOnlyList<RecordedSignals> seeds)
    {
        BinnedSignals first = seeds[0].Signals;
        int bins = seeds.Min(seed => seed.Signals.Bins);
        double[] times = [.. Enumerable.Range(0, bins).Select(bin => first.TimeAfter(bin + 0.5))];
        Axis time = new("Time", "s") { Minimum = first.TimeAfter(0), Maximum = first.TimeAfter(bins) };
        ShadedSpan[] currents = [.. seeds[0].Currents.Select(stretch => new ShadedSpan(stretch.From, stretch.Until)
        {
            Colour = Palette.Yellow,
        })];
        IGrouping<(Axis Axis, double Scale), SignalDescription>[] quantities =
            [.. first.Descriptions.GroupBy(signal => SignalAxes.Of(signal, first.UnitOf(signal)))];
        HashSet<string> named = [];
        Panel[] panels =
        [
            .. quantities.Select((quantity, i) => new Panel(
                quantities.Length == 1 ? "" : Panel.LetterOf(i), time, quantity.Key.Axis, [.. quantity.Select(Line)])
            {
                Spans = currents,
            }),
        ];
        return new Figure("Signals of populations", panels)
        {
            Columns = Math.Min(2, panels.Length),
            RowHeight = 45,
            Shared = SharedAxes.Columns,
            Caption = string.Create(CultureInfo.InvariantCulture,
                $"Means over the neurons of each population and over bins of {first.Duration(1):0.#####} s. ")
                + (currents.Length == 0 ? "" : "Yellow: an injected current is on. ") + SpreadSeries.Meaning(seeds.Count),
        };

        // A population is named where its colour comes first.
        LineSeries Line(SignalDescription signal)
        {
            double scale = SignalAxes.Of(signal, first.UnitOf(signal)).Scale;
            return SpreadSeries.Line(named.Add(signal.Population) ? signal.Population : "",
                PopulationLooks.Of(signal.Population, first.Populations), times,
                [.. seeds.Select(seed => seed.Signals.Values(signal).Take(bins).Select(value => DecimalNumber.Product(value, scale))
                    .ToArray())]) with
            {
                Width = 0.6,
                Column = signal.Population,
            };
        }
    }
}
