using System.Globalization;

namespace Spiking.Plotting;

/// <summary>Numbers as they are written in figures: with a true minus sign and only the digits that are needed.</summary>
internal static class TickLabels
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>The exact number digits * 10^exponent in plain notation; works on digits, so nothing is rounded.</summary>
    /// <param name="digits">All digits as an integer.</param>
    /// <param name="exponent">Power of ten; a negative one gives that many decimals.</param>
    public static string Plain(long digits, int exponent)
    {
        if (digits == 0) return "0";
        string text = Math.Abs(digits).ToString(CultureInfo.InvariantCulture);
        if (exponent >= 0)
        {
            text += new string('0', exponent);
        }
        else
        {
            text = text.PadLeft(1 - exponent, '0');
            text = $"{text[..(text.Length + exponent)]}.{text[(text.Length + exponent)..]}";
        }

        return digits < 0 ? "−" + text : text;
    }

    /// <summary>A number in a format, with a true minus sign.</summary>
    /// <param name="value">The number.</param>
    /// <param name="format">Its format, for example "F2".</param>
    public static string Formatted(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>A number in its shortest form, as for tick marks that were chosen by hand.</summary>
    /// <param name="value">The number.</param>
    public static string Shortest(double value)
    {
        string text = value.ToString("G12", CultureInfo.InvariantCulture);
        int e = text.IndexOf('E', StringComparison.Ordinal);
        if (e < 0) return text.Replace('-', '−');
        int exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return $"{text[..e].Replace('-', '−')}×10{Superscript(exponent)}";
    }

    /// <summary>An integer in superscript digits.</summary>
    /// <param name="number">The integer.</param>
    public static string Superscript(int number)
    {
        string digits = Math.Abs((long)number).ToString(CultureInfo.InvariantCulture);
        return (number < 0 ? "⁻" : "") + string.Concat(digits.Select(digit => Superscripts[digit - '0']));
    }
}
