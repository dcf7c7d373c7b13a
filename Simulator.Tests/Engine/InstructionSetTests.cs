using Spiking.Tests.Commands;

namespace Spiking.Tests.Engine;

/// <summary>Processes with vector instructions switched off compute the same spikes and weights, bit for bit.</summary>
public class InstructionSetTests
{
    private static readonly (string Name, int WidestBits, Dictionary<string, string> Environment)[] Restrictions =
    [
        ("no AVX-512", 256, new() { ["DOTNET_EnableAVX512F"] = "0", ["DOTNET_EnableAVX512"] = "0" }),
        ("no AVX2", 128, new() { ["DOTNET_EnableAVX2"] = "0" }),
        ("no AVX", 128, new()
        {
            ["DOTNET_EnableAVX512F"] = "0",
            ["DOTNET_EnableAVX512"] = "0",
            ["DOTNET_EnableAVX2"] = "0",
            ["DOTNET_EnableAVX"] = "0",
        }),
    ];

    [TestCase("xor-burstprop")]
    [TestCase("xor-burstccn")]
    public void Hashes_do_not_depend_on_the_instruction_set(string network)
    {
        using TemporaryFolder folder = new();
        string run = Path.Combine(folder.Path, network, "seed-1");
        string[] call = [.. network == "xor-burstccn" ? SimulatorProcess.ShortCcn : SimulatorProcess.ShortXor, "-o", folder.Path, "--force"];
        SimulatorProcess.Apart(call).Ended(0);
        (string?, string?) expected = RunFolders.Hashes(run);
        foreach ((string name, int widest, Dictionary<string, string> environment) in Restrictions)
        {
            ProgramResult result = SimulatorProcess.Apart(call, environment).Ended(0);
            int bits = RunFolders.Json(run).GetProperty("machine").GetProperty("vectorBits").GetInt32();
            Assert.That(bits, Is.LessThanOrEqualTo(widest), $"{name}: the restriction must have worked");
            Assert.That(RunFolders.Hashes(run), Is.EqualTo(expected), name);
            Assert.That(result.Output, Does.Contain($"spikes {expected.Item1}, weights {expected.Item2}"));
        }
    }
}
