using Spiking.Plotting;

namespace Spiking.Sweeps;

/// <summary>Axes of measured numbers, from their names: "rates.output.event_rate_hz" is "Event rate, output (Hz)".</summary>
internal static class MeasuredAxis
{
    private static readonly (string Ending, string Unit)[] s_units =
    [
        ("_hz", "Hz"), ("_ms", "ms"), ("_s", "s"), ("_pa", "pA"), ("_mv", "mV"), ("_percent", "%"), ("_deg", "°"), ("_leaks", "$g_L$"),
        ("_v", "V"), ("_a", "A"),
    ];

    /// <summary>The axis: what is measured stands at the end of the name, with its unit, and of what in the middle.</summary>
    public static Axis Of(string measure)
    {
        string[] parts = measure.Split('.');
        string what = parts[^1], unit = "";
        foreach ((string ending, string symbol) in s_units)
        {
            if (!what.EndsWith(ending, StringComparison.Ordinal)) continue;
            (what, unit) = (what[..^ending.Length], symbol);
            break;
        }

        // What is measured in degrees is an angle to something: "to_backprop_global_deg".
        if (unit == "°" && what.StartsWith("to_", StringComparison.Ordinal)) what = "angle_" + what;
        what = what.Replace('_', ' ');
        string whose = string.Join('.', parts.Skip(1).SkipLast(1)).Replace("->", "→", StringComparison.Ordinal);
        return new Axis($"{char.ToUpperInvariant(what[0])}{what[1..]}{(whose.Length > 0 ? ", " + whose : "")}", unit);
    }

    /// <summary>Whether two numbers are the same quantity of different things, such as the event rates of two populations.</summary>
    public static bool IsSameQuantity(string one, string other) => one.Split('.')[^1] == other.Split('.')[^1];

    /// <summary>The same for curves: rates and probabilities stand on zero, where they begin.</summary>
    public static Axis FromZero(string measure) => measure.EndsWith("probability", StringComparison.Ordinal)
        ? Axis.Probability(Of(measure).Label)
        : Of(measure) with { Minimum = measure.EndsWith("_rate_hz", StringComparison.Ordinal) ? 0 : null };
}
