using System.Text;
using System.Xml;

namespace Spiking.Plotting;

/// <summary>Makes any string fit for XML.</summary>
internal static class XmlText
{
    /// <summary>The text with every character that XML cannot hold, not even escaped, replaced by U+FFFD.</summary>
    public static string Legible(string text)
    {
        StringBuilder? changed = null;
        for (int i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i])) continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
                continue;
            }

            changed ??= new StringBuilder(text);
            changed[i] = '\uFFFD';
        }

        return changed?.ToString() ?? text;
    }
}
