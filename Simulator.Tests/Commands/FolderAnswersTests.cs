using Spiking.Sweeps;

namespace Spiking.Tests.Commands;

/// <summary>Folders that are none, or hold what is damaged, are answered by every command that takes one.</summary>
public class FolderAnswersTests
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("a file");

    private string Sweep => _folder.File("one-cell/sweep");

    [OneTimeSetUp]
    public void Prepare()
    {
        System.IO.File.WriteAllText(File, "text");
        SimulatorProcess.Here(SweepTo(_folder.Path)).Ended(0);
    }

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    private static string[] SweepTo(string output) =>
        ["sweep", Path.Combine(TestFiles.Networks, "examples", "one-cell.json"), "--set", "duration=20 ms", "--seeds", "1..2", "--figures",
            "none", "-o", output];

    private static string Error(params string[] call) => SimulatorProcess.Here(call).Ended(1).Error;

    [TestCase("export")]
    [TestCase("figures redraw")]
    [TestCase("merge", "sweep")]
    public void What_is_no_folder_of_a_run_is_named(string command, string owner = "run")
    {
        string[] words = command.Split(' ');
        Assert.That(Error([.. words, File]), Is.EqualTo($"error: {File} is a file; the folder of a {owner} is needed.\n"));
        Assert.That(Error([.. words, File + "s"]), Is.EqualTo($"error: there is no folder {File}s.\n"));
        Assert.That(Error([.. words, ""]), Is.EqualTo("error: the name of a folder is needed; found an empty one.\n"));
    }

    [Test]
    public void Resume_answers_an_empty_name_and_finds_the_name_of_the_present_folder()
    {
        Assert.That(Error("resume", ""), Does.Contain("the folder of an unfinished run is needed"));
        string present = Path.TrimEndingDirectorySeparator(Environment.CurrentDirectory);
        Assert.That(Error("resume", "."), Does.Contain($"there is no unfinished run of {present} with a snapshot"));
    }

    [Test]
    public void Resume_says_where_a_run_is_whose_snapshot_cannot_be_used()
    {
        string run = _folder.File("damaged/seed-1");
        Directory.CreateDirectory(run + ".running");
        System.IO.File.WriteAllText(Path.Combine(run + ".running", "snapshot"), "text");
        Assert.That(Error("resume", run), Does.Contain("is no snapshot").And.Contain($"What the run has written is in {run}.incomplete."));
        Assert.That(System.IO.File.ReadAllText(Path.Combine(run + ".incomplete", "snapshot")), Is.EqualTo("text"));
    }

    [Test]
    public void Reference_says_what_is_in_the_way()
    {
        Assert.That(Error("reference", "--output", File), Does.EndWith($"{File} is a file, where a folder is needed.\n"));
        Assert.That(Error("reference", "--output", ""), Does.Contain("--output: the name of a folder is needed"));
    }

    [Test]
    public void Sweep_says_what_is_in_the_way() => Assert.That(Error(SweepTo(File)), Is.EqualTo(
        $"error: the sweep cannot be written to {Path.Combine(File, "one-cell", "sweep")}: {File} is a file, where a folder is needed.\n"));

    [TestCase("sweep")]
    [TestCase("run")]
    [TestCase("reproduce")]
    public void Results_need_a_folder_with_a_name(string command) => Assert.That(
        Error(command, Path.Combine(TestFiles.Networks, "examples", "one-cell.json"), "--set", "duration=20 ms", "-o", ""),
        Is.EqualTo("error: --output: the name of a folder is needed; found an empty one.\n"));

    [TestCase("", "is empty; the path of the experiment's file is needed.")]
    [TestCase("/", "is a folder; the experiment's file is needed.")]
    public void Merge_names_a_plan_without_the_file_of_its_experiment(string file, string sentence)
    {
        string plan = Path.Combine(Sweep, SweepFolder.PlanFile), text = System.IO.File.ReadAllText(plan);
        System.Text.Json.Nodes.JsonNode damaged = System.Text.Json.Nodes.JsonNode.Parse(text)!;
        damaged[nameof(SweepPlan.File)] = file;
        With(plan, damaged.ToJsonString(),
            () => Assert.That(Error("merge", Sweep), Does.Contain($"{plan} is damaged: \"File\"").And.Contain(sentence)));
    }

    [TestCase("\"duration=20 ms\"", "null", "\"Fixed[0]\" is missing; a text is needed.")]
    [TestCase("\"Axes\": []", "\"Axes\": [null]", "\"Axes[0]\" is missing; a text is needed.")]
    [TestCase("\"Axes\": []", "\"Axes\": [\"seed\"]", "\"Points[0]\" has 0 values; one for each of the 1 \"Axes\" is needed.")]
    [TestCase("\"Points\": [\n    []\n  ]", "\"Points\": [null]", "\"Points[0]\" is missing; a list is needed.")]
    [TestCase("\"Points\": [\n    []\n  ]", "\"Points\": [[], []]", "\"Points\" holds a point twice.")]
    [TestCase("\"Seeds\": [\n    1,", "\"Seeds\": [\n    1, 1,", "\"Seeds\" holds a seed twice.")]
    [TestCase("\"Seeds\": [\n    1,", "\"Seeds\": [\n    \"a\",", "\"Seeds[0]\" is \"a\"; a whole number is needed.")]
    [TestCase("\"File\": ", "\"Fil\": ", "\"File\" is missing; a text is needed.")]
    public void Merge_names_a_plan_that_is_damaged(string part, string damage, string sentence)
    {
        string plan = Path.Combine(Sweep, SweepFolder.PlanFile), text = System.IO.File.ReadAllText(plan);
        Assert.That(text, Does.Contain(part));
        With(plan, text.Replace(part, damage, StringComparison.Ordinal),
            () => Assert.That(Error("merge", Sweep), Does.Contain($"{plan} is damaged: {sentence}")));
    }

    [TestCase("[]", "it is []; an object is needed.")]
    [TestCase("null", "it is missing; an object is needed.")]
    [TestCase("{}", "it does not say what was run: \"network\" is missing.")]
    [TestCase("{ \"network\": {}, \"network\": {} }", "network")]
    public void Merge_names_a_record_that_is_damaged(string text, string sentence)
    {
        string record = Path.Combine(Sweep, "seed-2", "run.json");
        With(record, text, () => Assert.That(Error("merge", Sweep), Does.Contain($"{record} is damaged: ").And.Contain(sentence)));
    }

    [Test]
    public void Redrawing_names_a_description_that_is_empty()
    {
        string figure = _folder.File("figures/rates.json");
        Directory.CreateDirectory(_folder.File("figures"));
        System.IO.File.WriteAllText(figure, "\n");
        Assert.That(Error("figures", "redraw", _folder.File("figures")),
            Does.Contain("the text is empty; one object in braces"));
    }

    // An empty table would count as a run that has measured nothing.
    [TestCase("")]
    [TestCase("rates.cell.spike_rate_hz,0\n")]
    public void Merge_names_measurements_without_their_heading(string text)
    {
        string measured = Path.Combine(Sweep, "seed-2", "measurements.csv");
        With(measured, text,
            () => Assert.That(Error("merge", Sweep), Does.Contain($"{measured} is damaged: it does not begin with the heading")));
    }

    private static void With(string path, string text, Action check)
    {
        string before = System.IO.File.ReadAllText(path);
        try
        {
            System.IO.File.WriteAllText(path, text);
            check();
        }
        finally
        {
            System.IO.File.WriteAllText(path, before);
        }
    }
}
