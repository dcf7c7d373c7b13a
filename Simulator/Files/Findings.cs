using Spiking.Quantities;

namespace Spiking.Files;

/// <summary>
/// Reports what is wrong with a part of a network: a neuron model, a current, a rule. Checks of times compare with the time step, and say
/// nothing if that could not be read.
/// </summary>
public class Findings : FileFindings
{
    private const int MessageDigits = 9;

    // One source gives at most one spike per step. At this probability the variance of its counts is 30 % below that of a Poisson train.
    private const double LargestSpikeProbability = 0.3;

    internal Findings(SourceMap source, string file, List<Problem> problems)
        : base(source, file, problems)
    {
    }

    /// <summary>The time step of the network (s); null if it could not be read.</summary>
    public double? TimeStep { get; private protected init; }

    /// <summary>How long the network runs (s); null if that is not known, or if a task decides it.</summary>
    public double? Duration { get; private protected init; }

    /// <summary>The longest interval between two spikes of a burst (s); null if it could not be read.</summary>
    public double? BurstInterval { get; private protected init; }

    /// <summary>A time that is to be one or more whole steps.</summary>
    public void CheckWholeSteps(object record, string property, double? value)
    {
        if (TimeStep is not { } step || value is not { } time || !IsSound(record, property))
            return;
        if (time < step && !TimeGrid.IsMultiple(time, step))
        {
            Report(record, property, $"{Found(record, property)}, which is shorter than the time step {Show(step)}; "
                + $"the smallest possible is {Show(step)}.");
        }
        else if (!TimeGrid.IsMultiple(time, step))
        {
            double below = Math.Floor(time / step) * step;
            Report(record, property, $"{Found(record, property)}, which is not a multiple of the time step {Show(step)}; "
                + $"the nearest are {ShowLike(record, property, below)} and {ShowLike(record, property, below + step)}.");
        }
    }

    /// <summary>A time constant of an equation that is advanced by forward Euler.</summary>
    public void CheckEulerTime(object record, string property, double value) =>
        CheckNotShorter(record, property, value, "one step of forward Euler would overshoot the equilibrium, and the result mean nothing");

    /// <summary>
    /// A time constant of an exponential decay that is computed exactly, or 0 where that is allowed: it acts for one step.
    /// </summary>
    public void CheckDecayTime(object record, string property, double value)
    {
        if (value != 0) CheckNotShorter(record, property, value, "it would have decayed before the next step sees it");
    }

    /// <summary>A time that is to be at least some steps long.</summary>
    public void CheckSteps(object record, string property, double value, int steps)
    {
        // Half a thousandth of a step leaves room for rounding.
        if (TimeStep is { } step && IsSound(record, property) && value < (steps - 0.0005) * step)
        {
            string needed = steps == 1 ? "one time step" : $"{steps} time steps";
            Report(record, property, $"{Found(record, property)}; it must be at least {needed} long, {Show(steps * step)}.");
        }
    }

    /// <summary>A stretch of time that is to end after it begins.</summary>
    public void CheckStretch(object record, string fromProperty, double from, string untilProperty, double? until)
    {
        Require(until is null || until > from, record, [untilProperty, fromProperty], () =>
            $"{Found(record, untilProperty)}; it must be later than {Other(record, fromProperty)}.");
    }

    /// <summary>A time that is to come before the end of a run without a task.</summary>
    public void CheckWithinRun(object record, string property, double value)
    {
        if (Duration is { } duration)
        {
            Require(value < duration, record, [property], () =>
                $"{Found(record, property)}, but the network runs for {Show(duration)} only.");
        }
    }

    /// <summary>A rate of Poisson sources, of which each gives at most one spike per step.</summary>
    public void CheckSpikeProbability(object record, string property, double rate)
    {
        if (TimeStep is not { } step)
            return;
        Require(rate * step <= LargestSpikeProbability * (1 + 1e-9), record, [property], () =>
            $"{Found(record, property)}; a source gives at most one spike per time step of {Show(step)}, so its rate "
            + $"can be at most \"{Quantity.FormatRounded(LargestSpikeProbability / step, Dimension.Frequency)}\": take several "
            + "sources or a smaller timeStep.");
    }

    /// <summary>
    /// A time in a message: in milliseconds, if those suit, for that is what the time step and time constants are given in.
    /// </summary>
    public static string Show(double time) =>
        time is >= 1e-5 and < 1
            ? $"\"{Quantity.FormatIn(time, Unit.Usual(Dimension.Time), MessageDigits)}\""
            : $"\"{Quantity.FormatRounded(time, Dimension.Time)}\"";

    // A time in the unit in which the file gives a property.
    private string ShowLike(object record, string property, double time) =>
        UnitOf(record, property, Dimension.Time) is { } unit ? $"\"{Quantity.FormatIn(time, unit, MessageDigits)}\"" : Show(time);

    private void CheckNotShorter(object record, string property, double value, string reason)
    {
        if (TimeStep is { } step && IsSound(record, property) && value < step)
        {
            Report(record, property, $"{Found(record, property)}, which is shorter than the time step {Show(step)}: "
                + $"{reason}; take a smaller timeStep or a longer time constant.");
        }
    }
}
