namespace Spiking.Tests.Commands;

/// <summary>reproduce: the runs of a study are those of run, and it compares what was completed.</summary>
public class ReproduceCommandTests
{
    // Two cases, 1.4 s of simulated time each.
    private static readonly string[] Changes =
    [
        "populations.*.size=40", "projections.*.meanInDegree=10", "task.epochs=1", "task.burnIn=0.2 s", "task.exampleDuration=0.2 s",
        "task.teachingSchemes.two-phase.learningDuration=0.1 s", "task.testDiscard=50 ms", "task.decisionWindow=0.1 s", "recorders=null",
    ];

    private TemporaryFolder _folder = null!;

    private string Study => _folder.File("small.json");

    private string Output => _folder.File("out");

    [SetUp]
    public void Create()
    {
        _folder = new TemporaryFolder();
        string network = Path.Combine(TestFiles.Networks, "xor-burstprop.json").Replace("\\", "\\\\", StringComparison.Ordinal);
        string set = string.Join(", ", Changes.Select(c => $"\"{c}\""));
        File.WriteAllText(Study, $$"""
            {
              "name": "small",
              "description": "For a test.",
              "realizations": 2,
              "figure": "teaching",
              "cases": {
                "two-phase": { "title": "in two phases", "network": "{{network}}", "set": [{{set}}], "solves": true },
                "single-phase": { "network": "{{network}}", "set": [{{set}}, "task.teachingScheme=single-phase"], "solves": false }
              }
            }
            """);
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Every_case_has_its_runs_and_a_summary_compares_them()
    {
        ProgramResult result = SimulatorProcess.Here("reproduce", Study, "-o", Output, "--cores", "2").Ended(0);
        string folder = Path.Combine(Output, "small"), summary = Path.Combine(folder, "summary");
        Assert.That(
            Directory.GetDirectories(folder, "*", SearchOption.AllDirectories).Select(d => Path.GetRelativePath(folder, d))
                .Where(d => !d.EndsWith("figures", StringComparison.Ordinal)).Order(),
            Is.EqualTo(new[]
            {
                "single-phase", Path.Combine("single-phase", "seed-1"), Path.Combine("single-phase", "seed-2"), "summary",
                "two-phase", Path.Combine("two-phase", "seed-1"), Path.Combine("two-phase", "seed-2"),
            }));
        Assert.That(result.Output,
            Does.Contain("in two phases").And.Contain("single-phase").And.Contain(Path.Combine(summary, "report.html")));
        Assert.That(File.ReadAllLines(Path.Combine(summary, "summary.csv")), Has.Length.EqualTo(1 + 2 * 2 * 4));
        Assert.That(File.ReadAllLines(Path.Combine(summary, "realizations.csv")), Has.Length.EqualTo(1 + 2 * 2 * 4));
        Assert.That(Directory.GetFiles(Path.Combine(summary, "figures"), "teaching*"), Has.Length.EqualTo(3 + 2 * 3));
        RunFolders.AssertTidy(Output);

        // The page leads to the runs and to all numbers; what the cases have in common stands in its parameters once.
        string page = RunFolders.AssertLinked(summary);
        Assert.That(page, Does.Contain("href=\"../two-phase/seed-2/report.html\"").And.Contain("<td>in two phases</td>")
            .And.Contain("<td>all of them</td>").And.Contain("vectorBits"));
        Assert.That(SimulatorProcess.Here("figures", "redraw", summary).Ended(0).Output,
            Does.EndWith(Path.Combine(summary, "report.html") + "\n"), "the page is drawn again");

        // The same as a single run with the same changes.
        string[] alone = ["run", Path.Combine(TestFiles.Networks, "xor-burstprop.json"), .. Changes.SelectMany(c => new[] { "--set", c }),
            "--seed", "2", "-o", Output];
        SimulatorProcess.Here(alone).Ended(0);
        Assert.That(
            RunFolders.Hashes(Path.Combine(folder, "two-phase", "seed-2")),
            Is.EqualTo(RunFolders.Hashes(Path.Combine(Output, "xor-burstprop", "seed-2"))));
    }

    [Test]
    public void A_part_of_a_study_can_be_run_with_other_numbers()
    {
        SimulatorProcess.Here("reproduce", Study, "-o", Output, "--case", "single-phase", "--realizations", "1", "--set", "task.epochs=2")
            .Ended(0);
        string folder = Path.Combine(Output, "small");
        Assert.That(Directory.GetDirectories(folder).Select(Path.GetFileName).Order(), Is.EqualTo(new[] { "single-phase", "summary" }));
        Assert.That(Directory.GetDirectories(Path.Combine(folder, "single-phase")).Select(Path.GetFileName),
            Is.EqualTo(new[] { "seed-1" }));
        Assert.That(RunFolders.Json(Path.Combine(folder, "single-phase", "seed-1")).GetProperty("simulatedTime_s").GetDouble(),
            Is.EqualTo(0.2 + 4 * 4 * 0.2).Within(1e-9));
    }

    [Test]
    public void Earlier_results_are_replaced_only_when_asked()
    {
        string[] call = ["reproduce", Study, "-o", Output, "--case", "two-phase", "--realizations", "1", "--figures", "none"];
        SimulatorProcess.Here(call).Ended(0);
        string[] before = RunFolders.Contents(Output);
        Assert.That(SimulatorProcess.Here(call).Ended(1).Error, Does.Contain("seed-1").And.Contain("--force").And.Contain("--output"));
        Assert.That(RunFolders.Contents(Output), Is.EqualTo(before));
        SimulatorProcess.Here([.. call, "--force"]).Ended(0);
        RunFolders.AssertTidy(Output);
    }

    [Test]
    public void Unknown_names_are_answered_with_the_nearest()
    {
        Assert.That(SimulatorProcess.Here("reproduce", Study, "--case", "singel-phase").Ended(1).Error,
            Does.Contain("did you mean \"single-phase\"?"));
        Assert.That(SimulatorProcess.Here("reproduce", "burstccn-fig3").Ended(1).Error, Does.Contain("did you mean \"burstccn-fig2\"?"));
    }

    [Test]
    public void The_help_lists_the_studies() =>
        Assert.That(SimulatorProcess.Here("reproduce", "--help").Ended(0).Output,
            Does.Contain("burstccn-fig2").And.Contain("burstccn-ablations"));

    [Test]
    public void What_cannot_be_compared_is_refused_before_any_work()
    {
        Assert.That(
            SimulatorProcess.Here("reproduce", Study, "-o", Output, "--set", "task=null", "--set", "duration=1 s").Ended(1).Error,
            Does.Contain("cases.two-phase.network: found ").And.Contain("cannot be compared: its network has no task"));
        Assert.That(Directory.Exists(Output), Is.False);
    }
}
