using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Spiking.Plotting;
using Spiking.Plotting.Drawing;
using Spiking.Text;

namespace Spiking.Reports;

/// <summary>
/// Builds a report as one HTML page that needs nothing else: no scripts, figures drawn into it; tables are linked for download. The page is
/// also well-formed XML. Parts appear in the order in which they are added; every text is escaped.
/// </summary>
/// <param name="title">Its title.</param>
internal sealed class Report(string title)
{
    /// <summary>Name of the page in the folder of a run, a sweep, a study or a paper.</summary>
    internal const string FileName = "report.html";

    private const string Declaration = "<!DOCTYPE html>\n";

    // Longer texts in the cells of a table, such as the names of parameters, may be broken anywhere on a narrow page; numbers may not.
    private const int LongestUnbroken = 16;

    // The style sheet avoids the characters that XML would escape, because browsers do not unescape inside a style element. Its selectors
    // for figures ask for their role.
    private static readonly Lazy<string> s_style = new(() =>
    {
        using StreamReader sheet = new(typeof(Report).Assembly.GetManifestResourceStream("Spiking.Reports.Report.css")!);
        return "\n" + sheet.ReadToEnd();
    });
    private readonly List<XNode> _parts = [];
    private readonly List<string> _headings = [];
    private int _figures;

    /// <summary>Adds a heading.</summary>
    public Report Heading(string text) => Add(Element("h2", new XAttribute("id", Anchor(text)), text));

    /// <summary>Adds links to headings of the page, each followed by a note.</summary>
    public Report Contents(IReadOnlyList<(string Heading, string Note)> entries) => Add(Element("ul", [.. entries.Select(entry =>
        Element("li", Element("a", new XAttribute("href", "#" + Anchor(entry.Heading)), entry.Heading), $": {entry.Note}"))]));

    /// <summary>Adds a line of text with links to other pages, as paths relative to this one, with slashes.</summary>
    public Report Links(string text, IReadOnlyList<(string Text, string Page)> pages) => Add(Element("p", new XAttribute("class", "links"),
        text, Element("span", [.. pages.SelectMany(page =>
            (object[])[" ", Element("a", new XAttribute("href", Address(page.Page)), page.Text)])])));

    /// <summary>Adds lines of text, each a paragraph of its own.</summary>
    public Report Summary(params IReadOnlyList<string> lines) => Add([.. lines.Select(line => Element("p", line))]);

    /// <summary>
    /// Adds what was asked: the command as it could be typed again, and names with values that say which run it was (seeds, duration).
    /// </summary>
    public Report Asked(string command, params IReadOnlyList<(string Key, string Value)> more) =>
        KeyValues("What was asked", [("command", command), .. more]);

    /// <summary>Adds a table of names and values under a title, which may be empty.</summary>
    public Report KeyValues(string title, IReadOnlyList<(string Key, string Value)> entries) =>
        Table("pairs", title, entries.Select(entry => Element("tr", HeaderCell("row", entry.Key), Element("td", entry.Value))));

    /// <summary>Adds a table.</summary>
    public Report Table(TextTable table) => Table("grid", table.Title,
        table.Rows.Select(row => Element("tr", [.. row.Select(cell => cell.Length > LongestUnbroken
            ? Element("td", new XAttribute("class", "long"), cell) : Element("td", cell))])),
        Element("thead", Element("tr", [.. table.Columns.Select(column => HeaderCell("col", column))])));

    /// <summary>Adds a figure with its caption.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="files">Its drawings and tables, as paths relative to the page.</param>
    /// <exception cref="ArgumentException">The figure contradicts itself.</exception>
    public Report Figure(Figure figure, IReadOnlyList<string>? files = null) => Add(Part(++_figures, figure, files ?? []));

