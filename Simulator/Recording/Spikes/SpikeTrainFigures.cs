using System.Globalization;
using System.Runtime.CompilerServices;
using Spiking.Engine;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Plotting;
using Spiking.Quantities;
using Spiking.Text;

namespace Spiking.Recording.Spikes;

/// <summary>The recorded spikes of one population.</summary>
/// <param name="Name">Name of the population.</param>
/// <param name="Neurons">Number of cells that were recorded.</param>
/// <param name="Times">Times of all spikes (s).</param>
/// <param name="Cells">Index of the cell of each spike.</param>
/// <param name="Events">Which spikes are events: single spikes and first spikes of bursts; null if the cells do not burst.</param>
internal sealed record RecordedSpikes(
    string Name, int Neurons, double[] Times, int[] Cells, bool[]? Events = null)
{
    /// <summary>Index of the population in the network, which gives it its colour.</summary>
    public int Index { get; init; }

    /// <summary>The spikes of a population of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="population">The population.</param>
    /// <param name="neurons">Number of cells that were recorded.</param>
    /// <param name="spikes">The spikes, in order.</param>
    /// <param name="from">The first step whose spikes are taken.</param>
    [MethodImpl(SpikeTrainStatistics.Kernel)]
    public static RecordedSpikes Of(Network network, Population population, int neurons, ReadOnlySpan<RecordedSpike> spikes, int from)
    {
        while (spikes is [{ } first, ..] && first.Step < from) spikes = spikes[1..];
        double[] times = new double[spikes.Length];
        int[] cells = new int[spikes.Length];
        bool[] events = new bool[spikes.Length];
        for (int i = 0; i < spikes.Length; i++)
            (times[i], cells[i], events[i]) = (network.TimeOf(spikes[i].Step), spikes[i].Neuron, spikes[i].Kind == 1);
        return new(population.Name, neurons, times, cells, network.Description.ModelOf(population.Name).Bursts ? events : null)
        {
            Index = network.Populations.TakeWhile(other => other != population).Count(),
        };
    }
}

/// <summary>Figures of recorded spikes: rasters and statistics.</summary>
internal static class SpikeTrainFigures
{
    private const int MostRows = 60, FewestRows = 10;

    // So many strokes one above the other can be told apart at the height of a page.
    private const int RowsOfFigure = 240;
    private const int Bins = 20;

