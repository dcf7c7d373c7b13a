using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Spiking.Text;

/// <summary>Numbers with two decimals at most, as drawings have them.</summary>
internal static class Decimals
{
    // More hundredths than this are not exact in the digits that the system writes.
    private const double Most = 1e13;

    /// <summary>A number: "12.5".</summary>
    public static string Two(double value) => Add(new StringBuilder(), value).ToString();

    /// <summary>
    /// A text in which the numbers with three decimals or more, or with a power of ten ("1.5e-05"), are shortened to two decimals.
    /// </summary>
    /// <param name="text">The text.</param>
    // Drawings have hundreds of thousands of signs, most of them in such numbers, and are gone through once.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static string Shortened(string text)
    {
        StringBuilder? shortened = null;
        int kept = 0;
        for (int at = 0; at < text.Length; at++)
        {
            int length = LengthOfLong(text.AsSpan(at));
            if (length == 0) continue;
            shortened ??= new StringBuilder(text.Length);
            Add(shortened.Append(text, kept, at - kept), double.Parse(text.AsSpan(at, length), CultureInfo.InvariantCulture));
            kept = at + length;
            at = kept - 1;
        }

        return shortened is null ? text : shortened.Append(text, kept, text.Length - kept).ToString();
    }

    // Number of signs of the number with three decimals or more, or with a power of ten, at the beginning of a text; 0: there is none.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int LengthOfLong(ReadOnlySpan<char> text)
    {
        int start = text[0] == '-' ? 1 : 0, end = AfterDigits(text, start);
        bool isWhole = end == text.Length || text[end] != '.', hasDigits = end > start;
        int decimals = 0;
        if (!isWhole)
        {
            int point = end;
            end = AfterDigits(text, point + 1);
            decimals = end - point - 1;
        }

        if (decimals < 3 && !(hasDigits && (isWhole || decimals > 0))) return 0;
        int exponent = end + 1 < text.Length && text[end] == 'e' ? end + (text[end + 1] == '-' ? 2 : 1) : text.Length;
        int last = AfterDigits(text, exponent);
        return last > exponent ? last : decimals < 3 ? 0 : end;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int AfterDigits(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length && char.IsAsciiDigit(text[from])) from++;
        return from;
    }

    // The system's own way to write numbers in a format takes ten times as long.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static StringBuilder Add(StringBuilder text, double value)
    {
        double rounded = Math.Round(value, 2), hundredths = Math.Abs(Math.Round(rounded * 100));
        if (!(hundredths < Most)) return text.Append(rounded.ToString("0.##", CultureInfo.InvariantCulture));
        (long whole, long rest) = Math.DivRem((long)hundredths, 100);
        if (double.IsNegative(rounded)) text.Append('-');
        text.Append(whole);
        if (rest == 0) return text;
        text.Append('.').Append((char)('0' + (rest / 10)));
        return rest % 10 == 0 ? text : text.Append((char)('0' + (rest % 10)));
    }
}
