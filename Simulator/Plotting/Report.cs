using System.Globalization;
using System.Text;
using System.Xml;

using Spiking.Plotting.Typography;

namespace Spiking.Plotting;

/// <summary>
/// Builds a report as one HTML page that needs nothing else: no scripts, figures drawn into it; tables are linked for download. The page is
/// also well-formed XML. Parts appear in the order in which they are added; every text is escaped.
/// </summary>
internal sealed class Report
{
    private readonly string _title;
    private readonly List<Action<XmlWriter>> _parts = [];
    private int _figures;

    /// <summary>Begins a report.</summary>
    /// <param name="title">Its title.</param>
    public Report(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        _title = title;
    }

    /// <summary>Adds a heading.</summary>
    /// <param name="text">The heading.</param>
    public Report Heading(string text) => Add(xml => Element(xml, "h2", text));

    /// <summary>Adds lines of text, each a paragraph of its own.</summary>
    /// <param name="lines">The lines.</param>
    public Report Summary(params IReadOnlyList<string> lines) => Add(xml =>
    {
        foreach (string line in lines)
            Element(xml, "p", line);
    });

    /// <summary>Adds a table of names and values.</summary>
    /// <param name="title">What the table shows; empty for none.</param>
    /// <param name="entries">The names with their values, as they are to be read.</param>
    public Report KeyValues(string title, IReadOnlyList<(string Key, string Value)> entries) => Add(xml => Scrolling(xml, () =>
    {
        BeginTable(xml, "pairs", title);
        xml.WriteStartElement("tbody");
        foreach ((string key, string value) in entries)
        {
            xml.WriteStartElement("tr");
            HeaderCell(xml, "row", key);
            Element(xml, "td", value);
            xml.WriteFullEndElement();
        }

        xml.WriteFullEndElement();
        xml.WriteFullEndElement();
    }));

    /// <summary>Adds a table.</summary>
    /// <param name="title">What the table shows; empty for none.</param>
    /// <param name="columns">Headings of the columns.</param>
    /// <param name="rows">The rows, each with as many cells as there are columns.</param>
    /// <exception cref="ArgumentException">A row has another number of cells.</exception>
    public Report Table(string title, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        foreach (IReadOnlyList<string> row in rows)
        {
            if (row.Count != columns.Count)
                throw new ArgumentException($"A row of table '{title}' has {row.Count} cells instead of {columns.Count}.");
        }

        return Add(xml => Scrolling(xml, () =>
        {
            BeginTable(xml, "grid", title);
            xml.WriteStartElement("thead");
            xml.WriteStartElement("tr");
            foreach (string column in columns)
                HeaderCell(xml, "col", column);
            xml.WriteFullEndElement();
            xml.WriteFullEndElement();
            xml.WriteStartElement("tbody");
            foreach (IReadOnlyList<string> row in rows)
            {
                xml.WriteStartElement("tr");
                foreach (string cell in row)
                    Element(xml, "td", cell);
                xml.WriteFullEndElement();
            }

            xml.WriteFullEndElement();
            xml.WriteFullEndElement();
        }));
    }

    /// <summary>Adds a table.</summary>
    /// <exception cref="ArgumentException">A row has another number of cells than there are columns.</exception>
    public Report Table(TextTable table) => Table(table.Title, table.Columns, table.Rows);

    /// <summary>Adds a figure with its caption.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="files">Its drawings and tables, as paths relative to the page.</param>
    /// <exception cref="ArgumentException">The figure contradicts itself.</exception>
    public Report Figure(Figure figure, IReadOnlyList<string>? files = null)
    {
        string svg = FigureFiles.Svg(figure, string.Create(CultureInfo.InvariantCulture, $"f{++_figures}c"));
        int number = _figures;
        return Add(xml =>
        {
            xml.WriteStartElement("figure");
            if (figure.Width <= Plotting.Figure.OneColumn) xml.WriteAttributeString("class", "narrow");
            xml.WriteStartElement("div");
            xml.WriteAttributeString("class", "scroll");
            xml.WriteRaw("\n" + svg);
            xml.WriteFullEndElement();
            xml.WriteStartElement("figcaption");
            Element(xml, "b", string.Create(CultureInfo.InvariantCulture, $"Figure {number}. "));
            if (figure.Title.Length > 0) WriteRich(xml, "b", figure.Title + ". ");
            WriteRich(xml, "span", figure.Caption);
            Links(xml, files ?? []);
            xml.WriteFullEndElement();
            xml.WriteFullEndElement();
        });
    }

    /// <summary>Adds links to files that can be downloaded.</summary>
    /// <param name="title">What they are.</param>
    /// <param name="files">Paths relative to the page, with slashes.</param>
    public Report Files(string title, IReadOnlyList<string> files) => Add(xml =>
    {
        Element(xml, "h2", title);
        xml.WriteStartElement("ul");
        foreach (string file in files)
        {
            xml.WriteStartElement("li");
            Link(xml, file, file);
            xml.WriteFullEndElement();
        }

        xml.WriteFullEndElement();
    });

