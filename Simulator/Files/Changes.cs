using Spiking.Text;

namespace Spiking.Files;

/// <summary>
/// Says in the description of a file which of its values a person has changed, so that captions, reports and run.json, which all repeat the
/// description, do not pass a variant off as the experiment of the file.
/// </summary>
internal static class Changes
{
    private const string DescriptionKey = "description", Stated = "Changed: ";

    // Tables, folders and reports state the seeds, their number and the name. A new description speaks for itself.
    private static readonly string[] s_statedElsewhere = ["seed", "realizations", "name", DescriptionKey];

    /// <summary>A description, followed by the sentence "Changed: path = value, ..." if something has been changed.</summary>
    /// <param name="description">What the file says.</param>
    /// <param name="overrides">The changes in the form path=value. Of several with the same path the last counts.</param>
    public static string Describe(string description, IReadOnlyList<string> overrides)
    {
        string[] stated =
        [
            .. overrides.Select(Parts).Reverse().DistinctBy(part => part.Path).Reverse()
                .Where(part => !s_statedElsewhere.Contains(part.Path)).Select(Text),
        ];
        if (stated.Length == 0) return description;
        string sentence = $"{Stated}{string.Join(", ", stated)}.";
        return description.Length == 0 ? sentence : $"{description} {sentence}";
    }

    /// <summary>The changes that a description states: "path = value, ..."; empty if there are none.</summary>
    public static string StatedIn(string description)
    {
        int at = description.LastIndexOf(Stated, StringComparison.Ordinal);
        return at < 0 ? "" : description[(at + Stated.Length)..].TrimEnd('.');
    }

    /// <summary>Adds the sentence to the description in the nodes of a file, to which the changes have been applied.</summary>
    public static void Note(Node root, IReadOnlyList<string> overrides)
    {
        if (root is not ObjectNode file) return;
        bool isThere = file.TryGet(DescriptionKey, out Node? node) && node is not NullNode;

        // What is no text is a mistake, which the reader of the record will report.
        if (isThere && node is not TextNode) return;
        string before = isThere ? ((TextNode)node!).Value : "", after = Describe(before, overrides);
        if (after == before) return;
        Place place = isThere ? node!.Place : new Place(null, null, null);
        NodePath way = NodePath.OfKey(root.Way, DescriptionKey);
        file.Set(new Member(DescriptionKey, place, new TextNode(place, way, after)));
    }

    private static (string Path, string Value) Parts(string change)
    {
        int equals = change.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (change.Trim(), "") : (change[..equals].Trim(), change[(equals + 1)..].Trim());
    }

    private static string Text((string Path, string Value) part) =>
        part.Value == "null" ? $"{Shown.Value(part.Path)} removed" : $"{Shown.Value(part.Path)} = {Shown.Value(part.Value)}";
}
