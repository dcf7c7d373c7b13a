using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Papers;
using Spiking.Plotting;
using Spiking.Runs;
using Spiking.Studies;

namespace Spiking.Tests.Studies;

/// <summary>Study files: those that come with the program, and mistakes in them and in what they change.</summary>
public sealed class StudyFileTests
{
    private static string Folder => Path.Combine(TestFiles.Networks, "studies");

    public static IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*.json")
        .Where(path => !SourceFile.Read(path, "study").Has(PaperExperiments.KindKey)).Select(path => Path.GetFileName(path)!).Order();

    [TestCaseSource(nameof(Files))]
    public void Every_study_loads_with_all_its_cases(string file)
    {
        string path = Path.Combine(Folder, file);
        StudyDescription study = StudyDescription.File.Load(path);
        Assert.That(study.Name, Is.EqualTo(Path.GetFileNameWithoutExtension(file)));
        IReadOnlyDictionary<string, NetworkDescription> networks = StudyCases.Load(path, study, new SourceMap(), []);
        Assert.That(networks.Keys, Is.EqualTo(study.Cases.Keys));
        Assert.That(networks.Values.Select(n => DescriptionWriter.Write(n).ToJsonString()), Is.Unique, "cases differ");
    }

    [TestCase("\"realizations\": 0, ", "realizations: found 0; it must be at least 1 and at most 1000.")]
    [TestCase("\"realizations\": 1001, ", "realizations: found 1001; it must be at least 1 and at most 1000.")]
    [TestCase("\"realizations\": 99999999999, ", "realizations: found 99999999999; it must be at least 1 and at most 1000.")]
    [TestCase("\"realizations\": 2.5, ", "realizations: found 2.5; a whole number is needed.")]
    [TestCase("\"figure\": \"teachin\", ",
        "figure: found \"teachin\"; it must be \"answers\", \"cancellation\", \"teaching\" or \"transfer\"; did you mean \"teaching\"? "
        + "Kinds of another assembly need --load, in C# Kinds.AddFrom.")]
    [TestCase("\"realisations\": 2, ", "realisations: the key \"realisations\" is not known here; did you mean \"realizations\"? Known are "
        + "\"name\", \"description\", \"realizations\", \"figure\" and \"cases\".")]
    public void Mistakes_are_refused_with_their_place(string text, string message)
    {
        NetworkFileException? exception = Assert.Throws<NetworkFileException>(() =>
            StudyDescription.File.Parse($$"""{ "name": "a", {{text}}"cases": { "one": { "network": "n.json" } } }""", "s.json"));
        Assert.That(exception!.Problems.Select(p => p.ToString()), Has.Exactly(1).EndsWith(message));
    }

    [TestCase("summary")]
    [TestCase("../elsewhere")]
    [TestCase("-")]
    public void A_case_is_called_what_a_folder_can_be_called(string name)
    {
        NetworkFileException? exception = Assert.Throws<NetworkFileException>(() =>
            StudyDescription.File.Parse($$"""{ "name": "a", "cases": { "{{name}}": { "network": "n.json" } } }""", "s.json"));
        Assert.That(exception!.Problems, Has.Count.EqualTo(1));
        Assert.That(exception!.Message, Does.Contain($"\"{name}\" cannot be the name of a case"));
    }

    [Test]
    public void Mistakes_of_all_cases_are_told_at_once_with_their_names()
    {
        StudyDescription study = StudyDescription.File.Parse(
            """
            {
              "name": "a",
              "cases": {
                "first": { "network": "xor-burstprop.json", "set": ["task.epoch=3"] },
                "second": { "network": "xor-burstccn.json", "set": ["task.epochs=-3"] },
                "third": { "network": "xor-burstccn.json" },
                "fourth": { "network": "nothing.json" }
              }
            }
            """,
            "s.json");
        NetworkFileException? exception =
            Assert.Throws<NetworkFileException>(
                () => StudyCases.Load(Path.Combine(TestFiles.Networks, "s.json"), study, new SourceMap(), []));
        Assert.That(exception!.Problems, Has.Count.EqualTo(3));
        Assert.That(exception!.Problems[0].Message, Does.Contain("did you mean \"epochs\"?").And.Contain("\"first\""));
        Assert.That(exception!.Problems[1].Message, Does.Contain("\"second\""));
        Assert.That(exception!.Problems[2].Message, Does.Contain("\"fourth\""));
    }

