using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Protocols;
using Spiking.RateModels.Experiments;
using Spiking.Studies;

namespace Spiking.Tests.Files;

/// <summary>Files that extend others, and blocks (docs/variants.md).</summary>
public sealed class FileTreeTests
{
    private const string Base =
        """
        {
          "name": "base", "description": "What the base shows.", "duration": "1 s",
          "blocks": { "noise": [{ "receptor": "soma-ampa", "rate": "5 Hz", "weight": 0.1 }] },
          "neuronModels": { "cell": { "type": "adex", "capacitance": "120 pF" } },
          "populations": {
            "a": { "size": 3, "neuron": "cell", "background": { "use": "noise" } },
            "b": { "size": 4, "neuron": "cell" }
          },
          "projections": [
            { "from": "a", "to": "b", "receptor": "soma-ampa", "probability": 0.5, "weight": 1 },
            { "from": "b", "to": "a", "receptor": "soma-gaba", "probability": 0.5, "weight": 2 }
          ]
        }
        """;

    private readonly TemporaryFolder _folder = new();

    [SetUp]
    public void WriteBase() => File.WriteAllText(_folder.File("base.json"), Base);

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    private NetworkDescription Read(string text, params string[] overrides) =>
        NetworkDescription.File.Parse(text, _folder.File("variant.json"), overrides);

    private NetworkDescription Variant(string keys, params string[] overrides) =>
        Read($$"""{ "extends": "base.json", "name": "variant", {{keys}} }""", overrides);

    private string[] Problems(string text)
    {
        NetworkFileException error = Assert.Throws<NetworkFileException>(() => Read(text))!;
        return [.. error.Problems.Select(problem => problem.ToString().Replace(_folder.Path + Path.DirectorySeparatorChar, ""))];
    }

    private string Problem(string keys) => Problems($$"""{ "extends": "base.json", "name": "variant", {{keys}} }""").Single();