    // Bins are multiples of this: regular trains differ in nothing but rounding.
    private const double SmallestVariation = 0.02;
    internal const int FewestCells = 10, FewestWindows = 10;
    private const int FewestIntervals = 100;
    private static readonly double[] s_windows = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];

    /// <summary>
    /// Rasters of all populations, one below the other: events and the later spikes of bursts, or all spikes of cells that do not burst.
    /// </summary>
    /// <param name="stretch">The stretch that is shown, with at least one population.</param>
    /// <param name="duration">Duration of the run (s).</param>
    /// <param name="note">What else the caption says, with the comma or semicolon before it.</param>
    public static Figure Raster(RasterStretch stretch, double duration, string note = "")
    {
        IReadOnlyList<RecordedSpikes> populations = stretch.Populations;
        (double from, double until) = (stretch.From, stretch.Until);
        bool isPart = until - from < duration * (1 - 1e-9);
        string part = isPart ? string.Create(CultureInfo.InvariantCulture, $", {from:0.0#}–{until:0.0#} s of {duration:0.##} s") : "";
        int rows = Math.Clamp(RowsOfFigure / populations.Count, FewestRows, MostRows);
        RecordedSpikes? lastBursting = populations.LastOrDefault(p => p.Events is not null);
        bool bursts = populations.Any(p => p.Events is { } events && Enumerable.Range(0, p.Times.Length)
            .Any(i => !events[i] && p.Cells[i] < rows && p.Times[i] >= from));
        return new("Spikes", [.. populations.Select((spikes, i) =>
            Raster(spikes, i, stretch, rows, legend: spikes == lastBursting, bursts, single: populations.Count == 1)
            with { Title = spikes.Name + (i == 0 ? part : "") })])
        {
            RowHeight = populations.Count == 1 ? 55 : 36,
            Shared = SharedAxes.Columns,
            Caption = $"Spikes of recorded cells{part}"
                + (lastBursting is null ? "" : ": events (single spikes and first spikes of bursts) and later spikes of bursts")
                + (lastBursting is not null && populations.Any(p => p.Events is null) ? "; black: cells that do not burst" : "")
                + (populations.Any(p => p.Neurons > rows)
                    ? string.Create(CultureInfo.InvariantCulture, $"; of larger populations the first {rows} cells")
                    : "")
                + note
                + (stretch.Parts.Count > 0 ? ". Above the first panel: what is shown to the network" : "")
                + ". n = 1 seed.",
        };
    }

    /// <summary>
    /// Rate and coefficient of variation of every cell, intervals, Fano factors and correlations, each of them as far as there are enough
    /// cells, intervals or windows for it.
    /// </summary>
    /// <param name="populations">Names of the populations, their indices in the network, and their statistics; at least one.</param>
    /// <param name="place">Where the stretch is: "12 to 20 s".</param>
    /// <param name="timeStep">The time step (s), of which intervals are multiples.</param>
    /// <param name="inputsChange">Whether inputs change in it, so that spike counts vary with them.</param>
    public static Figure Statistics(
        IReadOnlyList<(string Name, int Index, SpikeTrainStatistics Statistics)> populations, string place, double timeStep,
        bool inputsChange = false)
    {
        List<Panel> panels = [];
        List<string> caption = [];
        (string Name, SpikeTrainStatistics Statistics, Colour Colour)[] all =
            [.. populations.Select(p => (p.Name, p.Statistics, PopulationLooks.Of(p.Index)))];
        double[] windows = [.. s_windows.Where(window => all[0].Statistics.Duration >= FewestWindows * window * (1 - 1e-9))];

        // Rates of single cells are multiples of one spike in the stretch.
        Add("Fraction of cells", new Axis("Firing rate of a cell", "Hz"), all.Where(p => p.Statistics.Rates.Count >= FewestCells), s =>
            s.Rates, 1 / all[0].Statistics.Duration, 0, "firing rates of single cells, up to the 99th percentile", null);
        Add("Fraction of cells", new Axis("CV of inter-spike intervals"),
            all.Where(p => !inputsChange && p.Statistics.IsSteady
                && p.Statistics.Variations.Count(double.IsFinite) >= FewestCells), s => s.Variations, SmallestVariation, 1.05,
            "coefficients of variation (CV) of the inter-spike intervals of single cells, up to the 99th percentile; dotted: Poisson "
            + "process", 1);
        AddIntervals([.. all.Where(p => p.Statistics.Intervals.Count >= FewestIntervals)]);
        string[] unsteady = [.. all.Where(p => !p.Statistics.IsSteady).Select(p => p.Name)];
        if (!inputsChange)
        {
            Dots(new Axis("Window", "s"), new Axis("Fano factor") { Minimum = 0 }, (s, window) => s.FanoFactor(window),
                () => "Fano factor: variance over mean of the spike counts in windows, mean ± s.e.m. over cells; dotted: Poisson process",
                1);
            SortedSet<int> pairs = [];
            Dots(new Axis("Bin", "s"), new Axis("Pairwise correlation"), (s, bin) =>
            {
                PairCorrelation found = s.Correlation(bin);
                if (found.Pairs > 0) pairs.Add(found.Pairs);
                return new Spread(found.Mean, found.StandardError);
            },
                () => "correlation of the spike counts of two cells in bins, mean of n = "
                    + (pairs.Count > 1 ? $"{NumberText.Plain(pairs.Min, 0)} to " : "") + $"{NumberText.Plain(pairs.Max, 0)} pairs of the "
                    + "first cells of each population, with the standard error of the jackknife over cells", 0);
        }

        if (inputsChange || unsteady.Length > 0)
            caption.Add("Of changing rates no CVs, Fano factors or correlations are drawn, because the changes would count as variance: "
                + (inputsChange ? "the inputs change in this stretch." : $"{string.Join(", ", unsteady)}."));

        // One legend, where all populations are.
        int most = panels.Count == 0 || all.Length == 1
            ? -1
            : panels.IndexOf(panels.MaxBy(panel => panel.Series.Count(series => series.Name.Length > 0))!);
        return new Figure("Statistics of spike trains",
            [.. panels.Select((panel, i) => panel with { Legend = i == most ? LegendPlacement.Auto : LegendPlacement.None })])
        {
            Columns = Math.Clamp(panels.Count, 1, 3),
            Width = panels.Count == 1 ? Figure.OneColumn : Figure.TwoColumns,
            RowHeight = 48,
            Caption = string.Join(" ", caption)
                + $" From {place}. Cells: "
                + string.Join(
                    ", ", all.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name} n = {p.Statistics.Rates.Count}")))
                + "; n = 1 seed.",
        };

        void Add(string fraction, Axis axis, IEnumerable<(string Name, SpikeTrainStatistics Statistics, Colour Colour)> enough,
            Func<SpikeTrainStatistics, IReadOnlyList<double>> values, double unit, double reach, string words, double? reference)
        {
            (string Name, double[] Values, Colour Colour)[] counted =
                [.. enough.Select(p => (p.Name, Finite([.. values(p.Statistics)]), p.Colour))];
            if (counted.Length == 0) return;

            // The longest hundredth would leave no room for the others.
            double highest = counted.Max(p => OrderStatistic.Of(p.Values, (int)(0.99 * (p.Values.Length - 1)))),
                width = DecimalNumber.Product(Math.Max(1, (int)Math.Ceiling(highest * 1.02 / Bins / unit)), unit);
            int bins = Math.Max(1, (int)Math.Floor(highest / width + 1e-9) + 1);
            Append(axis with { Minimum = 0, Maximum = Math.Max(reach, bins * width) }, new Axis(fraction) { Minimum = 0 },
                [.. counted.Select(p => Histogram(p.Name, p.Colour, p.Values, width, bins))], words, reference, Direction.Vertical);
        }

        void AddIntervals((string Name, SpikeTrainStatistics Statistics, Colour Colour)[] enough)
        {
            if (enough.Length == 0) return;
            IntervalBins bins = new(enough.Min(p => p.Statistics.Intervals.Min()), enough.Max(p => p.Statistics.Intervals.Max()), timeStep);
            double[] edges = [.. bins.Edges.Select(edge => DecimalNumber.Product(edge, 1e3))];
            Append(
                new Axis("Inter-spike interval", "ms") { Scale = AxisScale.Logarithmic, Minimum = edges[0], Maximum = bins.Upper * 1e3 },
                new Axis("Fraction of intervals per decade") { Minimum = 0 },
                [.. enough.Select(p => new LineSeries(p.Name, p.Colour, edges, bins.Densities([.. p.Statistics.Intervals]))
                {
                    IsSteps = true,
                })],
                "inter-spike intervals of all cells, in ten bins per decade where these are wider than a time step", null,
                Direction.Vertical);
        }

        void Dots(Axis x, Axis y, Func<SpikeTrainStatistics, double, Spread> statistic, Func<string> words, double reference)
        {
            List<Series> series = [];
            foreach ((string name, SpikeTrainStatistics statistics, Colour colour) in all.Where(p => p.Statistics.IsSteady))
            {
                (double Window, Spread Value)[] points =
                    [.. windows.Select(window => (window, statistic(statistics, window)))
                        .Where(point => double.IsFinite(point.Item2.Mean))];
                double[] at = [.. points.Select(point => point.Window)], values = [.. points.Select(point => point.Value.Mean)];
                double[] errors = [.. points.Select(point => point.Value.StandardError)];
                if (points.Length > 1)
                    series.AddRange([new LineSeries(name, colour, at, values),
                        new PointSeries("", colour, at, values)
                        {
                            Size = 2.5,
                            Error = errors.All(double.IsNaN) ? null : errors,
                            Column = name + ", points",
                        }]);
            }

            if (series.Count > 0) Append(x with { Scale = AxisScale.Logarithmic }, y, series, words(), reference, Direction.Horizontal);
        }

        void Append(Axis x, Axis y, IReadOnlyList<Series> series, string words, double? reference, Direction direction)
        {
            string letter = Panel.LetterOf(panels.Count);
            panels.Add(new Panel(letter, x, y, series)
            {
                Lines = reference is double at ? [new ReferenceLine(direction, at) { Style = LineStyle.Dotted }] : [],
            });
            caption.Add($"{letter}: {words}.");
        }
    }

    // The finite ones of some values, in the same array.
    [MethodImpl(SpikeTrainStatistics.Kernel)]
    private static double[] Finite(double[] values)
    {
        int count = 0;
        foreach (double value in values)
            if (double.IsFinite(value)) values[count++] = value;
        return values[..count];
    }

    [MethodImpl(SpikeTrainStatistics.Kernel)]
    private static LineSeries Histogram(string name, Colour colour, double[] values, double width, int bins)
    {
        double[] heights = new double[bins + 1];
        foreach (double value in values)
        {
            int bin = (int)((value / width) + 1e-9);
            if (bin < bins) heights[bin] += 1.0 / values.Length;
        }

        double[] edges = [.. Enumerable.Range(0, bins).Select(bin => DecimalNumber.Product(bin, width))];
        return new LineSeries(name, colour, edges, heights[..bins]) { IsSteps = true };
    }

    // Which spikes of the first cells lie in a stretch.
    [MethodImpl(SpikeTrainStatistics.Kernel)]
    private static List<int> Within(RecordedSpikes spikes, double from, double until, int rows)
    {
        List<int> within = [];
        for (int i = 0; i < spikes.Times.Length; i++)
            if (spikes.Cells[i] < rows && spikes.Times[i] >= from && spikes.Times[i] <= until) within.Add(i);
        return within;
    }

    private static Panel Raster(RecordedSpikes spikes, int index, RasterStretch stretch, int rows, bool legend, bool bursts, bool single)
    {
        (double from, double until) = (stretch.From, stretch.Until);
        RasterSeries Shown(string name, Colour colour, Func<int, bool> isShown)
        {
            int[] shown = [.. Within(spikes, from, until, rows).Where(isShown)];
            return new RasterSeries(name, colour, [.. shown.Select(i => spikes.Times[i])], [.. shown.Select(i => spikes.Cells[i])]);
        }

        int count = Math.Min(spikes.Neurons, rows), every = count <= 4 ? 1 : count <= 20 ? 5 : 20;
        return new Panel(
            single ? "" : Panel.LetterOf(index),
            new Axis("Time", "s") { Minimum = from, Maximum = until },
            new Axis("Cell")
            {
                Minimum = -0.5,
                Maximum = count - 0.5,
                Ticks = [.. Enumerable.Range(0, count).Where(cell => cell % every == 0).Select(cell => (double)cell)]
            },
            spikes.Events is { } events
                ? [Shown("events", Palette.Events, i => events[i]),
                    Shown(bursts ? "later spikes of bursts" : "", Palette.Bursts, i => !events[i])]
                : [Shown("", Palette.Black, _ => true)])
        {
            Legend = legend ? LegendPlacement.Below : LegendPlacement.None,
            RelativeHeight = Math.Min(1, 0.42 + (0.03 * count)),
            Spans = index == 0 ? stretch.Parts : [.. stretch.Parts.Select(shaded => shaded with { Label = "" })],
        };
    }
}
