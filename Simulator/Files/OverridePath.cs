using System.Globalization;
using System.Text.RegularExpressions;

namespace Spiking.Files;

/// <summary>One step of the path of an override.</summary>
internal abstract record OverrideStep
{
    /// <summary>A key of an object.</summary>
    public sealed record Key(string Name) : OverrideStep;

    /// <summary>An entry of a list, counted from 0.</summary>
    public sealed record Index(int Position) : OverrideStep;

    /// <summary>All keys of an object or all entries of a list.</summary>
    public sealed record All : OverrideStep;
}

/// <summary>Splits the path of an override, for example populations.*.background[0].rate.</summary>
internal static partial class OverridePath
{
    /// <summary>The path that a change PATH=VALUE names; of a text without '=', all of it.</summary>
    public static string Of(string change) => change.Split('=')[0].Trim();

    /// <summary>The steps of a path, or null if it is not one.</summary>
    public static List<OverrideStep>? Split(string path)
    {
        if (!Whole().IsMatch(path))
            return null;
        List<OverrideStep> steps = new List<OverrideStep>();
        foreach (Match match in Step().Matches(path))
        {
            string text = match.Value.TrimStart('.').Trim('[', ']');
            if (text == "*")
                steps.Add(new OverrideStep.All());
            else if (match.Value[0] != '[')
                steps.Add(new OverrideStep.Key(text));
            else
                steps.Add(new OverrideStep.Index(
                    int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : int.MaxValue));
        }
        return steps;
    }

    /// <summary>
    /// Whether a change of one path replaces what a change of another has set before: the same value, or an object or list that holds it.
    /// A key after the path of the earlier one only refines it.
    /// </summary>
    /// <param name="path">The path of the later change.</param>
    /// <param name="earlier">The path of the earlier change.</param>
    /// <param name="wholly">
    /// Whether all of it must be replaced; otherwise it is enough that a * of the earlier path may stand for what the later one names.
    /// </param>
    public static bool Replaces(string path, string earlier, bool wholly)
    {
        if (Split(path) is not { } steps || Split(earlier) is not { } before || steps.Count > before.Count) return false;
        return steps.Zip(before).All(pair => pair.First == pair.Second || pair.First is OverrideStep.All
            || (!wholly && pair.Second is OverrideStep.All));
    }

    [GeneratedRegex(@"^[^.\[\]]+(\.[^.\[\]]+|\[([0-9]+|\*)\])*$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"\[[^\]]*\]|\.?[^.\[\]]+")]
    private static partial Regex Step();
}
