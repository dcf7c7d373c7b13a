using System.Globalization;
using System.Xml.Linq;
using Spiking.Plotting.Layout;
using Spiking.Plotting.Typography;
using Spiking.Text;

namespace Spiking.Plotting.Drawing;

/// <summary>
/// Rewrites the SVG of Skia: physical size and view box, title and description, numbers of two decimals, text as one element with the width
/// that it has in our font, fonts of the same metrics for viewers, and names of clipping paths that do not depend on what was drawn before.
/// </summary>
internal static class SvgRewriter
{
    private const string ClipName = "cl_";
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    /// <summary>The SVG of a figure, in which clipping paths still have the names of Skia.</summary>
    public static XElement Rewrite(Stream skia, Figure figure, Box page)
    {
        XElement root = XElement.Load(skia);
        foreach (XElement text in root.Descendants(s_svg + "text").ToList()) Simplify(text);
        foreach (XAttribute attribute in root.Descendants().Attributes())
            if (!attribute.Value.StartsWith("data:", StringComparison.Ordinal) && !NamesClip(attribute))
                attribute.Value = Decimals.Shortened(attribute.Value);
        root.ReplaceAttributes(
            new XAttribute("width", Decimals.Two(figure.Width) + "mm"), new XAttribute("height", Decimals.Two(figure.Height) + "mm"),
            new XAttribute("viewBox", $"0 0 {Decimals.Two(page.Width)} {Decimals.Two(page.Height)}"),
            new XAttribute("role", "img"), new XAttribute("font-family", "Arial, 'Liberation Sans', Helvetica, sans-serif"),
            new XAttribute("xmlns", s_svg.NamespaceName));
        root.AddFirst(new XElement(s_svg + "title", MarkupText.Legible(RichText.Flat(figure.Title))),
            new XElement(s_svg + "desc", MarkupText.Legible(RichText.Flat(figure.Caption))));
        return root;
    }

    /// <summary>A copy of a rewritten SVG with names of clipping paths that begin so.</summary>
    public static XElement Named(XElement svg, string prefix)
    {
        XElement copy = new(svg);
        Dictionary<string, string> names = [];
        foreach (XAttribute attribute in copy.Descendants().Attributes().Where(NamesClip))
        {
            string name = attribute.Value[attribute.Value.IndexOf(ClipName, StringComparison.Ordinal)..].TrimEnd(')');
            names.TryAdd(name, prefix + names.Count.ToString(CultureInfo.InvariantCulture));
            attribute.Value = attribute.Value.Replace(name, names[name], StringComparison.Ordinal);
        }

        return copy;
    }

    // Skia names a clipping path so: "cl_1a", and where it is used "url(#cl_1a)".
    private static bool NamesClip(XAttribute attribute) =>
        attribute.Name.LocalName is "id" or "clip-path" && attribute.Value.Contains(ClipName, StringComparison.Ordinal);

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
        text.SetAttributeValue("textLength", Decimals.Two(width));
        text.SetAttributeValue("lengthAdjust", "spacingAndGlyphs");
    }
}
