using Spiking.Quantities;

namespace Spiking.Sweeps;

/// <summary>A swept value that is a number, so that results can be drawn over it.</summary>
/// <param name="Value">The number in its unit.</param>
/// <param name="Unit">Symbol of the unit; empty: none.</param>
internal readonly record struct SweptNumber(double Value, string Unit)
{
    /// <summary>Reads a number, with or without a unit.</summary>
    public static bool TryRead(string text, out SweptNumber number)
    {
        string trimmed = text.Trim().Trim('"').Trim();
        number = default;
        if (!DecimalNumber.TryReadPrefix(trimmed, out DecimalNumber value, out int length)) return false;
        string unit = trimmed[length..].Trim();
        if (unit.Length > 0 && Quantities.Unit.Find(unit) is null) return false;
        number = new SweptNumber(value.ToDouble(), unit);
        return double.IsFinite(number.Value);
    }

    /// <summary>The number in another unit; null: the dimensions differ.</summary>
    public double? TryIn(string unit)
    {
        if (unit == Unit) return Value;
        Unit? own = Quantities.Unit.Find(Unit), other = Quantities.Unit.Find(unit);
        if (own is null || other is null || own.Dimension != other.Dimension) return null;
        return Value * own.Factor / other.Factor * Math.Pow(10, own.Exponent - other.Exponent);
    }

    /// <summary>All values as numbers in the unit of the first; null: not all of them are numbers of one dimension.</summary>
    public static (double[] Numbers, string Unit)? All(IReadOnlyList<string> values)
    {
        double[] numbers = new double[values.Count];
        string unit = "";
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!TryRead(values[i], out SweptNumber number)) return null;
            if (i == 0) unit = number.Unit;
            if (number.TryIn(unit) is not double value) return null;
            numbers[i] = value;
        }

        return (numbers, unit);
    }
}
