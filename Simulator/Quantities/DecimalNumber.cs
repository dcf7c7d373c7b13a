using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Spiking.Quantities;

/// <summary>
/// A decimal number as a person writes it, Digits * 10^Exponent, held exactly. Changing a unit's prefix only moves the exponent, so that
/// "0.1 ms" becomes the double nearest to 1e-4 and not the product of two rounded numbers.
/// </summary>
internal readonly partial record struct DecimalNumber(BigInteger Digits, int Exponent)
{
    // Beyond the length of any text that can be read, and small enough for sums of exponents not to overflow.
    private const int LargestExponent = 1_000_000_000;

    // The double nearest to a decimal number depends on its first 767 significant digits, and on whether others follow.
    private const int MostDigits = 1000;

    /// <summary>Reads the number at the beginning of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The number.</param>
    /// <param name="length">How many characters of the text belong to it; 0 if the text does not begin with a number.</param>
    /// <returns>False if there is no number at the beginning.</returns>
    public static bool TryReadPrefix(string text, out DecimalNumber number, out int length)
    {
        var match = NumberPattern().Match(text);
        number = default;
        length = match.Length;
        if (!match.Success)
            return false;

        string whole = match.Groups["whole"].Value;
        string fraction = match.Groups["fraction"].Value;
        string significant = (whole + fraction).TrimStart('0');
        int dropped = Math.Max(0, significant.Length - MostDigits);
        if (dropped > 0)
        {
            // What is dropped can only matter as being more than nothing.
            string kept = significant[..MostDigits], rest = significant[MostDigits..];
            significant = rest.AsSpan().TrimStart('0').IsEmpty ? kept : kept + "1";
            dropped -= significant.Length - MostDigits;
        }
        var digits = BigInteger.Parse("0" + significant, CultureInfo.InvariantCulture);
        if (match.Groups["sign"].Value == "-")
            digits = -digits;
        number = new DecimalNumber(digits, ReadExponent(match.Groups["exponent"].Value) - fraction.Length + dropped);
        return true;
    }

    /// <summary>The shortest decimal number that reads back as the given finite double.</summary>
    public static DecimalNumber FromDouble(double value) => FromText(value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>The given finite double with so many significant digits.</summary>
    public static DecimalNumber FromDouble(double value, int significantDigits) =>
        FromText(value.ToString("G" + significantDigits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    /// <summary>The number times a power of ten.</summary>
    public DecimalNumber Shifted(int powerOfTen) => this with { Exponent = Exponent + powerOfTen };

    /// <summary>The number times a whole factor.</summary>
    public DecimalNumber Times(int factor) => this with { Digits = Digits * factor };

    /// <summary>The power of ten of the leading digit; 0 for zero.</summary>
    public int Magnitude => Digits.IsZero ? 0 : DigitText().Length - 1 + Exponent;

    /// <summary>The nearest double; infinite or zero where the number is beyond the range of doubles.</summary>
    public double ToDouble() =>
        double.Parse(string.Create(CultureInfo.InvariantCulture, $"{Digits}E{Exponent}"), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>Plain notation where that is readable, else scientific notation.</summary>
    public override string ToString()
    {
        if (Digits.IsZero)
            return "0";
        string sign = Digits.Sign < 0 ? "-" : "";
        string digits = DigitText();
        string trimmed = digits.TrimEnd('0');
        int exponent = Exponent + digits.Length - trimmed.Length;
        if (exponent >= 0 && trimmed.Length + exponent <= 15)
            return sign + trimmed + new string('0', exponent);
        if (exponent < 0 && trimmed.Length + exponent > 0)
            return sign + trimmed[..^-exponent] + "." + trimmed[^-exponent..];
        if (exponent < 0 && exponent + trimmed.Length > -6)
            return sign + "0." + trimmed.PadLeft(-exponent, '0');
        string mantissa = trimmed.Length == 1 ? trimmed : trimmed[..1] + "." + trimmed[1..];
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{mantissa}e{exponent + trimmed.Length - 1}");
    }

    private static DecimalNumber FromText(string text) =>
        TryReadPrefix(text, out var number, out int length) && length == text.Length
            ? number
            : throw new ArgumentException($"{text} is not a finite number.", nameof(text));

    private static int ReadExponent(string text)
    {
        if (text.Length == 0)
            return 0;
        int sign = text[0] == '-' ? -1 : 1;
        string digits = text.TrimStart('+', '-').TrimStart('0');
        return digits.Length > 9 ? sign * LargestExponent : digits.Length == 0 ? 0 : sign * int.Parse(digits, CultureInfo.InvariantCulture);
    }

    private string DigitText() => BigInteger.Abs(Digits).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<sign>[+-]?)(?=\.?[0-9])(?<whole>[0-9]*)(?:\.(?<fraction>[0-9]*))?(?:[eE](?<exponent>[+-]?[0-9]+))?")]
    private static partial Regex NumberPattern();
}
