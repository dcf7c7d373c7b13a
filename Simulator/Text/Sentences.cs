namespace Spiking.Text;

/// <summary>Sentences that a person has written, in front of those of the program.</summary>
internal static class Sentences
{
    private const string Ends = ".!?";

    /// <summary>The words with a full stop and a space, which the next sentence follows; nothing if there are none.</summary>
    public static string Before(string words)
    {
        string own = words.Trim();
        return own.Length == 0 ? "" : own + (Ends.Contains(own[^1], StringComparison.Ordinal) ? " " : ". ");
    }
}
