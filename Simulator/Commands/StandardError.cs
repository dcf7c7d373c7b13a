namespace Spiking.Commands;

/// <summary>Writes messages to standard error. Nothing fails where they cannot be written.</summary>
internal static class StandardError
{
    /// <summary>Writes a line.</summary>
    public static void WriteLine(string line)
    {
        try
        {
            Console.Error.WriteLine(line);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // Closed, or a full disk: there is nobody to tell.
        }
    }
}
