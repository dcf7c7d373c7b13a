using System.Globalization;

namespace Spiking.Files;

/// <summary>
/// Copies nodes to other places of a tree and lays objects over one another. Copies are counted, because few lines of a file can ask for
/// more copies than memory has room for.
/// </summary>
/// <param name="file">How messages call the file.</param>
/// <param name="problems">The list to add to.</param>
internal sealed class NodeCopies(string file, List<Problem> problems)
{
    private const int MostCopies = 1_000_000;

    private int _count;

    /// <summary>A copy of the value of an override, in which null removes.</summary>
    public Node OfOverride(Node node, NodePath? way) => Copy(node, way, removes: true);

    /// <summary>A copy of a value at another place of the tree.</summary>
    /// <param name="node">The value.</param>
    /// <param name="way">The way to the copy.</param>
    /// <exception cref="NetworkFileException">There are too many copies, or they are nested too deeply.</exception>
    public Node Copy(Node node, NodePath? way) => Copy(node, way, removes: false);

    /// <summary>
    /// An object with the keys of two others. Where both have a key, objects are laid over one another in turn, any other value of the
    /// upper one takes the place of that of the lower, and null removes it.
    /// </summary>
    /// <param name="lower">The lower object, which gives the order of its keys.</param>
    /// <param name="upper">The upper object.</param>
    public ObjectNode Merge(ObjectNode lower, ObjectNode upper)
    {
        ObjectNode merged = new(upper.Place, upper.Way);
        foreach (Member member in lower.Members) merged.Set(member);
        HashSet<string> removed = [];
        foreach (Member member in upper.Members)
        {
            Member? below = lower.Find(member.Key);
            if (member.Value is NullNode)
            {
                if (below is null)
                    problems.Add(Node.ProblemAt(file, member.Place, member.Value.Path, "null removes a key, but there is none to remove."));
                else removed.Add(member.Key);
            }
            else
            {
                merged.Set(below?.Value is ObjectNode a && member.Value is ObjectNode b ? member with { Value = Merge(a, b) } : member);
            }
        }

        merged.RemoveAll(member => removed.Contains(member.Key));
        return merged;
    }

    private Node Copy(Node node, NodePath? way, bool removes)
    {
        if (++_count > MostCopies)
            throw Fatal(node, string.Create(CultureInfo.InvariantCulture,
                $"blocks and overrides make more than {MostCopies:N0} values here; use fewer."));
        if (NodePath.DepthOf(way) > TreeReader.MaxDepth) throw Fatal(node, "objects and lists are nested too deeply here.");
        switch (node)
        {
            case ObjectNode given:
                ObjectNode copy = new(node.Place, way);
                foreach (Member member in given.Members)
                    copy.Set(member with { Value = Copy(member.Value, NodePath.OfKey(way, member.Key), removes) });
                return copy;
            case ListNode given:
                ListNode list = new(node.Place, way);
                foreach (Node item in given.Items) list.Items.Add(Copy(item, NodePath.OfIndex(way, list.Items.Count), removes));
                return list;
            case TextNode text:
                return new TextNode(node.Place, way, text.Value);
            case NumberNode number:
                return new NumberNode(node.Place, way, number.Text);
            case FlagNode flag:
                return new FlagNode(node.Place, way, flag.Value);
            default:
                return new NullNode(node.Place, way, removes);
        }
    }

    private NetworkFileException Fatal(Node node, string message) => new([.. problems, node.Problem(file, message)]);
}
