namespace Spiking.Plotting;

/// <summary>The stretch of values that an axis shows, and where in it a value lies.</summary>
/// <exception cref="ArgumentException">The ends are not finite, not in order, or not positive on a logarithmic scale.</exception>
internal sealed record AxisRange(double Low, double High, AxisScale Scale)
{
    // Narrower than this, relative to its values, a range shows rounding errors only.
    private const double Narrowest = 1e-9;

    // The axis begins at zero if the end of the data next to zero is at most this part of the other end.
    private const double NearZero = 0.35;
    private const double NearZeroTight = 0.02;

    public double High { get; } = double.IsFinite(Low) && double.IsFinite(High) && Low < High ? High
        : throw new ArgumentException($"An axis cannot reach from {Low} to {High}.");

    public double Low { get; } = Low > 0 || Scale == AxisScale.Linear ? Low
        : throw new ArgumentException($"A logarithmic axis cannot begin at {Low}.");

    /// <summary>Where a value lies: 0 at the lower end, 1 at the upper end, NaN if the scale has no place for it.</summary>
    public double Fraction(double value)
    {
        if (!double.IsFinite(value)) return double.NaN;
        if (Scale == AxisScale.Logarithmic)
            return value > 0 ? (Math.Log(value) - Math.Log(Low)) / (Math.Log(High) - Math.Log(Low)) : double.NaN;

        // Halves, because the difference of two large ends may overflow.
        return ((value / 2) - (Low / 2)) / ((High / 2) - (Low / 2));
    }

    /// <summary>Whether a value lies between the ends; an end itself does.</summary>
    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>
    /// The range of an axis that shows values: its fixed ends where it has them, otherwise theirs with a margin, a part of their spread
    /// that is empty at each free end. Values that are not finite, or not positive on a logarithmic scale, do not count. Values without
    /// spread get a range around them, and positive ones that come near zero an axis from zero.
    /// </summary>
    /// <exception cref="ArgumentException">The fixed ends are not in order or not positive on a logarithmic scale.</exception>
    public static AxisRange Around(Axis axis, IEnumerable<double> values, double margin)
    {
        if (axis is { Minimum: double bottom, Maximum: double top }) return new AxisRange(bottom, top, axis.Scale);

        // A fixed end counts, so that the margin at a free end is a part of the whole axis.
        bool logarithmic = axis.Scale == AxisScale.Logarithmic;
        double[] shown = [.. values.Concat(new[] { axis.Minimum, axis.Maximum }.OfType<double>())
            .Where(value => double.IsFinite(value) && !(logarithmic && value <= 0))];
        (double low, double high) = logarithmic ? (1, 10) : (0, 1);
        if (shown.Length > 0)
        {
            (low, high) = (shown.Min(), shown.Max());
            double limit = axis.Limit >= high ? axis.Limit.Value : double.PositiveInfinity;
            (low, high) = logarithmic ? Widen(low, high, margin) : Extend(low, high, margin);
            high = Math.Min(high, limit);
        }

        // A single fixed end may lie beyond the data; the other end then follows it.
        double fixedLow = axis.Minimum ?? low, fixedHigh = axis.Maximum ?? high;
        if (fixedLow >= fixedHigh && axis.Maximum is null)
            fixedHigh = logarithmic ? fixedLow * 10 : fixedLow + Math.Max(1, Math.Abs(fixedLow));
        else if (fixedLow >= fixedHigh && axis.Minimum is null)
            fixedLow = logarithmic ? fixedHigh / 10 : fixedHigh - Math.Max(1, Math.Abs(fixedHigh));
        return new AxisRange(fixedLow, fixedHigh, axis.Scale);
    }

    private static (double Low, double High) Extend(double low, double high, double margin)
    {
        double size = Math.Max(Math.Abs(low), Math.Abs(high)), around = size == 0 ? 1 : size / 10;
        if ((high / 2) - (low / 2) <= size * Narrowest)
            return (Math.Max(low - around, -double.MaxValue), Math.Min(high + around, double.MaxValue));

        // A tight axis takes in zero only if that costs hardly any width, for example epochs from 1 to 500.
        double near = margin > 0 ? NearZero : NearZeroTight, empty = (margin * high) - (margin * low);
        return (low >= 0 && low <= near * high ? 0 : Math.Max(low - empty, -double.MaxValue),
            high <= 0 && high >= near * low ? 0 : Math.Min(high + empty, double.MaxValue));
    }

    // Where data within a power of ten have a margin, it reaches to the nearest numbers: of others there would be one, or none. Data that
    // are themselves such a number do not end the axis, on which a flat curve could not be seen.
    private static (double Low, double High) Widen(double low, double high, double margin)
    {
        double decades = Math.Log10(high) - Math.Log10(low), factor = decades <= Narrowest ? 2 : Math.Pow(10, decades * margin);
        double bottom = AxisTicks.Next(low, up: false), top = AxisTicks.Next(high, up: true);
        if (decades >= 1 || margin == 0) (bottom, top) = (low / factor, high * factor);
        return (Math.Max(bottom, double.Epsilon), Math.Min(top, double.MaxValue));
    }
}
