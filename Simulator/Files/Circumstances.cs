using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Spiking.Numerics;

namespace Spiking.Files;

/// <summary>Version of the program, and the machine on which it runs: what run.json and the page of a run say of both.</summary>
internal static class Circumstances
{
    /// <summary>Version of the program.</summary>
    public static string Version { get; } =
        typeof(Circumstances).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private const string CpuFile = "/proc/cpuinfo";

    // Read once, and not by a call that asks for the version alone.
    private static readonly Lazy<string?> s_processor = new(ReadProcessor);

    /// <summary>The machine, as run.json has it.</summary>
    public static JsonObject Machine => new(
        Parts.Select(part => KeyValuePair.Create(part.Key, (JsonNode?)(part.Value is int number ? number : (string)part.Value))));

    /// <summary>Version and machine, as pages list them.</summary>
    public static IReadOnlyList<(string Key, string Value)> Entries =>
        [("version", Version), .. Parts.Select(part => (part.Key, FormattableString.Invariant($"{part.Value}")))];

    /// <summary>The same of a run, after the time it took by the clock and other entries.</summary>
    public static IReadOnlyList<(string Key, string Value)> EntriesOf(TimeSpan runTime, params IReadOnlyList<(string, string)> others) =>
        [("run time", runTime.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture) + " s"), .. others, .. Entries];

    // As Linux on x86 tells it; elsewhere, or where that may not be read, it is not known.
    private static string? ReadProcessor()
    {
        try
        {
            string? line = File.Exists(CpuFile)
                ? File.ReadLines(CpuFile).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
            return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() is { Length: > 0 } name ? name : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<(string Key, object Value)> Parts =>
    [
        ("runtime", RuntimeInformation.FrameworkDescription),
        ("system", RuntimeInformation.OSDescription),
        ("architecture", RuntimeInformation.ProcessArchitecture.ToString()),
        .. s_processor.Value is string processor ? [("processor", (object)processor)] : ((string, object)[])[],
        ("cores", Environment.ProcessorCount),
        ("vectorBits", LaneWidth.Bits),
    ];
}
