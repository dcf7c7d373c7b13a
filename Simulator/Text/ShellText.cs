using System.Buffers;

namespace Spiking.Text;

/// <summary>Words of a command line as a shell takes them.</summary>
internal static class ShellText
{
    // What a shell would not take as it is.
    private static readonly SearchValues<char> s_special = SearchValues.Create(" '\"*?[]{}()$&;<>|`\\~#!\n\t");

    /// <summary>A word in single quotes if it needs them.</summary>
    public static string Quoted(string word) =>
        word.Length == 0 || word.AsSpan().ContainsAny(s_special) ? $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'" : word;
}
