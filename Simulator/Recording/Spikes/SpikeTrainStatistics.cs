using System.Runtime.CompilerServices;
using Spiking.Numerics;

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

    // These loops run once, at the end of a run: without it, in the slow code that methods begin with.
    internal const MethodImplOptions Kernel = MethodImplOptions.AggressiveOptimization;

    // Of fewer intervals the coefficient says more about their number than about the cell: its standard error is about 1/sqrt(2 n).
    private const int FewestIntervals = 10;

    // A rate is steady if it differs from its mean by less than a fifth in every fifth of the stretch, or by less than three standard
    // deviations of a Poisson count, where there are few spikes.
    private const int Parts = 5;
    private const double LargestDrift = 0.2, Deviations = 3;
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
    public SpikeTrainStatistics(int neurons, double from, double until, double[] times, int[] cells)
    {
        ArgumentNullException.ThrowIfNull(times);
        ArgumentNullException.ThrowIfNull(cells);
        if (neurons < 1) throw new ArgumentException($"There are {neurons} cells; at least 1 is needed.");
        if (!(from < until)) throw new ArgumentException($"The stretch from {from} to {until} s is empty.");
        if (times.Length != cells.Length) throw new ArgumentException($"There are {times.Length} times but {cells.Length} cells.");
        Duration = until - from;
        (_from, _until) = (from, until);
        _trains = Trains(neurons, times, cells);
        Rates = [.. _trains.Select(train => train.Length / (until - from))];
        double[][] intervals = [.. _trains.Select(IntervalsOf)];
        Intervals = CellByCell(intervals);
        Variations = [.. intervals.Select(VariationOf)];
        IsSteady = HasSteadyRate();
    }

    /// <summary>Length of the stretch (s).</summary>
    public double Duration { get; }

    /// <summary>Rate of every cell (Hz).</summary>
    public IReadOnlyList<double> Rates { get; }

    /// <summary>
    /// Whether the rate of the population is the same throughout the stretch. Where it is not, its changes would count as variance of
    /// intervals and spike counts.
    /// </summary>
    public bool IsSteady { get; }

    /// <summary>All inter-spike intervals (s), cell by cell.</summary>
    public IReadOnlyList<double> Intervals { get; }

    /// <summary>
    /// Coefficient of variation of the intervals of every cell: standard deviation (n in the denominator) over mean; NaN with fewer than
    /// ten intervals.
    /// </summary>
    public IReadOnlyList<double> Variations { get; }

    /// <summary>
    /// Fano factor: variance (n - 1 in the denominator) over mean of the spike counts in consecutive windows, mean over the cells that
    /// fired and its standard error; NaN if there are fewer than two windows or no spikes.
    /// </summary>
    /// <param name="window">Length of the windows (s).</param>
    public Spread FanoFactor(double window)
    {
        double[] counts = new double[Windows(window)];
        if (counts.Length < 2) return new Spread(double.NaN, double.NaN);
        List<double> factors = [];
        foreach (double[] train in _trains)
        {
            Count(train, window, counts);
            double mean = Sum(counts) / counts.Length;
            if (mean > 0) factors.Add(Squares(counts, mean) / (counts.Length - 1) / mean);
        }

        double factor = Mean(factors);
        return new Spread(factor, Spread.Deviation([.. factors], factor) / Math.Sqrt(factors.Count));
    }

    /// <summary>
    /// Correlation of the spike counts of two cells in consecutive bins, mean over all pairs of the first cells whose counts vary, at most
    /// 50 of them; NaN if there are no two of them.
    /// </summary>
    /// <remarks>
    /// Pairs that share a cell are not independent, so the standard error is that of the jackknife over cells, (n - 1)/sqrt(n) times the
    /// standard deviation of the means without one of n cells (Arvesen 1969). Of independent cells it is sqrt(2) times too large.
    /// </remarks>
    /// <param name="bin">Length of the bins (s).</param>
    public PairCorrelation Correlation(double bin)
    {
        double[][] deviations =
            [.. _trains.Select(train => Standardized(train, bin)).Where(counts => counts.Length > 0).Take(MostCorrelated)];
        int cells = deviations.Length, pairs = cells * (cells - 1) / 2, without = pairs - cells + 1;
        double sum = 0;
        double[] ofCell = new double[cells];
        for (int i = 0; i < cells; i++)
        {
            for (int k = i + 1; k < cells; k++)
            {
                double correlation = Product(deviations[i], deviations[k]);
                sum += correlation;
                ofCell[i] += correlation;
                ofCell[k] += correlation;
            }
        }

        double[] others = [.. ofCell.Select(own => (sum - own) / without)];
        return new PairCorrelation(pairs > 0 ? sum / pairs : double.NaN,
            cells > 2 ? Spread.Deviation(others, Sum(others) / cells) * (cells - 1) / Math.Sqrt(cells) : double.NaN, pairs);
    }

    // The spikes of every cell in the stretch, in order of time.
    [MethodImpl(Kernel)]
    private double[][] Trains(int neurons, double[] times, int[] cells)
    {
        int[] counts = new int[neurons];
        bool isOrdered = true;
        for (int i = 0; i < times.Length; i++)
        {
            isOrdered &= i == 0 || times[i - 1] <= times[i];
            if (cells[i] < 0 || cells[i] >= neurons) throw new ArgumentException($"Cell {cells[i]} is not one of {neurons}.");
            if (times[i] >= _from && times[i] < _until) counts[cells[i]]++;
        }

        double[][] trains = new double[neurons][];
        for (int cell = 0; cell < neurons; cell++) trains[cell] = new double[counts[cell]];
        Array.Clear(counts);
        for (int i = 0; i < times.Length; i++)
            if (times[i] >= _from && times[i] < _until) trains[cells[i]][counts[cells[i]]++] = times[i];
        foreach (double[] train in isOrdered ? [] : trains) Array.Sort(train);
        return trains;
    }

    [MethodImpl(Kernel)]
    private bool HasSteadyRate()
    {
        double[] counts = new double[Parts];
        foreach (double[] train in _trains)
            foreach (double time in train) counts[Math.Min(Parts - 1, (int)((time - _from) / Duration * Parts))]++;
        double mean = Sum(counts) / Parts;
        return counts.All(count => Math.Abs(count - mean) <= Math.Max(LargestDrift * mean, Deviations * Math.Sqrt(mean)));
    }

    private static double[] CellByCell(double[][] intervals)
    {
        double[] all = new double[intervals.Sum(ofCell => ofCell.Length)];
        int at = 0;
        foreach (double[] ofCell in intervals)
        {
            ofCell.CopyTo(all, at);
            at += ofCell.Length;
        }

        return all;
    }

    [MethodImpl(Kernel)]
    private static double[] IntervalsOf(double[] train)
    {
        double[] intervals = new double[Math.Max(0, train.Length - 1)];
        for (int i = 0; i < intervals.Length; i++) intervals[i] = train[i + 1] - train[i];
        return intervals;
    }

    private static double VariationOf(double[] intervals)
    {
        if (intervals.Length < FewestIntervals) return double.NaN;
        double mean = Sum(intervals) / intervals.Length;
        return Math.Sqrt(Squares(intervals, mean) / intervals.Length) / mean;
    }

    // Only whole windows: a shorter one at the end would count less.
    private int Windows(double window) => (int)Math.Floor(((_until - _from) / window) + 1e-9);

    [MethodImpl(Kernel)]
    private void Count(double[] train, double window, double[] counts)
    {
        Array.Clear(counts);
        foreach (double time in train)
        {
            // A spike at an edge belongs to the window that begins there, whatever the rounding of its time.
            int index = (int)((time - _from) / window + 1e-9);
            if (index < counts.Length) counts[index]++;
        }
    }

    /// <summary>
    /// Deviations of a train's counts from their mean, scaled so that their squares add up to 1; empty if there are none.
    /// </summary>
    [MethodImpl(Kernel)]
    private double[] Standardized(double[] train, double window)
    {
        double[] counts = new double[Windows(window)];
        if (counts.Length < 2) return [];
        Count(train, window, counts);
        double mean = Sum(counts) / counts.Length, norm = Math.Sqrt(Squares(counts, mean));
        if (norm == 0) return [];
        for (int i = 0; i < counts.Length; i++) counts[i] = (counts[i] - mean) / norm;
        return counts;
    }

    // Sums have the order of the windows, so they do not depend on the width of vectors.
    [MethodImpl(Kernel)]
    private static double Sum(double[] values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum;
    }

    [MethodImpl(Kernel)]
    private static double Squares(double[] values, double mean)
    {
        double sum = 0;
        foreach (double value in values) sum += (value - mean) * (value - mean);
        return sum;
    }

    [MethodImpl(Kernel)]
    private static double Product(double[] one, double[] other)
    {
        double sum = 0;
        for (int i = 0; i < one.Length; i++) sum += one[i] * other[i];
        return sum;
    }

    private static double Mean(IEnumerable<double> values) => values.DefaultIfEmpty(double.NaN).Average();
}

/// <summary>Mean correlation of pairs of cells.</summary>
/// <param name="Mean">The mean; NaN of no pair.</param>
/// <param name="StandardError">Its standard error; NaN of fewer than three cells.</param>
/// <param name="Pairs">Number of pairs.</param>
internal readonly record struct PairCorrelation(double Mean, double StandardError, int Pairs);
