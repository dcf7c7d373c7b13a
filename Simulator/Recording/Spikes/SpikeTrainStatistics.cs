namespace Spiking.Recording.Spikes;

/// <summary>
/// Statistics of the spike trains of one population in a stretch of time: rate and coefficient of variation of the inter-spike intervals of
/// every cell, all intervals, Fano factor and correlation of spike counts. A Poisson process has coefficient and Fano factor 1 and no
/// correlation, a regular train coefficient 0.
/// </summary>
internal sealed class SpikeTrainStatistics
{
    // Pairs grow with the square of the number of cells; the mean of 50 cells' 1,225 pairs is exact enough for a figure.
    private const int MostCorrelated = 50;

    // Of fewer intervals the coefficient says more about their number than about the cell: its standard error is about 1/sqrt(2 n).
    private const int FewestIntervals = 10;
    private readonly double[][] _trains;
    private readonly double _from;
    private readonly double _until;

    /// <summary>Takes the spikes.</summary>
    /// <param name="neurons">Number of cells that were recorded, at least 1; cells without spikes count.</param>
    /// <param name="from">Start of the stretch (s).</param>
    /// <param name="until">End of the stretch (s).</param>
    /// <param name="times">Times of the spikes (s), in any order; those outside the stretch do not count.</param>
    /// <param name="cells">Index of the cell of each spike.</param>
    /// <exception cref="ArgumentException">
    /// The stretch is empty, the lists differ in length, or a cell is not one of the recorded ones.
    /// </exception>
    public SpikeTrainStatistics(int neurons, double from, double until, IReadOnlyList<double> times, IReadOnlyList<int> cells)
    {
        ArgumentNullException.ThrowIfNull(times);
        ArgumentNullException.ThrowIfNull(cells);
        if (neurons < 1) throw new ArgumentException($"There are {neurons} cells; at least 1 is needed.");
        if (!(from < until)) throw new ArgumentException($"The stretch from {from} to {until} s is empty.");
        if (times.Count != cells.Count) throw new ArgumentException($"There are {times.Count} times but {cells.Count} cells.");
        List<double>[] trains = [.. Enumerable.Range(0, neurons).Select(_ => new List<double>())];
        for (int i = 0; i < times.Count; i++)
        {
            if (cells[i] < 0 || cells[i] >= neurons) throw new ArgumentException($"Cell {cells[i]} is not one of {neurons}.");
            if (times[i] >= from && times[i] < until) trains[cells[i]].Add(times[i]);
        }

        Duration = until - from;
        _trains = [.. trains.Select(train => train.Order().ToArray())];
        (_from, _until) = (from, until);
        Rates = [.. _trains.Select(train => train.Length / (until - from))];
        Intervals = [.. _trains.SelectMany(IntervalsOf)];
        Variations = [.. _trains.Select(train => VariationOf([.. IntervalsOf(train)]))];
    }

    /// <summary>Length of the stretch (s).</summary>
    public double Duration { get; }

    /// <summary>Rate of every cell (Hz).</summary>
    public IReadOnlyList<double> Rates { get; }

    /// <summary>All inter-spike intervals (s), cell by cell.</summary>
    public IReadOnlyList<double> Intervals { get; }

    /// <summary>
    /// Coefficient of variation of the intervals of every cell: standard deviation (n in the denominator) over mean; NaN with fewer than
    /// ten intervals.
    /// </summary>
    public IReadOnlyList<double> Variations { get; }

    /// <summary>
    /// Fano factor: variance (n - 1 in the denominator) over mean of the spike counts in consecutive windows, mean over the cells that
    /// fired; NaN if there are fewer than two windows or no spikes.
    /// </summary>
    /// <param name="window">Length of the windows (s).</param>
    public double FanoFactor(double window) =>
        Mean(_trains.Select(train => Counts(train, window))
            .Where(counts => counts.Length > 1 && counts.Any(count => count > 0)).Select(counts =>
            {
                double mean = counts.Average();
                return counts.Sum(count => (count - mean) * (count - mean)) / (counts.Length - 1) / mean;
            }));

    /// <summary>
    /// Correlation of the spike counts of two cells in consecutive bins, mean over all pairs of the first cells whose counts vary, at most
    /// 50 of them; NaN if there are no two of them.
    /// </summary>
    /// <param name="bin">Length of the bins (s).</param>
    public double Correlation(double bin)
    {
        double[][] deviations =
            [.. _trains.Select(train => Standardized(Counts(train, bin))).Where(counts => counts.Length > 0).Take(MostCorrelated)];
        return Mean(deviations.SelectMany((one, i) => deviations.Skip(i + 1).Select(other => one.Zip(other, (a, b) => a * b).Sum())));
    }

    private static IEnumerable<double> IntervalsOf(double[] train) => train.Zip(train.Skip(1), (first, second) => second - first);

    private static double VariationOf(double[] intervals)
    {
        if (intervals.Length < FewestIntervals) return double.NaN;
        double mean = intervals.Average();
        return Math.Sqrt(intervals.Sum(interval => (interval - mean) * (interval - mean)) / intervals.Length) / mean;
    }

    // Only whole bins: a shorter one at the end would count less.
    private double[] Counts(double[] train, double bin)
    {
        double[] counts = new double[(int)Math.Floor(((_until - _from) / bin) + 1e-9)];
        foreach (double time in train)
        {
            int index = (int)((time - _from) / bin);
            if (index < counts.Length) counts[index]++;
        }

        return counts;
    }

    /// <summary>Deviations from the mean, scaled so that their squares add up to 1; empty if there are none.</summary>
    private static double[] Standardized(double[] counts)
    {
        if (counts.Length < 2) return [];
        double mean = counts.Average(), norm = Math.Sqrt(counts.Sum(count => (count - mean) * (count - mean)));
        return norm == 0 ? [] : [.. counts.Select(count => (count - mean) / norm)];
    }

    private static double Mean(IEnumerable<double> values) => values.DefaultIfEmpty(double.NaN).Average();
}