    /// <summary>
    /// Draws figures of a page again, with their captions; the rest of the page stays as it is. Returns whether the page has one of them:
    /// a figure is known by the drawings and tables to which its caption links.
    /// </summary>
    /// <param name="path">The page.</param>
    /// <param name="figures">The figures by the names of their files.</param>
    /// <exception cref="IOException">The page cannot be read or written.</exception>
    public static bool Renew(string path, IReadOnlyDictionary<string, Figure> figures)
    {
        string text = File.ReadAllText(path);
        if (!text.StartsWith(Declaration, StringComparison.Ordinal)) return false;
        XElement page;
        try
        {
            page = XElement.Parse(text[Declaration.Length..], LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return false;
        }

        bool isRenewed = false;
        foreach ((int i, XElement part) in page.Descendants("figure").ToArray().Index())
        {
            string[] files = [.. part.Elements("figcaption").Descendants("a").Attributes("href")
                .Select(address => Uri.UnescapeDataString(address.Value))];
            Figure? shown = figures.FirstOrDefault(figure => files.Any(IsOf(figure.Key).IsMatch)).Value;
            if (shown is null) continue;
            part.ReplaceWith(Part(i + 1, shown, files));
            isRenewed = true;
        }

        if (!isRenewed) return false;

        // Whoever is killed meanwhile keeps the page as it was: it cannot be made again without the run.
        string temporary = Path.Combine(Path.GetDirectoryName(path) ?? "", $".{Path.GetFileName(path)}.new");
        using (StreamWriter file = new(temporary)) Write(file, page);
        File.Move(temporary, path, overwrite: true);
        return true;
    }

    // Drawings and tables of a figure, whatever letters its panels had when the page was written.
    private static Regex IsOf(string figure) => new(
        $"^{FigureFiles.Folder}/{Regex.Escape(figure)}(\\.[a-z]+|-([a-z]{{1,2}}|[0-9]+)(-spikes)?\\.csv)$", RegexOptions.CultureInvariant);

    private static XElement Part(int place, Figure figure, IReadOnlyList<string> files)
    {
        string number = place.ToString(CultureInfo.InvariantCulture);
        XElement caption = Element("figcaption", Element("b", $"Figure {number}. "));
        if (figure.Title.Length > 0) caption.Add(Rich("b", figure.Title + ". "));
        caption.Add(Rich("span", figure.Caption));
        if (files.Count > 0)
            caption.Add(Element("span", [new XAttribute("class", "files"),
                .. files.SelectMany(file => (object[])[" ", Link(file, file[(file.LastIndexOf('/') + 1)..])])]));
        XElement part = Element("figure", Scrolling(FigureRenderer.Of(figure).Svg($"f{number}c")), caption);
        if (figure.Width <= Plotting.Figure.OneColumn) part.SetAttributeValue("class", "narrow");
        return part;
    }

    /// <summary>
    /// The drawings and tables of a figure, as <see cref="FigureFiles.Write"/> gives them: paths relative to a page beside the folder of
    /// figures.
    /// </summary>
    public static IReadOnlyList<string> FilesOf(Figure figure, string name, IReadOnlyList<FigureFormat> formats) =>
    [
        .. formats.Distinct().Select(format => $"{FigureFiles.Folder}/{name}.{FigureFiles.Extension(format)}"),
        .. FigureFiles.Tables(figure).Select(table => $"{FigureFiles.Folder}/{name}-{table.Name}.csv"),
    ];

    /// <summary>Adds the parameters of what was run, as a table of names and values.</summary>
    /// <param name="parameters">Headings and rows.</param>
    public Report Parameters((IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) parameters) =>
        Table(new("Parameters", parameters.Columns, parameters.Rows));

    /// <summary>
    /// Adds links to the files of the page's folder that are there already. What begins with a dot is no result: a claim to the folder,
    /// which goes when the run has ended.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="except">Whether a file of this name is no result either; null: none.</param>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public Report FilesIn(string folder, Func<string, bool>? except = null) => Files("Files",
        [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)!)
            .Where(name => name != FileName && name[0] != '.' && except?.Invoke(name) != true).Order(StringComparer.Ordinal)]);

    /// <summary>Adds links to files that can be downloaded: paths relative to the page, with slashes.</summary>
    public Report Files(string title, IReadOnlyList<string> files) =>
        Add(Element("h2", title), Element("ul", [.. files.Select(file => Element("li", Link(file, file)))]));

    /// <summary>
    /// Adds text that is hidden under its title until the reader opens it, such as the JSON of the network, and shown letter by letter.
    /// </summary>
    public Report Raw(string title, string text) => Add(Element("details", Element("summary", title), Element("pre", text)));

    /// <summary>Writes the page, which says that it is encoded in UTF-8. The same report gives the same characters, always.</summary>
    public void Write(TextWriter output)
    {
        XElement body = Element("body", [Element("h1", title), .. _parts.SelectMany(part => new object[] { "\n", part })]);
        XElement head = Element("head",
            Meta(new XAttribute("charset", "utf-8")),
            Meta(new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
            Element("title", title),
            Element("style", s_style.Value));
        Write(output, Element("html", new XAttribute("lang", "en"), head, body));
    }

    /// <summary>Writes the page into a file, which is replaced if it is there.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path)
    {
        using StreamWriter file = new(path);
        Write(file);
    }

    private static void Write(TextWriter output, XElement page)
    {
        output.Write(Declaration);
        XmlWriterSettings settings = new() { OmitXmlDeclaration = true, NewLineChars = "\n", CloseOutput = false };
        using (XmlWriter xml = XmlWriter.Create(output, settings)) page.WriteTo(xml);
        output.Write('\n');
    }

    private Report Add(params IReadOnlyList<XElement> parts)
    {
        _parts.AddRange(parts);
        return this;
    }

    private Report Table(string kind, string title, IEnumerable<XElement> rows, XElement? head = null)
    {
        XElement? caption = title.Length > 0 ? Element("caption", Element("span", title)) : null;
        return Add(Scrolling(Element("table",
            [new XAttribute("class", kind), .. new[] { caption, head }.OfType<XElement>(), Element("tbody", [.. rows])])));
    }

    private static XElement Scrolling(XElement content) => Element("div", new XAttribute("class", "scroll"), content);

    private static XElement HeaderCell(string scope, string text) => Element("th", new XAttribute("scope", scope), text);

    // Relative and escaped: a name with a colon or a query sign must not lead elsewhere.
    private static XElement Link(string file, string text) =>
        Element("a", new XAttribute("href", Address(file)), new XAttribute("download", ""), text);

    private static string Address(string file) => string.Join('/', file.Split('/').Select(Uri.EscapeDataString));

    // "part-3" is the third heading that the page names.
    private string Anchor(string heading)
    {
        if (!_headings.Contains(heading)) _headings.Add(heading);
        return string.Create(CultureInfo.InvariantCulture, $"part-{_headings.IndexOf(heading) + 1}");
    }

    /// <summary>Text with the variables, indices and powers that figures write: slanted, lowered, raised.</summary>
    private static XElement Rich(string name, string text) => Element(name, [.. RichText.Parse(text).Select(run =>
        (run.Shift switch { Shift.Subscript => "sub", Shift.Superscript => "sup", _ => run.Italic ? "i" : null }) is string element
            ? (object)Element(element, run.Text) : run.Text)]);

    private static XElement Meta(params XAttribute[] attributes) => new("meta", attributes);

    // The empty text gives every element an end tag: browsers take "<td/>" for a beginning.
    private static XElement Element(string name, params IReadOnlyList<object> content) =>
        new(name, content.OfType<XAttribute>(), "", content.Where(part => part is not XAttribute)
            .Select(part => part is string text ? MarkupText.Legible(text) : part));
}
