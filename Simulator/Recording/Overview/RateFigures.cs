using System.Globalization;
using Spiking.Engine;
using Spiking.Plotting;

namespace Spiking.Recording.Overview;

/// <summary>One population of a run: its name, its number of cells, and whether they burst.</summary>
/// <param name="Name">Name.</param>
/// <param name="Size">Number of cells.</param>
/// <param name="Bursts">Whether events and bursts mean something.</param>
internal sealed record RatedPopulation(string Name, int Size, bool Bursts);

/// <summary>Target of a current that follows the rates of its population.</summary>
/// <param name="Quantity">The panel that shows it: "Event rate" or "Burst probability".</param>
/// <param name="From">Start (s).</param>
/// <param name="Until">End (s); may be infinite.</param>
/// <param name="Value">The target (Hz, or a probability).</param>
internal sealed record RateTarget(string Quantity, double From, double Until, double Value);

/// <summary>Figures of the rates of all populations in a run, or at the end of a task.</summary>
internal static class RateFigures
{
    // A mean over 50 spikes is known to a seventh; over fewer it shows chance. So does a share of events among which are fewer than 50
    // bursts.
    private const int FewestSpikes = 50;

    // A share of fewer events than this has a standard error of up to 0.16 or more.
    private const int FewestEvents = 10;

    private const string Target = "target";

    // Fewer bins are no course.
    private const int FewestBins = 10;

    /// <summary>
    /// Firing rate of every population against time; of those that burst also event rate, burst rate and burst probability, which mean
    /// nothing for other cells. The bins of a panel are so long that they hold at least 50 spikes, events or bursts of each population on
    /// average, for a burst probability 50 bursts; a population that fires too seldom for ten of them is left out.
    /// </summary>
    /// <param name="populations">The populations in the order of their colours.</param>
    /// <param name="seeds">Their rates in one or several realizations.</param>
    /// <param name="until">End of the run (s); the last bin may end a little earlier.</param>
    /// <param name="stretches">Stretches of time (s) in which currents flow that begin and end.</param>
    /// <param name="targets">Targets of currents.</param>
    /// <param name="shown">The end of a task, of which alone the rates are; null: they are those of the whole run.</param>
    /// <returns>The figure; null if no population fires often enough.</returns>
    public static Figure? Create(
        IReadOnlyList<RatedPopulation> populations,
        IReadOnlyList<RecordedRates> seeds,
        double until,
        IReadOnlyList<(double From, double Until)> stretches,
        IReadOnlyList<RateTarget> targets,
        ShownStretch? shown = null)
    {
        RecordedRates course = seeds[0];
        IReadOnlyList<PopulationRates>[][] rates =
            [.. populations.Select(population => seeds.Select(seed => seed.Populations[population.Name]).ToArray())];
        ShadedSpan[] currents = CurrentShading.Of(stretches);
        ShadedSpan[] spans = [.. shown?.Spans(course.Start) ?? [], .. currents];
        Axis time = new("Time", "s") { Minimum = course.Start, Maximum = Math.Max(until, course.TimeAfter(course.Bins)) };
        double part = shown is { Parts.Count: > 0 } ? shown.Length / shown.Parts.Count / course.Bin : course.Bins;
        HashSet<double> widths = [];
        HashSet<int> dotted = [];
        string[] seldom = [];
        SortedSet<string> fewEvents = [];
        List<Panel> panels = [];
        Add("Firing rate", "Hz", r => r.SpikeRate, r => r.SpikeRate, bursting: false);
        Add("Event rate", "Hz", r => r.EventRate, r => r.EventRate, bursting: true);
        Add("Burst rate", "Hz", r => r.BurstRate, r => r.BurstRate, bursting: true);
        Add("Burst probability", "", r => r.BurstProbability * r.EventRate, r => r.EventRate, bursting: true);
        if (panels.Count == 0) return null;
        if (panels.Count == 1) panels[0] = panels[0] with { Letter = "" };
        return new Figure("Rates of populations", panels)
        {
            Columns = panels.Count == 1 ? 1 : 2,
            RowHeight = 50,
            Shared = SharedAxes.Columns,
            Caption = "Means over the cells of each population"
                + (shown is null ? "" : string.Create(CultureInfo.InvariantCulture, $", {course.Start:0.##}–{until:0.##} s of the run"))
                + (shown is { Parts.Count: > 0 } ? "; above the panels: what is shown to the network" : "")
                + (panels.Count == 1 ? "" : "; events (single spikes and first spikes of bursts) and bursts only of populations whose "
                    + "cells burst; burst probability: share of the events that become bursts, where a bin has "
                    + $"{FewestEvents} events or more")
                + $". Bins of {Text(widths)}, so that they hold {FewestSpikes} "
                + (panels.Count == 1 ? "spikes" : "spikes, events or bursts (for burst probabilities, bursts)")
                + " of each population or more on average"
                + (seldom.Length == 0 ? "" : $"; too seldom for that: {string.Join(", ", seldom)}")
                + (fewEvents.Count == 0 ? "" : $"; too few events or bursts for all panels: {string.Join(", ", fewEvents)}") + ". "
                + CurrentShading.Sentence(stretches)
                + (panels.Any(panel => panel.Series.Any(series => series.Name == Target))
                    ? "Dashed: targets of currents that follow the rates. " : "") + SpreadSeries.Meaning(seeds.Count, dotted: [.. dotted]),
        };

        void Add(string quantity, string unit, Func<PopulationRates, double> value, Func<PopulationRates, double> counted, bool bursting)
        {
            List<Series> series = [];
            bool share = unit.Length == 0;
            Func<PopulationRates, double> rarest = share ? r => r.BurstRate : counted;

            // Bins of the recorder that one population needs for a bin of the figure.
            double Needed(int p) => FewestSpikes / (course.Bin * populations[p].Size
                * rates[p].SelectMany(seed => seed).Select(rarest).DefaultIfEmpty(0).Average());
            int[] shown = [.. Enumerable.Range(0, populations.Count).Where(p => (!bursting || populations[p].Bursts)
                && Needed(p) <= course.Bins / (double)FewestBins)];
            if (bursting) fewEvents.UnionWith(populations.Where((population, p) => population.Bursts && !shown.Contains(p))
                .Select(population => population.Name).Except(seldom));
            else seldom = [.. populations.Where((_, p) => !shown.Contains(p)).Select(population => population.Name)];
            if (shown.Length == 0) return;

            // Curves that are compared have the same bins: longer ones would make a course smoother.
            (int From, int To)[] bins = [.. Bins(course.Bins, part, (int)Math.Ceiling(shown.Max(Needed)))];
            widths.UnionWith(bins.Select(bin => (bin.To - bin.From) * course.Bin));
            foreach (int p in shown)
            {
                // Of the events of the last bin it may not be known yet which become bursts.
                double Mean(IReadOnlyList<PopulationRates> bin)
                {
                    if (!share) return bin.Average(value);
                    PopulationRates[] known = [.. bin.Where(r => counted(r) > 0 && !double.IsNaN(value(r)))];
                    double events = known.Sum(counted);
                    return events * course.Bin * populations[p].Size < FewestEvents - 0.5 ? double.NaN : known.Sum(value) / events;
                }

                double[] Means(IReadOnlyList<PopulationRates> seed) =>
                    [.. bins.Select(bin => Mean([.. seed.Take(bin.From..bin.To)]))];
                double[][] means = [.. rates[p].Select(Means)];
                series.AddRange(SpreadSeries.WithSeeds(
                    SpreadSeries.Line(
                        panels.Count == 0 && populations.Count > 1 ? populations[p].Name : "",
                        PopulationLooks.Of(p),
                        [.. bins.Select(bin => course.TimeAfter((bin.From + bin.To) / 2.0))],
                        means) with
                    {
                        Width = 0.6,
                        Column = populations[p].Name,
                    },
                    means));
                dotted.Add(bins.Length);
            }

            foreach (RateTarget target in targets.Where(target => target.Quantity == quantity && target.From < time.Maximum))
            {
                double[] ends = [Math.Max(target.From, course.Start), Math.Min(target.Until, time.Maximum!.Value)];
                bool isNamed = panels.SelectMany(panel => panel.Series).Concat(series).Any(other => other.Name == Target);
                series.Add(new LineSeries(isNamed ? "" : Target, Palette.Current, ends, [target.Value, target.Value])
                {
                    Style = LineStyle.Dashed,
                    Column = Target,
                });
            }

            panels.Add(new Panel(Panel.LetterOf(panels.Count), time,
                unit.Length == 0 ? Axis.Probability(quantity) : new Axis(quantity, unit) { Minimum = 0 }, series)
            {
                Spans = spans,
                Title = populations.Count == 1 && panels.Count == 0 ? populations[0].Name : "",
            });
        }
    }