    [Test]
    public void Objects_are_laid_over_one_another_and_other_values_replace()
    {
        NetworkDescription network = Variant(
            """ "neuronModels": { "cell": { "leakConductance": "5 nS" } }, "populations": { "b": { "size": 7 } }, "projections": [] """);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(network.Populations.Keys, Is.EqualTo(new[] { "a", "b" }));
            Assert.That(network.Populations.Values.Select(p => p.Size), Is.EqualTo(new[] { 3, 7 }));
            Assert.That(network.Projections, Is.Empty);
            Assert.That(DescriptionWriter.Write(network)["neuronModels"]!["cell"]!["capacitance"]!.GetValue<string>(),
                Is.EqualTo("120 pF"));
            Assert.That(DescriptionWriter.Write(network)["neuronModels"]!["cell"]!["leakConductance"]!.GetValue<string>(),
                Is.EqualTo("5 nS"));
        }
    }

    [Test]
    public void Null_removes_a_key() => Assert.That(Variant(""" "projections": null """).Projections, Is.Empty);

    [Test]
    public void Null_for_what_is_not_there_is_a_mistake() =>
        Assert.That(Problem(""" "projectoins": null """),
            Is.EqualTo("variant.json:1:47: projectoins: null removes a key, but there is none to remove."));

    [Test]
    public void Name_and_description_are_not_inherited()
    {
        Assert.That(Variant(""" "seed": 2 """).Description, Is.Empty);
        Assert.That(Problems("""{ "extends": "base.json" }""").Single(), Does.EndWith(": the key \"name\" is missing."));
    }

    [Test]
    public void Overrides_change_entries_of_lists_by_index_add_them_and_remove_them()
    {
        NetworkDescription network = Variant(
            """
            "overrides": {
              "populations.*.size": 20, "projections[0]": null, "projections[1].weight": 3,
              "projections[2]": { "from": "a", "to": "a", "receptor": "soma-ampa", "probability": 0.1, "weight": 4 }
            }
            """);
        Assert.That(network.Populations.Values.Select(p => p.Size), Is.All.EqualTo(20));
        Assert.That(network.Projections.Select(p => p.Weight), Is.EqualTo(new[] { 3, 4 }));
    }

    [Test]
    public void Overrides_replace_whole_objects() =>
        Assert.That(Variant(""" "overrides": { "neuronModels.cell": { "type": "adex" } } """).NeuronModels["cell"],
            Is.EqualTo(new AdExModelDescription()));

    [Test]
    public void The_command_line_comes_last() =>
        Assert.That(Variant(""" "overrides": { "populations.a.size": 20 } """, "populations.a.size=21").Populations["a"].Size,
            Is.EqualTo(21));

    [Test]
    public void A_file_is_complete_before_another_extends_it()
    {
        File.WriteAllText(_folder.File("middle.json"),
            """{ "extends": "base.json", "name": "middle", "overrides": { "populations.*.size": 30 } }""");
        NetworkDescription network = Read("""{ "extends": "middle.json", "name": "leaf", "populations": { "a": { "size": 31 } } }""");
        Assert.That(network.Populations.Values.Select(p => p.Size), Is.EqualTo(new[] { 31, 30 }));
    }

    [Test]
    public void Blocks_are_filled_in_and_other_keys_laid_over_them()
    {
        NetworkDescription network = Variant(
            """
            "blocks": { "large": { "size": 50 }, "noisy": { "use": "large", "neuron": "cell", "background": { "use": "noise" } } },
            "populations": { "b": { "use": "large" }, "c": { "use": "noisy" }, "d": { "use": ["noisy", "large"], "size": 51 } }
            """);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(network.Populations.Values.Select(p => p.Size), Is.EqualTo(new[] { 3, 50, 50, 51 }));
            Assert.That(network.Populations.Values.Select(p => p.Background.Count), Is.EqualTo(new[] { 1, 0, 1, 1 }));
        }
    }

    [Test]
    public void A_change_of_one_use_of_a_block_leaves_the_others() =>
        Assert.That(
            Variant(""" "blocks": { "x": { "size": 50 } }, "populations": { "a": { "use": "x" }, "b": { "use": "x" } } """,
                "populations.a.size=5")
                .Populations.Values.Select(p => p.Size),
            Is.EqualTo(new[] { 5, 50 }));

    [TestCase(""" "blocks": { "large": { "size": 5 } }, "populations": { "a": { "use": "lagre" } } """,
        "populations.a.use: found \"lagre\", but there is no such block; there are \"noise\" and \"large\"; did you mean \"large\"?")]
    [TestCase(""" "blocks": { "x": { "use": "y" }, "y": { "use": "x" } }, "populations": { "a": { "use": "x" } } """,
        "populations.a.use: the block \"x\" uses itself.")]
    [TestCase(""" "populations": { "a": { "use": "noise", "size": 3 } } """,
        "populations.a.use: the block \"noise\" is a list [ ... ], next to which no other block or key is possible.")]
    [TestCase(""" "blocks": { "x": 5 }, "populations": { "a": { "use": "x" } } """,
        "blocks.x: found 5; a block is an object { ... } or a list [ ... ].")]
    [TestCase(""" "blocks": [] """, "blocks: found an empty list [ ]; an object with a block for each name is needed.")]
    [TestCase(""" "overrides": [] """, "overrides: found an empty list [ ]; an object with a value for each path is needed.")]
    [TestCase(""" "overrides": { "populations.c.size": 3 } """,
        "overrides.populations.c.size: there is no \"c\" in populations; there are \"a\" and \"b\".")]
    [TestCase(""" "overrides": { "populations..size": 3 } """,
        "overrides.populations..size: this is no path of a value, such as populations.hidden1.size or recorders[0].bin.")]
    [TestCase(""" "overrides": { "projections[3]": {} } """,
        "overrides.projections[3]: there is no entry [3] in projections, which has 2 entries, counted from [0].")]
    [TestCase(""" "overrides": { "populations.*.size": 0 } """, "populations.a.size: found 0; it must be at least 1 and at most 10000000.")]
    [TestCase(""" "populations": { "a": { "sise": 3 } } """,
        "populations.a.sise: the key \"sise\" is not known here; known are \"size\", \"neuron\", \"initialPotential\", "
        + "\"initialPotentialSpread\", \"background\" and \"currents\".")]
    public void What_is_wrong_is_said_at_its_line(string keys, string message) =>
        Assert.That(Problem(keys), Does.Match("^variant.json:1:[0-9]+: ").And.EndsWith(": " + message));

    [Test]
    public void Mistakes_of_an_extended_file_are_reported_there()
    {
        File.WriteAllText(_folder.File("base.json"), Base.Replace("\"size\": 4", "\"size\": 0").Replace("0.1 }", "-1 }"));
        Assert.That(Problems("""{ "extends": "base.json", "name": "variant", "seed": -1 }"""), Is.EqualTo(new[]
        {
            "variant.json:1:54: seed: found -1; it must be at least 0.",
            "base.json:3:78: populations.a.background[0].weight: found -1; it must be at least 0: inhibition is a positive weight at an "
                + "inhibitory receptor, such as \"soma-gaba\".",
            "base.json:7:20: populations.b.size: found 0; it must be at least 1 and at most 10000000.",
        }));
    }

    [Test]
    public void Text_that_is_not_JSON_is_reported_in_its_file()
    {
        File.WriteAllText(_folder.File("base.json"), "{ \"name\": }");
        Assert.That(Problems("""{ "extends": "base.json", "name": "variant" }""").Single(), Does.StartWith("base.json:1:11: "));
    }

    [TestCase("bsae.json", "found \"bsae.json\", but there is no such file; did you mean \"base.json\"?")]
    [TestCase("nul\\u0000.json", "found \"nul\\u0000.json\", but there is no such file.")]
    [TestCase(".", "found \".\", but this is a folder; the path of a file is needed.")]
    [TestCase("/dev/zero", "found \"/dev/zero\", but this file is empty, or no regular file.")]
    [TestCase("variant.json", "found \"variant.json\", which extends this file in turn: a circle.")]
    [TestCase("", "the text is empty; the path of a network file is needed.")]
    public void A_file_that_cannot_be_extended_is_refused(string path, string message)
    {
        File.WriteAllText(_folder.File("variant.json"), "{ \"name\": \"x\" }");
        Assert.That(Problems($$"""{ "extends": "{{path}}" }"""), Is.EqualTo(new[] { $"variant.json:1:14: extends: {message}" }));
    }

    [Test]
    public void A_circle_of_several_files_is_refused()
    {
        File.WriteAllText(_folder.File("one.json"), """{ "extends": "two.json" }""");
        File.WriteAllText(_folder.File("two.json"), """{ "extends": "one.json" }""");
        Assert.That(Problems("""{ "extends": "one.json" }""").Single(),
            Does.StartWith("two.json:1:14: extends: found \"one.json\", which extends this file in turn"));
    }

    [Test]
    public void A_chain_of_more_than_8_files_is_refused()
    {
        for (int i = 1; i < 10; i++)
            File.WriteAllText(_folder.File($"{i}.json"), $$"""{ "extends": "{{(i == 9 ? "base" : i + 1)}}.json" }""");
        Assert.That(Problems("""{ "extends": "1.json" }""").Single(),
            Is.EqualTo("7.json:1:14: extends: more than 8 files extend one another here."));
        Assert.That(Read("""{ "extends": "4.json", "name": "short-enough" }""").Populations, Has.Count.EqualTo(2));
    }

    [Test]
    public void Blocks_that_would_fill_memory_are_refused()
    {
        string[] doubling = [.. Enumerable.Range(0, 40).Select(i => $$""" "b{{i}}": [{ "use": "b{{i + 1}}" }, { "use": "b{{i + 1}}" }] """),
            """ "b40": [1] """];
        string text = $$"""{ "blocks": { {{string.Join(",", doubling)}} }, "name": { "use": "b0" } }""";
        Assert.That(Problems(text).Single(), Does.EndWith("blocks and overrides make more than 1,000,000 values here; use fewer."));
    }

    [TestCase("blocks")]
    [TestCase("overrides")]
    public void What_would_be_nested_too_deeply_is_refused(string by)
    {
        const int Count = 5000;
        string deep = by == "blocks"
            ? $$""" "blocks": { {{string.Join(",", Enumerable.Range(0, Count).Select(i => $$""" "b{{i}}": [{ "use": "b{{i + 1}}" }] """))}}, "b{{Count}}": [] }, "seed": { "use": "b0" } """
            : $$""" "overrides": { "populations.a{{string.Concat(Enumerable.Repeat(".a", Count))}}": 1 } """;
        Assert.That(Problem(deep), Does.Match("nested too deeply here|longer than objects and lists can be nested|more than 64 blocks"));
    }

    [Test]
    public void Overrides_are_for_files_that_extend_others() =>
        Assert.That(Problems("""{ "overrides": {} }"""), Has.Some.Contain("overrides are for a file that extends another"));

    [Test]
    public void A_variant_of_a_network_file_is_no_file_of_another_kind()
    {
        File.WriteAllText(
            _folder.File("rate.json"),
            $$"""{ "extends": "{{Path.Combine(TestFiles.Networks, "digits-burstccn.json")}}", "name": "rate" }""");
        File.WriteAllText(_folder.File("network.json"), """{ "extends": "base.json", "name": "network" }""");
        Assert.That(SourceFile.Read(_folder.File("rate.json"), "network").Has(ExperimentDescription.KindKey), Is.True);
        Assert.That(SourceFile.Read(_folder.File("network.json"), "network").Has(ExperimentDescription.KindKey), Is.False);
        NetworkFileException error =
            Assert.Throws<NetworkFileException>(() => ProtocolDescription.File.Load(_folder.File("network.json")))!;
        Assert.That(error.Problems.Single().File, Is.EqualTo(_folder.File("base.json")));
    }

    [Test]
    public void Rate_models_and_protocols_are_extended_in_the_same_way()
    {
        File.WriteAllText(
            _folder.File("rate.json"),
            $$"""{ "extends": "{{Path.Combine(TestFiles.Networks, "digits-burstccn.json")}}", "name": "rate", "seed": 9 }""");
        File.WriteAllText(
            _folder.File("pairing.json"),
            $$"""{ "extends": "{{Path.Combine(TestFiles.Networks, "pairing-poisson.json")}}", "name": "p", "realizations": 9 }""");
        Assert.That(ExperimentDescription.File.Load(_folder.File("rate.json")).Seed, Is.EqualTo(9));
        Assert.That(ProtocolDescription.File.Load(_folder.File("pairing.json")).Realizations, Is.EqualTo(9));
    }

    [Test]
    public void Paths_in_a_file_of_another_folder_are_relative_to_that_folder()
    {
        Directory.CreateDirectory(_folder.File("studies"));
        File.Copy(Path.Combine(TestFiles.Networks, "examples", "pattern-task.json"), _folder.File("task.json"));
        File.WriteAllText(_folder.File("studies/base.json"), """{ "name": "s", "cases": { "a": { "network": "../task.json" } } }""");
        File.WriteAllText(_folder.File("study.json"),
            """{ "extends": "studies/base.json", "name": "t", "cases": { "b": { "network": "task.json" } } }""");
        StudyDescription study = StudyDescription.File.Load(_folder.File("study.json"));
        Assert.That(StudyCases.Load(_folder.File("study.json"), study, new SourceMap(), []).Values.Select(n => n.Name),
            Is.EqualTo(new[] { "pattern-task", "pattern-task" }));
    }
}
