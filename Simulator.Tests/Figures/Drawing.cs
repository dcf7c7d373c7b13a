using System.Globalization;
using System.Xml.Linq;
using Spiking.Figures;

namespace Spiking.Tests.Figures;

/// <summary>A rendered figure, read back as XML.</summary>
internal sealed class Drawing
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    public Drawing(Figure figure)
    {
        Source = Render(figure);
        Root = XDocument.Parse(Source).Root!;
    }

    public string Source { get; }

    public XElement Root { get; }

    /// <summary>The panels' groups.</summary>
    public IEnumerable<XElement> Panels => Root.Elements(s_svg + "g");

    public static string Render(Figure figure)
    {
        using StringWriter output = new();
        new SvgRenderer().Render(figure, output);
        return output.ToString();
    }

    public static Drawing Of(params Series[] series) => new(Sheet(series));

    public static Figure Sheet(params Series[] series) =>
        new("", [new Panel("a", new Axis("Time", "s"), new Axis("Rate", "Hz"), series)]) { Width = 400, Height = 300 };

    public static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    public static IEnumerable<XElement> Texts(XElement within, string? kind = null) =>
        within.Descendants(s_svg + "text").Where(text => kind is null || text.Attribute("class")!.Value == kind);

    public static string Shown(XElement text) => string.Concat(text.Nodes().OfType<XText>().Select(node => node.Value));

    /// <summary>The area of a panel in which data are drawn.</summary>
    public static XElement Plot(XElement panel) => panel.Element(s_svg + "svg")!;

    /// <summary>The paths of one colour inside the plot of the first panel.</summary>
    public string[] Paths(Colour colour) =>
        [.. Plot(Panels.First()).Elements(s_svg + "path").Where(path => path.Attribute("stroke")!.Value == colour.Hex).Select(path => path.Attribute("d")!.Value)];

    public IEnumerable<XElement> Rectangles(Colour colour) =>
        Root.Descendants(s_svg + "rect").Where(rectangle => rectangle.Attribute("fill")!.Value == colour.Hex);

    /// <summary>The corners of a path that consists of M and L only.</summary>
    public static (double X, double Y)[] Corners(string path) =>
        [.. path.Split('M', 'L').Skip(1).Select(corner => corner.Split(' ')).Select(pair =>
            (double.Parse(pair[0], CultureInfo.InvariantCulture), double.Parse(pair[1], CultureInfo.InvariantCulture)))];

    /// <summary>Where a text is, with its width guessed from a wide font: capitals and digits 0.65, other letters half the font size on average.</summary>
    public static (double Left, double Top, double Right, double Bottom) Bounds(XElement text)
    {
        double size = Number(text, "font-size"), x = Number(text, "x"), y = Number(text, "y");
        double width = size * Shown(text).Sum(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter == '−' ? 0.65 : 0.5);
        double start = text.Attribute("text-anchor")?.Value switch { "middle" => -width / 2, "end" => -width, _ => 0 };
        double angle = 0;
        if (text.Attribute("transform")?.Value is { } rotate)
            angle = double.Parse(rotate["rotate(".Length..rotate.IndexOf(' ', StringComparison.Ordinal)], CultureInfo.InvariantCulture) * Math.PI / 180;

        (double X, double Y)[] corners = [.. new[] { (start, -0.75 * size), (start + width, -0.75 * size), (start, 0.2 * size), (start + width, 0.2 * size) }
            .Select(corner => (x + (corner.Item1 * Math.Cos(angle)) - (corner.Item2 * Math.Sin(angle)), y + (corner.Item1 * Math.Sin(angle)) + (corner.Item2 * Math.Cos(angle))))];
        return (corners.Min(c => c.X), corners.Min(c => c.Y), corners.Max(c => c.X), corners.Max(c => c.Y));
    }
}
