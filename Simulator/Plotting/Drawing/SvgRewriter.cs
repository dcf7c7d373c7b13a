using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Spiking.Plotting.Layout;
using Spiking.Plotting.Typography;
using Spiking.Text;

namespace Spiking.Plotting.Drawing;

/// <summary>
/// Rewrites the SVG of Skia: physical size and view box, title and description, numbers of two decimals, text as one element with the width
/// that it has in our font, fonts of the same metrics for viewers, and names of clipping paths that do not depend on what was drawn before.
/// </summary>
internal static partial class SvgRewriter
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    public static XElement Rewrite(Stream skia, Figure figure, Box page, string prefix)
    {
        XElement root = XElement.Load(skia);
        foreach (XElement text in root.Descendants(s_svg + "text").ToList()) Simplify(text);
        Dictionary<string, string> names = [];
        foreach (XAttribute attribute in root.Descendants().Attributes()
            .Where(attribute => !attribute.Value.StartsWith("data:", StringComparison.Ordinal)))
        {
            string named = ClipName().Replace(attribute.Value, match => names.TryGetValue(match.Value, out string? name)
                ? name : names[match.Value] = prefix + names.Count.ToString(CultureInfo.InvariantCulture));
            attribute.Value = LongNumber().Replace(named, match => Number(double.Parse(match.Value, CultureInfo.InvariantCulture)));
        }

        root.ReplaceAttributes(
            new XAttribute("width", Number(figure.Width) + "mm"),
            new XAttribute("height", Number(figure.Height) + "mm"),
            new XAttribute("viewBox", $"0 0 {Number(page.Width)} {Number(page.Height)}"),
            new XAttribute("role", "img"),
            new XAttribute("font-family", "Arial, 'Liberation Sans', Helvetica, sans-serif"),
            new XAttribute("xmlns", s_svg.NamespaceName));
        root.AddFirst(
            new XElement(s_svg + "title", MarkupText.Legible(RichText.Flat(figure.Title))),
                new XElement(s_svg + "desc", MarkupText.Legible(RichText.Flat(figure.Caption))));
        return root;
    }

    // Skia writes a position for every letter; one for all, and the width, leave the text whole for editors and searches. Where the viewer
    // takes another font, letters become narrower or wider so that the text keeps its width.
    private static void Simplify(XElement text)
    {
        text.Value = text.Value.Trim();
        text.Attribute("font-family")?.Remove();
        foreach (XAttribute place in text.Attributes().Where(attribute => attribute.Name.LocalName is "x" or "y"))
            place.Value = place.Value.Split(',')[0];
        if (text.Value.Length == 0) text.Remove();
        if (text.Value.Length < 2) return;
        FontFace face = text.Attribute("font-weight") is not null ? FontFace.Bold : text.Attribute("font-style") is not null
            ? FontFace.Italic : FontFace.Regular;
        double width = (double)text.Attribute("font-size")! * face.WidthOf(text.Value);
        text.SetAttributeValue("textLength", Number(width));
        text.SetAttributeValue("lengthAdjust", "spacingAndGlyphs");
    }

    private static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\bcl_[0-9a-f]+\b")]
    private static partial Regex ClipName();

    [GeneratedRegex(@"-?\d*\.\d{3,}(?:e-?\d+)?|-?\d+(?:\.\d+)?e-?\d+")]
    private static partial Regex LongNumber();
}
