namespace Spiking.Text;

/// <summary>The call of the program as it could be typed again, quoted for a shell.</summary>
internal static class TypedCommand
{
    /// <summary>The option of all commands that makes the kinds of another assembly known.</summary>
    public const string LoadOption = "--load";

    /// <summary>The call by the name of the program, for records of what was run: "spiking run networks/coba.json".</summary>
    public static string ByName => Quoted(["spiking", .. Words]);

    private static IEnumerable<string> Words => Environment.GetCommandLineArgs().Skip(1);

    /// <summary>The call by the full path of the program, for scripts that run elsewhere, without some options and their values.</summary>
    /// <param name="without">The options: "--slurm".</param>
    public static string ByPath(params IReadOnlyList<string> without)
    {
        List<string> words = [.. Words];
        foreach (string option in without)
        {
            int at = words.FindIndex(word => word == option || word.StartsWith(option + "=", StringComparison.Ordinal));
            if (at >= 0) words.RemoveRange(at, words[at].Contains('=', StringComparison.Ordinal) ? 1 : Math.Min(2, words.Count - at));
        }

        string program = Path.GetFullPath(Environment.GetCommandLineArgs()[0]);
        return Quoted(program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? ["dotnet", program, .. words] : [program, .. words]);
    }

    /// <summary>The options of a call that make the kinds of assemblies known, quoted for a shell: "--load /home/me/My.dll".</summary>
    /// <param name="assemblies">The files of the assemblies.</param>
    public static IEnumerable<string> Loading(IEnumerable<string> assemblies) =>
        assemblies.Select(file => $"{LoadOption} {ShellText.Quoted(file)}");

    private static string Quoted(IEnumerable<string> words) => string.Join(' ', words.Select(ShellText.Quoted));
}
