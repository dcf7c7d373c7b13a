using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Spiking.Runs;

/// <summary>
/// The claim of a process on a working folder: a file in it whose name holds the process id and the time of the process's start, and whose
/// text is the name of the machine.
/// </summary>
/// <remarks>
/// A claim is made by moving a folder that already holds the file to the name of the working folder, and a stale claim is taken over by
/// renaming the file. Both are single calls of the file system that only one process can do: the move fails where a folder with files is,
/// and the name that is renamed belongs to the dead process alone.
/// </remarks>
/// <param name="Process">Process id.</param>
/// <param name="Started">Start of the process in seconds since 1970.</param>
internal sealed record FolderClaim(int Process, long Started)
{
    private const string Prefix = ".claim-";

    // The system computes the start of a process from its own start and the present time, so a clock that was set shifts it.
    private const long Tolerance = 60;

    /// <summary>The claim of this process.</summary>
    public static FolderClaim Own { get; } = OfThisProcess();

    /// <summary>Name of the file.</summary>
    public string FileName => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Process}-{Started}");

    /// <summary>Writes the file into a folder.</summary>
    public void Write(string folder) => File.WriteAllText(Path.Combine(folder, FileName), Environment.MachineName);

    /// <summary>Whether the file is in a folder.</summary>
    public bool IsIn(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <summary>Takes the file out of a folder.</summary>
    public void Remove(string folder) => File.Delete(Path.Combine(folder, FileName));

    /// <summary>The claim on a folder; null: there is none.</summary>
    public static FolderClaim? On(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder, Prefix + "*"))
        {
            string[] parts = Path.GetFileName(path)[Prefix.Length..].Split('-');
            if (parts.Length == 2
                && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int process)
                && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long started))
                return new FolderClaim(process, started);
        }

        return null;
    }

    /// <summary>The machine whose process has this claim on a folder.</summary>
    public string MachineOf(string folder) => File.ReadAllText(Path.Combine(folder, FileName));

    /// <summary>
    /// Whether the process of this claim, one of this machine, has ended. Where that cannot be found out it counts as running.
    /// </summary>
    public bool IsStale()
    {
        try
        {
            using Process process = System.Diagnostics.Process.GetProcessById(Process);
            return Math.Abs(StartOf(process) - Started) > Tolerance || HasEnded(Process);
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or NotSupportedException or IOException)
        {
            return false;
        }
    }

    /// <summary>Makes the claim on a folder that of this process.</summary>
    /// <returns>False: another process was faster, or the folder is gone.</returns>
    public bool TryTakeOver(string folder)
    {
        try
        {
            File.Move(Path.Combine(folder, FileName), Path.Combine(folder, Own.FileName));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    // On Linux a process that has ended stays in the table until its parent asks for its exit code, which some containers never do. Its
    // state stands behind its name, which is in parentheses and can hold anything.
    private static bool HasEnded(int process)
    {
        string path = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat");
        if (!OperatingSystem.IsLinux() || !File.Exists(path)) return false;
        string line = File.ReadAllText(path);
        return line.AsSpan(line.LastIndexOf(')') + 1).TrimStart() is ['Z' or 'X', ..];
    }

    private static FolderClaim OfThisProcess()
    {
        using Process process = System.Diagnostics.Process.GetCurrentProcess();
        return new FolderClaim(process.Id, StartOf(process));
    }

    private static long StartOf(Process process) => new DateTimeOffset(process.StartTime).ToUnixTimeSeconds();
}
