using System.Globalization;

namespace Spiking.Text;

/// <summary>Numbers as figures and reports write them: with a true minus sign and only the digits that are needed.</summary>
internal static class NumberText
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>
    /// The exact number digits * 10^exponent in plain notation, thousands apart by commas; works on digits, so nothing is rounded.
    /// </summary>
    /// <param name="digits">All digits as an integer.</param>
    /// <param name="exponent">Power of ten; a negative one gives that many decimals.</param>
    public static string Plain(long digits, int exponent)
    {
        if (digits == 0) return "0";
        string sign = digits < 0 ? "−" : "", text = Math.Abs(digits).ToString(CultureInfo.InvariantCulture);
        if (exponent >= 0) return sign + Grouped(text + new string('0', exponent));
        text = text.PadLeft(1 - exponent, '0');
        return $"{sign}{Grouped(text[..^-exponent])}.{text[^-exponent..]}";
    }

    /// <summary>
    /// The double nearest to digits * 10^exponent. It is read as decimal text, because that rounds correctly for every exponent; a product
    /// with Math.Pow would not.
    /// </summary>
    public static double Power(long digits, int exponent) =>
        double.Parse(string.Create(CultureInfo.InvariantCulture, $"{digits}e{exponent}"), CultureInfo.InvariantCulture);

    /// <summary>
    /// The power of ten that the numbers of an axis share: none where they have up to five digits before the point or three zeros after it,
    /// which are written out, else one of a thousand.
    /// </summary>
    public static int CommonExponent(IEnumerable<double> values)
    {
        double largest = values.Select(Math.Abs).DefaultIfEmpty(0).Max();
        if (largest == 0) return 0;
        int magnitude = (int)Math.Floor(Math.Log10(largest) + 1e-12);
        return magnitude is >= -3 and <= 4 ? 0 : 3 * (int)Math.Floor(magnitude / 3.0);
    }

    // "12500" -> "12,500".
    private static string Grouped(string digits)
    {
        for (int place = digits.Length - 3; place > 0; place -= 3) digits = digits.Insert(place, ",");
        return digits;
    }

    /// <summary>A number in a format, for example "F2".</summary>
    public static string Formatted(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>
    /// A value that a person typed, such as "-80 mV" or "1300 pA", with a true minus sign and thousands apart: "−80 mV", "1,300 pA". What
    /// is no number stays as it is.
    /// </summary>
    public static string Typed(string value)
    {
        int start = value.StartsWith('-') ? 1 : 0, end = start;
        while (end < value.Length && char.IsAsciiDigit(value[end])) end++;
        if (end == start) return value;
        string digits = value[start..end], rest = value[end..];
        bool isWhole = digits[0] != '0' && (rest.Length == 0 || rest[0] is ' ' or '.');
        return (start == 1 ? "−" : "") + (isWhole ? Grouped(digits) : digits) + rest;
    }

    /// <summary>A number in its shortest form, as for tick marks that were chosen by hand.</summary>
    public static string Shortest(double value)
    {
        string[] parts = value.ToString("G12", CultureInfo.InvariantCulture).Split('E');
        string mantissa = parts[0].Replace('-', '−');
        if (parts.Length == 1) return mantissa;
        string power = $"10{Superscript(int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))}";
        return mantissa == "1" ? power : $"{mantissa}×{power}";
    }

    /// <summary>A number of things: "1 case", "3 cases".</summary>
    public static string Count(int number, string thing) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {thing}{(number == 1 ? "" : "s")}");

    /// <summary>An integer in superscript digits.</summary>
    public static string Superscript(int number)
    {
        string digits = Math.Abs((long)number).ToString(CultureInfo.InvariantCulture);
        return (number < 0 ? "⁻" : "") + string.Concat(digits.Select(digit => Superscripts[digit - '0']));
    }
}
