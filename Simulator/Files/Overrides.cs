using Spiking.Text;

namespace Spiking.Files;

/// <summary>
/// Applies changes of a command line, path=value, or of a file that extends another, to nodes before they are read into records. A * stands
/// for every key or entry of its level, and there changes only what can be changed; without one, whatever the path names must exist or be a
/// valid key. The index after the last of a list adds an entry.
/// </summary>
internal sealed class Overrides
{
    private readonly string _kind;

    // The problem that is reported if the path does not fit, without its message.
    private readonly Problem _misfit;
    private readonly Place _place;
    private readonly Func<NodePath?, Node> _value;
    private readonly List<OverrideStep> _steps;
    private Problem? _failure;

    private Overrides(string kind, Problem misfit, Place place, Func<NodePath?, Node> value, List<OverrideStep> steps) =>
        (_kind, _misfit, _place, _value, _steps) = (kind, misfit, place, value, steps);

    /// <summary>Applies the overrides in their order; what cannot be applied is a problem.</summary>
    /// <param name="root">The value that is the file.</param>
    /// <param name="shape">The record, or the choice of records, that stands for the whole file.</param>
    /// <param name="kind">What such a file describes, for messages: "network".</param>
    /// <param name="overrides">The changes, path=value, with the places where they are written.</param>
    /// <param name="file">How messages call the file.</param>
    /// <param name="problems">The list to add to.</param>
    /// <param name="optional">
    /// Changes that are applied after these where the file has their path; null: there are none. A path that it lacks is no problem, but
    /// is noted here.
    /// </param>
    public static void Apply(
        Node root, ValueShape shape, string kind, IReadOnlyList<PlacedChange> overrides, string file, List<Problem> problems,
        OptionalChanges? optional = null)
    {
        Apply(root, shape, kind, overrides, file, problems, (_, problem) => problems.Add(problem));
        if (optional is not null) Apply(root, shape, kind, [.. optional.Changes], file, problems, optional.Note);

        // Removed entries hold their places until now, so that the indices of all overrides are those of the file.
        Purge(root);
    }

    private static void Apply(
        Node root, ValueShape shape, string kind, IReadOnlyList<PlacedChange> overrides, string file, List<Problem> problems,
        Action<string, Problem> refuse)
    {
        foreach ((string change, Place? ofPath, Place? ofValue) in overrides)
        {
            int equals = change.IndexOf('=', StringComparison.Ordinal);
            string path = equals < 0 ? change : change[..equals].Trim(), value = change[(equals + 1)..].Trim();
            if (equals < 0 || OverridePath.Split(path) is not { } steps)
            {
                const string Message =
                    "an override has the form path=value, for example populations.hidden1.size=200 or recorders[0].bin=\"50 ms\".";
                problems.Add(Node.ProblemAt(file, ofPath ?? new Place(null, null, change), "", Message));
                continue;
            }

            Place place = ofPath ?? new Place(null, null, path), at = ofValue ?? place;
            Node New(NodePath? way) => TreeReader.ReadOverride(value, at, way, file, problems) ?? new TextNode(at, way, value);
            if (new Overrides(kind, Node.ProblemAt(file, place, "", ""), place, New, steps).Apply(root, shape) is Problem misfit)
                refuse(change, misfit);
        }
    }

    /// <summary>Applies the overrides that a file has for the file that it extends, values by path.</summary>
    /// <param name="root">The value that is the file.</param>
    /// <param name="shape">
    /// The record, or the choice of records, that stands for the whole file; null: not known, then every key may be set.
    /// </param>
    /// <param name="kind">What such a file describes, for messages: "network".</param>
    /// <param name="overrides">The values by path.</param>
    /// <param name="copies">Copies values.</param>
    /// <param name="file">How messages call the file.</param>
    /// <param name="problems">The list to add to.</param>
    public static void Apply(
        Node root, ValueShape? shape, string kind, ObjectNode overrides, NodeCopies copies, string file, List<Problem> problems)
    {
        foreach (Member change in overrides.Members)
        {
            if (OverridePath.Split(change.Key) is not { } steps)
            {
                const string Message = "this is no path of a value, such as populations.hidden1.size or recorders[0].bin.";
                problems.Add(Node.ProblemAt(file, change.Place, change.Value.Path, Message));
                continue;
            }

            Node New(NodePath? way) => copies.OfOverride(change.Value, way);
            Problem misfit = Node.ProblemAt(file, change.Place, change.Value.Path, "");
            if (new Overrides(kind, misfit, change.Place, New, steps).Apply(root, shape) is Problem found) problems.Add(found);
        }
        Purge(root);
    }

