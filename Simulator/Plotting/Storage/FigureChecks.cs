using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization;
using Spiking.Files;
using Spiking.Text;

namespace Spiking.Plotting.Storage;

/// <summary>
/// Checks the description of a figure, which a person may have changed, against the records that it is read into: like a network file it
/// is answered with all its mistakes, each with its place, what is allowed and the nearest valid name.
/// </summary>
internal sealed class FigureChecks(string file, List<Problem> problems)
{
    // What JSON has no numbers for: the ends of an unbounded span, a missing value.
    private static readonly string[] s_namedNumbers = ["NaN", "Infinity", "-Infinity"];

    private readonly NullabilityInfoContext _nullability = new();
    private readonly ScalarBinder _scalars = new(file, problems);

    /// <summary>Adds what is wrong with a description to the problems.</summary>
    public void Check(Node root)
    {
        if (root is ObjectNode figure && figure.Find("panels") is not null) CheckRecord(figure, typeof(Figure));
        else Report(root, "this file does not describe a figure: it has no \"panels\".");
    }

    private void CheckValue(Node node, Type type, PropertyInfo property)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(Colour)) CheckColour(node);
        else if (type == typeof(Series)) CheckRecord(node, typeof(StoredSeries));
        else if (type == typeof(string) || type.IsPrimitive || type.IsEnum) CheckScalar(node, type, property);
        else if (!type.IsGenericType) CheckRecord(node, type);
        else if (node is not ListNode list) Refuse(node, "a list [ ... ] is needed");
        else foreach (Node item in list.Items) CheckValue(item, type.GetGenericArguments()[0], property);
    }

    private void CheckScalar(Node node, Type type, PropertyInfo property)
    {
        if (type == typeof(double) && property.DeclaringType != typeof(Axis)
            && node is TextNode number && s_namedNumbers.Contains(number.Value)) return;
        Node[] parts = node is TextNode text && Attribute.IsDefined(type, typeof(FlagsAttribute))
            ? [.. text.Value.Split(',').Select(part => new TextNode(node.Place, node.Way, part.Trim()))]
            : [node];
        foreach (Node part in parts) _scalars.Bind(ValueShape.Of(type, property), part);
    }

    private void CheckColour(Node node)
    {
        try
        {
            if (node is TextNode text) Colour.Parse(text.Value);
            else Refuse(node, "a colour is needed, for example \"#0072b2\"");
        }
        catch (FormatException e)
        {
            Report(node, e.Message);
        }
    }

    private void CheckRecord(Node node, Type type)
    {
        if (node is not ObjectNode record)
        {
            Refuse(node, "an object in braces { ... } is needed");
            return;
        }

        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;
        Dictionary<string, PropertyInfo> properties = type.GetProperties(All)
            .Where(property => property.CanWrite
                && (property.GetMethod!.IsPublic || Attribute.IsDefined(property, typeof(JsonIncludeAttribute))))
            .ToDictionary(property => FieldShape.KeyOf(property.Name));
        int before = problems.Count;
        foreach (Member member in record.Members)
        {
            if (!properties.TryGetValue(member.Key, out PropertyInfo? property))
                problems.Add(Node.ProblemAt(file, member.Place, member.Value.Path,
                    Names.UnknownKey(member.Key, [.. properties.Keys], record.Keys)));
            else if (member.Value is not NullNode) CheckValue(member.Value, property.PropertyType, property);
            else if (!CanBeAbsent(property)) Refuse(member.Value, "a value is needed");
        }

        // An absent flag is false.
        foreach ((string key, PropertyInfo property) in properties)
            if (record.Find(key) is null && property.PropertyType != typeof(bool) && !CanBeAbsent(property))
                Report(node, $"the key \"{key}\" is missing.");
        if (problems.Count > before) return;
        if (type == typeof(Axis)) CheckEnds(record);
        else if (type == typeof(Figure)) CheckColumns(record);
    }

    private bool CanBeAbsent(PropertyInfo property) => _nullability.Create(property).ReadState == NullabilityState.Nullable;

    private void CheckEnds(ObjectNode axis)
    {
        Node? low = Given(axis, nameof(Axis.Minimum)), high = Given(axis, nameof(Axis.Maximum));
        if (low is not null && high is not null && Number(low) >= Number(high))
            Refuse(low, $"it must be below maximum, {high.Describe()}");
        if (Given(axis, nameof(Axis.Scale)) is not TextNode { Value: "logarithmic" }) return;
        foreach (Node end in new[] { low, high }.OfType<Node>())
            if (Number(end) <= 0) Refuse(end, "it must be above 0, because the scale is logarithmic");
    }

    private void CheckColumns(ObjectNode figure)
    {
        Node columns = Given(figure, nameof(Figure.Columns))!;
        foreach (Node panel in ((ListNode)Given(figure, nameof(Figure.Panels))!).Items)
            if (Given((ObjectNode)panel, nameof(Panel.ColumnSpan)) is Node span && Number(span) > Number(columns))
                Refuse(span, $"it must be at most columns, {columns.Describe()}");
    }

    private static Node? Given(ObjectNode record, string property) =>
        record.Find(FieldShape.KeyOf(property))?.Value is Node value and not NullNode ? value : null;

    private static double Number(Node node) =>
        double.Parse(((NumberNode)node).Text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private void Refuse(Node node, string needed) => Report(node, $"found {node.Describe()}; {needed}.");

    private void Report(Node node, string message) => problems.Add(node.Problem(file, message));
}
