using System.Runtime.Intrinsics;
using Spiking.Files;
using Spiking.RateModels.Continuous;
using Spiking.RateModels.Data;
using Spiking.RateModels.Experiments;
using Spiking.RateModels.Training;
using Spiking.Tests.Commands;

namespace Spiking.Tests.Fingerprints;

/// <summary>
/// Short runs of all files in the folder networks that need no download give the spikes, weights and results that are committed, bit for
/// bit.
/// </summary>
/// <remarks>
/// A change that is meant to change results is one edit:
/// <code>dotnet Simulator.Tests/bin/Release/net10.0/Simulator.Tests.dll fingerprints > Simulator.Tests/Reference/fingerprints.txt</code>
/// Say in the commit which lines changed, and why. (Initial potentials and decay factors use the system's logarithm and exponential, so a
/// machine with another C library may differ in all lines.)
/// </remarks>
public class FingerprintTests
{
    private const string Advice = "If this change is meant, print the table anew (see FingerprintTests) and say why in the commit.";

    private static readonly Dictionary<string, string> s_noAvx = new()
    {
        ["DOTNET_EnableAVX512F"] = "0",
        ["DOTNET_EnableAVX512"] = "0",
        ["DOTNET_EnableAVX2"] = "0",
        ["DOTNET_EnableAVX"] = "0",
    };

    private static readonly Dictionary<string, string> s_noAvx512 = new() { ["DOTNET_EnableAVX512F"] = "0", ["DOTNET_EnableAVX512"] = "0" };

    private static IEnumerable<string> Files() => Directory.EnumerateFiles(TestFiles.Networks, "*.json").Where(path => !NeedsDownload(path))
        .Select(path => Path.GetFileNameWithoutExtension(path)!).Where(name => !name.EndsWith("schema", StringComparison.Ordinal)).Order();

    // Of the data sets only the digits are a part of the program.
    private static bool NeedsDownload(string path) =>
        SourceFile.Read(path, "rate model").Has(ExperimentDescription.KindKey)
        && ExperimentDescription.File.Load(path) is ClassificationDescription { Data: not DigitsDataDescription }
            or CoarseGrainedDescription { Data: not DigitsDataDescription };

    [TestCaseSource(nameof(Files))]
    public void Every_file_whose_data_are_here_has_a_fingerprint(string file) =>
        Assert.That(ShortRun.All.Select(run => run.File), Has.Some.EqualTo(file));

    [Test]
    public void The_table_lists_the_runs_and_nothing_else() =>
        Assert.That(FingerprintTable.Expected.Keys, Is.EqualTo(ShortRun.All.Select(run => run.Name)));

    [TestCase(1)]
    [TestCase(2)]
    public void Runs_are_those_of_the_table(int threads) => Compare(FingerprintTable.Compute(threads));

    [TestCase(128)]
    [TestCase(256)]
    [TestCase(512)]
    public void The_vector_width_does_not_matter(int bits)
    {
        if (bits == 256 && !Vector256.IsHardwareAccelerated) Assert.Ignore("this machine has no vectors of 256 bits");
        if (bits == 512 && !System.Runtime.Intrinsics.X86.Avx512F.IsSupported) Assert.Ignore("this machine has no vectors of 512 bits");
        Dictionary<string, string> environment = bits switch { 128 => s_noAvx, 256 => s_noAvx512, _ => [] };
        ProgramResult result = SimulatorProcess.Apart(["fingerprints"], environment, program: "Simulator.Tests.dll").Ended(0);
        Assert.That(result.Error, Does.Contain($"vectors of {bits} bits"), "the child process must have used vectors of this width");
        Compare(result.Output);
    }

    private static void Compare(string table)
    {
        string differences = FingerprintTable.Differences(FingerprintTable.Read(table.Split('\n', StringSplitOptions.TrimEntries)));
        Assert.That(differences, Is.Empty, Advice);
    }
}
