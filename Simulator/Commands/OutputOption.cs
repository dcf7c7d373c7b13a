using System.CommandLine;
using Spiking.Runs;

namespace Spiking.Commands;

/// <summary>The option that names the folder under which results are written.</summary>
internal static class OutputOption
{
    /// <summary>Creates the option.</summary>
    public static Option<string> Create() => new("--output", "-o")
    {
        Description = "Folder under which results are written.",
        DefaultValueFactory = _ => "results",
        HelpName = "folder",
    };

    /// <summary>The folder that a call asks for.</summary>
    /// <param name="parsed">The call.</param>
    /// <param name="option">The option.</param>
    /// <exception cref="CommandException">Its name is empty, as that of a variable of a shell that was not set.</exception>
    public static string Of(ParseResult parsed, Option<string> option) => parsed.GetRequiredValue(option) is { Length: > 0 } folder
        ? folder
        : throw new CommandException($"{option.Name}: the name of a folder is needed; found an empty one.");
}
