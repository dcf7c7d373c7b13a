using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Spiking.Text;

namespace Spiking.Commands;

/// <summary>Options whose value is an integer in a range, with messages that say so.</summary>
internal static class IntegerOption
{
    /// <summary>The largest number of realizations of one call, a week of seconds.</summary>
    public const int MostRealizations = 100_000;

    /// <summary>The largest number of threads or cores, more than machines have.</summary>
    public const int MostThreads = 4096;

    /// <summary>Creates an option.</summary>
    /// <param name="name">Its name, with hyphens.</param>
    /// <param name="description">What it does.</param>
    /// <param name="smallest">Smallest allowed value.</param>
    /// <param name="largest">Largest allowed value.</param>
    /// <param name="standard">The value if it is not given; null: none.</param>
    public static Option<long?> Create(string name, string description, long smallest, long largest = int.MaxValue, long? standard = null)
    {
        Option<long?> option =
            new(name) { Description = description, HelpName = "integer", CustomParser = result => Parse(result, name, smallest, largest) };
        if (standard is not null) option.DefaultValueFactory = _ => standard;
        return option;
    }

    private static long? Parse(ArgumentResult result, string name, long smallest, long largest)
    {
        string text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value >= smallest
            && value <= largest) return value;
        string allowed = largest == long.MaxValue ? $"of at least {smallest}" : $"from {smallest} to {largest}";
        result.AddError(
            string.Create(CultureInfo.InvariantCulture, $"{name}: found '{Shown.Value(text)}'; an integer {allowed} is needed."));
        return null;
    }
}
