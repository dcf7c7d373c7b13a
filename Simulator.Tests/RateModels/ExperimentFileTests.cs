using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Spiking.Files;
using Spiking.RateModels.Data;
using Spiking.RateModels.Experiments;
using Spiking.RateModels.Networks;
using Spiking.RateModels.Rules;
using Spiking.RateModels.Training;

namespace Spiking.Tests.RateModels;

public class ExperimentFileTests
{
    private const string Smallest = """
        { "experiment": "classification", "name": "x", "data": { "set": "digits" }, "rule": { "type": "backprop" } }
        """;

    public static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(TestFiles.Networks, "*.json")
            .Where(path => SourceFile.Read(path, "rate model").Has(ExperimentDescription.KindKey)).Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Files))]
    public void Every_file_of_a_rate_model_in_networks_and_all_its_cases_are_sound(string file)
    {
        IReadOnlyList<RunnableCase> cases = ExperimentCases.Load(Path.Combine(TestFiles.Networks, file), [], []);
        Assert.That(cases, Is.Not.Empty);
        Assert.That(cases[0].Description.Name, Is.EqualTo(Path.GetFileNameWithoutExtension(file)),
            "results are found under the name of the file");
    }

    [Test]
    public void What_a_file_leaves_out_has_the_defaults_of_the_papers()
    {
        ClassificationDescription training = (ClassificationDescription)ExperimentDescription.File.Parse(Smallest, "x.json");
        Assert.That((training.Batch, training.WeightGain, training.Rule.Learning.Momentum), Is.EqualTo((32, 3.6, 0.0)));
    }

    [Test]
    public void All_mistakes_are_found_at_once_each_with_its_place_and_the_nearest_name()
    {
        const string Text = """
            {
              "experiment": "classification",
              "name": "x",
              "data": { "set": "digits" },
              "hidden": [{ "type": "dense", "units": 0 }],
              "rule": { "type": "burst-ccn", "learning": { "rate": -1 } },
              "epoch": 3
            }
            """;
        NetworkFileException failure = Assert.Throws<NetworkFileException>(() => ExperimentDescription.File.Parse(Text, "x.json"))!;
        string message = failure.Message;
        Assert.That(message, Does.Contain("\"epoch\"").And.Contain("\"epochs\""));
        Assert.That(message, Does.Contain("\"burst-ccn\"").And.Contain("burstccn"));
        Assert.That(message, Does.Contain("hidden[0].units"));
    }

    [TestCase("\"batch\": 10000, \"hidden\": [{ \"type\": \"convolution\", \"channels\": 10000, \"kernel\": 1 }]",
        "hidden: hidden layer 1 on images of 8 x 8: its largest matrix for a \"batch\" of 10,000 would have 6,400,000,000 numbers, but at "
        + "most 2,147,483,591 are possible: choose a smaller \"batch\"")]
    [TestCase("\"hidden\": [{ \"type\": \"convolution\", \"channels\": 10000, \"kernel\": 1 }, { \"type\": \"dense\", \"units\": 9999 }]",
        "hidden: hidden layer 2 on images of 8 x 8: it would have 6,399,360,000 weights, but at most 2,147,483,591 are possible")]
    public void A_layer_that_is_too_large_for_an_array_is_refused(string keys, string sentence) => Assert.That(
        () => ExperimentDescription.File.Parse(Smallest.Replace("\"name\"", keys + ", \"name\"", StringComparison.Ordinal), "x.json"),
        Throws.TypeOf<NetworkFileException>().With.Message.Contains(sentence));

    [TestCase(100, 1, "the output layer on images of 30000 x 30000: its largest matrix for a \"batch\" of 100 would have 90,000,000,000 ")]
    [TestCase(1, 200, "the output layer on images of 30000 x 30000: it would have 180,000,000,000 weights")]
    public void Images_that_are_too_large_for_an_array_are_refused_when_their_size_is_known(int batch, int classes, string sentence)
    {
        ClassificationDescription settings = new()
        {
            Name = "x",
            Data = new IdxDataDescription { Folder = "own" },
            Hidden = [],
            Batch = batch,
            Rule = new BackpropDescription(),
        };
        Assert.That(() => settings.Connections(new ImageShape(1, 30_000, 30_000), classes),
            Throws.TypeOf<DataSetException>().With.Message.StartsWith(sentence));
    }

    [TestCase("\"edn\"")]
    [TestCase("\"node-perturbation\"")]
    public void A_rule_for_dense_layers_is_refused_on_convolutions(string rule)
    {
        string text = Smallest.Replace("\"backprop\"", rule, StringComparison.Ordinal)
            .Replace("\"name\"", "\"hidden\": [{ \"type\": \"convolution\", \"channels\": 3, \"kernel\": 3 }], \"name\"",
                StringComparison.Ordinal);
        Assert.That(() => ExperimentDescription.File.Parse(text, "x.json"),
            Throws.TypeOf<NetworkFileException>().With.Message.Contains("dense layers only"));
    }

    [TestCase("burstprop")]
    [TestCase("edn")]
    [TestCase("node-perturbation")]
    public void An_activation_is_refused_by_rules_for_the_logistic_function(string rule)
    {
        string text = Smallest.Replace("\"name\"",
            "\"hidden\": [{ \"type\": \"dense\", \"units\": 9, \"activation\": \"rectifier\" }], \"name\"", StringComparison.Ordinal);
        ClassificationDescription sound = (ClassificationDescription)ExperimentDescription.File.Parse(text, "x.json");
        Assert.That(sound.Hidden[0].Activation, Is.EqualTo(new RectifierActivation()));
        Assert.That(() => ExperimentDescription.File.Parse(text.Replace("backprop", rule, StringComparison.Ordinal), "x.json"),
            Throws.TypeOf<NetworkFileException>().With.Message.Contains(
                $"hidden[0].activation: found \"rectifier\", but the rule \"{rule}\" is defined for \"sigmoid\" alone"));
        Assert.That(() => ExperimentDescription.File.Parse(text.Replace("rectifier", "relu", StringComparison.Ordinal), "x.json"),
            Throws.TypeOf<NetworkFileException>().With.Message.Contains("\"rectifier\""));
    }

    [Test]
    public void A_rule_for_Y_is_refused_for_Q()
    {
        string text =
            Smallest.Replace("\"backprop\"", "\"burstccn\", \"learningOfQ\": { \"type\": \"apical-branches\" }", StringComparison.Ordinal);
        Assert.That(() => ExperimentDescription.File.Parse(text, "x.json"),
            Throws.TypeOf<NetworkFileException>().With.Message.Contains("apical-events"));
    }

    [TestCase("\"burstccn\", \"y\": { \"type\": \"tied\" }, \"learningOfY\": { \"type\": \"apical-events\" }", "learningOfY", "y")]
    [TestCase("\"burstccn\", \"q\": { \"type\": \"tied\" }, \"learningOfQ\": { \"type\": \"kolen-pollack\" }", "learningOfQ", "q")]
    [TestCase("\"burstprop\", \"y\": { \"type\": \"tied\" }, \"kolenPollack\": true", "kolenPollack", "y")]
    public void A_learning_rule_for_tied_feedback_weights_is_refused(string rule, string learning, string weights)
    {
        string text = Smallest.Replace("\"backprop\"", rule, StringComparison.Ordinal);
        Assert.That(() => ExperimentDescription.File.Parse(text, "x.json"), Throws.TypeOf<NetworkFileException>().With.Message.Contains(
            $"rule.{learning}: {learning} would change nothing, because {weights} is \"tied\": its weights are copied again after every "
            + $"update. Leave {learning} out, or let {weights} be \"symmetric\", a copy at the start that can learn."));
        Assert.That(() => ExperimentDescription.File.Parse(text.Replace("tied", "symmetric", StringComparison.Ordinal), "x.json"),
            Throws.Nothing);
    }

    [TestCase("0")]
    [TestCase("1001")]
    [TestCase("99999999999")]
    public void The_number_of_realizations_has_bounds(string number) => Assert.That(
        () => ExperimentDescription.File.Parse(Smallest, "x.json", ["realizations=" + number]),
        Throws.TypeOf<NetworkFileException>().With.Message
            .Contains($"realizations: found {number}; it must be at least 1 and at most 1000."));

    [Test]
    public void Cases_are_the_file_with_their_changes_and_those_of_the_user_after_them()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("x.json");
        File.WriteAllText(path, Smallest.Replace(
            "\"name\"", "\"cases\": { \"a\": { \"title\": \"A\", \"set\": [\"epochs=3\", \"batch=8\"] }, \"b\": { \"set\": "
                + "[\"rule.learning.rate=0.5\"] } }, \"name\"",
            StringComparison.Ordinal));
        IReadOnlyList<RunnableCase> cases = ExperimentCases.Load(path, ["epochs=4"], []);
        Assert.That(cases.Select(c => (c.Name, c.Title)), Is.EqualTo(new[] { ("a", "A"), ("b", "b") }));
        ClassificationDescription first = (ClassificationDescription)cases[0].Description,
            second = (ClassificationDescription)cases[1].Description;
        Assert.That((first.Epochs, first.Batch, second.Epochs, second.Rule.Learning.Rate), Is.EqualTo((4, 8, 4, 0.5)));
        Assert.That(ExperimentCases.Load(path, [], ["b"]), Has.Count.EqualTo(1));
        Assert.That(() => ExperimentCases.Load(path, [], ["aa"]), Throws.ArgumentException.With.Message.Contains("\"a\""));
    }

    [Test]
    public void A_change_with_a_mistake_names_its_case()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("x.json");
        File.WriteAllText(path,
            Smallest.Replace("\"name\"", "\"cases\": { \"a\": { \"set\": [\"epochs=none\"] } }, \"name\"", StringComparison.Ordinal));
        Assert.That(() => ExperimentCases.Load(path, [], []),
            Throws.TypeOf<NetworkFileException>().With.Message.Contains("x.json:1:61: epochs: found \"none\""));
    }

    [Test]
    public void A_scan_runs_every_case_with_every_value()
    {
        IReadOnlyList<RunnableCase> cases = LoadScan("repeat", "[1, 2, 3]");
        Assert.That(cases.Select(c => (c.Name, c.Title, c.Model, c.Value)), Is.EqualTo(new (string, string, string, double?)[]
        {
            ("a-1", "A, depth 1", "A", 1), ("a-2", "A, depth 2", "A", 2), ("a-3", "A, depth 3", "A", 3),
            ("b-1", "b, depth 1", "b", 1), ("b-2", "b, depth 2", "b", 2), ("b-3", "b, depth 3", "b", 3),
        }));
        ClassificationDescription[] read = [.. cases.Select(c => (ClassificationDescription)c.Description)];
        Assert.That(read.Select(c => (c.Repeat, c.Epochs)), Is.EqualTo(new[] { (1, 3), (2, 3), (3, 3), (1, 1), (2, 1), (3, 1) }));
    }

    [Test]
    public void Of_a_scan_a_case_can_be_asked_for_or_one_of_its_points_and_its_values_can_be_changed()
    {
        Assert.That(LoadScan("repeat", "[1, 2]", only: ["b"]).Select(c => c.Name), Is.EqualTo(new[] { "b-1", "b-2" }));
        Assert.That(LoadScan("repeat", "[1, 2]", only: ["b-2", "a-1"]).Select(c => c.Name), Is.EqualTo(new[] { "a-1", "b-2" }));
        Assert.That(LoadScan("repeat", "[1, 2]", changes: ["scan.values=[4]"]).Select(c => c.Name), Is.EqualTo(new[] { "a-4", "b-4" }));
        Assert.That(() => LoadScan("repeat", "[1, 2]", only: ["a-3"]), Throws.ArgumentException.With.Message.Contains("a-2"));
    }

    [Test]
    public void A_scan_without_cases_runs_the_file_with_every_value()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("x.json");
        File.WriteAllText(path, Smallest.Replace("\"name\"", """
            "scan": { "path": "rule.learning.rate", "name": "rate", "values": [0.1, 1e-5] }, "name"
            """, StringComparison.Ordinal));
        IReadOnlyList<RunnableCase> cases = ExperimentCases.Load(path, [], []);
        Assert.That(cases.Select(c => (c.Name, c.Title, c.Value)), Is.EqualTo(
            new (string, string, double?)[] { ("rate-0.1", "rate 0.1", 0.1), ("rate-1E-05", "rate 1E-05", 1e-5) }));
        Assert.That(cases.Select(c => ((ClassificationDescription)c.Description).Rule.Learning.Rate), Is.EqualTo(new[] { 0.1, 1e-5 }));
    }

    [TestCase("repeatt", "[1, 2]", "x.json:1:53: there is no \"repeatt\" in the rate model; did you mean \"repeat\"?")]
    [TestCase("repeat", "[1, 1]", "each value is run once")]
    [TestCase("repeat", "[]", "scan.values")]
    [TestCase("repeat", "[1.5]", "x.json:1:91: repeat: found 1.5")]
    [TestCase("cases", "[1]", "but a number of a case is needed")]
    [TestCase(" scan.values[0]", "[1]", "but a number of a case is needed")]
    [TestCase("realizations", "[1]", "but a number of a case is needed")]
    [TestCase("hidden[*].units", "[1]", "one and not several")]
    [TestCase("hidden[-1].units", "[1]", "x.json:1:53: an override has the form path=value")]
    [TestCase("epochs", "[1]", "cases.a.set: found \"epochs=3\", but what is scanned is the same for all cases")]
    public void A_scan_that_cannot_be_run_is_refused(string path, string values, string sentence) =>
        Assert.That(() => LoadScan(path, values), Throws.TypeOf<NetworkFileException>().With.Message.Contains(sentence));

    [Test]
    public void Names_and_titles_that_two_points_would_have_and_names_that_no_file_can_have_are_refused()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("x.json");
        string Message(string scan, string cases = "")
        {
            File.WriteAllText(path, Smallest.Replace("\"name\"", $"\"scan\": {scan}, {cases} \"name\"", StringComparison.Ordinal));
            return Assert.Throws<NetworkFileException>(() => ExperimentCases.Load(path, [], []))!.Message;
        }

        const string Two = """{ "path": "rule.learning.rate", "name": "rate", "values": [-1, 1] }""";
        Assert.Multiple(() =>
        {
            Assert.That(Message(Two, """ "cases": { "a": {}, "a-": {} }, """),
                Does.Contain("two of the cases and values have the name \"a--1\""));
            Assert.That(Message(Two, """ "cases": { "a": { "title": "T" }, "b": { "title": "T" } }, """),
                Does.Contain("cases.b.title: found \"T\", which is what the case \"a\" is called, too."));
            Assert.That(Message(Two, """ "cases": { "a": { "title": "$b$" }, "b": {} }, """),
                Does.Contain("cases.b.title: found \"b\", which is what the case \"a\" is called, too."));
            Assert.That(Message(Two, """ "cases": { "a": { "set": ["seed = 7"] } }, """),
                Does.Contain("cases.a.set: found \"seed = 7\", but all cases have the same seed: the file says it once."));
            Assert.That(Message("""{ "path": "repeat", "name": "../../esc", "values": [1] }"""),
                Does.Contain("scan.name: \"../../esc-1\" cannot be the name of a case"));
            Assert.That(Message($$"""{ "path": "repeat", "name": "n", "values": [{{string.Join(", ", Enumerable.Range(1, 1001))}}] }"""),
                Does.Contain("the cases and values make 1001 trainings, and at most 1000 are possible"));
        });
    }

    [Test]
    public void A_change_to_what_is_scanned_is_said_and_shown()
    {
        List<string> told = [];
        using TemporaryFolder folder = new();
        string path = folder.File("x.json");
        File.WriteAllText(path, Smallest.Replace(
            "\"name\"", """ "scan": { "path": "repeat", "name": "depth", "values": [1, 2] }, "name" """, StringComparison.Ordinal));
        IReadOnlyList<RunnableCase> cases = ExperimentCases.Load(SourceFile.Read(path, "rate model"), ["repeat=3"], [], told.Add);
        Assert.That(told, Has.One.StartsWith("--set repeat takes the place of what the scan sets: all points of a case are alike."));
        Assert.That(cases.Select(c => (c.Title, c.Value)), Is.EqualTo(
            new (string, double?)[] { ("x (depth-1, changed)", null), ("x (depth-2, changed)", null) }));
        Assert.That(cases.Select(c => ((ClassificationDescription)c.Description).Repeat), Is.All.EqualTo(3));

        // So is a change to what holds the scanned number.
        File.WriteAllText(path, Smallest.Replace(
            "\"name\"", """ "scan": { "path": "rule.learning.rate", "name": "rate", "values": [1, 2] }, "name" """, StringComparison.Ordinal));
        told.Clear();
        ExperimentCases.Load(SourceFile.Read(path, "rate model"), ["""rule.learning={ "rate": 3 }"""], [], told.Add);
        Assert.That(told, Has.One.StartsWith("--set rule.learning.rate takes the place of what the scan sets"));
    }

    private static IReadOnlyList<RunnableCase> LoadScan(
        string path, string values, IReadOnlyList<string>? changes = null, IReadOnlyList<string>? only = null)
    {
        using TemporaryFolder folder = new();
        string file = folder.File("x.json");
        File.WriteAllText(file, Smallest.Replace("\"name\"", $$"""
            "scan": { "path": "{{path}}", "name": "depth", "values": {{values}} },
            "cases": { "a": { "title": "A", "set": ["epochs=3"] }, "b": { "set": ["epochs=1"] } }, "name"
            """, StringComparison.Ordinal));
        return ExperimentCases.Load(file, changes ?? [], only ?? []);
    }

    // The rule of the file and that of "a" are backprop; "b" and "c" have rules of their own.
    private const string Rules = """
        { "experiment": "classification", "name": "x", "data": { "set": "digits" }, "rule": { "type": "backprop" }, "cases": {
            "a": { "set": ["epochs=3"] }, "b": { "set": ["rule={ \"type\": \"burstccn\" }"] },
            "c": { "set": ["rule={ \"type\": \"burstprop\" }"] } } }
        """;

    [Test]
    public void A_change_that_only_some_cases_can_have_is_made_in_those_and_the_others_are_named()
    {
        List<string> told = [];
        IReadOnlyList<RunnableCase> cases = LoadRules(told.Add, ["rule.feedbackScale=0.3", "epochs=7"]);
        Assert.That(((BurstCcnDescription)((ClassificationDescription)cases[1].Description).Rule).FeedbackScale, Is.EqualTo(0.3));
        Assert.That(cases.Select(c => ((ClassificationDescription)c.Description).Epochs), Is.All.EqualTo(7));
        Assert.That(cases.Select(c => c.Description.Description), Is.All.EqualTo("Changed: rule.feedbackScale = 0.3, epochs = 7."));
        Assert.That(told, Is.EqualTo(
            new[] { "--set rule.feedbackScale=0.3 does not change cases \"a\" and \"c\", which have no such value." }));
    }

    [Test]
    public void A_change_that_no_case_can_have_names_its_place_and_what_there_is()
    {
        Assert.That(Mistakes("rule.feedbackScal=0.3"), Has.Some.StartsWith(
            "--set rule.feedbackScal: there is no \"feedbackScal\" in rule; did you mean \"feedbackScale\"? (case \"b\")"));
        Assert.That(Mistakes("epoch=3"), Is.EqualTo(new[]
        {
            "--set epoch: there is no \"epoch\" in the rate model; did you mean \"epochs\"?",
        }), "one mistake of all cases, told once");
        Assert.That(Mistakes("epochs=0"), Is.EqualTo(new[]
        {
            "--set epochs: found 0; it must be at least 1 and at most 1000000.",
        }));
        Assert.That(Mistakes("rule.feedbackScale=0"), Is.EqualTo(new[]
        {
            "--set rule.feedbackScale: found 0; it must be above 0. (case \"b\")",
        }));
        Assert.That(Mistakes("rule.feedbackScale=0.3", only: ["a", "c"]),
            Has.Length.EqualTo(2).And.All.Contains("no \"feedbackScale\" in rule"), "what is not run does not count");
    }

    [Test]
    public void A_value_that_is_wrong_for_the_file_and_right_for_its_cases_is_accepted()
    {
        // The rule of the file knows no convolutions, that of the case does.
        const string Hidden = """hidden=[{ "type": "convolution", "channels": 3, "kernel": 3 }]""";
        string text = Rules.Replace("{ \"type\": \"backprop\" }", "{ \"type\": \"edn\" }", StringComparison.Ordinal);
        Assert.That(() => ExperimentDescription.File.Parse(text, "x.json", [Hidden]), Throws.TypeOf<NetworkFileException>());
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("x.json"), text);
        IReadOnlyList<RunnableCase> cases = ExperimentCases.Load(folder.File("x.json"), [Hidden], ["b", "c"]);
        Assert.That(cases.Select(c => ((ClassificationDescription)c.Description).Hidden.Single()),
            Is.All.TypeOf<ConvolutionLayerDescription>());
        Assert.That(cases[0].Description.Description, Does.StartWith("Changed: hidden = "));
        Assert.That(() => ExperimentCases.Load(folder.File("x.json"), [Hidden], []),
            Throws.TypeOf<NetworkFileException>().With.Message.Contains("dense layers only").And.Message.EndsWith("(case \"a\")"));
    }

    private static IReadOnlyList<RunnableCase> LoadRules(Action<string>? tell, IReadOnlyList<string> changes, params string[] only)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("x.json");
        File.WriteAllText(path, Rules);
        return ExperimentCases.Load(SourceFile.Read(path, "rate model"), changes, only, tell);
    }

    private static string[] Mistakes(string change, params string[] only) =>
        [.. Assert.Throws<NetworkFileException>(() => LoadRules(null, [change], only))!.Problems.Select(problem => problem.ToString())];

    [Test]
    public void What_is_written_is_read_as_the_same_experiment()
    {
        foreach (string file in Files())
        {
            ExperimentDescription experiment = ExperimentDescription.File.Load(Path.Combine(TestFiles.Networks, file));
            string text = ExperimentFiles.Describe(experiment).ToJsonString();
            Assert.That(ExperimentFiles.Describe(ExperimentDescription.File.Parse(text, "written.json")).ToJsonString(),
                Is.EqualTo(text), file);
        }
    }

    [Test]
    public void The_schema_file_is_current() => Assert.That(
        ExperimentDescription.File.Schema(),
        Is.EqualTo(File.ReadAllText(Path.Combine(TestFiles.Networks, "rate.schema.json"))),
        $"networks/rate.schema.json is out of date; write it anew: dotnet test --filter Name={nameof(Write_the_schema_file)}");

    [Test, Explicit("Writes the schema in networks/ of the source tree.")]
    public void Write_the_schema_file()
    {
        string path = Path.Combine(SourceFolder(), "..", "..", "networks", "rate.schema.json");
        File.WriteAllText(path, ExperimentDescription.File.Schema());
        Assert.That(path, Does.Exist);
    }

    [Test]
    public void Every_rule_can_be_chosen_in_the_schema()
    {
        string schema = JsonNode.Parse(ExperimentDescription.File.Schema())!.ToJsonString();
        foreach (string rule in new[] { "burstccn", "burstprop", "edn", "backprop", "feedback-alignment", "node-perturbation" })
            Assert.That(schema, Does.Contain($"\"const\":\"{rule}\""));
        foreach (Type rule in typeof(RuleDescription).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(RuleDescription))))
            Assert.That(schema, Does.Contain($"\"const\":\"{rule.GetCustomAttribute<VariantNameAttribute>()!.Name}\""));
    }

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
