using Spiking.Numerics;

namespace Spiking.Tests.Commands;

/// <summary>The width of the vectors that the command line asks for.</summary>
public class VectorOptionTests
{
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