    /// <summary>Adds text that is hidden until the reader opens it, such as the JSON of the network.</summary>
    /// <param name="title">What it is; always visible.</param>
    /// <param name="text">The text, shown letter by letter as it is.</param>
    public Report Raw(string title, string text) => Add(xml =>
    {
        xml.WriteStartElement("details");
        Element(xml, "summary", title);
        Element(xml, "pre", text);
        xml.WriteFullEndElement();
    });

    /// <summary>Writes the page. The same report gives the same characters, always.</summary>
    /// <param name="output">Where it goes; the page says that it is encoded in UTF-8.</param>
    public void Write(TextWriter output)
    {
        XmlWriterSettings settings = new() { OmitXmlDeclaration = true, NewLineChars = "\n", CloseOutput = false };
        output.Write("<!DOCTYPE html>\n");
        using (XmlWriter xml = XmlWriter.Create(output, settings))
        {
            xml.WriteStartElement("html");
            xml.WriteAttributeString("lang", "en");
            xml.WriteStartElement("head");
            Meta(xml, "charset", "utf-8");
            Meta(xml, "name", "viewport", "width=device-width, initial-scale=1");
            Element(xml, "title", _title);
            Element(xml, "style", ReportStyle.Css);
            xml.WriteFullEndElement();
            xml.WriteStartElement("body");
            Element(xml, "h1", _title);
            foreach (Action<XmlWriter> part in _parts)
            {
                xml.WriteString("\n");
                part(xml);
            }

            xml.WriteFullEndElement();
            xml.WriteFullEndElement();
        }

        output.Write('\n');
    }

    /// <summary>Writes the page into a file.</summary>
    /// <param name="path">The file; replaced if it is there.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path)
    {
        using StreamWriter file = new(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        Write(file);
    }

    private Report Add(Action<XmlWriter> part)
    {
        _parts.Add(part);
        return this;
    }

    private static void Scrolling(XmlWriter xml, Action content)
    {
        xml.WriteStartElement("div");
        xml.WriteAttributeString("class", "scroll");
        content();
        xml.WriteFullEndElement();
    }

    private static void BeginTable(XmlWriter xml, string kind, string title)
    {
        xml.WriteStartElement("table");
        xml.WriteAttributeString("class", kind);
        if (title.Length > 0)
            Element(xml, "caption", title);
    }

    private static void HeaderCell(XmlWriter xml, string scope, string text)
    {
        xml.WriteStartElement("th");
        xml.WriteAttributeString("scope", scope);
        xml.WriteString(XmlText.Legible(text));
        xml.WriteFullEndElement();
    }

    private static void Links(XmlWriter xml, IReadOnlyList<string> files)
    {
        if (files.Count == 0) return;
        xml.WriteStartElement("span");
        xml.WriteAttributeString("class", "files");
        foreach (string file in files)
        {
            xml.WriteString(" ");
            Link(xml, file, file[(file.LastIndexOf('/') + 1)..]);
        }

        xml.WriteFullEndElement();
    }

    // Relative and escaped: a name with a colon or a query sign must not lead elsewhere.
    private static void Link(XmlWriter xml, string file, string text)
    {
        xml.WriteStartElement("a");
        xml.WriteAttributeString("href", string.Join('/', file.Split('/').Select(Uri.EscapeDataString)));
        xml.WriteAttributeString("download", "");
        xml.WriteString(XmlText.Legible(text));
        xml.WriteFullEndElement();
    }

    /// <summary>Text with the variables, indices and powers that figures write: slanted, lowered, raised.</summary>
    private static void WriteRich(XmlWriter xml, string name, string text)
    {
        xml.WriteStartElement(name);
        foreach (TextRun run in RichText.Parse(text))
        {
            string? element = run.Shift switch { Shift.Subscript => "sub", Shift.Superscript => "sup", _ => run.Italic ? "i" : null };
            if (element is null) xml.WriteString(XmlText.Legible(run.Text));
            else Element(xml, element, run.Text);
        }

        xml.WriteFullEndElement();
    }

    private static void Meta(XmlWriter xml, string attribute, string value, string? content = null)
    {
        xml.WriteStartElement("meta");
        xml.WriteAttributeString(attribute, value);
        if (content is not null)
            xml.WriteAttributeString("content", content);
        xml.WriteEndElement();
    }

    // Always with an end tag: browsers take "<td/>" for a beginning.
    private static void Element(XmlWriter xml, string name, string text)
    {
        xml.WriteStartElement(name);
        xml.WriteString(XmlText.Legible(text));
        xml.WriteFullEndElement();
    }
}
