using System.Globalization;
using Spiking.Engine;
using Spiking.Plotting;
using Spiking.Text;

namespace Spiking.Recording.Spikes;

/// <summary>Figures of recorded spikes: rasters, and statistics of the trains of populations that fired enough for them.</summary>
/// <param name="name">Beginning of the names of the figures.</param>
/// <param name="populations">The spikes of the analysed stretch.</param>
/// <param name="from">Its start (s).</param>
/// <param name="until">Its end (s), later.</param>
/// <param name="duration">Duration of the run (s).</param>
/// <param name="complete">Whether the stretch is all that was recorded.</param>
internal sealed class SpikeFindings(
    string name, IReadOnlyList<RecordedSpikes> populations, double from, double until, double duration, bool complete) : IResult
{
    // With 100 spikes a rate is known to a tenth; below, statistics would show their own errors.
    private const int FewestSpikes = 100;

    // Of the busiest population a raster shows about this many spikes of every cell.
    private const double SpikesPerCell = 40;
    private const double Shortest = 1, Longest = 10;
    private const double Window = 0.1;
    private readonly (string Name, int Index, SpikeTrainStatistics Statistics)[] _statistics =
        [.. populations.Where(p => p.Times.Count >= FewestSpikes)
            .Select(p => (p.Name, p.Index, new SpikeTrainStatistics(p.Neurons, from, until, p.Times, p.Cells)))];

    /// <inheritdoc/>
    public IEnumerable<(string Name, Func<Figure> Draw)> Figures()
    {
        if (populations.All(p => p.Times.Count == 0)) yield break;
        double busiest = populations.Max(p => p.Times.Count / (p.Neurons * (until - from)));
        double shown = Math.Ceiling(10 * Math.Clamp(SpikesPerCell / busiest, Shortest, Longest)) / 10;
        yield return (name, () => SpikeTrainFigures.Raster([.. populations.Where(p => p.Times.Count > 0)], from, until, shown, duration));
        if (_statistics.Length > 0 && SpikeTrainFigures.Statistics(_statistics) is { Panels.Count: > 0 } statistics)
            yield return ($"{name}-statistics", () => statistics);
    }

    /// <inheritdoc/>
    public IEnumerable<TextTable> Tables => _statistics.Length == 0 ? [] :
    [
        new TextTable(
            string.Create(CultureInfo.InvariantCulture,
                $"Spike trains from {from:0.###} to {until:0.###} s{(complete ? "" : ", the last of what was recorded")}"),
            ["population", "cells", "spikes", "mean rate (Hz)", "mean CV of intervals", "Fano factor, 0.1 s",
                "pairwise correlation, 0.1 s"],
            [.. _statistics.Select(p => (IReadOnlyList<string>)[
                p.Name,
                p.Statistics.Rates.Count.ToString(CultureInfo.InvariantCulture),
                populations.First(spikes => spikes.Name == p.Name).Times.Count.ToString(CultureInfo.InvariantCulture),
                Text(p.Statistics.Rates.Average(), "F2"),
                Variation([.. p.Statistics.Variations.Where(double.IsFinite)]),
                Text(HasWindows ? p.Statistics.FanoFactor(Window) : double.NaN, "F2"),
                Text(HasWindows ? p.Statistics.Correlation(Window) : double.NaN, "F4"),
            ])]),
    ];

    // As many as the figure asks for: of fewer, the numbers tell of chance.
    private bool HasWindows => until - from >= SpikeTrainFigures.FewestWindows * Window * (1 - 1e-9);

    private static string Variation(double[] ofCells) => ofCells.Length < SpikeTrainFigures.FewestCells
        ? "–"
        : string.Create(CultureInfo.InvariantCulture, $"{Text(ofCells.Average(), "F2")} (n = {ofCells.Length})");

    private static string Text(double value, string format) => double.IsNaN(value) ? "–" : NumberText.Formatted(value, format);
}