    /// <summary>
    /// The bins of a panel, in bins of the recorder: as many as there can be of at least this length. The parts of what is shown to the
    /// network have bins of their own, so that none is a mean of the end of one part and the beginning of the next, unless the parts are
    /// shorter than that.
    /// </summary>
    /// <param name="all">Number of the recorder's bins.</param>
    /// <param name="part">How many of them a part has; all if there are no parts.</param>
    /// <param name="least">How many of them a bin of the panel needs.</param>
    private static IEnumerable<(int From, int To)> Bins(int all, double part, int least)
    {
        if ((int)part < least) part = all;
        for (int i = 0, from = 0; from + least <= all; from = (int)Math.Round(++i * part))
        {
            int to = Math.Min(all, (int)Math.Round((i + 1) * part)), count = Math.Max(1, (to - from) / least), width = (to - from) / count;
            for (int bin = 0; bin < count; bin++) yield return (from + (bin * width), from + ((bin + 1) * width));
        }
    }

    private static string Text(HashSet<double> widths)
    {
        static string Text(double width) => width < 1
            ? string.Create(CultureInfo.InvariantCulture, $"{width * 1e3:0.###} ms")
            : string.Create(CultureInfo.InvariantCulture, $"{width:#,0.###} s");
        return widths.Count == 1 ? Text(widths.Single()) : $"{Text(widths.Min())} to {Text(widths.Max())}";
    }
}
