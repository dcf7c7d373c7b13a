using Spiking.Networks.Reading;
using Spiking.Networks.Shapes;
using Spiking.Quantities;

namespace Spiking.Networks.Protocols;

/// <summary>Reports what is wrong with a protocol at the place of the value, unless the value could not be read in the first place.</summary>
internal sealed class ProtocolFindings(ProtocolDescription protocol, SourceMap source, string file, List<Problem> problems)
{
    public ProtocolDescription Protocol => protocol;

    /// <summary>Reports a problem at the first of some properties of a record, if they all could be read and something is wrong.</summary>
    public void Require(bool isRight, object record, ReadOnlySpan<string> properties, Func<string> message)
    {
        if (!isRight && source.IsSound(record, properties))
            Report(record, properties[0], message());
    }

    /// <summary>Reports a problem at every entry of a list that is wrong.</summary>
    public void RequireEntries(object record, string property, IReadOnlyList<double> entries, Func<double, int, bool> isRight, string message)
    {
        for (int i = 0; i < entries.Count && source.IsSound(record, property); i++)
        {
            if (isRight(entries[i], i))
                continue;
            var node = source.ValueOf(record, property) is ListNode list ? list.Items[i] : null;
            if (node is not null)
                problems.Add(node.Problem(file, $"found {node.Describe()}; {message}"));
        }
    }

    public bool IsSound(object record, params ReadOnlySpan<string> properties) => source.IsSound(record, properties);

    /// <summary>Reports a problem at a value; where the file leaves the value out, at the object that would hold it.</summary>
    public void Report(object record, string property, string message)
    {
        var value = source.ValueOf(record, property);
        var holder = source.NodeOf(record);
        string path = value?.Path ?? Node.Join(holder?.Path ?? "", FieldShape.KeyOf(property));
        problems.Add(Node.ProblemAt(file, (value ?? holder)?.Place ?? default, path, message));
    }

    /// <summary>How a sentence about a value begins: with what was found, or with the default.</summary>
    public string Found(object record, string property, double value, Dimension? dimension = Dimension.Time) =>
        source.ValueOf(record, property) is { } node ? $"found {node.Describe()}"
        : dimension is { } known ? $"it is {Show(value, known)} by default"
        : FormattableString.Invariant($"it is {value} by default");

    /// <summary>A quantity in a message.</summary>
    public static string Show(double value, Dimension dimension = Dimension.Time) => $"\"{Quantity.FormatRounded(value, dimension)}\"";
}
