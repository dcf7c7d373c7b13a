using System.Globalization;
using Spiking.Text;

namespace Spiking.Files;

/// <summary>
/// Fills in the blocks of a file: an object with the key "use" becomes the block of that name, or several laid over one another, with the
/// other keys of the object laid over it.
/// </summary>
/// <param name="blocks">The blocks by name.</param>
/// <param name="copies">Copies and merges nodes.</param>
/// <param name="file">How messages call the file.</param>
/// <param name="problems">The list to add to.</param>
internal sealed class NamedBlocks(IReadOnlyDictionary<string, Node> blocks, NodeCopies copies, string file, List<Problem> problems)
{
    /// <summary>The key of the blocks of a file.</summary>
    public const string BlocksKey = "blocks";

    /// <summary>The key by which an object names the blocks that it uses.</summary>
    public const string UseKey = "use";

    // The blocks that are being filled in, each of which is used by the one before it.
    private readonly Stack<string> _open = new();

    /// <summary>Whether a block could not be filled in, so that what it would have had is missing.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>The value with all blocks filled in.</summary>
    /// <param name="node">The value, whose lists are changed.</param>
    /// <exception cref="NetworkFileException">The result would be too large, or too deep.</exception>
    public Node Fill(Node node)
    {
        if (node is ListNode list)
        {
            for (int i = 0; i < list.Items.Count; i++) list.Items[i] = Fill(list.Items[i]);
            return list;
        }

        if (node is not ObjectNode given) return node;
        ObjectNode own = new(node.Place, node.Way);
        Node? use = given.Find(UseKey)?.Value;
        bool uses = use is TextNode or ListNode;
        foreach (Member member in given.Members)
            if (!uses || member.Key != UseKey) own.Set(member with { Value = Fill(member.Value) });
        if (!uses) return own;

        Node? below = null;
        foreach (Node name in use is ListNode several ? several.Items : [use!])
        {
            if (Block(name, node) is not { } block) continue;
            bool isAlone = below is null && own.Members.Count == 0 && (use is TextNode || ((ListNode)use!).Items.Count == 1);
            if (block is not ObjectNode && isAlone) return block;
            if (block is not ObjectNode part)
                Report(name, $"the block {name.Describe()} is {block.Describe()}, next to which no other block or key is possible.");
            else below = below is ObjectNode lower ? copies.Merge(lower, part) : part;
        }

        return below is ObjectNode lowest ? copies.Merge(lowest, own) : own;
    }

    private Node? Block(Node name, Node user)
    {
        if (name is not TextNode { Value: string key })
            return Report(name, $"found {name.Describe()}; the name of a block, or a list of names, is needed.");
        if (!blocks.TryGetValue(key, out Node? block))
        {
            string[] known = [.. blocks.Keys];
            string instead = known.Length == 0
                ? "; the file has no \"blocks\"."
                : $"; {Names.Instead(key, known)}";
            return Report(name, $"found {name.Describe()}, but there is no such block{instead}");
        }

        if (block is not (ObjectNode or ListNode))
            return Report(block, $"found {block.Describe()}; a block is an object {{ ... }} or a list [ ... ].");
        if (_open.Contains(key)) return Report(name, $"the block {name.Describe()} uses itself.");
        if (_open.Count == TreeReader.MaxDepth)
            return Report(name,
                string.Create(CultureInfo.InvariantCulture, $"more than {TreeReader.MaxDepth} blocks use one another here."));
        _open.Push(key);
        Node filled = Fill(copies.Copy(block, user.Way));
        _open.Pop();
        return filled;
    }

    private Node? Report(Node node, string message)
    {
        HasFailed = true;
        problems.Add(node.Problem(file, message));
        return null;
    }
}
