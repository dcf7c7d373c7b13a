using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Spiking.Text;

namespace Spiking.Files;

/// <summary>A file that another one extends.</summary>
/// <param name="Name">How messages call it.</param>
/// <param name="Folder">Its folder, relative to that of the file that is read.</param>
internal sealed record ExtendedFile(string Name, string Folder);

/// <summary>Where a key or a value was written: a line and column of a file, or an override.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Override">Path of the override of the command line, if the value comes from there.</param>
/// <param name="Extended">The extended file that has the line; null: the file that is read.</param>
internal readonly record struct Place(int? Line, int? Column, string? Override, ExtendedFile? Extended = null);

/// <summary>
/// The way to a value from the root of its file: a key or an index after another way; null is the root. It becomes text only where a
/// message needs it, because the texts of all values of a file would together be as long as the file times its depth.
/// </summary>
internal sealed class NodePath
{
    private readonly NodePath? _parent;
    private readonly string? _key;
    private readonly int _index;

    private NodePath(NodePath? parent, string? key, int index) =>
        (_parent, _key, _index, Depth) = (parent, key, index, 1 + DepthOf(parent));

    /// <summary>Number of keys and indices on the way.</summary>
    public int Depth { get; }

    /// <summary>Number of keys and indices on a way; of the root none.</summary>
    public static int DepthOf(NodePath? way) => way?.Depth ?? 0;

    /// <summary>The way to the value of a key of an object.</summary>
    public static NodePath OfKey(NodePath? parent, string key) => new(parent, key, 0);

    /// <summary>The way to an entry of a list.</summary>
    public static NodePath OfIndex(NodePath? parent, int index) => new(parent, null, index);

    /// <inheritdoc/>
    public override string ToString()
    {
        string before = _parent?.ToString() ?? "";
        return _key is string key
            ? Node.Join(before, Shown.Value(key))
            : string.Create(CultureInfo.InvariantCulture, $"{before}[{_index}]");
    }
}

/// <summary>A value of a network file with its place and path.</summary>
internal abstract class Node(Place place, NodePath? way)
{
    public Place Place { get; } = place;

    /// <summary>The way to the value.</summary>
    public NodePath? Way { get; } = way;

    /// <summary>The path of the value as messages give it, for example populations.hidden1.background[2].rate.</summary>
    public string Path => Way?.ToString() ?? "";

    /// <summary>The value in a message, after "found".</summary>
    public abstract string Describe();

    /// <summary>A problem with this value.</summary>
    public Problem Problem(string file, string message) => ProblemAt(file, Place, Path, message);

    /// <summary>A problem at a given place.</summary>
    public static Problem ProblemAt(string file, Place place, string path, string message) => new()
    {
        File = place.Extended?.Name ?? file,
        Line = place.Line,
        Column = place.Column,
        Override = place.Override,
        Path = path,
        Message = message,
    };

    /// <summary>The path of a key of an object.</summary>
    public static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}

/// <summary>A key of an object with its value.</summary>
internal sealed record Member(string Key, Place Place, Node Value);

/// <summary>An object { ... }, whose keys are found without a search if there are many.</summary>
internal sealed class ObjectNode(Place place, NodePath? way) : Node(place, way)
{
    // Up to so many keys a search is as fast as an index, and a file can hold hundreds of thousands of small objects.
    private const int MostSearched = 8;

    private readonly List<Member> _members = [];
    private Dictionary<string, int>? _positions;

    public IReadOnlyList<Member> Members => _members;

    public IEnumerable<string> Keys => _members.Select(member => member.Key);

    public Member? Find(string key)
    {
        int position = PositionOf(key);
        return position < 0 ? null : _members[position];
    }

    /// <summary>Adds a member, or puts it into the place of the one with the same key.</summary>
    public void Set(Member member)
    {
        int position = PositionOf(member.Key);
        if (position >= 0)
        {
            _members[position] = member;
            return;
        }

        _members.Add(member);
        _positions?.Add(member.Key, _members.Count - 1);
        if (_positions is null && _members.Count > MostSearched) Index();
    }

    /// <summary>Removes the members to which something applies.</summary>
    public void RemoveAll(Predicate<Member> applies)
    {
        if (_members.RemoveAll(applies) == 0) return;
        _positions = null;
        if (_members.Count > MostSearched) Index();
    }

    public override string Describe() => "an object { ... }";

    private int PositionOf(string key)
    {
        if (_positions is not null) return _positions.TryGetValue(key, out int position) ? position : -1;
        for (int i = 0; i < _members.Count; i++)
            if (_members[i].Key == key) return i;
        return -1;
    }

    private void Index()
    {
        _positions = [];
        for (int i = 0; i < _members.Count; i++) _positions.Add(_members[i].Key, i);
    }
}

/// <summary>A list [ ... ].</summary>
internal sealed class ListNode(Place place, NodePath? way) : Node(place, way)
{
    public List<Node> Items { get; } = [];

    public override string Describe() => Items.Count == 0 ? "an empty list [ ]" : "a list [ ... ]";
}

/// <summary>A text in double quotes.</summary>
internal sealed class TextNode(Place place, NodePath? way, string value) : Node(place, way)
{
    public string Value { get; } = value;

    public override string Describe() => $"\"{Shown.Value(Value)}\"";
}

/// <summary>A number, as it was written.</summary>
internal sealed class NumberNode(Place place, NodePath? way, string text) : Node(place, way)
{
    public string Text { get; } = text;

    public override string Describe() => Shown.Value(Text);
}

/// <summary>true or false.</summary>
internal sealed class FlagNode(Place place, NodePath? way, bool value) : Node(place, way)
{
    public bool Value { get; } = value;

    public override string Describe() => Value ? "true" : "false";
}

/// <summary>null: in a file the same as an absent key; in an override it removes one.</summary>
internal sealed class NullNode(Place place, NodePath? way, bool removes = false) : Node(place, way)
{
    /// <summary>Whether it is the value of an override, and so holds the place of what has been removed.</summary>
    public bool Removes => removes;

    public override string Describe() => "null";
}

/// <summary>Finds values by key.</summary>
internal static class NodeExtensions
{
    /// <summary>The value of a key of an object; false if the node is no object or has no such key.</summary>
    public static bool TryGet(this Node? node, string key, [NotNullWhen(true)] out Node? value)
    {
        value = (node as ObjectNode)?.Find(key)?.Value;
        return value is not null;
    }
}
