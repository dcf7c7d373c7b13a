using System.CommandLine;
using System.Globalization;
using Spiking.Numerics;
using Spiking.Runs;
using Spiking.Text;

namespace Spiking.Commands;

/// <summary>The option of all commands that chooses the width of vectors.</summary>
internal static class VectorOption
{
    private const string Name = "--vector";

    /// <summary>Creates the option.</summary>
    public static Option<string?> Create() => new(Name)
    {
        Description = "Width of the vectors in which neurons advance: 128, 256 or 512 bits. By default the widest that the machine has. "
            + "A matter of speed only: results are the same.",
        HelpName = "bits",
        Recursive = true,
    };

    /// <summary>Chooses the width that a call asks for.</summary>
    /// <exception cref="CommandException">There is no such width, or the machine does not have it.</exception>
    public static void Choose(ParseResult parsed)
    {
        if (parsed.GetValue<string?>(Name) is not string text) return;
        if (text is not ("128" or "256" or "512"))
            throw new CommandException($"{Name}: found '{Shown.Value(text)}'; vectors have 128, 256 or 512 bits.");
        int bits = int.Parse(text, CultureInfo.InvariantCulture);
        if (!LaneWidth.Possible.Contains(bits))
        {
            string possible = string.Join(" and ", LaneWidth.Possible);
            throw new CommandException($"{Name} {text}: this machine has vectors of {possible} bits, and wider ones would only be slower.");
        }

        LaneWidth.Choose(bits);
    }
}