    [Test]
    public void Mistakes_of_cases_stand_where_the_study_has_them()
    {
        using TemporaryFolder folder = new();
        File.Copy(Path.Combine(TestFiles.Networks, "examples", "one-cell.json"), folder.File("one.json"));
        string path = folder.File("s.json");
        File.WriteAllText(path, """
            { "name": "s", "cases": {
              "learns": { "network": "one.json" },
              "missing": { "network": "on.json" },
              "changed": { "network": "one.json", "set": ["seed=3", "duration=5"] },
              "unknown": { "network": "one.json", "set": "populations.cel.size=3" },
              "study": { "network": "s.json" } } }
            """);
        StudyDescription study = StudyDescription.File.Load(SourceFile.Read(path, "study"), [], out SourceMap source);
        NetworkFileException exception = Assert.Throws<NetworkFileException>(() => StudyCases.Load(path, study, source, []))!;
        string[] expected =
        [
            $"{path}:2:26: cases.learns.network: found \"one.json\", but the case cannot be compared: the study names no "
                + "figure, and its network has no task that has one. Name one with the key \"figure\": \"answers\", \"cancellation\", "
                + "\"teaching\" or \"transfer\". Kinds of another assembly need --load, in C# Kinds.AddFrom. "
                + $"(case \"learns\" of {path})",
            $"{path}:3:27: cases.missing.network: found \"on.json\", but there is no such file; did you mean \"one.json\"? "
                + $"(case \"missing\" of {path})",
            $"{path}:4:57: duration: found 5 without a unit; a time is needed, for example \"5 ms\". (case \"changed\" of {path})",
            $"{path}:5:46: there is no \"cel\" in populations; did you mean \"cell\"? (case \"unknown\" of {path})",
            $"{path}:1:16: cases: this is a study file, not a network file; the command run takes files of both kinds. "
                + $"(case \"study\" of {path})",
        ];
        Assert.That(exception.Problems.Select(problem => problem.ToString()), Is.EqualTo(expected));
    }

    // Which figure the study has depends on the first case alone: here nobody can know it, and the other case is no worse for it.
    [Test]
    public void A_mistake_in_the_first_case_leaves_the_figure_open_and_refuses_no_other_case()
    {
        using TemporaryFolder folder = new();
        File.Copy(Path.Combine(TestFiles.Networks, "examples", "one-cell.json"), folder.File("one.json"));
        string path = folder.File("s.json");
        File.WriteAllText(
            path, """{ "name": "s", "cases": { "task": { "network": "none.json" }, "cell": { "network": "one.json" } } }""");
        StudyDescription study = StudyDescription.File.Load(SourceFile.Read(path, "study"), [], out SourceMap source);
        NetworkFileException mistake = Assert.Throws<NetworkFileException>(() => StudyCases.Load(path, study, source, []))!;
        Assert.That(mistake.Problems.Single().Message, Does.Contain("there is no such file").And.Contain("case \"task\""));
    }

    [TestCase("\"a\": { \"network\": \"n.json\" }, \"b\": { \"network\": \"n.json\", \"title\": \"a\" }", "cases.b.title")]
    [TestCase("\"b\": { \"network\": \"n.json\", \"title\": \"a\" }, \"a\": { \"network\": \"n.json\" }", "cases.b.title")]
    [TestCase(
        "\"a\": { \"network\": \"n.json\", \"title\": \"t\" }, \"b\": { \"network\": \"n.json\", \"title\": \"t\" }", "cases.b.title")]
    public void Two_cases_are_not_called_the_same(string cases, string place)
    {
        NetworkFileException exception = Assert.Throws<NetworkFileException>(() =>
            StudyDescription.File.Parse($$"""{ "name": "s", "cases": { {{cases}} } }""", "s.json"))!;
        Assert.That(exception.Problems.Single().Path, Is.EqualTo(place));
        Assert.That(exception.Message, Does.Contain("call the case \"a\", too"));
    }

