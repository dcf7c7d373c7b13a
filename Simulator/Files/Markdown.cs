using Spiking.Text;

namespace Spiking.Files;

/// <summary>The few forms of Markdown that pages of reference need.</summary>
internal static class Markdown
{
    /// <summary>Plain text in which no character acts as markup, in cells of tables either.</summary>
    public static string Escape(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|").Replace("*", "\\*").Replace("<", "&lt;");

    /// <summary>Text that is written as it is typed.</summary>
    public static string Code(string text) => $"`{text}`";

    /// <summary>The name of a type in words: "Short term plasticity" for ShortTermPlasticityDescription.</summary>
    public static string Heading(string name)
    {
        string words = Names.Words(name);
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>The anchor by which links find a heading.</summary>
    public static string Anchor(string heading) => heading.ToLowerInvariant().Replace(' ', '-');

    /// <summary>A row of a table.</summary>
    public static string Row(params IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";
}
