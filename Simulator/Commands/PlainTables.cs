using System.Text.Json;
using Spectre.Console;

namespace Spiking.Commands;

/// <summary>Tables on standard output that also read well in a pipe or a file.</summary>
internal static class PlainTables
{
    // Wide enough for our tables where the output is not a terminal and has no width of its own.
    private const int RedirectedWidth = 160;

    // On a narrower terminal lines are left to break where its screen ends.
    private const int LeastWidth = 40;

    /// <summary>Whether another program forwards what is written to what only looks like a terminal, as mpirun does.</summary>
    public static bool IsForwarded { get; set; }

    private static bool HasScreen => !(System.Console.IsOutputRedirected || IsForwarded);

    /// <summary>A console on standard output; without colours where it is redirected.</summary>
    public static IAnsiConsole Console()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Out) });
        console.Profile.Width = HasScreen ? Math.Max(console.Profile.Width, LeastWidth) : RedirectedWidth;
        return console;
    }

    /// <summary>Writes a table on it.</summary>
    public static void Write(this IAnsiConsole console, PlainTable table) => table.WriteTo(console, mayWiden: !HasScreen);

    /// <summary>The name of an enumeration value as files write it.</summary>
    public static string Kebab<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
