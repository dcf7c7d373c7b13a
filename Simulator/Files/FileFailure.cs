namespace Spiking.Files;

/// <summary>Failures of files: a full disk, missing rights, a limit.</summary>
internal static class FileFailure
{
    /// <summary>Whether a failure is that of a file.</summary>
    // A file that becomes longer than is allowed here is an argument out of range to the runtime.
    public static bool Is(Exception failure) => failure is IOException or UnauthorizedAccessException
        || failure is ArgumentOutOfRangeException && failure.TargetSite?.DeclaringType == typeof(RandomAccess);
}
