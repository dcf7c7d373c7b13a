using System.Globalization;
using Spiking.Text;

namespace Spiking.Files;

/// <summary>
/// The whole tree of a file: its own values, laid over those of the file that it extends, with blocks filled in (docs/variants.md). A file
/// is complete, blocks and overrides included, before another extends it.
/// </summary>
internal sealed class FileTree
{
    /// <summary>The key that names the file that a file extends.</summary>
    public const string ExtendsKey = "extends";

    /// <summary>The key of the values that a file sets in the file that it extends, by path.</summary>
    public const string OverridesKey = "overrides";

    // A variant of a variant of a variant is hard to read already.
    private const int MostFiles = 8;

    // What says which experiment a file is: a variant is another one.
    private static readonly string[] s_notInherited = ["$schema", "name", "description"];

    private readonly ValueShape? _shape;
    private readonly string _kind;
    private readonly List<Problem> _problems;

    // Full paths, from the file that is read to the one that is being extended.
    private readonly List<string> _chain = [];

    private FileTree(ValueShape? shape, string kind, List<Problem> problems) => (_shape, _kind, _problems) = (shape, kind, problems);

    /// <summary>
    /// Reads a file with all that it extends; null if one of them is not JSON, cannot be read, or uses a block that is not there.
    /// </summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="file">Its path, as messages call it; paths in it are relative to its folder.</param>
    /// <param name="shape">The record, or the choice of records, that stands for such a file; null: not known yet, and only keys at the top
    /// are wanted.</param>
    /// <param name="kind">What such a file describes, for messages: "network".</param>
    /// <param name="problems">The list to add to.</param>
    /// <exception cref="NetworkFileException">Blocks and overrides ask for more than memory has room for.</exception>
    public static Node? Read(string text, string file, ValueShape? shape, string kind, List<Problem> problems) =>
        Complete(TreeReader.Read(text, file, problems), file, shape, kind, problems);

    /// <summary>
    /// Completes the tree of a file by all that it extends; null if one of them is not JSON, cannot be read, or uses a block that is not
    /// there.
    /// </summary>
    /// <param name="root">The tree of the file itself; null: it is not JSON.</param>
    /// <param name="file">Its path, as messages call it; paths in it are relative to its folder.</param>
    /// <param name="shape">The record, or the choice of records, that stands for such a file; null: not known yet, and only keys at the top
    /// are wanted.</param>
    /// <param name="kind">What such a file describes, for messages: "network".</param>
    /// <param name="problems">The list to add to.</param>
    /// <exception cref="NetworkFileException">Blocks and overrides ask for more than memory has room for.</exception>
    public static Node? Complete(Node? root, string file, ValueShape? shape, string kind, List<Problem> problems) =>
        root is null ? null : new FileTree(shape, kind, problems).Complete(root, file, "", out _);

    private Node? Complete(Node root, string file, string folder, out IReadOnlyDictionary<string, Node> blocks)
    {
        blocks = new Dictionary<string, Node>();
        if (root is not ObjectNode own) return root;
        NodeCopies copies = new(file, _problems);
        Member? extends = own.Find(ExtendsKey), overrides = own.Find(OverridesKey);
        ObjectNode? lower = null;
        if (extends is not null)
        {
            if (Extended(extends.Value, file, folder, out blocks) is not { } found) return null;
            lower = found;
        }

        blocks = WithOwn(blocks, own.Find(NamedBlocks.BlocksKey)?.Value, file);
        own.RemoveAll(member => member.Key is ExtendsKey or OverridesKey or NamedBlocks.BlocksKey);
        NamedBlocks named = new(blocks, copies, file, _problems);
        ObjectNode filled = (ObjectNode)named.Fill(own);
        if (lower is null)
        {
            const string Message = "overrides are for a file that extends another; change the values themselves, or say what is extended.";
            if (overrides is not null) _problems.Add(Node.ProblemAt(file, overrides.Place, OverridesKey, Message));
            return named.HasFailed ? null : filled;
        }

        ObjectNode merged = copies.Merge(lower, filled);
        if (overrides?.Value is ObjectNode changes)
            Overrides.Apply(merged, _shape, _kind, (ObjectNode)named.Fill(changes), copies, file, _problems);
        else if (overrides is not null)
            _problems.Add(
                overrides.Value.Problem(file, $"found {overrides.Value.Describe()}; an object with a value for each path is needed."));
        return named.HasFailed ? null : merged;
    }

    private IReadOnlyDictionary<string, Node> WithOwn(IReadOnlyDictionary<string, Node> inherited, Node? own, string file)
    {
        if (own is null) return inherited;
        if (own is not ObjectNode given)
        {
            _problems.Add(own.Problem(file, $"found {own.Describe()}; an object with a block for each name is needed."));
            return inherited;
        }

        Dictionary<string, Node> all = new(inherited);
        foreach (Member member in given.Members) all[member.Key] = member.Value;
        return all;
    }

    /// <summary>The tree of an extended file without what says which experiment it is; null, and a problem, if it cannot be read.</summary>
    private ObjectNode? Extended(Node extends, string file, string folder, out IReadOnlyDictionary<string, Node> blocks)
    {
        blocks = new Dictionary<string, Node>();
        if (extends is not TextNode { Value: string relative })
            return Refuse(extends, file, $"found {extends.Describe()}; the path of a {_kind} file is needed.");
        if (relative.Length == 0) return Refuse(extends, file, $"the text is empty; the path of a {_kind} file is needed.");
        string path = Path.Combine(Path.GetDirectoryName(file) ?? "", relative);
        if (!FileText.CanBeReadTwice(path)) return Refuse(extends, file, $"found {extends.Describe()}, but {Missing(path, relative)}");
        if (_chain.Count == 0) _chain.Add(Path.GetFullPath(file));
        string full = Path.GetFullPath(path);
        if (_chain.Contains(full)) return Refuse(extends, file, $"found {extends.Describe()}, which extends this file in turn: a circle.");
        if (_chain.Count == MostFiles)
            return Refuse(extends, file,
                string.Create(CultureInfo.InvariantCulture, $"more than {MostFiles} files extend one another here."));
        _chain.Add(full);
        ExtendedFile extended = new(path, Path.Combine(folder, Path.GetDirectoryName(relative) ?? ""));
        if (TreeReader.ReadExtended(FileText.Read(path, _kind), extended, _problems) is not { } root) return null;
        if (root is not ObjectNode)
            return Refuse(root, file, $"found {root.Describe()}; a {_kind} file is one object in braces {{ ... }}.");
        ObjectNode? lower = Complete(root, path, extended.Folder, out blocks) as ObjectNode;
        lower?.RemoveAll(member => s_notInherited.Contains(member.Key));
        return lower;
    }

    /// <summary>Why the file of a path cannot be used, as the end of a sentence, with the nearest name beside it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="relative">The path as it is written.</param>
    internal static string Missing(string path, string relative)
    {
        if (Directory.Exists(path)) return "this is a folder; the path of a file is needed.";
        if (File.Exists(path)) return "this file is empty, or no regular file.";
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path.Replace('\0', ' ')));
        IEnumerable<string> beside = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.json").Take(1000).Select(name => Path.GetFileName(name)!)
            : [];
        return $"there is no such file{Names.DidYouMean(Path.GetFileName(relative), beside)}";
    }

    private ObjectNode? Refuse(Node node, string file, string message)
    {
        _problems.Add(node.Problem(file, message));
        return null;
    }
}
