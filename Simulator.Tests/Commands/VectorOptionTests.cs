using Spiking.Numerics;

namespace Spiking.Tests.Commands;

/// <summary>Widths of vectors that the command line asks for and cannot have. (Those that run are in ResultFolderTests.)</summary>
public class VectorOptionTests
{
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
