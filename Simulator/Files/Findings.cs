using System.Globalization;
using Spiking.Quantities;
using Spiking.Text;

namespace Spiking.Files;

/// <summary>
/// Reports what is wrong with a file of any kind, each problem at the place of its value, unless that could not be read at all. Checks of
/// times compare with the time step of the network, and say nothing if there is none or it could not be read.
/// </summary>
public class Findings
{
    private const int MessageDigits = 9;

    // One source gives at most one spike per step. At this probability the variance of its counts is 30 % below that of a Poisson train.
    private const double LargestSpikeProbability = 0.3;

    private readonly SourceMap _source;
    private readonly string _file;
    private readonly List<Problem> _problems;

    internal Findings(SourceMap source, string file, List<Problem> problems) => (_source, _file, _problems) = (source, file, problems);

    /// <summary>The number of problems so far.</summary>
    private protected int ProblemCount => _problems.Count;

    /// <summary>Reports a problem at the first of some properties, if they all could be read and something is wrong.</summary>
    /// <param name="isRight">Whether nothing is wrong.</param>
    /// <param name="record">The record that has the properties.</param>
    /// <param name="properties">Names of the properties.</param>
    /// <param name="message">What was found and what is allowed, as a sentence.</param>
    public void Require(bool isRight, object record, ReadOnlySpan<string> properties, Func<string> message)
    {
        if (!isRight && _source.IsSound(record, properties))
            Report(record, properties[0], message());
    }

    /// <summary>Whether the values of some properties could be read, or are defaults, so that it makes sense to check them.</summary>
    public bool IsSound(object record, params ReadOnlySpan<string> properties) => _source.IsSound(record, properties);

    /// <summary>Whether the file gives the value of a property.</summary>
    public bool IsGiven(object record, string property) => _source.ValueOf(record, property) is not null;

    /// <summary>Reports a problem at a value; where the file leaves the value out, at the object that would hold it.</summary>
    /// <exception cref="ArgumentException">The record has no such property.</exception>
    public void Report(object record, string property, string message)
    {
        _ = FieldOf(record, property);
        Node? value = _source.ValueOf(record, property);
        ObjectNode? holder = _source.NodeOf(record);
        string path = value?.Path ?? Node.Join(holder?.Path ?? "", FieldShape.KeyOf(property));
        _problems.Add(Node.ProblemAt(_file, (value ?? holder)?.Place ?? default, path, message));
    }

    /// <summary>Reports a problem at the object that a record was read from.</summary>
    public void Report(object record, string message)
    {
        ObjectNode? holder = _source.NodeOf(record);
        _problems.Add(Node.ProblemAt(_file, holder?.Place ?? default, holder?.Path ?? "", message));
    }

    /// <summary>Reports a problem at an entry of a list.</summary>
    public void ReportEntry(object record, string property, int index, string message)
    {
        if (_source.ValueOf(record, property) is ListNode list)
            _problems.Add(list.Items[index].Problem(_file, message));
        else
            Report(record, property, message);
    }

    /// <summary>How a sentence about a value begins: with what was found, or with the default.</summary>
    public string Found(object record, string property) =>
        _source.ValueOf(record, property) is { } value ? $"found {value.Describe()}" : $"it is {Default(record, property)} by default";

    /// <summary>The unit in which the file gives a value, if it does.</summary>
    private protected Unit? UnitOf(object record, string property, Dimension dimension) =>
        _source.ValueOf(record, property) is TextNode text
            && Quantity.TryParse(text.Value, dimension, out _, out Unit? unit, out _) ? unit : null;

    /// <summary>Another value in a sentence, with its key.</summary>
    public string Other(object record, string property)
    {
        string key = FieldShape.KeyOf(property);
        return _source.ValueOf(record, property) is { } value
            ? $"{key}, {value.Describe()}"
            : $"{key}, {Default(record, property)} by default";
    }

    /// <summary>Checks that nothing is given twice in a list.</summary>
    public void CheckDistinct<T>(object record, string property, IReadOnlyList<T> entries)
    {
        HashSet<T> seen = new HashSet<T>();
        for (int i = 0; i < entries.Count && _source.IsSound(record, property); i++)
        {
            if (!seen.Add(entries[i]))
            {
                string shown = entries[i] is string text
                    ? $"\"{Shown.Value(text)}\""
                    : Convert.ToString(entries[i], CultureInfo.InvariantCulture)!;
                ReportEntry(record, property, i, $"{shown} is given twice here; once is enough.");
            }
        }
    }

    /// <summary>
    /// One value must be below another. The problem stands at the one that the file gives; at the first if it gives both.
    /// </summary>
    /// <param name="record">The record that holds both.</param>
    /// <param name="low">The property of the smaller value.</param>
    /// <param name="lowValue">The smaller value.</param>
    /// <param name="high">The property of the larger value.</param>
    /// <param name="highValue">The larger value.</param>
    /// <param name="otherwise">What would happen otherwise, if that needs to be said.</param>
    public void CheckBelow(
        object record, string low, double lowValue, string high, double highValue, string? otherwise = null)
    {
        bool isLowGiven = IsGiven(record, low) || !IsGiven(record, high);
        string reason = otherwise is null ? "" : $", or {otherwise}";
        Require(lowValue < highValue, record, isLowGiven ? [low, high] : [high, low], () => isLowGiven
            ? $"{Found(record, low)}; it must be below {Other(record, high)}{reason}."
            : $"{Found(record, high)}; it must be above {Other(record, low)}{reason}.");
    }

    private static string Default(object record, string property)
    {
        FieldShape field = FieldOf(record, property);
        object? value = field.Property.GetValue(record);
        return (field.Shape, value) switch
        {
            (QuantityShape quantity, double number) => $"\"{Quantity.Format(number, quantity.Dimension)}\"",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }

    /// <summary>Whether files can give a property of a record.</summary>
    internal static bool HasKey(object record, string property) =>
        RecordShape.Of(record.GetType()).Find(FieldShape.KeyOf(property)) is not null;

    private static FieldShape FieldOf(object record, string property) =>
        RecordShape.Of(record.GetType()).Find(FieldShape.KeyOf(property))
        ?? throw new ArgumentException($"{record.GetType().Name} has no property \"{property}\" that files can give.");

    /// <summary>The value of a property as the file gives it; null if it does not.</summary>
    private protected Node? ValueOf(object record, string property) => _source.ValueOf(record, property);

    /// <summary>Reports a problem at a key of the file.</summary>
    private protected void Report(Member member, string message) =>
        _problems.Add(Node.ProblemAt(_file, member.Place, member.Value.Path, message));

    /// <summary>The time step of the network (s); null if it could not be read.</summary>
    public double? TimeStep { get; private protected init; }

    /// <summary>How long the network runs (s); null if that is not known, or if a task decides it.</summary>
    public double? Duration { get; private protected init; }

    /// <summary>The longest interval between two spikes of a burst (s); null if it could not be read.</summary>
    public double? BurstInterval { get; private protected init; }

    /// <summary>A time that is to be one or more whole steps, or 0 where that is allowed.</summary>
    public void CheckWholeSteps(object record, string property, double? value)
    {
        if (TimeStep is not { } step || value is not { } time || !IsSound(record, property))
            return;
        if (time < step && (!TimeGrid.IsMultiple(time, step) || time > 0 && TimeGrid.Steps(time, step) == 0))
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
