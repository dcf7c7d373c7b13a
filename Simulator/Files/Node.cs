using System.Diagnostics.CodeAnalysis;

namespace Spiking.Files;

/// <summary>Where a key or a value was written: a line and column of the file, or an override.</summary>
internal readonly record struct Place(int? Line, int? Column, string? Override);

/// <summary>A value of a network file with its place and path.</summary>
internal abstract class Node(Place place, string path)
{
    public Place Place { get; } = place;

    /// <summary>The path of the value as messages give it, for example populations.hidden1.background[2].rate.</summary>
    public string Path { get; } = path;

    /// <summary>The value in a message, after "found".</summary>
    public abstract string Describe();

    /// <summary>A problem with this value.</summary>
    public Problem Problem(string file, string message) => ProblemAt(file, Place, Path, message);

    /// <summary>A problem at a given place.</summary>
    public static Problem ProblemAt(string file, Place place, string path, string message) => new()
    {
        File = file,
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

/// <summary>An object { ... }.</summary>
internal sealed class ObjectNode(Place place, string path) : Node(place, path)
{
    public List<Member> Members { get; } = [];

    public IEnumerable<string> Keys => Members.Select(member => member.Key);

    public Member? Find(string key) => Members.Find(member => member.Key == key);

    public override string Describe() => "an object { ... }";
}

/// <summary>A list [ ... ].</summary>
internal sealed class ListNode(Place place, string path) : Node(place, path)
{
    public List<Node> Items { get; } = [];

    public override string Describe() => Items.Count == 0 ? "an empty list [ ]" : "a list [ ... ]";
}

/// <summary>A text in double quotes.</summary>
internal sealed class TextNode(Place place, string path, string value) : Node(place, path)
{
    private const int LongestShown = 80;

    public string Value { get; } = value;

    public override string Describe() =>
        Value.Length <= LongestShown ? $"\"{Value}\"" : $"\"{Value[..LongestShown]}...\"";
}

/// <summary>A number, as it was written.</summary>
internal sealed class NumberNode(Place place, string path, string text) : Node(place, path)
{
    public string Text { get; } = text;

    public override string Describe() => Text;
}

/// <summary>true or false.</summary>
internal sealed class FlagNode(Place place, string path, bool value) : Node(place, path)
{
    public bool Value { get; } = value;

    public override string Describe() => Value ? "true" : "false";
}

/// <summary>null: in a file the same as an absent key; in an override it removes one.</summary>
internal sealed class NullNode(Place place, string path) : Node(place, path)
{
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
