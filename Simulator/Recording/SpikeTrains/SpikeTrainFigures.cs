using Spiking.Plotting;

namespace Spiking.Recording.SpikeTrains;

/// <summary>The recorded spikes of one population.</summary>
/// <param name="Name">Name of the population.</param>
/// <param name="Neurons">Number of cells that were recorded.</param>
/// <param name="Times">Times of all spikes (s).</param>
/// <param name="Cells">Index of the cell of each spike.</param>
/// <param name="Events">Which spikes are events: single spikes and first spikes of bursts; null if the cells do not burst.</param>
public sealed record RecordedSpikes(string Name, int Neurons, IReadOnlyList<double> Times, IReadOnlyList<int> Cells, IReadOnlyList<bool>? Events = null);

/// <summary>Figures of recorded spikes: rasters and statistics.</summary>
public static class SpikeTrainFigures
{
    private const int MostRows = 60;
    private const int Bins = 20;
    private static readonly double[] s_windows = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];

    /// <summary>Rasters of all populations, one below the other: events and the later spikes of bursts, or all spikes of cells that do not burst.</summary>
    /// <param name="populations">The populations, at least one.</param>
    /// <param name="from">Start of the time that is shown (s).</param>
    /// <param name="until">Its end (s).</param>
    public static Figure Raster(IReadOnlyList<RecordedSpikes> populations, double from, double until) =>
        new("Spikes", [.. populations.Select((spikes, i) => Raster(spikes, i, from, until, legend: spikes == populations.FirstOrDefault(p => p.Events is not null)))])
        {
            RowHeight = 36,
            Shared = SharedAxes.Columns,
            Caption = "Spikes of recorded cells"
                + (populations.Any(p => p.Events is not null) ? ": events (single spikes and first spikes of bursts, blue) and later spikes of bursts (red); black: cells that do not burst" : "")
                + (populations.Any(p => p.Neurons > MostRows) ? $"; of larger populations the first {MostRows} cells" : "") + ".",
        };

    /// <summary>Rate and coefficient of variation of every cell, intervals, Fano factors and correlations.</summary>
    /// <param name="populations">Names of the populations with their statistics, at least one.</param>
    public static Figure Statistics(IReadOnlyList<(string Name, SpikeTrainStatistics Statistics)> populations)
    {
        double rate = Highest(populations.SelectMany(p => p.Statistics.Rates), 1), variation = Highest(populations.SelectMany(p => p.Statistics.Variations), 1.5);
        double[] intervals = [.. populations.SelectMany(p => p.Statistics.Intervals).Order()];

        // The longest hundredth of the intervals would leave no room for the others.
        double interval = intervals.Length == 0 ? 1 : intervals[(int)(0.99 * (intervals.Length - 1))];
        bool named = populations.Count > 1;
        return new Figure("Statistics of spike trains",
        [
            Histogram("a", new Axis("Rate", "Hz"), "Fraction of cells", populations, rate, p => p.Rates, named),
            Histogram("b", new Axis("CV of inter-spike intervals"), "Fraction of cells", populations, variation, p => p.Variations, false)
                with { Lines = [new ReferenceLine(Direction.Vertical, 1) { Style = LineStyle.Dotted }] },
            Histogram("c", new Axis("Inter-spike interval", "s"), "Fraction of intervals", populations, Math.Max(interval, 1e-3), p => p.Intervals, false),
            new Panel("d", new Axis("Window", "s") { Scale = AxisScale.Logarithmic }, new Axis("Fano factor") { Minimum = 0 },
                [.. populations.SelectMany((p, i) => Dots(p.Statistics.FanoFactor, Palette.Cycle(i)))]) { Lines = [new ReferenceLine(Direction.Horizontal, 1) { Style = LineStyle.Dotted }] },
            new Panel("e", new Axis("Bin", "s") { Scale = AxisScale.Logarithmic }, new Axis("Pairwise correlation"),
                [.. populations.SelectMany((p, i) => Dots(p.Statistics.Correlation, Palette.Cycle(i)))]),
        ])
        {
            Columns = 3,
            RowHeight = 52,
            Caption = "a: rates of single cells. b: coefficients of variation (CV) of their inter-spike intervals; dotted: Poisson process. c: inter-spike intervals of all cells, up to the 99th percentile. "
                + "d: Fano factor, variance over mean of the spike counts in windows, mean over cells; dotted: Poisson process. e: correlation of the spike counts of two cells, mean over pairs of at most 50 cells. "
                + $"Cells: {string.Join(", ", populations.Select(p => $"{p.Name} n = {p.Statistics.Rates.Count}"))}.",
        };
    }

    private static Panel Raster(RecordedSpikes spikes, int index, double from, double until, bool legend)
    {
        RasterSeries Shown(string name, Colour colour, Func<int, bool> isShown)
        {
            int[] shown = [.. Enumerable.Range(0, spikes.Times.Count).Where(i => isShown(i) && spikes.Cells[i] < MostRows && spikes.Times[i] >= from && spikes.Times[i] <= until)];
            return new RasterSeries(name, colour, [.. shown.Select(i => spikes.Times[i])], [.. shown.Select(i => spikes.Cells[i])]);
        }

        return new Panel(
            Panel.LetterOf(index),
            new Axis("Time", "s") { Minimum = from, Maximum = until },
            new Axis("Cell") { Minimum = -0.5, Maximum = Math.Min(spikes.Neurons, MostRows) - 0.5 },
            spikes.Events is { } events
                ? [Shown("events", Palette.Events, i => events[i]), Shown("later spikes of bursts", Palette.Bursts, i => !events[i])]
                : [Shown("", Palette.Black, _ => true)])
        {
            Title = spikes.Name,
            Legend = legend ? LegendPlacement.Right : LegendPlacement.None,
        };
    }

    private static Panel Histogram(
        string letter, Axis axis, string fraction, IReadOnlyList<(string Name, SpikeTrainStatistics Statistics)> populations, double highest,
        Func<SpikeTrainStatistics, IReadOnlyList<double>> values, bool named)
    {
        double width = highest / Bins;
        return new Panel(letter, axis with { Minimum = 0, Maximum = highest }, new Axis(fraction) { Minimum = 0 }, [.. populations.Select((p, i) =>
        {
            double[] counted = [.. values(p.Statistics).Where(double.IsFinite)];
            double[] heights = new double[Bins];
            foreach (double value in counted.Where(value => value <= highest)) heights[Math.Min(Bins - 1, (int)(value / width))] += 1.0 / counted.Length;
            return new StepSeries(named ? p.Name : "", Palette.Cycle(i), [.. Enumerable.Range(0, Bins).Select(bin => bin * width)], heights);
        })]);
    }

    private static Series[] Dots(Func<double, double> statistic, Colour colour)
    {
        (double Window, double Value)[] points = [.. s_windows.Select(window => (window, statistic(window))).Where(point => double.IsFinite(point.Item2))];
        double[] x = [.. points.Select(point => point.Window)], y = [.. points.Select(point => point.Value)];
        return [new LineSeries("", colour, x, y), new PointSeries("", colour, x, y) { Size = 2.5 }];
    }

    private static double Highest(IEnumerable<double> values, double least) => Math.Max(least, values.Where(double.IsFinite).DefaultIfEmpty(least).Max() * 1.05);
}
