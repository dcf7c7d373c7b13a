namespace Spiking.Figures.Svg;

/// <summary>
/// Estimates of the widths of text. Which font a viewer takes for "sans-serif" is not known, so these are upper bounds over the usual ones
/// (in units of the font size): text laid out with them fits in all of them.
/// </summary>
internal static class TextWidths
{
    private const double Bold = 1.16;

    public static double Of(string text, double size, bool bold = false)
    {
        double width = 0;
        foreach (char character in text)
            width += Of(character);
        return width * size * (bold ? Bold : 1);
    }

    /// <summary>The largest size up to the wanted one, but not below the least, at which the text fits.</summary>
    public static double FittingSize(string text, double wanted, double least, double room, bool bold = false)
    {
        double width = Of(text, wanted, bold);
        return width <= room ? wanted : Math.Max(least, wanted * room / width);
    }

    /// <summary>The text, or as much of its beginning as fits with an ellipsis.</summary>
    public static string Shorten(string text, double size, double room, bool bold = false)
    {
        if (Of(text, size, bold) <= room)
            return text;
        int length = text.Length;
        while (length > 0 && (char.IsHighSurrogate(text[length - 1]) || Of(text[..length] + "…", size, bold) > room))
            length--;
        return length == 0 ? "" : text[..length].TrimEnd() + "…";
    }

    private static double Of(char character) => character switch
    {
        'i' or 'j' or 'l' or '\'' or '|' => 0.3,
        ' ' or '.' or ',' or ':' or ';' or '!' or 'I' => 0.36,
        'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '/' or '-' => 0.42,
        's' or 'c' or 'k' or 'J' or 'v' or 'x' or 'y' or 'z' => 0.6,
        'm' or 'M' or 'W' or '@' or '%' or '—' or '…' or '→' => 1.0,
        'w' or '−' or '+' or '=' or '×' or '±' or '<' or '>' or '&' => 0.85,
        'O' or 'Q' or 'G' or 'D' or 'N' or 'H' => 0.8,
        '⁻' or '⁰' or '¹' or '²' or '³' or (>= '⁴' and <= '⁹') => 0.53,
        >= 'A' and <= 'Z' => 0.74,
        <= '\u04ff' => 0.65,
        _ => 1.0,
    };
}
