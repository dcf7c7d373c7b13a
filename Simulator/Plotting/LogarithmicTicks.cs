namespace Spiking.Plotting;

/// <summary>Tick marks of logarithmic axes.</summary>
internal static class LogarithmicTicks
{
    /// <summary>Marks at powers of ten, or at 1, 2 and 5 times them where there are few, with minor marks between them.</summary>
    /// <param name="range">The range, logarithmic.</param>
    /// <param name="most">Largest number of intervals between labelled marks.</param>
    public static TickSet Choose(AxisRange range, int most)
    {
        int first = (int)Math.Ceiling(Math.Log10(range.Low) - 1e-9), last = (int)Math.Floor(Math.Log10(range.High) + 1e-9);
        int decades = last - first + 1;
        if (decades >= 2)
            return Decades(range, first, last, (decades + most - 1) / most);

        TickSet within = Within(range, first - 1, last, most);
        return within.Ticks.Count(tick => tick.Label.Length > 0) >= 2 ? within : AxisTicks.Linear(range, most);
    }

    private static TickSet Decades(AxisRange range, int first, int last, int stride)
    {
        List<Tick> ticks = [];
        bool plain = first >= -3 && last <= 3;
        for (int e = first - 1; e <= last; e++)
        {
            for (int digit = 1; digit <= 9; digit++)
            {
                double value = AxisTicks.Power(digit, e);
                bool major = digit == 1 && (e - first) % stride == 0;

                // Minor marks only between neighbouring labelled powers; otherwise they would suggest a linear axis.
                bool wanted = major || digit == 1 || stride == 1;
                if (wanted && IsWithin(range, value))
                    ticks.Add(new Tick(value, !major ? "" : plain ? TickLabels.Plain(1, e) : "10" + TickLabels.Superscript(e)));
            }
        }

        return new TickSet(ticks, 0);
    }

    private static TickSet Within(AxisRange range, int first, int last, int most)
    {
        List<Tick> ticks = [];
        bool all = most >= 3;
        for (int e = first; e <= last; e++)
        {
            for (int digit = 1; digit <= 9; digit++)
            {
                double value = AxisTicks.Power(digit, e);
                bool major = digit == 1 || (all && digit is 2 or 5);
                if (IsWithin(range, value))
                    ticks.Add(new Tick(value, !major ? "" : Math.Abs(e) <= 4 ? TickLabels.Plain(digit, e) : TickLabels.Shortest(value)));
            }
        }

        return new TickSet(ticks, 0);
    }

    // Powers of ten at the very ends count although their logarithms are rounded.
    private static bool IsWithin(AxisRange range, double value) => value >= range.Low * (1 - 1e-9) && value <= range.High * (1 + 1e-9);
}