    // The problem if the path does not fit; null: something has been changed.
    private Problem? Apply(Node root, ValueShape? shape)
    {
        if (_steps.Count > TreeReader.MaxDepth)
            return _misfit with { Message = "the path is longer than objects and lists can be nested." };
        return Apply(root, shape, 0, isForAll: false) > 0 ? null : _failure ?? _misfit with { Message = "the * matches nothing." };
    }

    private int Apply(Node parent, ValueShape? shape, int depth, bool isForAll)
    {
        OverrideStep step = _steps[depth];
        bool isLast = depth == _steps.Count - 1;
        switch (step, parent)
        {
            case (OverrideStep.Key { Name: string name }, ObjectNode node):
                if (isLast)
                    return Set(node, shape, name);
                // Null is as good as absent; it may be what an earlier override left.
                if (node.TryGet(name, out Node? value) && value is not NullNode)
                    return Apply(value, ElementShape(shape, node, name), depth + 1, isForAll);
                Member? before = node.Find(name);
                if (isForAll || Create(node, shape, name) is not ObjectNode created) return FailAtKey(node, shape, name);
                int changed = Apply(created, ElementShape(shape, node, name), depth + 1, isForAll);
                if (changed == 0) Restore(node, name, before);
                return changed;
            case (OverrideStep.Index { Position: int index }, ListNode node):
                if (isLast && index == node.Items.Count)
                {
                    node.Items.Add(_value(NodePath.OfIndex(node.Way, index)));
                    return 1;
                }
                if (index >= node.Items.Count)
                {
                    // A number that is too large for an index has been read as the largest.
                    string entry = index == int.MaxValue ? "such entry" : $"entry [{index}]";
                    return Fail($"there is no {entry} in {PathOf(node)}, which has {Count(node.Items.Count)}.");
                }

                return ApplyToEntry(node, shape, index, depth, isForAll);
            case (OverrideStep.All, ListNode node):
                return Enumerable.Range(0, node.Items.Count).Sum(i => ApplyToEntry(node, shape, i, depth, true));
            case (OverrideStep.All, ObjectNode node):
                return node.Keys.ToList().Sum(key => isLast
                    ? Set(node, shape, key)
                    : Apply(node.Find(key)!.Value, ElementShape(shape, node, key), depth + 1, true));
            case (OverrideStep.Key { Name: string name }, _):
                return Fail($"{PathOf(parent)} is {parent.Describe()} and has no key \"{Shown.Value(name)}\".");
            default:
                return Fail($"{PathOf(parent)} is {parent.Describe()} and not a list.");
        }
    }

    private int ApplyToEntry(ListNode node, ValueShape? shape, int index, int depth, bool isForAll)
    {
        if (depth < _steps.Count - 1)
            return Apply(node.Items[index], (shape as ListShape)?.Element, depth + 1, isForAll);
        node.Items[index] = _value(node.Items[index].Way);
        return 1;
    }

    private int Set(ObjectNode node, ValueShape? shape, string key)
    {
        if (node.Find(key) is null && !IsValidKey(node, shape, key))
            return FailAtKey(node, shape, key);
        Node value = _value(NodePath.OfKey(node.Way, key));
        if (value is NullNode && Resolve(shape, node)?.Find(key) is { } field && DefaultOf(field, node, shape) is { } usual)
            return Fail($"found null, but \"{key}\" always has a value; give the one that is meant ({usual} if the key is left out).");
        node.Set(new Member(key, _place, value));
        return 1;
    }

