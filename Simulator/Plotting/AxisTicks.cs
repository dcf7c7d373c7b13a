using System.Globalization;

namespace Spiking.Plotting;

/// <summary>
/// Chooses the tick marks of an axis: multiples of 1, 2 or 5 times a power of ten, as many as their labels have room for.
/// </summary>
internal static class AxisTicks
{
    private const int Upwards = 10;

    /// <summary>The densest marks whose labels fit.</summary>
    /// <param name="axis">The axis; its own ticks or categories come first.</param>
    /// <param name="range">The range it shows.</param>
    /// <param name="most">
    /// Number of intervals between labelled marks that is enough, at least 1; more only if there would be no two marks.
    /// </param>
    /// <param name="fits">Says whether the labels of a set have room.</param>
    public static TickSet Choose(Axis axis, AxisRange range, int most, Func<TickSet, bool> fits)
    {
        if (axis.Categories is { } names)
            return Thin(Categories(names, axis.Ticks, range), fits);
        if (axis.Ticks is { } chosen)
            return Thin([.. chosen.Where(range.Contains).Select(value => new Tick(value, TickLabels.Shortest(value)))], fits);

        // Downwards from the wanted number; then upwards, because a short range may lie between two multiples of a coarse step.
        TickSet best = new([], 0);
        foreach (int count in Enumerable.Range(1, most).Reverse().Concat(Enumerable.Range(most + 1, Upwards)))
        {
            TickSet ticks = range.Scale == AxisScale.Logarithmic ? LogarithmicTicks.Choose(range, count) : Linear(range, count);
            if (!fits(ticks) || (axis.IsWhole && ticks.Ticks.Any(tick => tick.Value != Math.Round(tick.Value))))
                continue;
            if (Labelled(ticks) >= 2)
                return ticks;
            if (Labelled(ticks) > Labelled(best))
                best = ticks;
        }

        return best;
    }

    /// <summary>
    /// Evenly spaced marks at multiples of a step: the smallest 1, 2 or 5 times a power of ten that gives at most this many intervals.
    /// </summary>
    /// <param name="range">The range; its scale does not matter here.</param>
    /// <param name="intervals">Largest number of intervals, at least 1.</param>
    public static TickSet Linear(AxisRange range, int intervals)
    {
        double least = (range.High / intervals) - (range.Low / intervals);
        int exponent = (int)Math.Floor(Math.Log10(least));
        double mantissa = least / Power(1, exponent);

        // The tolerance keeps a range of exactly ten steps at ten steps in spite of rounding.
        int digit = mantissa <= 1 + 1e-9 ? 1 : mantissa <= 2 + 1e-9 ? 2 : mantissa <= 5 + 1e-9 ? 5 : 10;
        if (digit == 10)
            (digit, exponent) = (1, exponent + 1);
        double step = Power(digit, exponent);

        List<(double Value, long Digits)> marks = [];
        long first = (long)Math.Ceiling((range.Low / step) - 1e-9), last = (long)Math.Floor((range.High / step) + 1e-9);
        for (long k = first; k <= last; k++)
        {
            double value = Power(k * digit, exponent);
            if (double.IsFinite(value))
                marks.Add((Math.Clamp(value, range.Low, range.High), k * digit));
        }

        int common = CommonExponent(marks.Select(mark => mark.Value));
        return new TickSet([.. marks.Select(mark => new Tick(mark.Value, TickLabels.Plain(mark.Digits, exponent - common)))], common);
    }

    // Read as decimal text because that rounds correctly for every exponent; a product with Math.Pow would not.
    internal static double Power(long digits, int exponent) =>
        double.Parse(string.Create(CultureInfo.InvariantCulture, $"{digits}e{exponent}"), CultureInfo.InvariantCulture);

    // Numbers of up to five digits before the point or three zeros after it are written out; others share a power of a thousand.
    private static int CommonExponent(IEnumerable<double> values)
    {
        double largest = values.Select(Math.Abs).DefaultIfEmpty(0).Max();
        if (largest == 0)
            return 0;
        int magnitude = (int)Math.Floor(Math.Log10(largest) + 1e-12);
        return magnitude is >= -3 and <= 4 ? 0 : 3 * (int)Math.Floor(magnitude / 3.0);
    }

    private static int Labelled(TickSet ticks) => ticks.Ticks.Count(tick => tick.Label.Length > 0);

    private static List<Tick> Categories(IReadOnlyList<string> names, IReadOnlyList<double>? only, AxisRange range)
    {
        List<Tick> ticks = [];
        for (int i = 0; i < names.Count; i++)
        {
            if (range.Contains(i) && (only is null || only.Contains(i)))
                ticks.Add(new Tick(i, names[i]));
        }

        return ticks;
    }

    // Marks that were asked for keep their places; only labels are left out until the rest have room.
    private static TickSet Thin(List<Tick> ticks, Func<TickSet, bool> fits)
    {
        for (int stride = 1; ; stride++)
        {
            int every = stride;
            TickSet thinned = new([.. ticks.Select((tick, i) => i % every == 0 ? tick : tick with { Label = "" })], 0);
            if (stride >= ticks.Count || fits(thinned))
                return thinned;
        }
    }
}
