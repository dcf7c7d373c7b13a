using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Spiking.Commands;

/// <summary>Options whose value is an integer in a range, with messages that say so.</summary>
internal static class IntegerOption
{
    /// <summary>Creates an option.</summary>
    /// <param name="name">Its name, with hyphens.</param>
    /// <param name="description">What it does.</param>
    /// <param name="smallest">Smallest allowed value.</param>
    /// <param name="standard">The value if it is not given; null: none.</param>
    public static Option<long?> Create(string name, string description, long smallest, long? standard = null)
    {
        Option<long?> option = new(name) { Description = description, HelpName = "integer", CustomParser = result => Parse(result, name, smallest) };
        if (standard is not null) option.DefaultValueFactory = _ => standard;
        return option;
    }

    private static long? Parse(ArgumentResult result, string name, long smallest)
    {
        string text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value >= smallest) return value;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name}: found '{text}'; an integer of at least {smallest} is needed."));
        return null;
    }
}
