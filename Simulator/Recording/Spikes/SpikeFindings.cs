using System.Globalization;
using Spiking.Engine;
using Spiking.Plotting;
using Spiking.Text;

namespace Spiking.Recording.Spikes;

/// <summary>A stretch of time whose spikes a raster may show.</summary>
/// <param name="Populations">The spikes.</param>
/// <param name="From">Its start (s).</param>
/// <param name="Until">Its end (s).</param>
internal sealed record RasterStretch(IReadOnlyList<RecordedSpikes> Populations, double From, double Until)
{
    /// <summary>The moment (s) around which spikes are shown; null: the last spikes are shown.</summary>
    public double? Change { get; init; }

    /// <summary>Shaded parts with their names.</summary>
    public IReadOnlyList<ShadedSpan> Parts { get; init; } = [];

    /// <summary>As much of it as a raster shows.</summary>
    /// <param name="length">How much that is (s).</param>
    public RasterStretch Shown(double length)
    {
        double from = Change is double change
            ? Math.Max(From, Math.Min(change - (length / 2), Until - length))
            : Math.Max(From, Until - length), until = Math.Min(Until, from + length);
        return this with
        {
            From = from,
            Until = until,
            Parts = [.. Parts.Where(part => part.From < until && part.To > from)
                .Select(part => part with { From = Math.Max(part.From, from), To = Math.Min(part.To, until) })],
        };
    }
}

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
        [.. populations.Where(p => p.Times.Length >= FewestSpikes)
            .Select(p => (p.Name, p.Index, new SpikeTrainStatistics(p.Neurons, from, until, p.Times, p.Cells)))];

    /// <summary>Words for the stretch in captions and in the title of the table, such as the stage of a task; empty: none.</summary>
    public string Words { get; init; } = "";

    /// <summary>So many cells of each population at most were recorded without being asked for; null: those that were asked for.</summary>
    public int? Cells { get; init; }

    /// <summary>The time step (s).</summary>
    public double TimeStep { get; init; } = 1e-4;

    /// <summary>Number of populations that were not recorded.</summary>
    public int LeftOut { get; init; }

    /// <summary>
    /// Whether inputs change in the stretch, such as currents in steps. Their changes would count as variance of intervals and spike
    /// counts, so there are no coefficients of variation, Fano factors and correlations.
    /// </summary>
    public bool InputsChange { get; init; }

    /// <summary>What the raster may show; null: the analysed stretch.</summary>
    public RasterStretch? Around { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Name, Func<Figure> Draw)> Figures()
    {
        RasterStretch recorded = Around ?? new RasterStretch(populations, from, until);
        if (recorded.Populations.All(p => p.Times.Length == 0)) yield break;
        double busiest = recorded.Populations.Max(p => p.Times.Length / (p.Neurons * (recorded.Until - recorded.From)));
        double length = Math.Ceiling(10 * Math.Clamp(SpikesPerCell / busiest, Shortest, Longest)) / 10;
        yield return (name, () => SpikeTrainFigures.Raster(
            recorded.Shown(length) with { Populations = [.. recorded.Populations.Where(p => p.Times.Length > 0)] }, duration, Left));
        if (_statistics.Length > 0 && SpikeTrainFigures.Statistics(_statistics, $"{Place}{Chosen}", TimeStep, InputsChange)
            is { Panels.Count: > 0 } statistics)
            yield return ($"{name}-statistics", () => statistics);
    }

    /// <inheritdoc/>
    public IEnumerable<TextTable> Tables => _statistics.Length == 0 ? [] :
    [
        new TextTable(
            $"Spike trains from {Place}{Chosen}",
            ["population", "cells", "spikes", "mean rate (Hz)", "mean CV of intervals", "Fano factor, 0.1 s",
                "pairwise correlation, 0.1 s"],
            [.. _statistics.Select(p => (IReadOnlyList<string>)[
                p.Name,
                p.Statistics.Rates.Count.ToString(CultureInfo.InvariantCulture),
                populations.First(spikes => spikes.Name == p.Name).Times.Length.ToString(CultureInfo.InvariantCulture),
                Text(p.Statistics.Rates.Average(), "F2"),
                Variation(IsSteady(p.Statistics) ? [.. p.Statistics.Variations.Where(double.IsFinite)] : []),
                Text(HasCounts(p.Statistics) ? p.Statistics.FanoFactor(Window).Mean : double.NaN, "F2"),
                Text(HasCounts(p.Statistics) ? p.Statistics.Correlation(Window).Mean : double.NaN, "F4"),
            ])]),
    ];

    private string Place => string.Create(CultureInfo.InvariantCulture, $"{from:0.###} to {until:0.###} s")
        + (complete ? "" : ", the last of what was recorded") + (Words.Length == 0 ? "" : $" ({Words})");

    private string Chosen => Cells is int cells
        ? string.Create(CultureInfo.InvariantCulture, $", the first {cells} cells of larger populations")
        : "";

    private string Left => LeftOut == 0 ? ""
        : string.Create(CultureInfo.InvariantCulture, $"; the last {LeftOut} populations of the network are left out");

    /// <summary>Whether currents, or what sources read from files, change the input of any population within a stretch (s).</summary>
    public static bool InputsChangeIn(Network network, double from, double until) =>
        network.Description.Populations.Any(population => network.Description.ModelOf(population.Key).FollowsFile
            || population.Value.Currents.Any(current => current.ChangesWithin(from, until)));

    // As many windows as the figure asks for: of fewer, the numbers tell of chance.
    private bool HasCounts(SpikeTrainStatistics statistics) =>
        until - from >= SpikeTrainFigures.FewestWindows * Window * (1 - 1e-9) && IsSteady(statistics);

    private bool IsSteady(SpikeTrainStatistics statistics) => !InputsChange && statistics.IsSteady;

    private static string Variation(double[] ofCells) => ofCells.Length < SpikeTrainFigures.FewestCells
        ? "–"
        : string.Create(CultureInfo.InvariantCulture, $"{Text(ofCells.Average(), "F2")} (n = {ofCells.Length})");

    private static string Text(double value, string format) => double.IsNaN(value) ? "–" : NumberText.Formatted(value, format);
}
