using Spiking.Text;

namespace Spiking.Plotting;

/// <summary>A mark on an axis at a value. The label is what is written beside it, empty for a minor mark.</summary>
internal sealed record Tick(double Value, string Label);

/// <summary>The marks of an axis, and the power of ten that the numbers written beside them have to be multiplied by.</summary>
internal sealed record TickSet(IReadOnlyList<Tick> Ticks, int Exponent = 0)
{
    /// <summary>Number of marks with a number or name.</summary>
    public int Labelled => Ticks.Count(tick => tick.Label.Length > 0);

    /// <summary>The label of the axis with its unit, and with the power of ten if there is one: "Time (10³ s)".</summary>
    public string Heading(Axis axis)
    {
        if (Exponent == 0) return axis.Heading;
        string power = "10" + NumberText.Superscript(Exponent);
        return (axis with { Unit = axis.Unit.Length == 0 ? "×" + power : $"{power} {axis.Unit}" }).Heading;
    }
}

/// <summary>Chooses the tick marks of an axis: multiples of 1, 2 or 5 times a power of ten, as many as labels have room for.</summary>
internal static class AxisTicks
{
    private const int Upwards = 10;

    // Degrees: a wider axis of angles has the marks of a protractor, so that right angles are marked in every figure.
    private const double WideAngle = 60, EighthOfTurn = 45;

    /// <summary>
    /// The densest marks whose labels fit: the axis's own ticks or categories, or at most so many intervals (at least 1) between labelled
    /// marks, and more only if there would be no two marks.
    /// </summary>
    public static TickSet Choose(Axis axis, AxisRange range, int most, Func<TickSet, bool> fits)
    {
        if (axis.Categories is { } names)
            return Thin([.. names.Select((name, i) => new Tick(i, name)).Where(tick => range.Contains(tick.Value)
                && axis.Ticks?.Contains(tick.Value) != false)], fits);
        IEnumerable<double> eighths = Enumerable.Range(-8, 17).Select(eighth => eighth * EighthOfTurn);
        if ((axis.Ticks ?? (axis.Unit == "°" && range.High - range.Low > WideAngle ? eighths : null)) is { } chosen)
            return Thin([.. chosen.Where(range.Contains).Select(value => new Tick(value, NumberText.Shortest(value)))], fits);

        // An axis whose ends are fixed shows their numbers if a somewhat coarser step has them.
        int fewest = axis is { Minimum: not null, Maximum: not null, IsWhole: false } && range.Scale == AxisScale.Linear
            ? Math.Max(2, (most + 1) / 2) : most + 1;
        TickSet? best = null;

        // Downwards from the wanted number; then upwards, because a short range may lie between two multiples of a coarse step.
        for (int tried = 1; tried <= most + Upwards; tried++)
        {
            int count = tried <= most ? most + 1 - tried : tried;
            bool isSomewhatCoarser = count <= most && count >= fewest;
            if (!isSomewhatCoarser && best is { Labelled: >= 2 }) break;
            TickSet set = range.Scale == AxisScale.Logarithmic ? Logarithmic(range, count) : Linear(range, count);
            if (!fits(set) || (axis.IsWhole && set.Ticks.Any(tick => tick.Value != Math.Round(tick.Value)))) continue;
            if (isSomewhatCoarser && set.Ticks is [{ } first, .., { } last]
                && Math.Max(Math.Abs(first.Value - range.Low), Math.Abs(last.Value - range.High)) <= 1e-9 * (range.High - range.Low))
                return set;
            if (best is null || (best.Labelled < 2 && set.Labelled > best.Labelled)) best = set;
        }

        return best ?? new TickSet([]);
    }

