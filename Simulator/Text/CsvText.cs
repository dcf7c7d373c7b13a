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

    /// <summary>The text whose cell, without quotes, this is.</summary>
    public static string Text(string cell) => cell.Length > 1 && cell[0] == '\'' && IsFormula(cell[1]) ? cell[1..] : cell;

    private static bool IsFormula(char first) => Formulas.Contains(first, StringComparison.Ordinal);
}
