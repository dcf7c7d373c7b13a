using System.Diagnostics;
using System.Globalization;
using Spiking.Runs;

namespace Spiking.Tests.Runs;

/// <summary>The folder of a run: who may write into it, and what stays when something goes wrong.</summary>
public class RunFolderTests
{
    private TemporaryFolder _folder = null!;

    private string Destination => _folder.File("run");

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase(false)]
    [TestCase(true)]
    public void A_second_run_into_a_folder_is_refused_while_the_first_is_running(bool replace)
    {
        using (RunFolder first = new(Destination, replace))
        {
            CommandException? refused = Assert.Throws<CommandException>(() => new RunFolder(Destination, replace));
            Assert.That(refused!.Message, Does.Contain($"process {Environment.ProcessId}").And.Contain("at this moment"));
            File.WriteAllText(Path.Combine(first.Working, "a.csv"), "1");
            first.Finish();
        }

        Assert.That(Directory.GetFiles(Destination).Select(Path.GetFileName), Is.EqualTo(new[] { "a.csv" }));
        Assert.That(Directory.GetFileSystemEntries(_folder.Path), Has.Length.EqualTo(1));
    }

    [Test]
    public void Of_many_that_claim_a_folder_at_once_one_gets_it()
    {
        for (int round = 0; round < 20; round++)
        {
            string destination = _folder.File(round.ToString(CultureInfo.InvariantCulture));
            RunFolder?[] claimed = new RunFolder?[8];
            Parallel.For(0, claimed.Length, i =>
            {
                try
                {
                    claimed[i] = new RunFolder(destination, replace: true);
                }
                catch (CommandException)
                {
                    // Another one was faster.
                }
            });
            Assert.That(claimed.Count(folder => folder is not null), Is.EqualTo(1));
            foreach (RunFolder? folder in claimed) folder?.Dispose();
        }

        Assert.That(Directory.GetFileSystemEntries(_folder.Path), Is.Empty);
    }

    [Test]
    public void What_a_dead_process_left_is_kept_and_mentioned_and_its_claim_taken_over()
    {
        FolderClaim dead = new(DeadProcess(), 1_000_000_000);
        Directory.CreateDirectory(Destination + ".running");
        dead.Write(Destination + ".running");
        File.WriteAllText(Path.Combine(Destination + ".running", "rates.csv"), "half");
        using RunFolder folder = new(Destination, replace: false);
        Assert.That(folder.Remark, Does.Contain("killed").And.Contain(Destination + ".incomplete"));
        Assert.That(File.ReadAllText(Path.Combine(Destination + ".incomplete", "rates.csv")), Is.EqualTo("half"));
        Assert.That(File.ReadAllText(Path.Combine(Destination + ".incomplete", RunFolder.ReasonFile)),
            Does.Contain($"process {dead.Process}"));
        Assert.That(Directory.GetFiles(folder.Working).Select(Path.GetFileName), Is.EqualTo(new[] { FolderClaim.Own.FileName }));
    }

    [Test]
    [Platform("Linux")]
    public void A_process_that_has_ended_but_whose_parent_has_not_asked_for_it_counts_as_dead()
    {
        // The shell would ask for a child that ends before it has become the other program.
        ProcessStartInfo start = new("sh", ["-c", "sleep 1 & echo $!; exec sleep 60"]) { RedirectStandardOutput = true };
        using Process parent = Process.Start(start)!;
        try
        {
            int child = int.Parse(parent.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
            FolderClaim claim = new(child, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
            Assert.That(claim.IsStale, Is.True.After(30_000, 50));
            Assert.That(File.ReadAllText($"/proc/{child}/stat"), Does.Contain(") Z "), "it is still in the table");
        }
        finally
        {
            parent.Kill();
        }
    }

    [Test]
    public void A_later_process_of_the_same_number_does_not_count_as_the_dead_one()
    {
        Assert.That(FolderClaim.Own.IsStale(), Is.False);
        Assert.That((FolderClaim.Own with { Started = FolderClaim.Own.Started - 3600 }).IsStale(), Is.True);
    }

    [Test]
    public void A_claim_of_another_machine_is_respected()
    {
        FolderClaim other = new(DeadProcess(), 1_000_000_000);
        Directory.CreateDirectory(Destination + ".running");
        File.WriteAllText(Path.Combine(Destination + ".running", other.FileName), "elsewhere");
        Assert.That(() => new RunFolder(Destination, replace: true),
            Throws.TypeOf<CommandException>().With.Message.Contain("on elsewhere"));
        Assert.That(File.Exists(Path.Combine(Destination + ".running", other.FileName)));
    }

    [Test]
    public void A_folder_that_appears_meanwhile_is_left_alone_and_the_results_are_kept_beside_it()
    {
        using RunFolder folder = new(Destination, replace: false);
        File.WriteAllText(Path.Combine(folder.Working, "a.csv"), "new");
        Directory.CreateDirectory(Destination);
        File.WriteAllText(Path.Combine(Destination, "a.csv"), "other");
        IOException? failure = Assert.Throws<IOException>(() => folder.Finish());
        string kept = folder.FinishIncomplete(failure!.Message);
        Assert.That(File.ReadAllText(Path.Combine(kept, "a.csv")), Is.EqualTo("new"));
        Assert.That(File.ReadAllText(Path.Combine(kept, RunFolder.ReasonFile)), Does.Contain("has appeared"));
        Assert.That(File.ReadAllText(Path.Combine(Destination, "a.csv")), Is.EqualTo("other"));
    }

    [Test]
    public void A_folder_that_vanishes_is_noticed()
    {
        using RunFolder folder = new(Destination, replace: false);
        Directory.Delete(folder.Working, recursive: true);
        Directory.CreateDirectory(folder.Working);
        Assert.That(() => folder.Finish(), Throws.TypeOf<IOException>().With.Message.Contain("removed"));
        Assert.That(folder.Restore(), Does.Contain("lost"));
        Assert.That(folder.Restore(), Is.Null);
    }

    private static int DeadProcess()
    {
        using Process process = Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!, "--version") { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.Id;
    }
}
