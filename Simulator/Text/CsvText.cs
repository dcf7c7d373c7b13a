namespace Spiking.Text;

/// <summary>Texts as cells of tables of comma-separated values (RFC 4180).</summary>
internal static class CsvText
{
    /// <summary>
    /// The cell of a text that comes from a person: quoted where it must be. Spreadsheets compute what begins with = + - or @, so such a text gets an
    /// apostrophe in front, by which they know text. Numbers are not written by this method, and keep their signs.
    /// </summary>
    public static string Cell(string text)
    {
        if (text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal)) text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
