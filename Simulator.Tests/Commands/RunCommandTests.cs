using System.Globalization;
using System.Text.RegularExpressions;

namespace Spiking.Tests.Commands;

/// <summary>run: its folders, and that realizations do not depend on one another.</summary>
public class RunCommandTests
{
    private TemporaryFolder _folder = null!;

    private string Results => Path.Combine(_folder.Path, "xor-burstprop");

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    // Where chance draws no synapse, a realization has no weights of this projection.
    [Test]
    public void Realizations_that_lack_a_number_have_an_empty_cell_under_its_heading()
    {
        using TemporaryFolder folder = new();
        SimulatorProcess.Here("run", Path.Combine(TestFiles.Networks, "examples", "stdp-pair.json"), "--set",
            "projections[1].probability=0.4",
            "--set", "duration=0.5 s", "--realizations", "4", "--figures", "none", "-o", folder.Path).Ended(0);
        string[][] rows = [.. File.ReadAllLines(folder.File("stdp-pair/seeds-1-4/summary.csv")).Select(row => row.Split(','))];
        Assert.That(rows.Select(row => row.Length), Is.All.EqualTo(rows[0].Length));
        int[] weights = [.. Enumerable.Range(0, rows[0].Length).Where(i => rows[0][i].StartsWith("weights.", StringComparison.Ordinal))];
        Assert.That(weights, Has.Length.EqualTo(2), "mean and deviation of the synapse that some realizations have");
        Assert.That(rows.Skip(1).SelectMany(row => weights.Select(i => row[i].Length > 0)), Is.SupersetOf(new[] { true, false }));
        Assert.That(rows.Skip(1).Select(row => row[^1].Length), Is.All.EqualTo(16), "the hash of the weights is the last");
    }

    [Test]
    public void A_run_leaves_one_complete_folder_and_nothing_but_progress_on_standard_error()
    {
        ProgramResult result = SimulatorProcess.Apart([.. SimulatorProcess.TinyXorWithFigures, "-o", _folder.Path]).Ended(0);
        string run = Path.Combine(Results, "seed-1");
        Assert.That(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.All.StartsWith("seed 1  "));
        Assert.That(result.Output, Does.Contain(Path.Combine(run, "report.html")));
        Assert.That(Directory.GetFileSystemEntries(Results), Is.EqualTo(new[] { run }));
        Assert.That(
            Directory.GetFiles(run).Select(Path.GetFileName).Order(),
            Is.EqualTo(new[] { "epochs.csv", "examples.csv", "measurements.csv", "report.html", "run.json", "tests.csv" }));
        Assert.That(Directory.GetFiles(Path.Combine(run, "figures"), "*.svg").Select(Path.GetFileNameWithoutExtension).Order(),
            Is.EqualTo(new[] { "learning", "network", "responses", "spikes", "weight-histograms" }),
            "without a recorder; of so few spikes neither rates nor statistics are drawn");
        Assert.That(RunFolders.Json(run).GetProperty("status").GetString(), Is.EqualTo("complete"));
        Assert.That(RunFolders.Json(run).GetProperty("simulatedTime_s").GetDouble(), Is.EqualTo(2.6).Within(1e-9));
        (string? spikes, string? weights) = RunFolders.Hashes(run);
        Assert.That(result.Output, Does.Contain($"spikes {spikes}, weights {weights}"));
    }

