using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Spiking.Files;
using Spiking.RateModels.Experiments;
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

    [Test]
    public void A_rule_for_Y_is_refused_for_Q()
    {
        string text =
            Smallest.Replace("\"backprop\"", "\"burstccn\", \"learningOfQ\": { \"type\": \"apical-branches\" }", StringComparison.Ordinal);
        Assert.That(() => ExperimentDescription.File.Parse(text, "x.json"),
            Throws.TypeOf<NetworkFileException>().With.Message.Contains("apical-events"));
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
        Assert.That(() => ExperimentCases.Load(path, [], []), Throws.TypeOf<NetworkFileException>().With.Message.Contains("case \"a\""));
    }

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
        Assert.That(typeof(RuleDescription).Assembly.GetTypes().Count(type => type.IsSubclassOf(typeof(RuleDescription))), Is.EqualTo(6));
    }

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
