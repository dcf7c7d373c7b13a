using Spiking.Text;

namespace Spiking.Quantities;

/// <summary>The sentences that say what is wrong with a number with a unit.</summary>
internal static class QuantityFaults
{
    public static string NoNumber(string text, Dimension dimension) =>
        $"found \"{text}\"; {Needed(dimension)}: a number with a unit, for example \"10 {Unit.Usual(dimension).Symbol}\".";

    public static string NoUnit(string found, string number, bool isZero, Dimension dimension)
    {
        string example = $"\"{number} {Unit.Usual(dimension).Symbol}\"";
        return isZero
            ? $"found {found} without a unit; {Needed(dimension)}: write {example}."
            : $"found {found} without a unit; {Needed(dimension)}, for example {example}.";
    }

    public static string UnknownUnit(string text, string symbol, Dimension dimension)
    {
        var units = Unit.Of(dimension).Select(unit => unit.Symbol).ToList();
        return $"found \"{text}\", whose unit \"{symbol}\" is not known; a {Name(dimension)} is given in {Names.Either(units)}"
            + Names.DidYouMean(symbol, units);
    }

    public static string WrongDimension(string text, string number, Unit unit, Dimension dimension) =>
        $"found \"{text}\", which is a {Name(unit.Dimension)}; {Needed(dimension)}, for example \"{number} {Unit.Usual(dimension).Symbol}\".";

    public static string? OutOfRange(string text, double value, bool isZero) =>
        double.IsInfinity(value) ? $"found \"{text}\", which is too large to compute with."
        : value == 0 && !isZero ? $"found \"{text}\", which is too small to tell from 0."
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
}