    /// <summary>
    /// Evenly spaced marks at multiples of a step: the smallest 1, 2 or 5 times a power of ten that gives at most this many intervals.
    /// </summary>
    public static TickSet Linear(AxisRange range, int intervals)
    {
        double least = (range.High / intervals) - (range.Low / intervals);
        int exponent = (int)Math.Floor(Math.Log10(least));
        double mantissa = least / NumberText.Power(1, exponent);

        // The tolerance keeps a range of exactly ten steps at ten steps in spite of rounding.
        int digit = mantissa <= 1 + 1e-9 ? 1 : mantissa <= 2 + 1e-9 ? 2 : mantissa <= 5 + 1e-9 ? 5 : 10;
        if (digit == 10) (digit, exponent) = (1, exponent + 1);
        double step = NumberText.Power(digit, exponent);

        long first = (long)Math.Ceiling((range.Low / step) - 1e-9), last = (long)Math.Floor((range.High / step) + 1e-9);
        var marks = (from i in Enumerable.Range(0, (int)(last - first) + 1)
                     let digits = (first + i) * digit
                     let value = NumberText.Power(digits, exponent)
                     where double.IsFinite(value)
                     select new { Digits = digits, Value = Math.Clamp(value, range.Low, range.High) }).ToArray();
        int common = NumberText.CommonExponent(marks.Select(mark => mark.Value));
        return new TickSet([.. marks.Select(mark => new Tick(mark.Value, NumberText.Plain(mark.Digits, exponent - common)))], common);
    }

    // Marks at powers of ten, or at 1, 2 and 5 times them where there are no more than two, with minor marks between them.
    private static TickSet Logarithmic(AxisRange range, int most)
    {
        int first = (int)Math.Ceiling(Math.Log10(range.Low) - 1e-9), last = (int)Math.Floor(Math.Log10(range.High) + 1e-9);
        int decades = last - first + 1, stride = (decades + most - 1) / most;
        if (decades < 2 || (decades == 2 && most >= 5))
        {
            TickSet within = Marks((digit, _) => digit == 1 || (most >= 3 && digit is 2 or 5), _ => true, e => Math.Abs(e) <= 4);
            return within.Labelled >= 2 ? within : Linear(range, most);
        }

        // Minor marks only between neighbouring labelled powers; otherwise they would suggest a linear axis.
        return Marks((digit, e) => digit == 1 && (e - first) % stride == 0, digit => digit == 1 || stride == 1,
            _ => first >= -3 && last <= 3);

        TickSet Marks(Func<int, int, bool> isMajor, Func<int, bool> isWanted, Func<int, bool> isPlain) => new(
            [
                .. from e in Enumerable.Range(first - 1, decades + 1)
                   from digit in Enumerable.Range(1, 9)
                   let value = NumberText.Power(digit, e)
                   where (isMajor(digit, e) || isWanted(digit)) && value >= range.Low * (1 - 1e-9) && value <= range.High * (1 + 1e-9)
                   select new Tick(value, !isMajor(digit, e) ? "" : isPlain(e) ? NumberText.Plain(digit, e) : digit > 1 || decades < 2
                       ? NumberText.Shortest(value) : "10" + NumberText.Superscript(e)),
            ]);
    }

    /// <summary>
    /// The number that a logarithmic axis writes next to a value, above or below it by one per cent at least: 1, 2 or 5 times a power of
    /// ten.
    /// </summary>
    public static double Next(double value, bool up)
    {
        const double Clear = 1.01;
        int exponent = (int)Math.Floor(Math.Log10(value));
        IEnumerable<double> marks = ((int[])[1, 2, 5, 10, 20]).Select(digit => NumberText.Power(digit, exponent));
        return up ? marks.First(mark => mark > value * Clear)
            : marks.Prepend(NumberText.Power(5, exponent - 1)).Last(mark => mark < value / Clear);
    }

    // Marks that were asked for keep their places; only labels are left out until the rest have room.
    private static TickSet Thin(Tick[] ticks, Func<TickSet, bool> fits)
    {
        for (int stride = 1; ; stride++)
        {
            TickSet thinned = new([.. ticks.Select((tick, i) => i % stride == 0 ? tick : tick with { Label = "" })]);
            if (stride >= ticks.Length || fits(thinned)) return thinned;
        }
    }
}
