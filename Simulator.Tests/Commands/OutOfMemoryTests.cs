using System.Globalization;
using Spiking.Tests.Snapshots;

namespace Spiking.Tests.Commands;

/// <summary>Runs whose memory ends, in processes that are allowed little of it.</summary>
public sealed class OutOfMemoryTests
{
    private static readonly string[] s_load = ["--load", TestFiles.Of("Extension.dll")];

    private TemporaryFolder _folder = null!;

    private string Results => Path.Combine(_folder.Path, "coba", "seed-1");

    private string Incomplete => Results + ".incomplete";

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Memory_that_ends_while_a_network_runs_leaves_what_was_computed_and_a_snapshot_to_continue_from()
    {
        string[] call = Call("""{ "type": "faulty", "time": "1 s", "leaks": true }""");
        ProgramResult result = SimulatorProcess.Apart([.. call, "-o", _folder.Path], Limit(96)).Ended(1);
        Assert.That(result.Error, Does.Match(@"is incomplete: the memory ended at 1(\.\d+)? of 1\.5 s of simulated time\.\r?\n"
            + @"What was computed is kept in .*seed-1\.incomplete, and 'resume .*seed-1\.incomplete --load .*\.dll' would complete it\."));
        Assert.That(File.ReadAllLines(Path.Combine(Incomplete, "rates.csv")), Has.Length.InRange(1 + 2 * 95, 1 + 2 * 140),
            "bins of 10 ms until 1 s, in two populations");
        Assert.That(RunFolders.Json(Incomplete).GetProperty("status").GetString(), Does.StartWith("incomplete: the memory ended at 1"));
        AssertCompletedAsAtOnce(call);
    }

    [Test]
    public void Memory_that_does_not_suffice_for_the_files_of_a_recorder_leaves_the_others_and_a_snapshot()
    {
        string[] call = Call("""{ "type": "faulty", "leaks": true }""");
        ProgramResult result = SimulatorProcess.Apart([.. call, "-o", _folder.Path], Limit(96)).Ended(1);
        Assert.That(result.Error, Does.Contain("The files of a recorder could not be written: there is not enough memory for that.").And
            .Contain($"'resume {Incomplete} --load "));
        Assert.That(File.ReadAllLines(Path.Combine(Incomplete, "rates.csv")), Has.Length.EqualTo(1 + 2 * 150));
        Assert.That(Path.Combine(Incomplete, "spikes.npz"), Does.Exist);
        AssertCompletedAsAtOnce(call);
    }

    [Test]
    public void A_rate_model_for_which_memory_does_not_suffice_ends_with_a_sentence_and_leaves_nothing()
    {
        ProgramResult result = SimulatorProcess.Apart(
            ["run", Path.Combine(TestFiles.Networks, "digits-burstccn.json"), "--set", "hidden[0].units=20000", "-o", _folder.Path],
            Limit(64)).Ended(1);
        Assert.That(result.Error, Does.StartWith("error: there is not enough memory"));
        Assert.That(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories), Is.Empty);
    }

    // With as much memory as there is.
    private void AssertCompletedAsAtOnce(string[] call)
    {
        SharedProcess.Call(["resume", Incomplete, .. s_load]).Ended(0);
        SharedProcess.Call([.. call, "-o", _folder.File("at-once")]).Ended(0);
        Assert.That(ResultComparison.Differences(_folder.File("at-once/coba/seed-1"), Results), Is.Empty);
    }

    /// <summary>A run of 1.5 s with a recorder that takes 320 MB.</summary>
    private static string[] Call(string leak) =>
    [
        "run", Path.Combine(TestFiles.Networks, "coba.json"), "--set", "duration=1.5 s", "--set", "populations.*.size=100", "--set",
        $$"""recorders=[{ "type": "rates", "bin": "10 ms" }, { "type": "spikes" }, {{leak}}]""", .. s_load,
    ];

    private static Dictionary<string, string> Limit(int megabytes) =>
        new() { ["DOTNET_GCHeapHardLimit"] = (megabytes << 20).ToString("X", CultureInfo.InvariantCulture), ["DOTNET_gcServer"] = "0" };
}
