using System.Text;
using System.Text.RegularExpressions;

namespace Spiking.Tests.Hostile;

/// <summary>
/// Changes files as accident and malice do. Half of the changes keep the form of a file and change its numbers, units and names, so that
/// the damage reaches the checks of values; the others tear the text.
/// </summary>
/// <param name="seed">Seed of the changes.</param>
internal sealed partial class Mutations(int seed)
{
    private const int MostChanges = 4;

    private static readonly string[] s_numbers =
    [
        "0", "-0", "1", "-1", "2", "1e-300", "5e-324", "1e300", "1e999", "-1e300", "0.1", "1.5", "2147483647", "2147483648", "-2147483649",
        "9223372036854775808", "99999999999999999999999",
        "1000000000", "1e9", "0.000001", "NaN", "null", "true", "\"1\"", "\"0 s\"", "\"1 ns\"", "\"1e300 s\"", "\"-1 mV\"", "\"1 GOhm\"",
        "\"1e30 Hz\"", "[]", "{}",
    ];

    private static readonly string[] s_units =
        ["s", "ms", "us", "V", "mV", "A", "pA", "nS", "Hz", "kHz", "F", "pF", "Ohm", "1/s", "%", "", "furlong"];

    private static readonly string[] s_tokens =
    [
        "{", "}", "[", "]", "\"", ",", ":", "//", "/*", "*/", "\\", "\\u0000", "\\ud800", "\0", "\ufeff", "\u2028", "é", "𝄞", "'", "`",
        "\n", "\t", "null", "true", "1e5", "-", ".",
        "\"extends\": \"xor-burstprop.json\",", "\"extends\": \"../networks\",", "\"overrides\": {},",
        "\"blocks\": { \"a\": { \"block\": \"a\" } },", "\"*\"",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The text with one to four changes.</summary>
    /// <param name="text">A sound file.</param>
    /// <param name="other">Another one, from which pieces are taken.</param>
    public string OfText(string text, string other)
    {
        for (int change = _random.Next(1, MostChanges + 1); change > 0; change--)
        {
            text = _random.Next(14) switch
            {
                0 or 1 or 2 => ReplaceMatch(text, Number(), _ => Pick(s_numbers)),
                3 or 4 => ReplaceMatch(text, UnitOfQuantity(), found => found.Value.Split(' ')[0] + " " + Pick(s_units) + "\""),
                5 or 6 => ReplaceMatch(text, Quoted(),
                    _ => Quoted().Match(other, _random.Next(other.Length)) is { Success: true } name ? name.Value : "\"\""),
                7 => ReplaceMatch(text, Quoted(), found => found.Value + ": " + found.Value + ", " + found.Value),
                8 => Insert(text, Pick(s_tokens)),
                9 => Remove(text, _random.Next(1, 40)),
                10 => Insert(text, Span(text, 200)),
                11 => Insert(text, Span(other, 200)),
                12 => text[.._random.Next(text.Length + 1)],
                _ => Insert(text, Large()),
            };
            if (text.Length == 0) return text;
        }

        return text;
    }

    /// <summary>The bytes with one to four changes.</summary>
    public byte[] OfBytes(byte[] sound)
    {
        List<byte> bytes = [.. sound];
        for (int change = _random.Next(1, MostChanges + 1); change > 0 && bytes.Count > 0; change--)
        {
            int at = _random.Next(bytes.Count), length = Math.Min(_random.Next(1, 64), bytes.Count - at);
            switch (_random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << _random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)_random.Next(256);
                    break;
                case 2:
                    for (int i = at; i < at + length; i++) bytes[i] = (byte)(_random.Next(2) * 255);
                    break;
                case 3:
                    bytes.RemoveRange(at, length);
                    break;
                case 4:
                    bytes.InsertRange(_random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>A number from 0 to below a bound.</summary>
    public int Next(int bound) => _random.Next(bound);

    private string Pick(string[] texts) => texts[_random.Next(texts.Length)];

    private string ReplaceMatch(string text, Regex pattern, Func<Match, string> replacement)
    {
        Match found = pattern.Match(text, _random.Next(text.Length));
        return found.Success
            ? string.Concat(text.AsSpan(0, found.Index), replacement(found), text.AsSpan(found.Index + found.Length))
            : Insert(text, Pick(s_tokens));
    }

    private string Insert(string text, string inserted) => text.Insert(_random.Next(text.Length + 1), inserted);

    private string Remove(string text, int length)
    {
        int at = _random.Next(text.Length);
        return text.Remove(at, Math.Min(length, text.Length - at));
    }

    private string Span(string text, int longest)
    {
        int at = _random.Next(text.Length);
        return text.Substring(at, Math.Min(_random.Next(1, longest), text.Length - at));
    }

    // What is long or deep.
    private string Large() => _random.Next(5) switch
    {
        0 => new string('[', 10_000),
        1 => $"\"{new string('a', 100_000)}\"",
        2 => string.Concat(Enumerable.Repeat("{\"a\":", 200)),
        3 => new string('9', 5000),
        _ => new StringBuilder().Insert(0, "[0,\"1 s\"],", 5000).ToString(),
    };

    [GeneratedRegex(@"(?<=[:\[, ])-?\d+(\.\d+)?(?=[,\s\]}])")]
    private static partial Regex Number();

    [GeneratedRegex("\"-?\\d+(\\.\\d+)? [^\"\\n]{1,6}\"")]
    private static partial Regex UnitOfQuantity();

    [GeneratedRegex("\"[^\"\\n]{1,40}\"")]
    private static partial Regex Quoted();
}
