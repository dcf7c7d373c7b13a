using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Spiking.Plotting;
using Spiking.Plotting.Drawing;
using Spiking.Plotting.Layout;
using Spiking.Plotting.Typography;

namespace Spiking.Tests.Plotting;

/// <summary>A text in a drawing, with the rectangle that its letters fill.</summary>
internal sealed record DrawnText(string Text, double Size, double Left, double Top, double Right, double Bottom, bool Rotated)
{
    public bool Overlaps(DrawnText other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
}

/// <summary>A figure drawn as SVG and read back, with its layout.</summary>
internal sealed partial class Drawing
{
    public static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public Drawing(Figure figure)
    {
        Source = Render(figure);
        Root = XDocument.Parse(Source).Root!;
        Layouts = FigureLayout.Of(figure);
        (Width, Height) = (FigureLayout.Page(figure).Width, FigureLayout.Page(figure).Height);
    }

    public string Source { get; }

    public XElement Root { get; }

    public IReadOnlyList<PanelLayout> Layouts { get; }

    public double Width { get; }

    public double Height { get; }

    /// <summary>The plot of the first panel.</summary>
    public Box Plot => Layouts[0].Plot;

    public static string Render(Figure figure) => Encoding.UTF8.GetString(Bytes(figure, FigureFormat.Svg));

    public static byte[] Bytes(Figure figure, FigureFormat format)
    {
        FigureRenderer renderer = FigureRenderer.Of(figure);
        return renderer.Write(format);
    }

    public static Drawing Of(params Series[] series) => new(Sheet(series));

    public static Figure Sheet(params Series[] series) =>
        new("", [new Panel("a", new Axis("Time", "s"), new Axis("Rate", "Hz"), series)]) { Width = Figure.OneColumn, RowHeight = 60 };

    public static double Number(XElement element, string attribute) =>
        element.Attribute(attribute) is { } found ? double.Parse(found.Value, CultureInfo.InvariantCulture) : 0;

    /// <summary>All texts; their boxes are those of the letters in our font, without the empty space above capitals.</summary>
    public IEnumerable<DrawnText> Texts()
    {
        foreach (XElement text in Root.Descendants(Svg + "text"))
        {
            double size = Number(text, "font-size"), x = Number(text, "x"), y = Number(text, "y");
            FontFace face = text.Attribute("font-weight") is not null
                ? FontFace.Bold
                : text.Attribute("font-style") is not null ? FontFace.Italic : FontFace.Regular;
            double width = size * face.WidthOf(text.Value);
            double[] m = text.Attribute("transform") is { } transform
                ? [.. Floats().Matches(transform.Value).Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture))]
                : [1, 0, 0, 1, 0, 0];
            (double X, double Y)[] corners =
                [.. new[] { (x, y - 0.72 * size), (x + width, y - 0.72 * size), (x, y + 0.2 * size), (x + width, y + 0.2 * size) }
                    .Select(c => ((m[0] * c.Item1) + (m[2] * c.Item2) + m[4], (m[1] * c.Item1) + (m[3] * c.Item2) + m[5]))];
            yield return new DrawnText(
                text.Value, size, corners.Min(c => c.X), corners.Min(c => c.Y), corners.Max(c => c.X), corners.Max(c => c.Y),
                text.Attribute("transform") is not null);
        }
    }

    /// <summary>The texts that show these words.</summary>
    public DrawnText Text(string words) => Texts().Single(text => text.Text == words);

    /// <summary>The corners of the strokes of one colour, one list for each unbroken stretch.</summary>
    public IReadOnlyList<IReadOnlyList<(double X, double Y)>> Strokes(Colour colour) =>
        [.. Root.Descendants(Svg + "path").Where(path => Is(path, "stroke", colour))
            .SelectMany(path => Stretches(path.Attribute("d")!.Value))];

    public IReadOnlyList<XElement> Rectangles(Colour colour) =>
        [.. Root.Descendants(Svg + "rect").Where(rectangle => Is(rectangle, "fill", colour))];

    /// <summary>Skia shortens "#ff0000" to "#f00" or "red"; the colours of the palette have no names.</summary>
    private static bool Is(XElement element, string attribute, Colour colour) =>
        string.Equals(element.Attribute(attribute)?.Value, colour.ToString(), StringComparison.OrdinalIgnoreCase)
        || string.Equals(element.Attribute(attribute)?.Value, $"#{colour.ToString()[1]}{colour.ToString()[3]}{colour.ToString()[5]}",
            StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<IReadOnlyList<(double, double)>> Stretches(string path)
    {
        Assert.That(path, Does.Match("^[MLHVZ0-9 .-]+$"), "only straight lines");
        foreach (string stretch in path.Split('M', StringSplitOptions.RemoveEmptyEntries))
        {
            List<(double X, double Y)> corners = [];
            foreach (Match step in Regex.Matches("L" + stretch, "([LHVZ])([^LHVZ]*)"))
            {
                double[] numbers =
                    [.. Floats().Matches(step.Groups[2].Value).Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture))];
                if (step.Groups[1].Value == "L") corners.Add((numbers[0], numbers[1]));
                if (step.Groups[1].Value == "H") corners.Add((numbers[0], corners[^1].Y));
                if (step.Groups[1].Value == "V") corners.Add((corners[^1].X, numbers[0]));
            }

            yield return corners;
        }
    }

    [GeneratedRegex(@"-?[0-9.]+")]
    private static partial Regex Floats();
}
