using System.Diagnostics;

namespace Spiking.Tests.Commands;

/// <summary>Folders of runs whose files cannot be written.</summary>
[Platform("Linux")]
public class FullDiskTests
{
    private TemporaryFolder _folder = null!;

    private string Incomplete => Path.Combine(_folder.Path, "coba", "seed-1.incomplete");

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void What_could_be_written_is_kept_with_the_reason()
    {
        // No file may be longer than 64 KiB: 128 blocks of 512 bytes. The spikes are longer, the tables are not. Ignoring the signal makes
        // writing fail.
        ProgramResult result = SimulatorProcess.Apart(
            [.. Call, "--set", """recorders=[{ "type": "spikes" }, { "type": "rates", "bin": "10 ms" }]"""],
            shell: "trap '' XFSZ; ulimit -f 128").Ended(1);
        Assert.That(result.Error, Does.Contain("too large").And.Contain(Incomplete));
        Assert.That(Directory.GetDirectories(Path.GetDirectoryName(Incomplete)!), Is.EqualTo(new[] { Incomplete }));
        Assert.That(File.ReadAllText(Path.Combine(Incomplete, "incomplete.txt")), Does.Contain("could not be written"));
        Assert.That(File.ReadAllLines(Path.Combine(Incomplete, "rates.csv")), Has.Length.EqualTo(1 + 2 * 30),
            "a header, and 30 bins of two populations");
        Assert.That(RunFolders.Json(Incomplete).GetProperty("status").GetString(), Does.StartWith("incomplete: ").And.Contain("too large"));
        Assert.That(RunFolders.Json(Incomplete).GetProperty("simulatedTime_s").GetDouble(), Is.EqualTo(0.3).Within(1e-9));
        Assert.That(File.Exists(Path.Combine(Incomplete, "spikes.npz")), Is.False, "half an archive is of no use");
    }

    // A file system of 300 kB, which a snapshot and some spikes fill: only who may mount one can have it.
    [Test]
    public void On_a_full_disk_the_reason_takes_the_place_of_the_claim()
    {
        string disk = Path.Combine(_folder.Path, "coba");
        Directory.CreateDirectory(disk);
        if (Shell($"mount -t tmpfs -o size=300k tmpfs {disk}") != 0)
            Assert.Ignore("no small disk can be made here: it takes the right to mount.");
        try
        {
            ProgramResult result =
                SimulatorProcess.Apart([.. Call, "--set", """recorders=[{ "type": "spikes" }]""", "--set", "duration=2 s"]).Ended(1);
            Assert.That(result.Error, Does.Contain("No space left").And.Contain(Incomplete));
            Assert.That(File.ReadAllText(Path.Combine(Incomplete, "incomplete.txt")), Does.Contain("No space left"));
        }
        finally
        {
            Shell($"umount {disk}");
        }
    }

    // No file may be longer than 100 KiB, 200 blocks of 512 bytes. The state of the digits' network is longer, its tables and page are not.
    [Test]
    public void A_training_whose_state_cannot_be_kept_goes_on_and_says_so()
    {
        ProgramResult result = SimulatorProcess.Apart(
            ["run", Path.Combine(TestFiles.Networks, "digits-burstccn.json"), "--set", "epochs=1", "--figures", "none", "-o", _folder.Path],
            shell: "trap '' XFSZ; ulimit -f 200").Ended(0);
        Assert.That(result.Error, Does.Contain("note: the state of the training could not be kept: ").And.Contain("too large"));
        string run = Path.Combine(_folder.Path, "digits-burstccn", "seed-1");
        Assert.That(Directory.GetDirectories(Path.GetDirectoryName(run)!), Is.EqualTo(new[] { run }), "no state, nothing incomplete");
        Assert.That(File.ReadAllLines(Path.Combine(run, "summary.csv")), Has.Length.EqualTo(2));
    }

