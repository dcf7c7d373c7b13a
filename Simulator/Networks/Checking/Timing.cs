using Spiking.Quantities;

namespace Spiking.Networks.Checking;

/// <summary>Checks of times against the time step. Without a readable time step they say nothing.</summary>
internal static class Timing
{
    private const int MessageDigits = 9;

    /// <summary>The time step, if it could be read.</summary>
    public static double? TimeStep(this Findings findings) =>
        findings.IsSound(findings.Network, nameof(NetworkDescription.TimeStep)) ? findings.Network.TimeStep : null;

    /// <summary>A time that is to be one or more whole steps.</summary>
    public static void CheckWholeSteps(this Findings findings, object record, string property, double? value)
    {
        if (findings.TimeStep() is not { } step || value is not { } time || !findings.IsSound(record, property))
            return;
        if (time < step && !TimeGrid.IsMultiple(time, step))
        {
            findings.Report(record, property, $"{findings.Found(record, property)}, which is shorter than the time step {Show(step)}; "
                + $"the smallest possible is {Show(step)}.");
        }
        else if (!TimeGrid.IsMultiple(time, step))
        {
            double below = Math.Floor(time / step) * step;
            findings.Report(record, property, $"{findings.Found(record, property)}, which is not a multiple of the time step {Show(step)}; "
                + $"the nearest are {ShowLike(findings, record, property, below)} and {ShowLike(findings, record, property, below + step)}.");
        }
    }

    /// <summary>A time constant of an equation that is advanced by forward Euler.</summary>
    public static void CheckEulerTime(this Findings findings, object record, string property, double value) =>
        CheckNotShorter(findings, record, property, value, "one step of forward Euler would overshoot the equilibrium, and the result mean nothing");

    /// <summary>A time constant of an exponential decay that is computed exactly.</summary>
    public static void CheckDecayTime(this Findings findings, object record, string property, double value) =>
        CheckNotShorter(findings, record, property, value, "it would have decayed before the next step sees it");

    /// <summary>A time that is to be at least some steps long.</summary>
    public static void CheckSteps(this Findings findings, object record, string property, double value, int steps)
    {
        // Half a thousandth of a step leaves room for rounding.
        if (findings.TimeStep() is { } step && findings.IsSound(record, property) && value < (steps - 0.0005) * step)
        {
            string needed = steps == 1 ? "one time step" : $"{steps} time steps";
            findings.Report(record, property, $"{findings.Found(record, property)}; it must be at least {needed} long, {Show(steps * step)}.");
        }
    }

    /// <summary>A stretch of time that is to end after it begins.</summary>
    public static void CheckStretch(this Findings findings, object record, string fromProperty, double from, string untilProperty, double? until)
    {
        findings.Require(until is null || until > from, record, [untilProperty, fromProperty], () =>
            $"{findings.Found(record, untilProperty)}; it must be later than {findings.Other(record, fromProperty)}.");
    }

    /// <summary>A time that is to come before the end of a run without a task.</summary>
    public static void CheckWithinRun(this Findings findings, object record, string property, double value)
    {
        var network = findings.Network;
        if (network.Duration is { } duration && findings.IsSound(network, nameof(network.Duration)))
        {
            findings.Require(value < duration, record, [property], () =>
                $"{findings.Found(record, property)}, but the network runs for {Show(duration)} only.");
        }
    }

    /// <summary>A time in a message: in milliseconds, if those suit, for that is what the time step and time constants are given in.</summary>
    public static string Show(double time) =>
        time is >= 1e-5 and < 1
            ? $"\"{Quantity.FormatIn(time, Unit.Usual(Dimension.Time), MessageDigits)}\""
            : $"\"{Quantity.FormatRounded(time, Dimension.Time)}\"";

    // A time in the unit in which the file gives a property.
    private static string ShowLike(Findings findings, object record, string property, double time) =>
        findings.UnitOf(record, property, Dimension.Time) is { } unit ? $"\"{Quantity.FormatIn(time, unit, MessageDigits)}\"" : Show(time);

    private static void CheckNotShorter(Findings findings, object record, string property, double value, string reason)
    {
        if (findings.TimeStep() is { } step && findings.IsSound(record, property) && value < step)
        {
            findings.Report(record, property, $"{findings.Found(record, property)}, which is shorter than the time step {Show(step)}: "
                + $"{reason}; take a smaller timeStep or a longer time constant.");
        }
    }
}
