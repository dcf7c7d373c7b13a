using System.Text;

namespace Spiking.Text;

/// <summary>Texts as cells of tables of comma-separated values (RFC 4180).</summary>
internal static class CsvText
{
    // Spreadsheets take what begins so for a formula.
    private const string Formulas = "=+-@\t\r";

    /// <summary>
    /// The cell of a text that comes from a person: quoted where it must be. Spreadsheets compute what begins with = + - or @, so such a
    /// text gets an apostrophe in front, by which they know text. Numbers are not written by this method, and keep their signs.
    /// </summary>
    public static string Cell(string text)
    {
        if (text.Length > 0 && IsFormula(text[0])) text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>The heading of a column with the unit of its numbers, which may be empty: "condition_hz".</summary>
    public static string Heading(string name, string unit) => unit.Length == 0 ? name : $"{name}_{unit}";

    /// <summary>The text whose cell, without quotes, this is.</summary>
    public static string Text(string cell) => cell.Length > 1 && cell[0] == '\'' && IsFormula(cell[1]) ? cell[1..] : cell;

    /// <summary>
    /// The rows of a table, as texts without quotes: cells with commas, quotes or line breaks stand in quotes, and a quote inside is
    /// doubled.
    /// </summary>
    public static List<string[]> Rows(string table)
    {
        List<string[]> rows = [];
        List<string> row = [];
        StringBuilder cell = new();
        bool quoted = false;
        for (int i = 0; i < table.Length; i++)
        {
            char c = table[i];
            if (quoted && c == '"' && i + 1 < table.Length && table[i + 1] == '"') cell.Append(table[++i]);
            else if (c == '"') quoted = !quoted;
            else if (quoted) cell.Append(c);
            else if (c == ',') EndCell();
            else if (c == '\n') EndRow();
            else if (c != '\r') cell.Append(c);
        }

        if (cell.Length > 0 || row.Count > 0) EndRow();
        return rows;

        void EndCell()
        {
            row.Add(Text(cell.ToString()));
            cell.Clear();
        }

        void EndRow()
        {
            EndCell();
            rows.Add([.. row]);
            row.Clear();
        }
    }

    private static bool IsFormula(char first) => Formulas.Contains(first, StringComparison.Ordinal);
}
