using System.Diagnostics;

namespace Spiking.Tests.Commands;

/// <summary>A process that has ended, such as one that was killed and has left files behind.</summary>
internal static class EndedProcess
{
    /// <summary>Starts a process and waits for its end.</summary>
    /// <returns>Its number.</returns>
    public static int Id()
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.Id;
    }
}
