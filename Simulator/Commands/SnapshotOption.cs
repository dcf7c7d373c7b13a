using System.CommandLine;
using System.Globalization;
using Spiking.Quantities;
using Spiking.Runs;

namespace Spiking.Commands;

/// <summary>The option that says how often snapshots are taken.</summary>
internal static class SnapshotOption
{
    private const double Longest = 365.25 * 24 * 3600;

    /// <summary>Name of the option.</summary>
    public const string Name = "--snapshot-every";

    /// <summary>Creates the option.</summary>
    public static Option<TimeSpan> Create() => new(Name)
    {
        Description = "Computing time between two snapshots of a network, from which the command resume continues a run that was "
            + "stopped or killed: 30s, 5min; 0: none. By default a minute.",
        HelpName = "duration",
        CustomParser = result =>
        {
            string text = result.Tokens.Count > 0 ? result.Tokens[^1].Value : "";
            if (text == "0") return TimeSpan.Zero;
            if (!Quantity.TryParse(text, Dimension.Time, out double seconds, out string? fault))
            {
                result.AddError(double.TryParse(text, CultureInfo.InvariantCulture, out _)
                    ? $"{Name}: found '{text}' without a unit; a time is needed, for example {text}s."
                    : $"{Name}: {fault}");
            }
            else if (seconds is < 0 or > Longest) result.AddError($"{Name}: found '{text}'; a time from 0 to a year is needed.");
            return seconds is > 0 and <= Longest ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
        },
    };

    /// <summary>The interval that was asked for; null: no snapshots are taken.</summary>
    public static TimeSpan? Interval(ParseResult parsed, Option<TimeSpan> option) =>
        parsed.GetResult(option) is null ? RunOptions.UsualInterval : parsed.GetValue(option) is { Ticks: > 0 } interval ? interval : null;
}
