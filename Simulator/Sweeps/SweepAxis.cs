using System.Globalization;
using System.Text.RegularExpressions;
using Spiking.Numerics;
using Spiking.Quantities;
using Spiking.Runs;
using Spiking.Text;

namespace Spiking.Sweeps;

/// <summary>
/// One value of a file that a sweep varies: its path, as overrides write it, and the values or the range from which they are drawn.
/// </summary>
internal sealed partial record SweepAxis
{
    // A range of numbers that are drawn from it: its ends in the unit of both, and whether only whole numbers are meant.
    private readonly (double Low, double High, string Unit, bool Whole)? _range;

    private SweepAxis(string path, IReadOnlyList<string> values, (double Low, double High, string Unit, bool Whole)? range) =>
        (Path, Values, _range) = (path, values, range);

    /// <summary>The path, for example task.exampleDuration.</summary>
    public string Path { get; }

    /// <summary>The values as they are typed: "4 s"; none for a range.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>Whether the values are drawn from a range.</summary>
    public bool IsRange => _range is not null;

    /// <summary>Reads "path=value,value,...", "path=low..high" or "path=low..high:number".</summary>
    /// <param name="text">What was typed after --set.</param>
    /// <exception cref="CommandException">It has no such form, or a value is given twice.</exception>
    public static SweepAxis Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            throw new CommandException(
                $"--set '{Shown.Value(text)}': a swept value has the form path=value,value,... or path=low..high, for example "
                + "task.exampleDuration=4s,8s.");
        }

        string path = text[..equals].Trim(), values = text[(equals + 1)..].Trim();
        if (RangePattern().Match(values) is { Success: true } range) return ParseRange(path, range);
        string[] listed = [.. Split(values).Select(value => value.Trim())];
        if (Array.FindIndex(listed, string.IsNullOrEmpty) >= 0)
            throw new CommandException($"--set {path}: a value is empty in '{Shown.Value(values)}'.");
        if (listed.GroupBy(Quantity.Canonical).FirstOrDefault(group => group.Count() > 1)?.ToArray() is [string first, string again, ..])
            throw new CommandException($"--set {path}: the value '{Shown.Value(first)}' is listed twice"
                + (again == first ? "." : $", again as '{Shown.Value(again)}'."));
        return new SweepAxis(path, listed, null);
    }

    /// <summary>
    /// A value for each of a number of points, so that every stratum of the range (or every listed value in its turn) is taken equally
    /// often, in random order: one column of a Latin hypercube (McKay, Beckman and Conover 1979).
    /// </summary>
    /// <param name="points">Number of points.</param>
    /// <param name="random">The random numbers.</param>
    public string[] Sample(int points, ref RandomStream random)
    {
        int[] strata = [.. Enumerable.Range(0, points)];
        for (int i = points - 1; i > 0; i--)
        {
            int j = (int)(random.NextUniform() * (i + 1));
            (strata[i], strata[j]) = (strata[j], strata[i]);
        }

        string[] sampled = new string[points];
        for (int i = 0; i < points; i++)
        {
            double place = (strata[i] + random.NextUniform()) / points;
            sampled[i] = _range is null ? Values[Math.Min((int)(place * Values.Count), Values.Count - 1)] : ValueAt(place);
        }

        return sampled;
    }

    private static SweepAxis ParseRange(string path, Match match)
    {
        string low = match.Groups["low"].Value.Trim(), high = match.Groups["high"].Value.Trim(), number = match.Groups["number"].Value;
        if (!SweptNumber.TryRead(low, out SweptNumber first) || !SweptNumber.TryRead(high, out SweptNumber last))
            throw new CommandException(
                $"--set {path}: a range goes from one number to another, for example 1..5, 0.1..0.9 or '4 s..8 s'; found '{low}..{high}'.");
        if (first.Unit.Length == 0 && last.Unit.Length > 0) (first, low) = (first with { Unit = last.Unit }, low + " " + last.Unit);
        if (last.TryIn(first.Unit) is not double end)
            throw new CommandException($"--set {path}: the ends of the range '{low}..{high}' have different dimensions.");
        if (!(end > first.Value)) throw new CommandException($"--set {path}: the range '{low}..{high}' must rise.");
        bool whole = first.Unit.Length == 0 && low.All(char.IsAsciiDigit) && high.All(char.IsAsciiDigit);
        SweepAxis axis = new(path, [], (first.Value, end, first.Unit, whole));
        if (number.Length == 0) return axis;
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count < 2)
            throw new CommandException($"--set {path}: ':{number}' is the number of values from {low} to {high}, at least 2.");
        if (count > SweepPlan.MostRuns) throw new CommandException($"--set {path}: {count} values are more than {SweepPlan.MostRuns}.");
        return new SweepAxis(path, [.. Enumerable.Range(0, count).Select(i => axis.ValueBetween((double)i / (count - 1)))], null);
    }

    // A whole number owns as much of the range as every other: the ends too.
    private string ValueAt(double place) => _range!.Value is { Whole: true } range
        ? Text(Math.Min(Math.Floor(range.Low + place * (range.High - range.Low + 1)), range.High), range.Unit)
        : ValueBetween(place);

    private string ValueBetween(double place)
    {
        (double low, double high, string unit, _) = _range!.Value;
        return Text(low + place * (high - low), unit);
    }

    // Six digits are enough for a sample, and what was run is what stands in the table.
    private static string Text(double value, string unit) =>
        value.ToString("G6", CultureInfo.InvariantCulture) + (unit.Length > 0 ? " " + unit : "");

    // Commas within brackets, braces and quotes belong to the value.
    private static IEnumerable<string> Split(string values)
    {
        int depth = 0, start = 0;
        bool quoted = false;
        for (int i = 0; i < values.Length; i++)
        {
            char c = values[i];
            if (quoted)
            {
                if (c == '\\') i++;
                else quoted = c != '"';
                continue;
            }

            switch (c)
            {
                case '"':
                    quoted = true;
                    break;
                case '[' or '{':
                    depth++;
                    break;
                case ']' or '}':
                    depth--;
                    break;
                case ',' when depth == 0:
                    yield return values[start..i];
                    start = i + 1;
                    break;
            }
        }

        yield return values[start..];
    }

    [GeneratedRegex(@"^(?<low>[^,\[\]{}""]+?)\.\.(?<high>[^,\[\]{}"":]+?)(:(?<number>[^,\[\]{}""]*))?$")]
    private static partial Regex RangePattern();
}
