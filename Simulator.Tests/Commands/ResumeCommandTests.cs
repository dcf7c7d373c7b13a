using Spiking.Numerics;
using Spiking.Tests.Snapshots;

namespace Spiking.Tests.Commands;

/// <summary>The command resume, and what run says of a run that was killed.</summary>
[Platform(Exclude = "Win")]
public class ResumeCommandTests
{
    private readonly TemporaryFolder _undisturbed = new();
    private TemporaryFolder _folder = null!;

    private string Expected => Path.Combine(_undisturbed.Path, "xor-burstprop", "seed-1");

    private string Destination => Path.Combine(_folder.Path, "xor-burstprop", "seed-1");

    private static string[] Run(string output) => [.. SimulatorProcess.TinyXor, "--set", "task.epochs=40", "--set",
        """recorders=[{ "type": "rates", "bin": "0.1 s" }]""", "-o", output];

    [OneTimeSetUp]
    public void RunUndisturbed() => SimulatorProcess.Here(Run(_undisturbed.Path)).Ended(0);

    [OneTimeTearDown]
    public void RemoveUndisturbed() => _undisturbed.Dispose();

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    /// <summary>Vectors of another width before and after the kill; a thread more after it.</summary>
    [Test]
    public void A_killed_run_is_continued_with_vectors_of_another_width()
    {
        Kill("--vector", "128");
        ProgramResult result = SimulatorProcess.Here("resume", Destination, "--threads", "2").Ended(0);
        Assert.That(result.Output, Does.Contain("seed 1: "));
        Assert.That(RunFolders.Json(Destination).GetProperty("machine").GetProperty("vectorBits").GetInt32(), Is.EqualTo(LaneWidth.Bits));
        Assert.That(ResultComparison.Differences(Expected, Destination), Is.Empty);
        RunFolders.AssertTidy(_folder.Path);
    }

    [Test]
    public void A_stopped_run_is_continued_from_where_it_was_stopped_and_what_it_had_written_goes()
    {
        Interrupt("TERM");
        Assert.That(File.Exists(Path.Combine(Destination + ".incomplete", "report.html")),
            "of a run that was stopped the results so far are written");
        SimulatorProcess.Here("resume", Destination + ".incomplete").Ended(0);
        Assert.That(ResultComparison.Differences(Expected, Destination), Is.Empty);
    }

    [Test]
    public void A_continuation_that_cannot_write_loses_nothing()
    {
        Kill();
        string table = Path.Combine(Destination + ".running", "rates.csv"), aside = _folder.File("aside");
        File.Move(table, aside);
        Directory.CreateDirectory(table);
        Assert.That(SimulatorProcess.Here("resume", Destination).Ended(1).Error, Does.Contain("could not be written"));
        Directory.Delete(Path.Combine(Destination + ".incomplete", "rates.csv"));
        File.Move(aside, Path.Combine(Destination + ".incomplete", "rates.csv"));
        SimulatorProcess.Here("resume", Destination).Ended(0);
        Assert.That(ResultComparison.Differences(Expected, Destination), Is.Empty);
    }

    [Test]
    public void Run_says_that_a_killed_run_can_be_continued_and_keeps_it()
    {
        Kill();
        ProgramResult result = SimulatorProcess.Here(Run(_folder.Path)).Ended(0);
        Assert.That(result.Error,
            Does.Contain(
                $"was killed; what it left is kept in {Destination}.incomplete, and 'resume {Destination}.incomplete' would continue it."));
        SimulatorProcess.Here("resume", Destination + ".incomplete", "--force").Ended(0);
    }

