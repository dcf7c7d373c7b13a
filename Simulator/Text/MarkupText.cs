using System.Text;
using System.Xml;

namespace Spiking.Text;

/// <summary>Makes any string fit for XML.</summary>
internal static class MarkupText
{
    /// <summary>The text with every character that XML cannot hold, not even escaped, replaced by U+FFFD.</summary>
    public static string Legible(string text) => string.Concat(text.EnumerateRunes()
        .Select(rune => (rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? Rune.ReplacementChar : rune).ToString()));
}
