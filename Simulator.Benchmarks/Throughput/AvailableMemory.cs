using System.Globalization;

namespace Spiking.Benchmarks.Throughput;

/// <summary>How much memory a process can still take.</summary>
internal static class AvailableMemory
{
    private const string MemoryInformation = "/proc/meminfo";
    private const string AvailableKey = "MemAvailable:";

    /// <summary>Bytes: what the system calls available and the limit of the process (a container's) leaves.</summary>
    public static long Bytes()
    {
        long limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - Environment.WorkingSet;
        if (!File.Exists(MemoryInformation)) return limit;
        string? line = File.ReadLines(MemoryInformation).FirstOrDefault(l => l.StartsWith(AvailableKey, StringComparison.Ordinal));
        if (line is null) return limit;
        string kilobytes = line[AvailableKey.Length..].Replace("kB", "", StringComparison.Ordinal).Trim();
        return Math.Min(limit, long.Parse(kilobytes, CultureInfo.InvariantCulture) * 1024);
    }
}
