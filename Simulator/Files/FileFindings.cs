using System.Globalization;
using Spiking.Quantities;
using Spiking.Text;

namespace Spiking.Files;

/// <summary>
/// Reports what is wrong with a file of any kind, each problem at the place of its value, unless that could not be read at all.
/// </summary>
public class FileFindings
{
    private readonly SourceMap _source;
    private readonly string _file;
    private readonly List<Problem> _problems;

    internal FileFindings(SourceMap source, string file, List<Problem> problems) => (_source, _file, _problems) = (source, file, problems);

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
    public void Report(object record, string property, string message)
    {
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

    /// <summary>Checks that nothing stands twice in a list.</summary>
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
                ReportEntry(record, property, i, $"{shown} stands here twice; once is enough.");
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
        FieldShape field = RecordShape.Of(record.GetType()).Find(FieldShape.KeyOf(property))!;
        object? value = field.Property.GetValue(record);
        return (field.Shape, value) switch
        {
            (QuantityShape quantity, double number) => $"\"{Quantity.Format(number, quantity.Dimension)}\"",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }

    /// <summary>The value of a property as the file gives it; null if it does not.</summary>
    private protected Node? ValueOf(object record, string property) => _source.ValueOf(record, property);

    /// <summary>Reports a problem at a key of the file.</summary>
    private protected void Report(Member member, string message) =>
        _problems.Add(Node.ProblemAt(_file, member.Place, member.Value.Path, message));
}
