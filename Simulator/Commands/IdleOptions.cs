using System.CommandLine;
using Spiking.Runs;
using Spiking.Text;

namespace Spiking.Commands;

/// <summary>Options that a call has, but that another of its options leaves without effect.</summary>
internal static class IdleOptions
{
    /// <summary>Refuses all options of a call but those that matter.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="reason">Why the others do not matter, as the beginning of a sentence: "--list runs nothing".</param>
    /// <param name="effective">Names of the options that matter.</param>
    /// <exception cref="CommandException">There is another one.</exception>
    public static void Refuse(ParseResult parsed, string reason, params IReadOnlyList<string> effective)
    {
        string[] idle =
        [
            .. parsed.CommandResult.Command.Options
                .Where(option => parsed.GetResult(option) is { Implicit: false } && !effective.Contains(option.Name))
                .Select(option => option.Name),
        ];
        if (idle.Length == 0) return;
        throw new CommandException(
            $"{reason}, so {Names.Enumerated(idle)} would change nothing; leave {(idle.Length == 1 ? "it" : "them")} out.");
    }
}
