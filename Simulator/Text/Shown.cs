using System.Globalization;
using System.Text;

namespace Spiking.Text;

/// <summary>
/// Texts that come from outside, as messages show them: on one line, shortened, and without characters that a terminal would obey.
/// </summary>
internal static class Shown
{
    private const int Longest = 80;

    /// <summary>A value or name: at most 80 characters of it.</summary>
    public static string Value(string text)
    {
        if (text.Length <= Longest) return Line(text);
        int end = char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
        return Line(text[..end]) + "...";
    }

    /// <summary>A whole line. Control characters, invisible ones and those that turn the direction of writing become \uXXXX.</summary>
    public static string Line(string text)
    {
        if (!text.Any(IsUnsafe)) return text;
        StringBuilder line = new();
        foreach (char c in text) line.Append(IsUnsafe(c) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c);
        return line.ToString();
    }

    private static bool IsUnsafe(char c) => char.GetUnicodeCategory(c) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
