using System.Globalization;
using System.Xml;

namespace Spiking.Figures.Svg;

/// <summary>Where text stands relative to its position.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>The few shapes that figures consist of, written as SVG elements.</summary>
internal sealed class Canvas(XmlWriter xml)
{
    private const string Namespace = "http://www.w3.org/2000/svg";

    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    public void Begin(int width, int height, string title, string description)
    {
        xml.WriteStartElement("svg", Namespace);
        Attribute("width", width);
        Attribute("height", height);
        Attribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {height}"));
        Attribute("role", "img");
        Attribute("font-family", "sans-serif");
        Element("title", title);
        Element("desc", description);
        Rectangle(new Box(0, 0, width, height), "#ffffff");
    }

    public void End() => xml.WriteEndElement();

    public void BeginGroup(string kind)
    {
        xml.WriteStartElement("g", Namespace);
        Attribute("class", kind);
    }

    /// <summary>
    /// A nested drawing cuts off what reaches beyond it without needing an identifier, which would clash in a page with several figures.
    /// </summary>
    public void BeginClip(Box box)
    {
        xml.WriteStartElement("svg", Namespace);
        WriteBox(box);
        Attribute("viewBox", string.Join(' ', Number(box.Left), Number(box.Top), Number(box.Width), Number(box.Height)));
        Attribute("overflow", "hidden");
    }

    public void Rectangle(Box box, string fill, double opacity = 1, string? title = null)
    {
        xml.WriteStartElement("rect", Namespace);
        WriteBox(box);
        Attribute("fill", fill);
        if (opacity < 1)
            Attribute("fill-opacity", opacity);
        if (!string.IsNullOrEmpty(title))
            Element("title", title);
        xml.WriteEndElement();
    }

    public void Disc(Point centre, double diameter, string fill, string? stroke = null)
    {
        xml.WriteStartElement("circle", Namespace);
        Attribute("cx", centre.X);
        Attribute("cy", centre.Y);
        Attribute("r", diameter / 2);
        Attribute("fill", fill);
        if (stroke is not null)
            Attribute("stroke", stroke);
        xml.WriteEndElement();
    }

    public void Line(Point from, Point to, string stroke, double width = 1, LineStyle style = LineStyle.Solid) =>
        Stroke($"M{Number(from.X)} {Number(from.Y)}L{Number(to.X)} {Number(to.Y)}", stroke, width, style);

    public void Stroke(string path, string colour, double width, LineStyle style = LineStyle.Solid)
    {
        xml.WriteStartElement("path", Namespace);
        Attribute("d", path);
        Attribute("fill", "none");
        Attribute("stroke", colour);
        Attribute("stroke-width", width);
        Attribute("stroke-linejoin", "round");
        if (style != LineStyle.Solid)
            Attribute("stroke-dasharray", style == LineStyle.Dashed ? "5 3" : "1.5 2.5");
        else
            Attribute("stroke-linecap", "round");
        xml.WriteEndElement();
    }

    public void Fill(string path, string colour, double opacity)
    {
        xml.WriteStartElement("path", Namespace);
        Attribute("d", path);
        Attribute("fill", colour);
        Attribute("fill-opacity", opacity);
        xml.WriteEndElement();
    }

    /// <summary>Text, made smaller and then cut with an ellipsis until it fits into the room; the whole of it then shows as a tooltip.</summary>
    public void Text(string text, Point at, TextLook look, Anchor anchor, double room = double.PositiveInfinity, double rotation = 0)
    {
        text = Legible(text);
        double size = TextWidths.FittingSize(text, look.Size, Math.Min(look.Size, TextLook.Least), room, look.Bold);
        string shown = TextWidths.Shorten(text, size, room + 0.01, look.Bold);
        if (shown.Length == 0)
            return;
        xml.WriteStartElement("text", Namespace);
        Attribute("class", look.Kind);
        Attribute("x", at.X);
        Attribute("y", at.Y);
        Attribute("font-size", size);
        if (look.Bold)
            Attribute("font-weight", "bold");
        if (anchor != Anchor.Start)
            Attribute("text-anchor", anchor == Anchor.Middle ? "middle" : "end");
        if (rotation != 0)
            Attribute("transform", $"rotate({Number(rotation)} {Number(at.X)} {Number(at.Y)})");
        if (look.Colour is { } colour)
            Attribute("fill", colour);
        if (shown != text)
            Element("title", text);
        xml.WriteString(shown);
        xml.WriteEndElement();
    }

    private void WriteBox(Box box)
    {
        Attribute("x", box.Left);
        Attribute("y", box.Top);
        Attribute("width", Math.Max(0, box.Width));
        Attribute("height", Math.Max(0, box.Height));
    }

    private void Element(string name, string text)
    {
        xml.WriteStartElement(name, Namespace);
        xml.WriteString(Legible(text));
        xml.WriteEndElement();
    }

    private void Attribute(string name, double value) => Attribute(name, Number(value));

    private void Attribute(string name, string value) => xml.WriteAttributeString(name, value);

    private static string Legible(string text) => XmlText.Legible(text);
}
