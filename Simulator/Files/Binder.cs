using System.Collections;
using Spiking.Text;

namespace Spiking.Files;

/// <summary>
/// Turns the nodes of a file into records. It goes on after a mistake, so that all of them are found: a value that cannot be read is
/// marked in the source map, and its property keeps its default or a placeholder.
/// </summary>
internal sealed class Binder(string file, List<Problem> problems, SourceMap source)
{
    // The key by which a file names its JSON Schema, for editors; it says nothing about the experiment.
    private const string SchemaKey = "$schema";

    private readonly ScalarBinder _scalars = new(file, problems);

    /// <summary>Reads the whole file into the record that stands for it.</summary>
    /// <param name="root">The value that is the file.</param>
    /// <param name="kind">What the value is, for messages: "network file".</param>
    /// <returns>The record, or null if the file is not even an object.</returns>
    public T? BindFile<T>(Node root, string kind)
        where T : class
    {
        if (root is not ObjectNode node)
        {
            Report(root, $"found {root.Describe()}; a {kind} is one object in braces {{ ... }}.");
            return null;
        }
        ValueShape shape = ValueShape.Of(typeof(T), null);
        return (T?)(shape is VariantShape variant ? BindVariant(variant, node, SchemaKey)
            : Kinds.RootOf(typeof(T)) is Type family ? BindKind((RecordShape)shape, VariantShape.Of(family), node, SchemaKey)
            : BindRecord((RecordShape)shape, node, SchemaKey));
    }

    /// <summary>Reads the one kind that is possible, which an object may name.</summary>
    private object? BindKind(RecordShape shape, VariantShape family, ObjectNode node, params string[] otherKeys)
    {
        if (node.Find(family.Key)?.Value is not { } choice) return BindRecord(shape, node, otherKeys);
        string name = Kinds.NameOf(shape.Type);
        return choice is TextNode text && text.Value == name ? BindRecord(shape, node, [family.Key, .. otherKeys])
            : Report(choice, $"found {choice.Describe()}; it must be \"{name}\", because a {shape.Type.Name} is read.");
    }

    /// <summary>
    /// Reads a value; false if it, or an element of it that is no record, is faulty. The value may then be incomplete or null.
    /// </summary>
    private bool TryBind(ValueShape shape, Node node, out object? value)
    {
        switch (shape)
        {
            case RecordShape record:
                value = node is ObjectNode child ? BindRecord(record, child) : Refuse(node, "an object in braces { ... } is needed");
                return value is not null;
            case VariantShape variant:
                value = BindVariant(variant, node);
                return value is not null;
            case ListShape list:
                return TryBindList(list, node, out value);
            case MapShape map:
                return TryBindMap(map, node, out value);
            default:
                value = _scalars.Bind(shape, node);
                return value is not null;
        }
    }

    private object BindRecord(RecordShape shape, ObjectNode node, params string[] otherKeys)
    {
        object record = shape.Create();
        source.Add(record, node);
        foreach (Member member in node.Members)
        {
            if (shape.Find(member.Key) is null && !otherKeys.Contains(member.Key))
                ReportUnknownKey(shape, node, member, otherKeys);
        }
        foreach (FieldShape field in shape.Fields)
            BindField(record, field, node);
        return record;
    }

    private void BindField(object record, FieldShape field, ObjectNode node)
    {
        Node? given = node.Find(field.Key)?.Value;
        bool isSound;
        object? value = null;
        if (given is null)
        {
            isSound = !field.IsRequired;
            if (!isSound && (field.FormerKey is null || node.Find(field.FormerKey) is null))
                Report(node, $"the key \"{field.Key}\" is missing.");
        }
        else if (given is NullNode)
        {
            isSound = field.IsOptional;
            if (!isSound)
                Report(given, $"found null; {(field.IsRequired ? "a value is needed" : "leave the key out to get the default")}.");
        }
        else
        {
            isSound = TryBind(field.Shape, given, out value);
        }

        if (!isSound)
        {
            source.MarkFaulty(record, field.Property.Name);
            if (field.IsRequired)
                value ??= field.Shape.Placeholder;
        }
        if (value is not null)
            field.Property.SetValue(record, value);
    }

