using Spiking.Text;

namespace Spiking.Quantities;

/// <summary>The sentences that say what is wrong with a number with a unit.</summary>
internal static class QuantityFaults
{
    public static string NoNumber(string text, Dimension dimension) =>
        $"found \"{Shown.Value(text)}\"; {Needed(dimension)}: a number with a unit, for example \"10 {Unit.Usual(dimension).Symbol}\".";

    public static string NoUnit(string found, DecimalNumber number, Dimension dimension) => number.Digits.IsZero
        ? $"found {found} without a unit; {Needed(dimension)}: write {Example(number, dimension)}."
        : $"found {found} without a unit; {Needed(dimension)}, for example {Example(number, dimension)}.";

    public static string UnknownUnit(string text, string symbol, Dimension dimension)
    {
        if (symbol.StartsWith(',')) return $"found \"{Shown.Value(text)}\"; a number has a decimal point, not a comma.";
        List<string> units = Unit.Of(dimension).Select(unit => unit.Symbol).ToList();
        return $"found \"{Shown.Value(text)}\", whose unit \"{Shown.Value(symbol)}\" is not known; a {Name(dimension)} is "
            + $"given in {Names.Either(units)}"
            + Names.DidYouMean(symbol, units);
    }

    public static string WrongDimension(string text, DecimalNumber number, Unit unit, Dimension dimension) =>
        $"found \"{Shown.Value(text)}\", which is a {Name(unit.Dimension)}; {Needed(dimension)}, for example {Example(number, dimension)}.";

    public static string? OutOfRange(string text, double value, bool isZero) =>
        double.IsInfinity(value) ? $"found \"{Shown.Value(text)}\", which is too large to compute with."
        : value == 0 && !isZero ? $"found \"{Shown.Value(text)}\", which is too small to tell from 0."
        : null;

    /// <summary>The name of a dimension within a sentence.</summary>
    public static string Name(Dimension dimension) => dimension switch
    {
        Dimension.Time => "time",
        Dimension.Frequency => "frequency",
        Dimension.Potential => "potential",
        Dimension.Current => "current",
        Dimension.Capacitance => "capacitance",
        Dimension.Conductance => "conductance",
        Dimension.CurrentPerFrequency => "current per frequency",
        _ => throw new ArgumentOutOfRangeException(nameof(dimension)),
    };

    /// <summary>"a frequency is needed", for the middle of a sentence.</summary>
    public static string Needed(Dimension dimension) => $"a {Name(dimension)} is needed";

    // With the number that was found and the usual unit, where that is of a usual size: 0.0001 without a unit was hardly meant as "0.0001
    // ms".
    private static string Example(DecimalNumber number, Dimension dimension)
    {
        string text = number.ToString();
        bool isUsual = number.Digits.IsZero || (number.Magnitude is >= -2 and <= 4 && text.Length <= 12);
        return $"\"{(isUsual ? text : "10")} {Unit.Usual(dimension).Symbol}\"";
    }
}
