using System.Text;
using System.Text.Json;
using Spiking.Text;

namespace Spiking.Files;

/// <summary>Says in words where a text stops being JSON and what was probably meant.</summary>
internal sealed class SyntaxFault
{
    private readonly byte[] _text;
    private readonly JsonTokenType _last;
    private readonly int _start;
    private readonly bool _isSeparated;
    private readonly (bool IsObject, string Where)? _open;

    private SyntaxFault(byte[] text, JsonTokenType last, int end, (bool IsObject, string Where)? open)
    {
        (_text, _last, _open) = (text, last, open);
        _start = Skip(end, out _isSeparated);
    }

    /// <summary>Finds the fault.</summary>
    /// <param name="text">The text.</param>
    /// <param name="last">The kind of the last token that could be read.</param>
    /// <param name="end">Where that token ended.</param>
    /// <param name="open">The objects and lists that had begun and not ended there.</param>
    /// <param name="positions">The lines of the text.</param>
    public static (int Offset, string Message) Find(
        byte[] text, JsonTokenType last, int end, Stack<(bool IsObject, int Offset)> open, TextPositions positions)
    {
        (bool IsObject, string Where)? innermost = null;
        if (open.TryPeek(out (bool IsObject, int Offset) top))
        {
            (int line, int column) = positions.Of(top.Offset);
            innermost = (top.IsObject, $"line {line}, column {column}");
        }
        return new SyntaxFault(text, last, end, innermost).Explain();
    }

    private bool AtKey => _open is { IsObject: true } && _last != JsonTokenType.PropertyName
        && (_isSeparated || _last == JsonTokenType.StartObject);

    private bool AtDelimiter => IsAfterValue && !_isSeparated;

    // A comma stands after a complete value only.
    private bool IsAfterValue =>
        _last is not (JsonTokenType.None or JsonTokenType.PropertyName or JsonTokenType.StartObject or JsonTokenType.StartArray);

    private (int Offset, string Message) Explain()
    {
        if (_start >= _text.Length)
            return (_text.Length, AtEnd());
        char first = (char)_text[_start];
        string message = first switch
        {
            '"' => InText(),
            '\'' => "text and keys are written in double quotes, not in single ones.",
            '/' => "this comment is not finished: write // before the rest of a line, or /* and */ around the comment.",
            ',' => $"a comma without {(AtKey ? "a key" : "a value")} before it; take it away.",
            '}' or ']' => Closing(first),
            _ when _open is null && _last != JsonTokenType.None => "the object ends before this; nothing may follow its last brace.",
            '{' or '[' => AtDelimiter ? MissingComma : $"found {first} where a key in double quotes is needed.",
            ':' or '=' => $"found {first} where {(AtKey ? "a key" : AtDelimiter ? "a comma" : "a value")} is needed.",
            _ => InWord(),
        };
        return (_start, message);
    }

    private const string MissingComma = "a comma is missing before this.";

    private string AtEnd()
    {
        if (_last == JsonTokenType.None)
            return "the text is empty; one object in braces { ... } is needed.";
        return _open is { } open
            ? $"the text ends too early: the {Kind(open.IsObject)} that begins in {open.Where} is not closed by {Closer(open.IsObject)}."
            : "the text ends too early.";
    }

    private string Closing(char found)
    {
        if (_open is not { } open)
            return $"found {found} although nothing is open.";
        return found == Closer(open.IsObject)
            ? $"found {found} where a value is needed."
            : $"found {found}, but the {Kind(open.IsObject)} that begins in {open.Where} is to be closed by {Closer(open.IsObject)} first.";
    }

    private string InText()
    {
        if (AtDelimiter)
            return MissingComma;
        int i = _start + 1;
        bool isEscapeWrong = false;
        while (i < _text.Length && _text[i] != '"' && _text[i] != '\n')
        {
            if (_text[i] == '\\' && i + 1 < _text.Length)
            {
                i++;
                isEscapeWrong |= !"\"\\/bfnrtu".Contains((char)_text[i], StringComparison.Ordinal);
            }
            i++;
        }
        if (i >= _text.Length || _text[i] == '\n')
            return "the text that begins here is not closed by a double quote in the same line.";
        if (AtKey && !isEscapeWrong)
            return "a colon is missing after the key "
                + $"\"{Shown.Value(Encoding.UTF8.GetString(_text.AsSpan(_start + 1, i - 1 - _start)))}\".";
        return "this text has a backslash or a control character that JSON does not allow; write \\\\ for a "
            + "backslash and \\t for a tabulator.";
    }

    private string InWord()
    {
        string word = Word();
        bool isNumeric = word.Length > 0 && (char.IsAsciiDigit(word[0]) || "+-.".Contains(word[0], StringComparison.Ordinal));
        if (AtDelimiter && _last == JsonTokenType.Number && !isNumeric)
            return $"found {word} after a number; a number with its unit is written in double quotes, for example \"16 ms\".";
        if (AtDelimiter)
            return MissingComma;
        if (AtKey)
            return $"found {word} where a key is needed; keys are written in double quotes: \"{word}\".";
        if (isNumeric)
            return NotANumber(word);
        return word switch
        {
            "NaN" or "Infinity" or "inf" => $"found {word}; only finite numbers can be given.",
            "True" or "False" or "None" => $"found {word}; JSON writes true, false and null in lower case.",
            _ => $"found {word}; text is written in double quotes: \"{word}\".",
        };
    }

    private static string NotANumber(string word)
    {
        if (char.IsAsciiLetter(word[^1]))
        {
            return word.EndsWith("Infinity", StringComparison.Ordinal)
                ? $"found {word}; only finite numbers can be given."
                : $"found {word}; a number with its unit is written in double quotes: \"{word}\".";
        }
        return $"found {word}, which is not how JSON writes a number: no plus sign, no leading zeros, a digit before and after the point.";
    }

    private string Word()
    {
        int end = _start;
        while (end < _text.Length && !IsSpace(_text[end]) && !",:=[]{}\"'".Contains((char)_text[end], StringComparison.Ordinal))
            end++;
        return Shown.Value(Encoding.UTF8.GetString(_text.AsSpan(_start, end - _start)));
    }

    /// <summary>Steps over white space, finished comments and one comma.</summary>
    private int Skip(int i, out bool isSeparated)
    {
        isSeparated = false;
        while (i < _text.Length)
        {
            if (IsSpace(_text[i]))
                i++;
            else if (EndOfComment(i) is { } end)
                i = end;
            else if (_text[i] == ',' && !isSeparated && IsAfterValue)
                (i, isSeparated) = (i + 1, true);
            else
                break;
        }
        return i;
    }

    private int? EndOfComment(int i)
    {
        if (i + 1 >= _text.Length || _text[i] != '/')
            return null;
        if (_text[i + 1] == '/')
        {
            int newline = Array.IndexOf(_text, (byte)'\n', i);
            return newline < 0 ? _text.Length : newline + 1;
        }
        int close = _text[i + 1] == '*' ? _text.AsSpan(i + 2).IndexOf("*/"u8) : -1;
        return close < 0 ? null : i + 2 + close + 2;
    }

    private static bool IsSpace(byte c) => c is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    private static string Kind(bool isObject) => isObject ? "object" : "list";

    private static char Closer(bool isObject) => isObject ? '}' : ']';
}
