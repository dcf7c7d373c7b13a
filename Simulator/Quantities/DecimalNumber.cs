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

    // Whole numbers of so many digits fit into 64 bits; those up to 2^53 and powers of ten up to 10^22 are doubles.
    private const int DigitsOfLong = 18;
    private const long LargestExact = 1L << 53;
    private const int LargestExactPower = 22;

    private static readonly double[] s_powers =
        [.. Enumerable.Range(0, LargestExactPower + 1).Select(k => double.Parse($"1e{k}", CultureInfo.InvariantCulture))];

    /// <summary>Reads the number at the beginning of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="number">The number.</param>
    /// <param name="length">How many characters of the text belong to it; 0 if the text does not begin with a number.</param>
    /// <returns>False if there is no number at the beginning.</returns>
    public static bool TryReadPrefix(string text, out DecimalNumber number, out int length)
    {
        if (TryReadShort(text, out number, out length)) return true;
        Match match = NumberPattern().Match(text);
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
        BigInteger digits = BigInteger.Parse("0" + significant, CultureInfo.InvariantCulture);
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

    /// <summary>
    /// The double nearest to a decimal product: 2.5e-10 x 1e12 is 250, where the product of the doubles is 250.00000000000003. A value that
    /// is not finite stays as it is.
    /// </summary>
    public static double Product(double value, double factor)
    {
        if (!double.IsFinite(value)) return value;
        DecimalNumber one = FromDouble(value), other = FromDouble(factor);
        return new DecimalNumber(one.Digits * other.Digits, one.Exponent + other.Exponent).ToDouble();
    }

    /// <summary>Whether it is a whole number.</summary>
    // Digits are at most one more than the most that are read, so that more places behind the point cannot all be zeros.
    public bool IsWhole => Digits.IsZero || Exponent >= 0
        || -Exponent <= MostDigits + 1 && BigInteger.Remainder(Digits, BigInteger.Pow(10, -Exponent)).IsZero;

    /// <summary>Whether a finite double is written as a power of ten.</summary>
    public static bool IsPowerOfTen(double value) => value > 0 && FromDouble(value).DigitText().TrimEnd('0') == "1";

    /// <summary>The sum of two numbers.</summary>
    public DecimalNumber Plus(DecimalNumber other)
    {
        int exponent = Math.Min(Exponent, other.Exponent);
        return new DecimalNumber(DigitsAt(exponent) + other.DigitsAt(exponent), exponent);
    }

    /// <summary>The power of ten of the leading digit; 0 for zero.</summary>
    public int Magnitude => Digits.IsZero ? 0 : DigitText().Length - 1 + Exponent;

    /// <summary>The nearest double; infinite or zero where the number is beyond the range of doubles.</summary>
    /// <remarks>
    /// Product or quotient of two numbers that are doubles is rounded once, to the nearest: nothing is lost where both are.
    /// </remarks>
    public double ToDouble() =>
        Math.Abs(Exponent) <= LargestExactPower && !Digits.IsZero && BigInteger.Abs(Digits) <= LargestExact
            ? Exponent < 0 ? (double)(long)Digits / s_powers[-Exponent] : (double)(long)Digits * s_powers[Exponent]
            : double.Parse(string.Create(CultureInfo.InvariantCulture, $"{Digits}E{Exponent}"), NumberStyles.Float,
                CultureInfo.InvariantCulture);

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
        TryReadPrefix(text, out DecimalNumber number, out int length) && length == text.Length
            ? number
            : throw new ArgumentException($"{text} is not a finite number.", nameof(text));

    /// <summary>Reads a number of few digits without exponent, as nearly all are.</summary>
    private static bool TryReadShort(string text, out DecimalNumber number, out int length)
    {
        int i = 0, digits = 0, fraction = 0;
        bool isNegative = text.Length > 0 && text[0] == '-', hasPoint = false;
        if (isNegative || (text.Length > 0 && text[0] == '+')) i++;
        long value = 0;
        for (; i < text.Length && digits <= DigitsOfLong; i++)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                value = 10 * value + (text[i] - '0');
                digits++;
                if (hasPoint) fraction++;
            }
            else if (text[i] == '.' && !hasPoint)
            {
                hasPoint = true;
            }
            else
            {
                break;
            }
        }

        (number, length) = (new DecimalNumber(isNegative ? -value : value, -fraction), i);
        return digits is > 0 and <= DigitsOfLong && (i == text.Length || text[i] is not ('e' or 'E'));
    }

    private static int ReadExponent(string text)
    {
        if (text.Length == 0)
            return 0;
        int sign = text[0] == '-' ? -1 : 1;
        string digits = text.TrimStart('+', '-').TrimStart('0');
        return digits.Length > 9 ? sign * LargestExponent : digits.Length == 0 ? 0 : sign * int.Parse(digits, CultureInfo.InvariantCulture);
    }

    private BigInteger DigitsAt(int exponent) => Digits * BigInteger.Pow(10, Exponent - exponent);

    private string DigitText() => BigInteger.Abs(Digits).ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<sign>[+-]?)(?=\.?[0-9])(?<whole>[0-9]*)(?:\.(?<fraction>[0-9]*))?(?:[eE](?<exponent>[+-]?[0-9]+))?")]
    private static partial Regex NumberPattern();
}
