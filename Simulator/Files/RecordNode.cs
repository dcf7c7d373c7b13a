using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spiking.Text;

namespace Spiking.Files;

/// <summary>
/// A value in a file that the program has written itself (run.json, sweep.json), with its path. If somebody has damaged the file, the
/// message names the key, what was found and what is needed.
/// </summary>
/// <param name="Node">The value; null: it is missing, or null.</param>
/// <param name="Path">The keys that lead to it: "network.populations"; empty: the whole file.</param>
internal readonly record struct RecordNode(JsonNode? Node, string Path)
{
    private static readonly JsonDocumentOptions s_options = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a file whose text is one object.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="JsonException">It is not JSON, or a key is in an object twice.</exception>
    /// <exception cref="FormatException">It is no object.</exception>
    public static RecordNode Parse(string text)
    {
        RecordNode root = new(JsonNode.Parse(text, documentOptions: s_options), "");
        _ = root.Object;
        return root;
    }

    /// <summary>The value of a key.</summary>
    /// <exception cref="FormatException">This is neither an object nor missing.</exception>
    public RecordNode this[string key] => new(Node is null ? null : Object[key], Path.Length == 0 ? key : $"{Path}.{key}");

    /// <summary>Whether there is a value.</summary>
    public bool IsThere => Node is not null;

    /// <summary>The value, which must be a text.</summary>
    public string Text => Node is JsonValue value && value.TryGetValue(out string? text) ? text : throw Wrong("a text");

    /// <summary>The value, which must be a text if it is there.</summary>
    public string? TextIfThere => IsThere ? Text : null;

    /// <summary>The value, which must be a whole number.</summary>
    public long Integer => Node is JsonValue value && value.TryGetValue(out long number) ? number : throw Wrong("a whole number");

    /// <summary>The values of an object with their keys.</summary>
    public IEnumerable<(string Key, RecordNode Value)> Members
    {
        get
        {
            RecordNode self = this;
            return Object.Select(member => (member.Key, self[member.Key]));
        }
    }

    /// <summary>The values of a list.</summary>
    public IReadOnlyList<RecordNode> Items
    {
        get
        {
            string path = Path;
            return Node is JsonArray list
                ? [.. list.Select((item, i) => new RecordNode(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")))]
                : throw Wrong("a list");
        }
    }

    private JsonObject Object => Node as JsonObject ?? throw Wrong("an object");

    private FormatException Wrong(string needed)
    {
        string subject = Path.Length == 0 ? "it" : $"\"{Path}\"";
        return new($"{subject} {(Node is null ? "is missing" : "is " + Shown.Value(Node.ToJsonString()))}; {needed} is needed.");
    }
}
