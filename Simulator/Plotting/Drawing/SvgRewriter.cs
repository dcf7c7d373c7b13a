using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Spiking.Plotting.Typography;

namespace Spiking.Plotting.Drawing;

/// <summary>
/// Rewrites the SVG of Skia: physical size and view box, title and description, numbers of two decimals, text as one element with the width
/// that it has in our font, fonts of the same metrics for viewers, and names of clipping paths that do not depend on what was drawn before.
/// </summary>
internal static partial class SvgRewriter
{
    private const string Namespace = "http://www.w3.org/2000/svg";
    private const string Fonts = "Arial, 'Liberation Sans', Helvetica, sans-serif";

    public static string Rewrite(Stream skia, Figure figure, double width, double height, string prefix)
    {
        StringBuilder text = new();
        XmlWriterSettings settings = new() { OmitXmlDeclaration = true, Indent = true, IndentChars = " ", NewLineChars = "\n" };
        using (XmlReader reader = XmlReader.Create(skia, new XmlReaderSettings { IgnoreWhitespace = true }))
        using (XmlWriter writer = XmlWriter.Create(text, settings))
        {
            Dictionary<string, string> names = [];
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.EndElement) writer.WriteEndElement();
                if (reader.NodeType != XmlNodeType.Element) continue;
                if (reader.LocalName == "svg") Begin(writer, figure, width, height);
                else if (reader.LocalName == "text") WriteText(reader, writer);
                else WriteElement(reader, writer, names, prefix);
            }
        }

        return text.ToString();
    }

    private static void Begin(XmlWriter writer, Figure figure, double width, double height)
    {
        writer.WriteStartElement("svg", Namespace);
        writer.WriteAttributeString("width", Number(figure.Width) + "mm");
        writer.WriteAttributeString("height", Number(figure.Height) + "mm");
        writer.WriteAttributeString("viewBox", $"0 0 {Number(width)} {Number(height)}");
        writer.WriteAttributeString("role", "img");
        writer.WriteAttributeString("font-family", Fonts);
        writer.WriteElementString("title", Namespace, XmlText.Legible(RichText.Plain(figure.Title)));
        writer.WriteElementString("desc", Namespace, XmlText.Legible(RichText.Plain(figure.Caption)));
    }

    private static void WriteElement(XmlReader reader, XmlWriter writer, Dictionary<string, string> names, string prefix)
    {
        bool empty = reader.IsEmptyElement;
        writer.WriteStartElement(reader.LocalName, Namespace);
        while (reader.MoveToNextAttribute())
        {
            string value = ClipName().Replace(reader.Value, match =>
                names.TryGetValue(match.Value, out string? name)
                    ? name
                    : names[match.Value] = prefix + names.Count.ToString(CultureInfo.InvariantCulture));
            if (!reader.Value.StartsWith("data:", StringComparison.Ordinal)) value = LongNumber().Replace(value, Shorten);
            if (reader.Prefix.Length > 0) writer.WriteAttributeString(reader.LocalName, reader.NamespaceURI, value);
            else writer.WriteAttributeString(reader.LocalName, value);
        }

        if (empty) writer.WriteEndElement();
    }

    // Skia writes a position for every letter; one for all, and the width, leave the text whole for editors and searches.
    private static void WriteText(XmlReader reader, XmlWriter writer)
    {
        Dictionary<string, string> attributes = [];
        while (reader.MoveToNextAttribute()) attributes[reader.LocalName] = reader.Value;
        StringBuilder content = new();
        while (reader.Read() && reader.NodeType != XmlNodeType.EndElement) content.Append(reader.Value);
        string shown = content.ToString().Trim();
        if (shown.Length == 0) return;
        writer.WriteStartElement("text", Namespace);
        foreach ((string name, string value) in attributes)
        {
            if (name == "font-family") continue;
            string first = name is "x" or "y" ? value.Split(',')[0] : value;
            writer.WriteAttributeString(name, LongNumber().Replace(first, Shorten));
        }

        // Where the viewer takes another font, the letters are spaced so that the text keeps its width.
        if (shown.Length > 1) writer.WriteAttributeString("textLength", Number(Width(shown, attributes)));
        writer.WriteString(shown);
        writer.WriteEndElement();
    }

    private static double Width(string shown, Dictionary<string, string> attributes)
    {
        FontFace face = attributes.ContainsKey("font-weight")
            ? FontFace.Bold
            : attributes.ContainsKey("font-style") ? FontFace.Italic : FontFace.Regular;
        return double.Parse(attributes["font-size"], CultureInfo.InvariantCulture) * shown.EnumerateRunes()
            .Sum(rune => face.Advance(rune.Value));
    }

    private static string Shorten(Match number) => Number(double.Parse(number.Value, CultureInfo.InvariantCulture));

    private static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\bcl_[0-9a-f]+\b")]
    private static partial Regex ClipName();

    [GeneratedRegex(@"-?\d*\.\d{3,}(?:e-?\d+)?|-?\d+(?:\.\d+)?e-?\d+")]
    private static partial Regex LongNumber();
}
