using System.Text.RegularExpressions;
using Spiking.Files;
using Spiking.Papers;

namespace Spiking.Tests.Papers;

/// <summary>Paper files: those that come with the program, and mistakes in them.</summary>
public sealed class PaperFileTests
{
    private const string Claim =
        """{ "figure": "1", "sentence": "A.", "measure": { "experiment": "one", "number": "a" }, "bound": { "above": 0, "because": "b" }, "control": { "experiment": "two", "change": "c" } }""";

    public static IEnumerable<string> Files => Directory.EnumerateFiles(Path.Combine(TestFiles.Networks, "studies"), "*.json")
        .Where(path => SourceFile.Read(path, "paper").Has(PaperExperiments.KindKey)).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Files))]
    public void Every_paper_loads_with_all_its_experiments_in_full_and_quickly(string path)
    {
        PaperDescription paper = PaperDescription.File.Load(path);
        Assert.That(paper.Name, Is.EqualTo(Path.GetFileNameWithoutExtension(path)));
        foreach (bool quick in new[] { false, true })
        {
            PaperPlan plan = PaperPlan.Of(paper, [], quick);
            Assert.That(PaperExperiments.Jobs(path, plan.Planned(), [], plan.FolderName, []).Select(job => job.Destination), Is.Unique);
        }
    }

    [TestCase("\"expected\": \"hold\"",
        "expected: found \"hold\"; it must be \"holds\", \"does-not-hold\" or \"open\"; did you mean \"holds\"?")]
    [TestCase("\"noControl\": \"why\"",
        "a claim needs exactly one of the keys \"control\" and \"noControl\", which says why there is no control.")]
    [TestCase("\"minus\": { \"experiment\": \"tow\", \"number\": \"a\" }",
        "there is no experiment \"tow\"; there are \"one\" and \"two\"; did you mean \"two\"?")]
    [TestCase("\"minus\": { \"experiment\": \"two\" }", "exactly one of the keys \"number\" and \"table\" says what is measured.")]
    [TestCase("\"minus\": { \"experiment\": \"two\", \"table\": \"t.csv\" }",
        "a table needs the key \"column\", and only a table has one.")]
    [TestCase("\"minus\": { \"experiment\": \"two\", \"table\": \"../t.csv\", \"column\": \"c\" }",
        "found \"../t.csv\"; it must be the name of a file of the run, for example \"rates.csv\".")]
    [TestCase("\"minus\": { \"experiment\": \"two\", \"table\": \"t.csv\", \"column\": \"c\", \"where\": [\"35..40\"] }",
        "found \"35..40\"; rows are chosen by column=text or column=low..high, for example bin_end_s=35..40.")]
    [TestCase("\"minus\": { \"experiment\": \"two\", \"number\": \"a\", \"where\": [\"a=b\"] }", "only rows of a table are chosen.")]
    [TestCase("\"minus\": { \"experiment\": \"two\", \"number\": \"a\", \"take\": \"last\" }",
        "only of the column of a table something is taken; a number is one for each run.")]
    [TestCase("\"notChecked\": \"there is none\"", "a claim that is not checked has nothing to measure; leave it or notChecked out.")]
    public void A_mistake_in_a_claim_is_refused_with_its_place(string text, string message) =>
        Assert.That(Problems(Claim[..^2] + ", " + text + " }"), Has.Some.EndsWith(message));

    [TestCase("{ \"experiment\": \"one\", \"change\": \"c\" }",
        "\"one\" is the experiment of the claim itself; a control is another one, or another number or other rows of it.")]
    [TestCase("{ \"experiment\": \"two\", \"change\": \"c\", \"where\": [\"time=1..2\"] }",
        "the claim chooses no rows of \"one\" by \"time\", so there is nothing to replace.")]
    [TestCase("{ \"experiment\": \"one\", \"number\": \"a\", \"change\": \"c\" }",
        "\"one\" is the experiment of the claim itself; a control is another one, or another number or other rows of it.")]
    [TestCase("{ \"experiment\": \"tow\", \"change\": \"c\" }",
        "there is no experiment \"tow\"; there are \"one\" and \"two\"; did you mean \"two\"?")]
    public void A_control_that_cannot_be_one_is_refused(string control, string message) =>
        Assert.That(Problems(Claim.Replace("{ \"experiment\": \"two\", \"change\": \"c\" }", control, StringComparison.Ordinal)),
            Has.Some.EndsWith(message));

    [TestCase("population=a", "is the experiment of the claim itself; a control is another one, or another number or other rows of it.")]
    [TestCase("population = a", "is the experiment of the claim itself; a control is another one, or another number or other rows of it.")]
    [TestCase("time=1..2", "the claim chooses no rows of \"one\" by \"time\", so there is nothing to replace; there is \"population\".")]
    public void A_control_with_the_rows_of_the_claim_is_refused(string row, string message)
    {
        // By time only rows of the other experiment are chosen, whose place the control does not take.
        const string Measure = "\"measure\": { \"experiment\": \"one\", \"number\": \"a\" }";
        string claim = Claim.Replace(Measure,
            """
            "measure": { "experiment": "one", "table": "t.csv", "column": "a", "where": ["population=a"] },
            "minus": { "experiment": "two", "table": "t.csv", "column": "a", "where": ["time=0..1"] }
            """, StringComparison.Ordinal).Replace("{ \"experiment\": \"two\", \"change\": \"c\" }",
            $"{{ \"experiment\": \"one\", \"change\": \"c\", \"where\": [\"{row}\"] }}", StringComparison.Ordinal);
        Assert.That(Problems(claim), Has.Exactly(1).EndsWith(message));
    }

    [Test]
    public void A_control_that_runs_the_same_under_another_name_is_refused() =>
        Assert.That(Problems(Claim, setOfTwo: "[]"), Has.Exactly(1).EndsWith(
            "\"two\" runs the same as \"one\"; a control is another one, or another number or other rows of it."));

    [TestCase("Figures", "an experiment cannot be called \"Figures\"; a file or folder beside its own has this name.")]
    [TestCase("claims.csv", "an experiment cannot be called \"claims.csv\"; a file or folder beside its own has this name.")]
    [TestCase("ONE", "the names \"one\" and \"ONE\" are the same except for capital letters, and the experiments would share a folder.")]
    public void An_experiment_has_a_folder_of_its_own(string name, string message) =>
        Assert.That(Problems(Claim.Replace("\"two\"", $"\"{name}\"", StringComparison.Ordinal), second: name),
            Has.Exactly(1).EndsWith(message));

    [Test]
    public void Figures_of_the_document_have_files_of_their_own() =>
        Assert.That(Problems(Claim, second: "one-f", figuresOfTwo: "[\"g\"]", figuresOfOne: "[\"f-g\"]"),
            Has.Exactly(1).EndsWith(
                "the document has another figure \"one-f-g\"; call the experiment or the other figure something else."));

    [TestCase("\"figure\": \"2\"", "no claim is of \"2\"; there is \"1\".")]
    [TestCase("\"experiment\": \"tow\"", "there is no experiment \"tow\"; there are \"one\" and \"two\"; did you mean \"two\"?")]
    [TestCase("\"where\": [\"a\"]", "found \"a\"; rows are chosen by column=text or column=low..high, for example bin_end_s=35..40.")]
    [TestCase("\"table\": \"../t.csv\"", "it must be the name of a file of the run, for example \"rates.csv\".")]
    public void A_mistake_in_a_figure_is_refused_with_its_place(string text, string message)
    {
        const string Figure =
            """{ "figure": "1", "title": "T", "panels": [{ "table": "t.csv", "x": { "column": "a", "label": "A" }, "y": { "column": "b", "label": "B" }, "lines": [{ "experiment": "one", "label": "L", "where": [] }] }] }""";
        string key = text.Split(':')[0];
        Assert.That(Problems(Claim, Regex.Replace(Figure, key + @": (""[^""]*""|\[\])", text)), Has.Some.EndsWith(message));
    }

    [Test]
    public void Two_lines_of_one_name_are_refused() =>
        Assert.That(
            Problems(Claim,
                """{ "figure": "1", "title": "T", "panels": [{ "table": "t.csv", "x": { "column": "a", "label": "A" }, "y": { "column": "b", "label": "B" }, "lines": [{ "experiment": "one", "label": "L" }, { "experiment": "two", "label": "L", "model": "burstcn", "like": "M" }] }] }"""),
            Has.Exactly(1).EndsWith("another line of the panel is called \"L\", too.")
                .And.Exactly(1).EndsWith("no line of the panel before it is called \"M\"; there is \"L\".")
                .And.Exactly(1).Contains("there is no model \"burstcn\"; there are ")
                .And.Exactly(1).EndsWith("did you mean \"burstccn\"?"));

    [TestCase("\"shaded\": [{ \"from\": 2, \"until\": 1 }], ", "", "found 1; a stretch ends after it has begun.")]
    [TestCase("\"shaded\": [{ \"from\": -100, \"until\": 1 }], ", "",
        "found -100; it must be above 0, because the axis is logarithmic.")]
    [TestCase("", ", \"circles\": { \"sample\": \"n = 1 run\", \"values\": { \"late\": 1 } }",
        "found the position \"late\"; a position along a line is a number.")]
    [TestCase("\"bars\": true, ", ", \"circles\": { \"sample\": \"n = 1 run\", \"values\": { \"late\": 1 } }", null)]
    [TestCase("\"bars\": true, \"shaded\": [{ \"from\": 1, \"until\": 2 }], ", "",
        "bars stand at names, not along an axis of which stretches could be shaded; leave \"shaded\" out.")]
    [TestCase("\"level\": { \"at\": -6, \"label\": \"l\" }, ", "", "found -6; it must be at least \"from\" of the axis, -5.")]
    [TestCase("", ", \"circles\": { \"sample\": \"n = 1 run\", \"values\": { \"1\": -5.5, \"2\": -5 } }",
        "found the value -5.5 at \"1\"; it must be at least \"from\" of the axis, -5.")]
    [TestCase("", ", \"circles\": { \"sample\": \"n = 1 run\", \"values\": { \"0\": 1, \"3\": 1 } }",
        "found the position \"0\"; it must be above 0, because the axis is logarithmic.")]
    public void Circles_and_stretches_have_places_along_the_axis(string panel, string line, string? message) =>
        Assert.That(
            Problems(Claim,
                $$"""{ "figure": "1", "title": "T", "panels": [{ {{panel}}"table": "t.csv", "x": { "column": "a", "label": "A"{{(panel.Contains("bars", StringComparison.Ordinal) ? "" : ", \"log\": true")}} }, "y": { "column": "b", "label": "B", "from": -5 }, "lines": [{ "experiment": "one", "label": "L"{{line}} }] }] }"""),
            message is null ? Is.Empty : Has.Exactly(1).EndsWith(message));

    [TestCase("{ \"because\": \"b\" }", "a bound needs at least one of the keys \"above\", \"below\" and \"allowance\".")]
    [TestCase("{ \"allowance\": 1, \"because\": \"b\" }",
        "an allowance is one for the difference from a reference; give the claim the key \"reference\".")]
    [TestCase("{ \"above\": 2, \"below\": 1, \"because\": \"b\" }", "found 2; it must be smaller than below, 1.")]
    public void A_bound_that_means_nothing_is_refused(string bound, string message) =>
        Assert.That(Problems(Claim.Replace("{ \"above\": 0, \"because\": \"b\" }", bound, StringComparison.Ordinal)),
            Has.Exactly(1).EndsWith(message));

    [Test]
    public void A_claim_without_anything_to_measure_says_why() =>
        Assert.That(Problems("""{ "figure": "1", "sentence": "A." }"""),
            Has.Some.EndsWith(
                "a claim needs the keys \"measure\" and \"bound\", or \"notChecked\" with the reason why it is not checked."));

    [Test]
    public void An_experiment_that_decides_nothing_is_refused() =>
        Assert.That(
            Problems(Claim.Replace("\"control\": { \"experiment\": \"two\", \"change\": \"c\" }", "\"noControl\": \"why\"",
                StringComparison.Ordinal)),
            Has.Exactly(1).EndsWith("the experiment \"two\" decides no claim; remove it, or name it in a claim."));

    [Test]
    public void A_file_of_an_experiment_that_is_not_there_is_refused_with_its_place_and_the_nearest_name()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("xor.json"), "{}");
        PlannedExperiment experiment = new("first", "xro.json", [], [], 2, 0);
        NetworkFileException refusal = Assert.Throws<NetworkFileException>(
            () => PaperExperiments.Jobs(folder.File("p.json"), [experiment], [], "out", []))!;
        Assert.That(refusal.Problems.Single().ToString(), Is.EqualTo(folder.File("p.json")
            + ": experiments.first.file: found \"xro.json\", but there is no such file; did you mean \"xor.json\"?"));
    }

    private static string[] Problems(
        string claim, string? figure = null, string second = "two", string figuresOfOne = "[]", string figuresOfTwo = "[]",
        string setOfTwo = "[\"a=1\"]")
    {
        string figures = figure is null ? "" : $$""", "figures": { "f": {{figure}} }""";
        string text = $$"""
            { "name": "a", "citation": "b", "experiments": { "one": { "file": "n.json", "cost": "1 s", "figures": {{figuresOfOne}} }, "{{second}}": { "file": "n.json", "set": {{setOfTwo}}, "cost": "1 s", "figures": {{figuresOfTwo}} } }, "claims": { "c": {{claim}} }{{figures}} }
            """;
        try
        {
            PaperDescription.File.Parse(text, "p.json");
            return [];
        }
        catch (NetworkFileException e)
        {
            return [.. e.Problems.Select(p => p.ToString())];
        }
    }
}
