using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Spiking.Files;

/// <summary>Turns the elements of documentation comments into text.</summary>
internal static partial class DocumentationText
{
    /// <summary>Nodes as one line of plain text.</summary>
    public static string Line(IEnumerable<XNode> nodes) => Spaces().Replace(string.Concat(nodes.Select(Text)), " ").Trim();

    /// <summary>An element as paragraphs of one line each; code elements become fenced blocks, which keep their lines.</summary>
    public static string Page(XElement element)
    {
        StringBuilder page = new();
        List<XNode> sentence = [];
        foreach (XNode node in element.Nodes())
        {
            if (node is XElement { Name.LocalName: "para" or "code" } part)
            {
                AddParagraph(page, sentence);
                if (part.Name.LocalName == "code") page.Append("```\n").Append(Block(part.Value)).Append("\n```\n\n");
                else AddParagraph(page, [.. part.Nodes()]);
            }
            else
            {
                sentence.Add(node);
            }
        }

        AddParagraph(page, sentence);
        return page.ToString().TrimEnd();
    }

    /// <summary>Lines without the indentation that all of them share, and without empty lines around them.</summary>
    public static string Block(string text)
    {
        string[] lines = [.. text.Split('\n').Select(line => line.TrimEnd()).SkipWhile(line => line.Length == 0)];
        int shared = lines.Where(line => line.Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select(line => line.Length == 0 ? line : line[shared..])).TrimEnd();
    }

    private static void AddParagraph(StringBuilder page, List<XNode> nodes)
    {
        string line = Line(nodes);
        nodes.Clear();
        if (line.Length > 0) page.Append(Markdown.Escape(line)).Append("\n\n");
    }

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        // <see cref="P:Namespace.Type.Name"/>: the last part of the name is what a reader needs.
        XElement element when element.Attribute("cref")?.Value is string reference => reference[(reference.LastIndexOf('.') + 1)..],
        XElement element => element.Value,
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