    [Test]
    public void A_change_that_only_some_networks_can_have_is_made_in_those_and_the_other_cases_are_named()
    {
        const string Text =
            """{ "name": "a", "cases": { "task": { "network": "xor-burstprop.json" }, "none": { "network": "xor-burstccn.json" } } }""";
        StudyDescription study = StudyDescription.File.Parse(Text, "s.json");
        string path = Path.Combine(TestFiles.Networks, "s.json");
        List<string> told = [];
        IReadOnlyDictionary<string, NetworkDescription> networks =
            StudyCases.Load(path, study, new SourceMap(), ["projections[7].weight=0.3", "seed=3"], told.Add);
        Assert.That(networks["task"].Projections[7].Weight, Is.EqualTo(0.3));
        Assert.That((networks["none"].Projections.Count < 8, networks["none"].Seed), Is.EqualTo((true, 3L)));
        Assert.That(told,
            Is.EqualTo(new[] { "--set projections[7].weight=0.3 does not change case \"none\", which has no such value." }));
        Assert.That(() => StudyCases.Load(path, study, new SourceMap(), ["tsk.epochs=7"]),
            Throws.TypeOf<NetworkFileException>().With.Message.Contains("did you mean \"task\"? (cases \"task\" and \"none\" of "));
    }

    [Test]
    public void A_comparison_whose_row_does_not_fit_its_columns_is_named_with_the_case()
    {
        StudyCase outcome = new("strong", null, s_network, []);
        Assert.That(() => StudySummary.Row(new Miscounting(1), outcome), Throws.TypeOf<SimulationException>().With.Message.EqualTo(
            "Row of Miscounting gives 1 cell for the case \"strong\", but the table has 2 columns."));
        Assert.That(StudySummary.Row(new Miscounting(2), outcome), Is.EqualTo(new[] { "strong", "strong" }));
    }

    // A row that does not fit, and a figure that no file can describe: everything else that the runs have given is there.
    [Test]
    public void A_faulty_row_or_figure_of_a_comparison_costs_no_table_and_no_other_figure()
    {
        using TemporaryFolder folder = new();
        StudyDescription study =
            StudyDescription.File.Parse("""{ "name": "s", "cases": { "strong": { "network": "n.json" } } }""", "s.json");
        StudyCase outcome = new("strong", null, s_network, [new SimulationResult(1, 0, 0, null, [])]);
        CommandException failure = Assert.Throws<CommandException>(() =>
            StudySummary.Write(study, new Miscounting(1), [outcome], [], folder.File("summary"), false, [FigureFormat.Svg]))!;
        string kept = folder.File("summary.incomplete");
        Assert.That(failure.Message, Does.Contain(kept).And.Contain(
            "The row of the case \"strong\" could not be written: Row of Miscounting gives 1 cell").And.Contain(
            "The figure endless could not be written: Figure 'endless' cannot be drawn: panels[0].y.maximum is not a "
            + "finite number."));
        Assert.That(File.ReadAllText(Path.Combine(kept, "numbers.csv")), Is.EqualTo("1\n"));
        Assert.That(File.ReadAllText(Path.Combine(kept, "report.html")), Does.Contain("The answer."));
        Assert.That(Directory.GetFiles(Path.Combine(kept, "figures"), "*.svg").Select(Path.GetFileName), Is.EqualTo(new[] { "plain.svg" }));
    }

    private static readonly NetworkDescription s_network = new()
    {
        Name = "n",
        NeuronModels = new Dictionary<string, NeuronModelDescription>(),
        Populations = new Dictionary<string, PopulationDescription>(),
    };

    private sealed class Miscounting(int cells) : StudyComparison
    {
        public override IReadOnlyList<string> Columns => ["case", "value"];

        public override IReadOnlyList<string> Row(StudyCase outcome) => [.. Enumerable.Repeat(outcome.Title, cells)];

        public override string Answer(IReadOnlyList<StudyCase> cases) => "The answer.";

        public override IEnumerable<(string Name, Figure Figure)> Figures(IReadOnlyList<StudyCase> cases)
        {
            Panel panel = new("a", new Axis("Case"), new Axis("Value"), []);
            yield return ("endless", new Figure("", [panel with { Y = panel.Y with { Maximum = double.PositiveInfinity } }]));
            yield return ("plain", new Figure("", [panel]));
        }

        public override void WriteTables(IReadOnlyList<StudyCase> cases, string folder) =>
            File.WriteAllText(Path.Combine(folder, "numbers.csv"), "1\n");
    }
}