    [Test]
    public void The_call_that_continues_a_stopped_run_repeats_the_assemblies_that_it_needs_as_a_shell_reads_them()
    {
        string own = Path.Combine(_folder.Path, "Ann's kinds"), assembly = Path.Combine(own, "Extension.dll");
        Directory.CreateDirectory(own);
        File.Copy(TestFiles.Of("Extension.dll"), assembly);
        string incomplete = Path.Combine(own, "izhikevich", "seed-1.incomplete");
        string[] run = ["run", TestFiles.Of("izhikevich.json"), "--load", assembly, "--set", "task=null", "--set", "duration=100 s",
            "--set", """recorders=[{ "type": "rates", "bin": "1 s" }]""", "--figures", "none", "-o", own];
        ProgramResult stopped = Interrupt("TERM", incomplete.Replace(".incomplete", ".running"), run).Ended(130);
        string quoted = $"'{own.Replace("'", "'\\''")}/";
        string call = $"resume {quoted}izhikevich/seed-1.incomplete' --load {quoted}Extension.dll'";
        Assert.That(stopped.Output, Does.Contain($"  continue with: spiking {call}\n"));

        // The shell reads the words that the program gets.
        SimulatorProcess.Apart([], shell: $"set -- \"$@\" {call}").Ended(0);
        Assert.That(Path.Combine(own, "izhikevich", "seed-1", "rates.csv"), Does.Exist);
    }

    [Test]
    public void What_cannot_be_continued_is_said_with_the_reason()
    {
        Assert.That(SimulatorProcess.Here("resume", Destination).Ended(1).Error,
            Does.Contain($"there is no unfinished run of {Destination} with a snapshot"));
        Assert.That(SimulatorProcess.Here("resume", Destination + ".running").Ended(1).Error,
            Does.Contain($"there is no folder {Destination}.running."));
        Directory.CreateDirectory(Destination + ".incomplete");
        Assert.That(SimulatorProcess.Here("resume", Destination + ".incomplete").Ended(1).Error,
            Does.Contain("holds no snapshot, so it cannot be continued: run it again."));
        string snapshot = Path.Combine(Destination + ".incomplete", "snapshot");
        File.WriteAllText(snapshot, "something else");
        Assert.That(SimulatorProcess.Here("resume", Destination + ".incomplete").Ended(1).Error,
            Does.Contain("is no snapshot of a simulation")
                .And.Contain($". There is no snapshot in {Destination}.running that can be used."));
        Assert.That(File.ReadAllText(snapshot), Is.EqualTo("something else"), "what cannot be continued stays as it is");
        Directory.CreateDirectory(Destination);
        Assert.That(SimulatorProcess.Here("resume", Destination + ".incomplete").Ended(1).Error,
            Does.Contain("Nothing was overwritten: use --force"));
        Assert.That(SimulatorProcess.Here([.. Run(_folder.Path), "--snapshot-every", "often"]).Ended(2).Error,
            Does.Contain("--snapshot-every"));
    }

    [Test]
    public void A_run_that_does_not_fit_its_snapshot_is_kept_and_the_message_says_where()
    {
        // Stopped when the table on the disk is longer than with the initial weights, which the recorder writes anew: the snapshot of the
        // stop says so.
        string table = Path.Combine(Destination + ".running", "weights.csv");
        SimulatorProcess.Apart([.. Run(_folder.Path), "--snapshot-every", "20 ms", "--set",
            """recorders=[{ "type": "weights", "every": "20 ms" }]"""], meanwhile: process =>
        {
            while (!process.HasExited && (!File.Exists(table) || new FileInfo(table).Length < 4000)) Thread.Sleep(1);
            InterruptionTests.Send(process, "TERM");
        });
        File.Delete(Path.Combine(Destination + ".incomplete", "weights.csv"));
        Assert.That(SimulatorProcess.Here("resume", Destination).Ended(1).Error,
            Does.EndWith($". What the run has written is in {Destination}.incomplete.\n"));
        Assert.That(Path.Combine(Destination + ".incomplete", "snapshot"), Does.Exist);
    }

    /// <summary>Kills a run as soon as it has taken some snapshots.</summary>
    private void Kill(params string[] options)
    {
        Interrupt("KILL", options);
        Assert.That(Directory.Exists(Destination + ".running"), "the kill came before the end of the run");
    }

    private void Interrupt(string signal, params string[] options) =>
        Interrupt(signal, Destination + ".running", [.. Run(_folder.Path), .. options]);

    private static ProgramResult Interrupt(string signal, string working, string[] run) =>
        SimulatorProcess.Apart([.. run, "--snapshot-every", "20 ms"], meanwhile: process =>
        {
            string previous = Path.Combine(working, "snapshot.previous");
            while (!process.HasExited && !File.Exists(previous)) Thread.Sleep(1);
            InterruptionTests.Send(process, signal);
        });
}
