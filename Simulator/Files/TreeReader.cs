using System.Text;
using System.Text.Json;
using Spiking.Text;

namespace Spiking.Files;

/// <summary>
/// Reads JSON text into nodes that know their places. Comments and trailing commas are allowed; a key that is given twice in an object is
/// a problem (its first value is kept), and so is text that is not JSON (then there is no tree).
/// </summary>
internal sealed class TreeReader
{
    // A network file needs about eight levels.
    public const int MaxDepth = 64;
    private readonly string _file;

    // Of the value of an override, all of which stands at one place; null: the text has places of its own.
    private readonly Place? _place;
    private readonly ExtendedFile? _extended;
    private readonly byte[] _text;
    private readonly TextPositions _positions;
    private readonly Stack<(bool IsObject, int Offset)> _open = new();
    private readonly List<Problem> _problems;

    private TreeReader(string text, string file, Place? place, ExtendedFile? extended, List<Problem> problems)
    {
        _file = file;
        _place = place;
        _extended = extended;
        _text = Encoding.UTF8.GetBytes(text);
        _positions = new TextPositions(_text);
        _problems = problems;
    }

    /// <summary>Reads one file, without those that it extends; null if it is not JSON.</summary>
    public static Node? Read(string text, string file, List<Problem> problems) =>
        new TreeReader(text, file, null, null, problems).Read(null);

    /// <summary>Reads a file that another one extends; null if it is not JSON.</summary>
    public static Node? ReadExtended(string text, ExtendedFile file, List<Problem> problems) =>
        new TreeReader(text, file.Name, null, file, problems).Read(null);

    /// <summary>Reads the value of an override for a given path; null if it is not JSON, which is no problem: it is a text then.</summary>
    public static Node? ReadOverride(string value, Place place, NodePath? path, string file, List<Problem> problems)
    {
        List<Problem> found = new List<Problem>();
        var node = new TreeReader(value, file, place, null, found).Read(path);
        if (node is not null)
            problems.AddRange(found);
        return node;
    }

    private Node? Read(NodePath? path)
    {
        JsonReaderOptions options =
            new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = MaxDepth };
        Utf8JsonReader reader = new Utf8JsonReader(_text, options);
        // Every token is noted before the next is tried: after an error the reader itself no longer tells where it was.
        (JsonTokenType Type, int End) last = (Type: JsonTokenType.None, End: 0);
        try
        {
            Advance(ref reader, ref last);
            Node root = ReadValue(ref reader, ref last, path);
            reader.Read();
            return root;
        }
        catch (JsonException)
        {
            if (_open.Count >= MaxDepth)
            {
                _problems.Add(Node.ProblemAt(_file, PlaceOf(last.End), "", "objects and lists are nested too deeply here."));
                return null;
            }
            var fault = SyntaxFault.Find(_text, last.Type, last.End, _open, _positions);
            _problems.Add(Node.ProblemAt(_file, PlaceOf(fault.Offset), "", fault.Message));
        }
        catch (InvalidOperationException)
        {
            // The reader decodes escapes only when asked for the text, and refuses half of a surrogate pair then.
            const string Message = "this text has an escape \\uXXXX that is only half of a character.";
            _problems.Add(Node.ProblemAt(_file, PlaceOf((int)reader.TokenStartIndex), "", Message));
        }
        return null;
    }

    private static void Advance(ref Utf8JsonReader reader, ref (JsonTokenType Type, int End) last)
    {
        if (!reader.Read())
            throw new JsonException();
        last = (reader.TokenType, (int)reader.BytesConsumed);
    }

    private Node ReadValue(ref Utf8JsonReader reader, ref (JsonTokenType Type, int End) last, NodePath? path)
    {
        Place place = PlaceOf((int)reader.TokenStartIndex);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => ReadObject(ref reader, ref last, place, path),
            JsonTokenType.StartArray => ReadList(ref reader, ref last, place, path),
            JsonTokenType.String => new TextNode(place, path, reader.GetString()!),
            JsonTokenType.Number => new NumberNode(place, path, Encoding.UTF8.GetString(reader.ValueSpan)),
            JsonTokenType.True => new FlagNode(place, path, true),
            JsonTokenType.False => new FlagNode(place, path, false),
            _ => new NullNode(place, path, removes: _place is not null),
        };
    }

    private ObjectNode ReadObject(ref Utf8JsonReader reader, ref (JsonTokenType Type, int End) last, Place place, NodePath? path)
    {
        ObjectNode node = new ObjectNode(place, path);
        _open.Push((true, (int)reader.TokenStartIndex));
        for (Advance(ref reader, ref last); reader.TokenType != JsonTokenType.EndObject; Advance(ref reader, ref last))
        {
            string key = reader.GetString()!;
            Place keyPlace = PlaceOf((int)reader.TokenStartIndex);
            Advance(ref reader, ref last);
            NodePath keyPath = NodePath.OfKey(path, key);
            Node value = ReadValue(ref reader, ref last, keyPath);
            if (node.Find(key) is not { } first)
                node.Set(new Member(key, keyPlace, value));
            else
                _problems.Add(Node.ProblemAt(_file, keyPlace, keyPath.ToString(), Twice(key, first.Place)));
        }
        _open.Pop();
        return node;
    }

    private ListNode ReadList(ref Utf8JsonReader reader, ref (JsonTokenType Type, int End) last, Place place, NodePath? path)
    {
        ListNode node = new ListNode(place, path);
        _open.Push((false, (int)reader.TokenStartIndex));
        for (Advance(ref reader, ref last); reader.TokenType != JsonTokenType.EndArray; Advance(ref reader, ref last))
            node.Items.Add(ReadValue(ref reader, ref last, NodePath.OfIndex(path, node.Items.Count)));
        _open.Pop();
        return node;
    }

    private static string Twice(string key, Place first) =>
        first.Line is null
            ? $"the key \"{Shown.Value(key)}\" is given twice here; keep one of the two."
            : $"the key \"{Shown.Value(key)}\" is given twice: it was already given in line {first.Line}; keep one of the two.";

    private Place PlaceOf(int offset)
    {
        if (_place is { } fixedPlace) return fixedPlace;
        (int line, int column) = _positions.Of(offset);
        return new Place(line, column, null, _extended);
    }
}