    private object? BindVariant(VariantShape shape, Node node, params string[] otherKeys)
    {
        if (node is not ObjectNode given)
            return Refuse(node, "an object in braces { ... } is needed");
        List<string> names = shape.Variants.Keys.ToList();
        if (shape.Default is not null && given.Find(shape.Key) is null)
            return MeantBy(shape, given) is { } meant
                ? Report(node, meant)
                : BindRecord(shape.Variants[shape.Default], given, [shape.Key, .. otherKeys]);
        if (given.Find(shape.Key)?.Value is not { } choice)
            return Report(node, $"the key \"{shape.Key}\" is missing; it is one of {Names.Either(names)}.");
        if (choice is not TextNode text)
            return Refuse(choice, $"one of {Names.Either(names)} is needed");
        if (!shape.Variants.TryGetValue(text.Value, out RecordShape? variant))
            return Report(choice, $"found {text.Describe()}; it must be {Names.Either(names)}{Names.DidYouMean(text.Value, names)}"
                + Kinds.HintOf(shape.Type));
        return BindRecord(variant, given, [shape.Key, .. otherKeys]);
    }

    /// <summary>
    /// The sentence for an object without the key that chooses its kind, if the keys that it has are rather those of another kind than of
    /// the default one; null if they are not.
    /// </summary>
    private static string? MeantBy(VariantShape shape, ObjectNode given)
    {
        int Known(RecordShape kind) => given.Members.Count(member => kind.Find(member.Key) is not null);
        RecordShape usual = shape.Variants[shape.Default!];
        string? unknown = given.Members.Select(member => member.Key).FirstOrDefault(key => usual.Find(key) is null);
        int most = shape.Variants.Values.Max(Known);
        if (unknown is null || most == Known(usual)) return null;
        string[] names =
            [.. shape.Variants.Where(kind => Known(kind.Value) == most && kind.Value.Find(unknown) is not null).Select(kind => kind.Key)];
        return names.Length == 0 ? null
            : $"the key \"{shape.Key}\" is missing, so this would be \"{shape.Default}\", which has no key \"{Shown.Value(unknown)}\"; "
                + $"{Names.All(names)} {(names.Length == 1 ? "has" : "have")} it: give \"{shape.Key}\": {Names.Either(names)}.";
    }

    private bool TryBindList(ListShape shape, Node node, out object? value)
    {
        List<Node> items;
        if (node is ListNode list)
            items = list.Items;
        else if (node is TextNode && shape.AllowsSingleText)
            items = [node];
        else
        {
            value = Refuse(node, shape.AllowsSingleText ? "a text or a list [ ... ] of texts is needed" : "a list [ ... ] is needed");
            return false;
        }

        bool isSound = items.Count > 0 || !shape.IsNotEmpty;
        if (!isSound)
            Report(node, "the list is empty; at least one entry is needed.");
        List<object> elements = new List<object>();
        foreach (Node item in items)
        {
            isSound &= TryBind(shape.Element, item, out object? element);
            if (element is not null)
                elements.Add(element);
        }
        value = shape.Create(elements);
        return isSound;
    }

    private bool TryBindMap(MapShape shape, Node node, out object? value)
    {
        value = null;
        if (node is not ObjectNode given)
        {
            Refuse(node, "an object in braces { ... } is needed");
            return false;
        }

        bool isSound = given.Members.Count > 0 || !shape.IsNotEmpty;
        if (!isSound)
            Report(node, "the object is empty; at least one entry is needed.");
        IDictionary map = shape.Create();
        foreach (Member member in given.Members)
        {
            isSound &= TryBind(shape.Element, member.Value, out object? element);
            if (element is not null)
                map.Add(member.Key, element);
        }
        value = map;
        return isSound;
    }

    private void ReportUnknownKey(RecordShape shape, ObjectNode node, Member member, string[] otherKeys)
    {
        // Finding the nearest key takes time, and messages beyond those that are listed are only counted.
        string message = shape.FindFormer(member.Key) is { } renamed
            ? $"the key \"{member.Key}\" is now called \"{renamed.Key}\"."
            : problems.Count >= NetworkFileException.MostListed ? $"the key \"{Shown.Value(member.Key)}\" is not known here."
            : Names.UnknownKey(
                member.Key, [.. otherKeys.Where(key => key != SchemaKey), .. shape.Fields.Select(field => field.Key)], node.Keys);
        problems.Add(Node.ProblemAt(file, member.Place, member.Value.Path, message));
    }

    private object? Refuse(Node node, string needed) => Report(node, $"found {node.Describe()}; {needed}.");

    private object? Report(Node node, string message)
    {
        problems.Add(node.Problem(file, message));
        return null;
    }
}