    /// <summary>
    /// What null would silently mean at a key: the default, as a file says it. Null: nothing, because the value may be absent, or is
    /// needed, or is none by default (an empty list).
    /// </summary>
    private static string? DefaultOf(FieldShape field, ObjectNode node, ValueShape? shape)
    {
        if (field.IsOptional || field.IsRequired || field.Property.GetValue(Resolve(shape, node)!.Create()) is not { } value) return null;
        string text = DescriptionWriter.WriteValue(field.Shape, value).ToJsonString();
        return text is "[]" or "{}" or "\"\"" ? null : Shown.Value(text);
    }

    /// <summary>Adds an absent object, if its key is valid and asks for an object of known keys.</summary>
    private ObjectNode? Create(ObjectNode parent, ValueShape? shape, string key)
    {
        if (Resolve(shape, parent)?.Find(key)?.Shape is not (RecordShape or VariantShape { Default: not null }))
            return null;
        ObjectNode node = new ObjectNode(_place, NodePath.OfKey(parent.Way, key));
        parent.RemoveAll(member => member.Key == key);
        parent.Set(new Member(key, _place, node));
        return node;
    }

    // What does not fit leaves nothing behind: an object, even an empty one, can turn something on.
    private static void Restore(ObjectNode parent, string key, Member? before)
    {
        parent.RemoveAll(member => member.Key == key);
        if (before is { } member) parent.Set(member);
    }

    // Where the kind of a variant is not known, reading the record will say so; then any key may be set.
    private static bool IsValidKey(ObjectNode node, ValueShape? shape, string key) => shape switch
    {
        MapShape => false,
        VariantShape variant => key == variant.Key || Resolve(shape, node) is not { } record || record.Find(key) is not null,
        RecordShape record => record.Find(key) is not null,
        _ => true,
    };

    private static RecordShape? Resolve(ValueShape? shape, ObjectNode node) => shape switch
    {
        RecordShape record => record,
        VariantShape variant => variant.ChosenBy(node),
        _ => null,
    };

    private static ValueShape? ElementShape(ValueShape? shape, ObjectNode node, string key) =>
        shape is MapShape map ? map.Element : Resolve(shape, node)?.Find(key)?.Shape;

    private int FailAtKey(ObjectNode node, ValueShape? shape, string key)
    {
        RecordShape? record = Resolve(shape, node);
        if (record?.Find(key) is { } field)
        {
            string example = field.Shape is VariantShape variant
                ? $", for example {{ \"{variant.Key}\": \"{variant.Variants.Keys.First()}\", ... }}"
                : "";
            return Fail($"there is no \"{Shown.Value(key)}\" in {PathOf(node)} yet; give it as a whole{example}.");
        }
        if (record?.FindFormer(key) is { } renamed)
            return Fail($"the key \"{key}\" of {PathOf(node)} is now called \"{renamed.Key}\".");
        IEnumerable<string> valid = record?.Fields.Select(candidate => candidate.Key) ?? [];
        List<string> names = node.Keys.Union(valid).ToList();
        string ending = names.Count == 0 ? "."
            : Names.Nearest(key, names) is { } nearest ? $"; did you mean \"{nearest}\"?"
            : $"; {Names.ThereAre(names)}.";
        return Fail($"there is no \"{Shown.Value(key)}\" in {PathOf(node)}{ending}");
    }

    private int Fail(string message)
    {
        _failure ??= _misfit with { Message = message };
        return 0;
    }

    private string PathOf(Node node) => node.Path.Length == 0 ? $"the {_kind}" : node.Path;

    private static string Count(int entries) => entries == 1 ? "1 entry, [0]" : $"{entries} entries, counted from [0]";

    private static void Purge(Node node)
    {
        if (node is ListNode list)
        {
            list.Items.RemoveAll(item => item is NullNode { Removes: true });
            list.Items.ForEach(Purge);
        }
        else if (node is ObjectNode parent)
        {
            parent.RemoveAll(member => member.Value is NullNode { Removes: true });
            foreach (Member member in parent.Members)
                Purge(member.Value);
        }
    }
}
