using Spiking.Tests.Commands;

namespace Spiking.Tests.Hostile;

/// <summary>
/// Mutated files of all kinds (networks, protocols, studies, rate models, tables, archives, SONATA files, streams of spikes,
/// snapshots) are read or refused with the documented exception: no crash, no more than two seconds and one gigabyte, nothing damaged
/// accepted that has a checksum; networks that are still sound run without going wrong silently.
/// </summary>
public class HostileFileTests
{
    // Of memory for objects, in hexadecimal digits as the runtime wants them: 1 GB.
    private const string MemoryLimit = "40000000";

    // Texts of long files are objects above the 85 kB from which .NET collects objects in another way, which takes a fifth of the time.
    private const string LargeObjects = "400000";

    // The seed is fixed, so the first files of the hundred thousand find a mistake that comes back; the rest take a tenth of all tests.
    [Test]
    public void Mutated_files_are_read_or_refused() => Execute(files: 40_000, networks: 5, seed: 1);

    [Test]
    [Category("Science")]
    public void A_hundred_thousand_mutated_files_are_read_or_refused() => Execute(files: 100_000, networks: 5, seed: 1);

    [Test]
    [Category("Science")]
    public void Two_hundred_networks_of_mutated_files_run_or_say_why_not() => Execute(files: 100_000, networks: 200, seed: 1_000_000);

    private static void Execute(int files, int networks, int seed)
    {
        ProgramResult result = SimulatorProcess.Apart(
            ["hostile", $"{files}", $"{networks}", $"{seed}"],
            new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = MemoryLimit, ["DOTNET_GCLOHThreshold"] = LargeObjects },
            program: "Simulator.Tests.dll",
            patience: TimeSpan.FromHours(1));
        Notes.Add(result.Output);
        Assert.That(result.ExitCode, Is.Zero, result.Output + result.Error);
        Assert.That(result.Output, Does.Contain($"{networks} networks ran"), "enough of the mutated networks are sound");
    }
}
