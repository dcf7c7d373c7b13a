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
            else if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
                steps.Add(new OverrideStep.Index(index));
            else
                return null;
        }
        return steps;
    }

    [GeneratedRegex(@"^[^.\[\]]+(\.[^.\[\]]+|\[([0-9]+|\*)\])*$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"\[[^\]]*\]|\.?[^.\[\]]+")]
    private static partial Regex Step();
}
