namespace Spiking.Tests;

/// <summary>
/// A folder of its own for a test, gone afterwards. Where the machine has a file system in memory with enough room it is there: what tests
/// flush to the disk, so that it outlives a kill, need not outlive the machine.
/// </summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const string Memory = "/dev/shm";
    private const long EnoughBytes = 1L << 31;

    private static readonly string s_parent = IsRoomy(Memory) ? Memory : System.IO.Path.GetTempPath();

    public string Path { get; } = Create();

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static bool IsRoomy(string folder) => Directory.Exists(folder) && new DriveInfo(folder).AvailableFreeSpace >= EnoughBytes;

    private static string Create()
    {
        string path = System.IO.Path.Combine(s_parent, "spiking-test-" + System.IO.Path.GetRandomFileName());
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path).FullName
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
    }
}
