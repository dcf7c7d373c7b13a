using System.Diagnostics.CodeAnalysis;
using Spiking.Text;

namespace Spiking.Quantities;

/// <summary>
/// Reads and writes numbers with units ("370 pF"). Values are in SI units; reading and writing are exact as decimal text.
/// </summary>
internal static class Quantity
{
    /// <summary>Reads a number with a unit.</summary>
    /// <param name="text">The text, for example "0.1 ms".</param>
    /// <param name="dimension">The dimension that the unit must have.</param>
    /// <param name="value">The double nearest to the value in SI units.</param>
    /// <param name="fault">What is wrong with the text, as a sentence; null if nothing is.</param>
    /// <returns>Whether the text is a quantity of that dimension.</returns>
    public static bool TryParse(string text, Dimension dimension, out double value, [NotNullWhen(false)] out string? fault) =>
        TryParse(text, dimension, out value, out _, out fault);

    /// <summary>
    /// Writes a finite value with the unit that gives it one to three digits before the point; it reads back as the same double.
    /// </summary>
    /// <param name="value">The value in SI units.</param>
    /// <param name="dimension">Its dimension.</param>
    public static string Format(double value, Dimension dimension) => Format(DecimalNumber.FromDouble(value), dimension);

    /// <summary>Writes a value for a message: like <see cref="Format(double, Dimension)"/>, with at most nine significant digits.</summary>
    /// <param name="value">The value in SI units.</param>
    /// <param name="dimension">Its dimension.</param>
    public static string FormatRounded(double value, Dimension dimension) => Format(DecimalNumber.FromDouble(value, 9), dimension);

    /// <summary>
    /// A value that was typed, so written that two texts of the same value become equal: a number, with or without a unit, in SI units
    /// ("100pA" and "0.1 nA" are "1e-10 Current"); any other text as it is.
    /// </summary>
    /// <param name="text">The text.</param>
    internal static string Canonical(string text)
    {
        string trimmed = text.Trim(), plain = trimmed.Trim('"').Trim();
        if (!DecimalNumber.TryReadPrefix(plain, out DecimalNumber number, out int length)) return trimmed;
        string symbol = plain[length..].Trim();
        if (symbol.Length == 0) return plain == trimmed ? number.ToString() : trimmed;
        return Unit.Find(symbol) is Unit unit ? $"{number.Times(unit.Factor).Shifted(unit.Exponent)} {unit.Dimension}" : trimmed;
    }

    /// <summary>Whether a text is a number with a unit of any dimension.</summary>
    internal static bool HasUnit(string text, out string number)
    {
        bool isNumber = DecimalNumber.TryReadPrefix(text.Trim(), out _, out int length);
        number = isNumber ? text.Trim()[..length] : "";
        return isNumber && Unit.Find(text.Trim()[length..].Trim()) is not null;
    }

    /// <summary>As the public overload, and says which unit the text used.</summary>
    internal static bool TryParse(
        string text, Dimension dimension, out double value, [NotNullWhen(true)] out Unit? unit, [NotNullWhen(false)] out string? fault)
    {
        value = double.NaN;
        unit = null;
        string trimmed = text.Trim();
        if (!DecimalNumber.TryReadPrefix(trimmed, out DecimalNumber number, out int length))
        {
            fault = QuantityFaults.NoNumber(text, dimension);
            return false;
        }

        string symbol = trimmed[length..].Trim();
        unit = Unit.Find(symbol);
        if (unit is null)
        {
            fault = symbol.Length == 0
                ? QuantityFaults.NoUnit($"\"{Shown.Value(text)}\"", number, dimension)
                : QuantityFaults.UnknownUnit(text, symbol, dimension);
            return false;
        }
        if (unit.Dimension != dimension)
        {
            fault = QuantityFaults.WrongDimension(text, number, unit, dimension);
            return false;
        }

        value = number.Times(unit.Factor).Shifted(unit.Exponent).ToDouble();
        fault = QuantityFaults.OutOfRange(text, value, number.Digits.IsZero);
        return fault is null;
    }

    /// <summary>Writes a value in a given unit, with so many significant digits at most.</summary>
    internal static string FormatIn(double value, Unit unit, int significantDigits = 15)
    {
        DecimalNumber number = DecimalNumber.FromDouble(value / unit.Factor, significantDigits);
        return $"{number.Shifted(-unit.Exponent)} {unit.Symbol}";
    }

    private static string Format(DecimalNumber number, Dimension dimension)
    {
        Unit unit = number.Digits.IsZero ? Unit.Usual(dimension) : Unit.Suiting(dimension, number.Magnitude);
        return $"{number.Shifted(-unit.Exponent)} {unit.Symbol}";
    }
}