    [Test]
    public void Too_little_memory_is_said_and_leaves_nothing()
    {
        // A heap of 64 MB for 80 million synapses.
        Dictionary<string, string> little = new() { ["DOTNET_GCHeapHardLimit"] = "0x4000000" };
        ProgramResult result = SimulatorProcess.Apart(
            ["run", Path.Combine(TestFiles.Networks, "coba.json"), "--set", "populations.*.size=31600", "-o", _folder.Path], little)
            .Ended(1);
        Assert.That(result.Error, Does.Contain("not enough memory").And.Contain("describe"));
        Assert.That(Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories), Has.None.Contains("seed-1"));
    }

    // A network of about 86 MB in 285 MB: four do not fit side by side, three do.
    [Test]
    public void Runs_that_do_not_fit_into_memory_together_are_refused_with_the_number_that_does()
    {
        Dictionary<string, string> little = new() { ["DOTNET_GCHeapHardLimit"] = "0x11000000" };
        string[] call =
        [
            "run", Path.Combine(TestFiles.Networks, "coba.json"), "--set", "populations.*.size=12250", "--set", "duration=1 ms",
            "--realizations", "4", "--figures", "none", "-o", _folder.Path,
        ];
        ProgramResult refused = SimulatorProcess.Apart([.. call, "--cores", "4"], little).Ended(1);
        Match advice = Regex.Match(refused.Error, "not enough memory for 4 runs at a time: .* use --cores ([0-9]), with which");
        Assert.That(advice.Success, refused.Error);
        Assert.That(int.Parse(advice.Groups[1].Value, CultureInfo.InvariantCulture), Is.EqualTo(3));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.Path), Is.Empty, "nothing was run");
        SimulatorProcess.Apart([.. call, "--cores", "1"], little).Ended(0);
    }

    [Test]
    public void Earlier_results_are_replaced_only_when_asked()
    {
        string[] call = [.. SimulatorProcess.TinyXor, "-o", _folder.Path];
        SimulatorProcess.Here(call).Ended(0);
        string run = Path.Combine(Results, "seed-1");
        File.WriteAllText(Path.Combine(run, "notes.txt"), "mine");
        string[] before = RunFolders.Contents(_folder.Path);

        ProgramResult refused = SimulatorProcess.Here(call).Ended(1);
        Assert.That(refused.Error, Does.Contain(run).And.Contain("--force"));
        Assert.That(RunFolders.Contents(_folder.Path), Is.EqualTo(before));
        RunFolders.AssertTidy(_folder.Path);

        SimulatorProcess.Here([.. call, "--force"]).Ended(0);
        Assert.That(File.Exists(Path.Combine(run, "notes.txt")), Is.False, "replaced as a whole");
        Assert.That(RunFolders.Json(run).GetProperty("status").GetString(), Is.EqualTo("complete"));
        RunFolders.AssertTidy(_folder.Path);
    }

    [Test]
    public void One_realization_in_the_way_stops_all_before_any_work()
    {
        SimulatorProcess.Here([.. SimulatorProcess.TinyXor, "-o", _folder.Path, "--seed", "2"]).Ended(0);
        string[] before = RunFolders.Contents(_folder.Path);
        ProgramResult refused = SimulatorProcess.Here([.. SimulatorProcess.TinyXor, "-o", _folder.Path, "--realizations", "3"]).Ended(1);
        Assert.That(refused.Error, Does.Contain("seed-2").And.Not.Contain("seed-1").And.Not.Contain("seed-3"));
        Assert.That(RunFolders.Contents(_folder.Path), Is.EqualTo(before));
        Assert.That(Directory.GetDirectories(Results), Has.Length.EqualTo(1));
    }

    [Test]
    public void Parallel_realizations_equal_single_runs()
    {
        string[] together = [.. SimulatorProcess.TinyXor, "-o", _folder.Path, "--realizations", "3", "--cores", "3", "--run", "many"];
        SimulatorProcess.Here(together).Ended(0);
        List<(string?, string?)> hashes = [];
        for (int seed = 1; seed <= 3; seed++)
        {
            SimulatorProcess.Here([.. SimulatorProcess.TinyXor, "-o", _folder.Path, "--seed", $"{seed}", "--run", $"single-{seed}"])
                .Ended(0);
            (string?, string?) single = RunFolders.Hashes(Path.Combine(Results, $"single-{seed}"));
            Assert.That(RunFolders.Hashes(Path.Combine(Results, $"many-seed-{seed}")), Is.EqualTo(single), $"seed {seed}");
            hashes.Add(single);
        }

        Assert.That(hashes, Is.Unique);
        RunFolders.AssertTidy(_folder.Path);
    }

    [TestCase("--set", "task.burnIn=1000000 s", "107374.182 s")]
    [TestCase("--set", "task.epochs=1000000", "--set", "task.exampleDuration=1 s", "107374.182 s")]
    [TestCase("--seed", "9223372036854775807", "--realizations", "2", "9223372036854775807")]
    public void Runs_that_no_counter_can_count_are_refused(params string[] argumentsThenMessage)
    {
        ProgramResult refused =
            SimulatorProcess.Here([.. SimulatorProcess.TinyXor, "-o", _folder.Path, .. argumentsThenMessage[..^1]]).Ended(1);
        Assert.That(refused.Error, Does.StartWith("error: ").And.Contain(argumentsThenMessage[^1]));
        Assert.That(Directory.GetFileSystemEntries(_folder.Path), Is.Empty);
    }

    [Test]
    public void A_recorder_may_begin_after_the_end_of_the_run()
    {
        string[] call =
            [.. SimulatorProcess.TinyXor, "--set", "recorders=[{ \"type\": \"spikes\", \"from\": \"1000000 s\" }]", "-o", _folder.Path];
        SimulatorProcess.Here(call).Ended(0);
        Assert.That(Directory.GetFiles(Path.Combine(Results, "seed-1"), "spikes.npz"), Has.Length.EqualTo(1));
    }

    [Test]
    public void A_place_that_cannot_be_written_to_is_told_before_the_run()
    {
        string file = _folder.File("occupied");
        File.WriteAllText(file, "");
        SimulatorProcess.Here([.. SimulatorProcess.TinyXor, "-o", file]).Ended(1);
        Assert.That(SimulatorProcess.Here([.. SimulatorProcess.TinyXor, "-o", file]).Error, Does.StartWith("error: ").And.Contain(file));

        // The kernel lets nobody, not even root, create folders there.
        if (Directory.Exists("/proc/self"))
            Assert.That(SimulatorProcess.Here([.. SimulatorProcess.TinyXor, "-o", "/proc/results"]).Ended(1).Error,
                Does.Contain("/proc/results"));
    }

    [Test]
    public void A_file_in_the_place_of_the_run_is_left_alone()
    {
        Directory.CreateDirectory(Results);
        File.WriteAllText(Path.Combine(Results, "seed-1"), "mine");
        SimulatorProcess.Here([.. SimulatorProcess.TinyXor, "-o", _folder.Path, "--force"]).Ended(1);
        Assert.That(File.ReadAllText(Path.Combine(Results, "seed-1")), Is.EqualTo("mine"));
        RunFolders.AssertTidy(_folder.Path);
    }
}