    // No file may be longer than 4 KiB. HDF5 is written by a library, by reflection.
    [TestCase("sonata")]
    [TestCase("nwb")]
    public void An_export_that_cannot_be_written_ends_in_a_sentence(string format)
    {
        SimulatorProcess.Here([.. Call, "--set", """recorders=[{ "type": "spikes" }]"""]).Ended(0);
        string run = Path.Combine(_folder.Path, "coba", "seed-1");
        ProgramResult result = SimulatorProcess.Apart(
            ["export", run, "--format", format],
            shell: "trap '' XFSZ; ulimit -f 8").Ended(1);
        Assert.That(result.Error, Does.StartWith($"error: the recordings of {run} could not be exported: ").And.Contain("too large"));
        Assert.That(Directory.GetFiles(run, "*.h5").Concat(Directory.GetFiles(run, "*.nwb")), Is.Empty);
    }

    [Test]
    public void A_folder_that_is_removed_during_a_run_does_not_end_well()
    {
        ProgramResult result = SimulatorProcess.Apart(
            [.. Call, "--set", "duration=2 s", "--set", """recorders=[{ "type": "rates", "bin": "10 ms" }]"""],
            meanwhile: process =>
            {
                string working = Path.Combine(_folder.Path, "coba", "seed-1.running");
                while (!process.HasExited && !File.Exists(Path.Combine(working, "rates.csv"))) Thread.Sleep(5);
                Directory.Delete(working, recursive: true);
            }).Ended(1);
        Assert.That(result.Error, Does.Contain("was removed").And.Contain(Incomplete));
        Assert.That(File.Exists(Path.Combine(Incomplete, "run.json")), "what was in memory is written all the same");
    }

    [TestCase(">/dev/full")]
    [TestCase(">&-")]
    public void Where_standard_output_cannot_be_written_the_results_are_kept_and_a_sentence_says_so(string redirection)
    {
        ProgramResult result = SimulatorProcess.Apart(Call, shell: $"exec {redirection}").Ended(1);
        Assert.That(result.Error, Does.Contain("standard output could not be written"));
        Assert.That(RunFolders.Json(Path.Combine(_folder.Path, "coba", "seed-1")).GetProperty("status").GetString(),
            Is.EqualTo("complete"));
    }

    // A reader that has seen enough, such as head, closes the pipe.
    [TestCase("unset HOME DOTNET_CLI_HOME XDG_DATA_HOME")]
    [TestCase("export HOME=none")]
    public void Where_nobody_reads_standard_output_any_more_and_without_a_home_folder_the_run_ends_as_always(string home)
    {
        string pipe = _folder.File("pipe"), missing = _folder.File("none");
        SimulatorProcess.Apart(
            Call,
            shell: $"{home.Replace("none", missing)}; mkfifo {pipe}; head -c 1 {pipe} > /dev/null & exec > {pipe}; echo begins; sleep 0.2")
            .Ended(0);
        Assert.That(RunFolders.Json(Path.Combine(_folder.Path, "coba", "seed-1")).GetProperty("status").GetString(),
            Is.EqualTo("complete"));
        Assert.That(missing, Does.Not.Exist, "a home folder that is not there is not made");
    }

    // Where nobody can make a folder, not even root: as on a disk that is read-only.
    [Test]
    public void Where_no_folder_can_be_made_nothing_is_run_and_the_reason_is_said()
    {
        string file = _folder.File("file");
        File.WriteAllText(file, "");
        foreach ((string output, string reason) in new[] { ("/proc/none", "none"), (file, $"{file} is a file, where a folder is needed.") })
        {
            ProgramResult result = SimulatorProcess.Here([.. Call.SkipLast(1), output]).Ended(1);
            Assert.That(result.Error, Does.StartWith($"error: results cannot be written to {output}/coba/seed-1: ").And.Contain(reason));
        }
    }

    [TestCase("exec 2>/dev/full")]
    [TestCase("exec >&- 2>&-")]
    public void Messages_that_nobody_can_read_do_not_end_the_program(string shell) =>
        SimulatorProcess.Apart(["validate", _folder.File("nothing.json")], shell: shell).Ended(1);

    private static int Shell(string command)
    {
        using Process process = Process.Start("sh", ["-c", command + " 2>&1"]);
        process.WaitForExit();
        return process.ExitCode;
    }

    private IReadOnlyList<string> Call =>
        ["run", Path.Combine(TestFiles.Networks, "coba.json"), "--set", "duration=0.3 s", "--set", "populations.excitatory.size=1600",
            "--set", "populations.inhibitory.size=400", "--figures", "none", "-o", _folder.Path];
}
