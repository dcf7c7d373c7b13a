using Spiking.Numerics;
using Spiking.Text;

namespace Spiking.Plotting;

/// <summary>
/// Series of means over seeds: with error bars or bands of one standard error, and with fewer than ten seeds the single seeds as dots over
/// bars and along lines. Every seed has one value for each bar or position.
/// </summary>
internal static class SpreadSeries
{
    /// <summary>The values of more seeds than this hide one another.</summary>
    public const int MostDots = 9;

    // Dots at more positions than this hide the line.
    internal const int MostPositions = 25;

    /// <summary>Bars of means, or the bars of the only seed.</summary>
    public static BarSeries Bars(string name, Colour colour, IReadOnlyList<double[]> seeds)
    {
        Spread[] spreads = Spreads(seeds);
        double[] means = [.. spreads.Select(s => s.Mean)], errors = [.. spreads.Select(s => s.StandardError)];
        return seeds.Count == 1 ? new BarSeries(name, colour, means)
            : new BarSeries(name, colour, means, errors) { Seeds = seeds.Count <= MostDots ? seeds : [] };
    }

    /// <summary>A line of means inside a band, or the line of the only seed.</summary>
    public static LineSeries Line(string name, Colour colour, IReadOnlyList<double> x, IReadOnlyList<double[]> seeds) =>
        Line(name, colour, x, Spreads(seeds));

    /// <summary>A line of means with the single seeds as <see cref="Dots"/> has them.</summary>
    /// <param name="line">The line.</param>
    /// <param name="seeds">For every seed the values at the positions of the line.</param>
    public static Series[] WithSeeds(LineSeries line, IReadOnlyList<double[]> seeds) =>
        [line, .. Dots(line.Colour, line.X, [.. line.X.Select((_, i) => seeds.Select(seed => seed[i]).ToArray())], 0,
            line.Column ?? line.Name)];

    /// <summary>
    /// The single seeds of a line as dots, given their values at each of its positions: at all if they, or those of the longest line of the
    /// panel, are few, otherwise at the last with values. Of one seed, or of more than differ to the eye, none.
    /// </summary>
    public static IEnumerable<PointSeries> Dots(
        Colour colour, IReadOnlyList<double> x, IReadOnlyList<double[]> values, int positions = 0, string name = "")
    {
        if (values.Select(of => of.Length).DefaultIfEmpty(0).Max() is < 2 or > MostDots) return [];
        int last = Math.Max(0, values.ToList().FindLastIndex(of => !of.All(double.IsNaN)));
        int first = Math.Max(x.Count, positions) > MostPositions ? last : 0;
        return [new PointSeries("", colour, [.. values.Take(first..(last + 1)).SelectMany((of, i) => of.Select(_ => x[first + i]))],
            [.. values.Take(first..(last + 1)).SelectMany(of => of)]) { Size = 1.6, Column = $"{name}, single seeds".TrimStart(',', ' ') }];
    }

    /// <summary>
    /// A line of means inside a band, which has no width where there is no standard error, or a mere line where there is none at all.
    /// </summary>
    public static LineSeries Line(string name, Colour colour, IReadOnlyList<double> x, IReadOnlyList<Spread> spreads) =>
        new(name, colour, x, [.. spreads.Select(s => s.Mean)])
        {
            Error = spreads.All(s => double.IsNaN(s.StandardError)) ? null
                : [.. spreads.Select(s => double.IsNaN(s.StandardError) ? 0 : s.StandardError)],
        };

    /// <summary>
    /// Meaning of error bars, bands and dots, for captions: "Lines and bands: mean ± s.e.m. of n = 5 seeds (n = 1: no feedback)", or
    /// "n = 1 seed; lines with bands: mean ± s.e.m. (n = 5 seeds: complete)" where most are of one seed.
    /// </summary>
    /// <param name="samples">The names of everything in the figure with their numbers of seeds.</param>
    /// <param name="bars">Whether there are bars.</param>
    /// <param name="dotted">Numbers of positions of the lines whose seeds are dots.</param>
    public static string Meaning(IReadOnlyList<(string Name, int Seeds)> samples, bool bars = false, params IReadOnlyList<int> dotted)
    {
        IGrouping<int, string>[] numbers = [.. samples.Distinct().GroupBy(sample => sample.Seeds, sample => sample.Name)
            .OrderByDescending(same => same.Count()).ThenByDescending(same => same.Key)];
        bool one = numbers[0].Key == 1;
        if (one && numbers.Length == 1) return "n = 1 seed.";
        string others = string.Join("; ", numbers.Skip(1).Select((same, i) =>
            $"n = {same.Key}{(one && i == 0 ? " seeds" : "")}: {Names.Enumerated([.. same.Select(Quoted)])}"));
        string dots = dotted.Count == 0 ? "" : dotted.Max() <= MostPositions ? ", dots: single seeds"
            : dotted.Min() > MostPositions ? ", dots at the ends of lines: single seeds"
            : $", dots: single seeds (of lines with more than {MostPositions} points only at the end)";
        return (one ? $"n = 1 seed; {(bars ? "bars with error bars" : "lines with bands")}: mean ± s.e.m."
                : $"{(bars ? "Bars and error bars" : "Lines and bands")}: mean ± s.e.m. of n = {numbers[0].Key} seeds")
            + (others.Length > 0 ? $" ({others})" : "")
            + $"{(numbers.All(same => same.Key is 1 or > MostDots) ? "" : bars ? ", grey dots: single seeds" : dots)}.";

        // A name with a comma would look like two.
        static string Quoted(string name) => name.Contains(',', StringComparison.Ordinal) ? $"\"{name}\"" : name;
    }

    /// <inheritdoc cref="Meaning(IReadOnlyList{ValueTuple{string, int}}, bool, IReadOnlyList{int})"/>
    public static string Meaning(int seeds, bool bars = false, params IReadOnlyList<int> dotted) => Meaning([("", seeds)], bars, dotted);

    private static Spread[] Spreads(IReadOnlyList<double[]> seeds) =>
        [.. seeds[0].Select((_, i) => Spread.Of(seeds.Select(seed => seed[i])))];
}

/// <summary>How the line of one of several things looks.</summary>
internal readonly record struct Look(Colour Colour, LineStyle Style)
{
    /// <summary>A line of means inside a band, where there are several seeds.</summary>
    public LineSeries Line(string name, IReadOnlyList<double> x, IReadOnlyList<Spread> spreads) =>
        SpreadSeries.Line(name, Colour, x, spreads) with { Style = Style };
}
