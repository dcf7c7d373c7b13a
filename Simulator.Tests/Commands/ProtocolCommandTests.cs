using System.Globalization;
using Spiking.Tests.Protocols.TargetRate;

namespace Spiking.Tests.Commands;

/// <summary>The command protocol as a user calls it.</summary>
public sealed class ProtocolCommandTests
{
    private static readonly string[] s_short =
        ["--set", "duration=4 s", "--set", "teacher[1]=null", "--set", "teacher[0].from=1 s", "--set", "teacher[0].until=2 s", "--set", "phaseWindow=1 s"];

    [Test]
    public void A_target_rate_task_leaves_tables_a_figure_and_a_page()
    {
        using TemporaryFolder folder = new();
        ProgramResult result = SimulatorProcess.Here(["protocol", TargetRateTasks.File, "-o", folder.Path, "--realizations", "3", .. s_short]).Ended(0);
        string run = Path.Combine(folder.Path, "burstccn-target-rate", "seeds-1-3");
        Assert.That(result.Output, Does.Contain("mean and standard error over 3 seeds").And.Contain("seed 3").And.Contain(Path.Combine(run, "report.html")));
        Assert.That(
            Directory.EnumerateFiles(run, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(run, path)),
            Is.EquivalentTo(new[]
            {
                "course.csv", "phases.csv", "run.json", "report.html", "figures/target-rate.svg", "figures/target-rate.png", "figures/target-rate.json", "figures/target-rate-a.csv", "figures/target-rate-b.csv",
                "figures/target-rate-c.csv", "figures/target-rate-d.csv", "figures/target-rate-e.csv",
            }));

        string[] course = File.ReadAllLines(Path.Combine(run, "course.csv")), phases = File.ReadAllLines(Path.Combine(run, "phases.csv"));
        Assert.That(course, Has.Length.EqualTo(1 + 40), "a row every 0.1 s");
        Assert.That(course[0], Does.StartWith("time_s,input_event_rate_hz,input_event_rate_hz_standard_error,output_event_rate_hz,"));
        Assert.That(phases, Has.Length.EqualTo(1 + 3 * 3), "three phases of three seeds");
        var realizations = RunFolders.Json(run).GetProperty("realizations");
        Assert.That(realizations.GetArrayLength(), Is.EqualTo(3));
        Assert.That(result.Output, Does.Contain("spikes " + realizations[2].GetProperty("spikesHash").GetString()));
        Assert.That(File.ReadAllText(Path.Combine(run, "report.html")), Does.Contain("teacher: 10 Hz"));

        // The mean of the last column of phases.csv but three, the teaching current, over the seeds is what the page of the phase shows.
        double[] teacher = [.. phases.Skip(1).Select(row => double.Parse(row.Split(',')[11], CultureInfo.InvariantCulture))];
        Assert.That(teacher.Where((_, i) => i % 3 != 1), Is.All.Zero, "no teacher outside its phase");
        Assert.That(teacher.Where((_, i) => i % 3 == 1), Is.All.GreaterThan(50e-12), "the output is below 10 Hz");
    }

    [Test]
    public void Results_are_not_overwritten_without_force()
    {
        using TemporaryFolder folder = new();
        string[] call = ["protocol", TargetRateTasks.File, "-o", folder.Path, .. s_short];
        SimulatorProcess.Here(call).Ended(0);
        string run = Path.Combine(folder.Path, "burstccn-target-rate", "seed-1");
        string[] before = RunFolders.Contents(run);
        Assert.That(SimulatorProcess.Here(call).Ended(1).Error, Does.Contain("Nothing was overwritten"));
        Assert.That(RunFolders.Contents(run), Is.EqualTo(before));
        SimulatorProcess.Here([.. call, "--force"]).Ended(0);
        RunFolders.AssertTidy(folder.Path);
    }

    [Test]
    public void The_number_of_realizations_of_a_pairing_can_be_given_too()
    {
        using TemporaryFolder folder = new();
        string file = Path.Combine(TestFiles.Networks, "pairing-burst-poisson.json");
        SimulatorProcess.Here("protocol", file, "-o", folder.Path, "--realizations", "7").Ended(0);
        string[] rows = File.ReadAllLines(Path.Combine(folder.Path, "pairing-burst-poisson", "seed-1", "curves.csv"));
        Assert.That(rows[1].Split(',')[^2], Is.EqualTo("7"));
    }

    [TestCase("run")]
    [TestCase("describe")]
    [TestCase("validate")]
    public void Commands_for_networks_say_what_to_do_with_a_protocol(string command)
    {
        ProgramResult result = SimulatorProcess.Here(command, TargetRateTasks.File).Ended(1);
        Assert.That(result.Error, Does.Contain("run it with the command protocol").And.Contain("1 problem; nothing was run."));
    }

    [Test]
    public void A_target_rate_task_cannot_be_scanned() =>
        Assert.That(
            SimulatorProcess.Here("protocol", TargetRateTasks.File, "--scan", "input.initialWeight=0.2,0.3").Ended(1).Error,
            Does.Contain("only protocols of the kind \"pairing\" can be scanned."));
}
