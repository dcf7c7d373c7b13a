using System.Text;
using System.Xml;

namespace Spiking.Text;

/// <summary>Makes any string fit for XML, or for a font.</summary>
internal static class MarkupText
{
    /// <summary>The text with every character that XML cannot hold, not even escaped, replaced by U+FFFD.</summary>
    public static string Legible(string text) =>
        Replaced(text, rune => rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value), Rune.ReplacementChar);

    /// <summary>The text with another character in place of certain ones.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isReplaced">Whether a character is replaced.</param>
    /// <param name="other">The other character.</param>
    public static string Replaced(string text, Func<Rune, bool> isReplaced, Rune other)
    {
        StringBuilder replaced = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes()) replaced.Append((isReplaced(rune) ? other : rune).ToString());
        return replaced.ToString();
    }
}
