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

    // A run of each family of kernels: burst-Poisson cells that learn, active pyramidal cells with Tsodyks-Markram synapses, point neurons
    // with binomial noise, matrix products.
    private static readonly string[] s_kernels = ["xor-burstccn, few cells", "propagation", "brunel", "digits-burstccn"];

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

    /// <summary>
    /// Processors without these instructions are imitated by switching them off in a process. There .NET compiles itself anew, and fused
    /// multiply-adds are computed by the C library, which takes longer than the runs: hence a few only, and by default on the oldest
    /// processor, which lacks what the others lack.
    /// </summary>
    [TestCase("no AVX2", "EnableAVX2", Category = "Science")]
    [TestCase("no AVX", "EnableAVX512F", "EnableAVX512", "EnableAVX2", "EnableAVX")]
    public void The_instruction_set_does_not_matter(string what, params string[] off)
    {
        Dictionary<string, string> environment = off.ToDictionary(name => "DOTNET_" + name, _ => "0");
        ProgramResult result =
            SimulatorProcess.Apart(["fingerprints", "128", .. s_kernels], environment, program: "Simulator.Tests.dll").Ended(0);
        Assert.That(result.Error, Does.Contain("of 128 bits"), "the instructions are switched off");
        Dictionary<string, string> found = FingerprintTable.Read(result.Output.Split('\n', StringSplitOptions.TrimEntries));
        Assert.That(found.Keys, Is.EquivalentTo(s_kernels), what);
        foreach (string run in s_kernels) Assert.That(found[run], Is.EqualTo(FingerprintTable.Expected[run]), what);
    }

    /// <summary>Asserts that a table is the committed one.</summary>
    internal static void Compare(string table)
    {
        string differences = FingerprintTable.Differences(FingerprintTable.Read(table.Split('\n', StringSplitOptions.TrimEntries)));
        Assert.That(differences, Is.Empty, Advice);
    }
}
