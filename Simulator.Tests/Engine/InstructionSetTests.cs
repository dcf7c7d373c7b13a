using Spiking.Numerics;
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
        string[] call =
        [
            .. network == "xor-burstccn" ? SimulatorProcess.ShortCcn : SimulatorProcess.ShortXor, "--set",
            "populations.*.size=100", "--figures", "none",
            "-o", folder.Path, "--force",
        ];
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

    [Test]
    public void The_width_that_is_asked_for_runs_and_is_reported()
    {
        using TemporaryFolder folder = new();
        string[] call = ["run", TestFiles.Of("networks", "coba.json"), "--set", "duration=50 ms", "--force", "-o", folder.Path, "--vector"];
        string run = Path.Combine(folder.Path, "coba", "seed-1");
        List<(string?, string?)> hashes = [];
        foreach (int bits in LaneWidth.Possible)
        {
            SimulatorProcess.Apart([.. call, $"{bits}"]).Ended(0);
            Assert.That(RunFolders.Json(run).GetProperty("machine").GetProperty("vectorBits").GetInt32(), Is.EqualTo(bits));
            hashes.Add(RunFolders.Hashes(run));
        }

        Assert.That(hashes, Is.All.EqualTo(hashes[0]));
    }

    [TestCase("384", "error: --vector: found '384'; vectors have 128, 256 or 512 bits.")]
    [TestCase("512", "error: --vector 512: this machine has vectors of 128 and 256 bits, and wider ones would only be slower.")]
    public void A_width_that_cannot_run_is_refused(string bits, string message)
    {
        Dictionary<string, string> without = new() { ["DOTNET_EnableAVX512F"] = "0", ["DOTNET_EnableAVX512"] = "0" };
        if (LaneWidth.Widest < 256) Assert.Ignore("the message is that of a machine with vectors of 256 bits");
        ProgramResult result = SimulatorProcess.Apart(["run", TestFiles.Of("networks", "coba.json"), "--vector", bits], without).Ended(1);
        Assert.That(result.Error, Does.Contain(message));
    }
}
