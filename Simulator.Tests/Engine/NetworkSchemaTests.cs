using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Spiking.Engine;
using Spiking.Papers;
using Spiking.Protocols;
using Spiking.Studies;
using Spiking.Tests.Neurons;

namespace Spiking.Tests.Engine;

public sealed class NetworkSchemaTests
{
    [TestCase("schema.json")]
    [TestCase("protocol.schema.json")]
    [TestCase("study.schema.json")]
    [TestCase("paper.schema.json")]
    public void The_schema_files_are_current(string name)
    {
        string file = File.ReadAllText(Path.Combine(TestFiles.Networks, name));
        Assert.That(
            Generate(name),
            Is.EqualTo(file),
            $"networks/{name} is out of date; write it anew: dotnet test -c Release -p:Science=true --filter "
            + $"Name={nameof(Write_the_schema_files)}");
    }

    [TestCase("schema.json"), TestCase("protocol.schema.json"), TestCase("study.schema.json"), TestCase("paper.schema.json"),
        Explicit("Writes the schemas in networks/ of the source tree.")]
    public void Write_the_schema_files(string name)
    {
        string path = Path.Combine(SourceFolder(), "..", "..", "networks", name);
        File.WriteAllText(path, Generate(name));
        Assert.That(path, Does.Exist);
    }

    [Test]
    public void Quantities_have_patterns_that_accept_what_the_reader_accepts()
    {
        var capacitance = Definition("AdExModel")["properties"]!["capacitance"]!;
        var pattern = new Regex((string)capacitance["pattern"]!);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((string)capacitance["default"]!, Is.EqualTo("100 pF"));
            foreach (string text in new[] { "100 pF", "1e-4uF", ".5 \u00b5F", " +2. nF " })
                Assert.That(text, Does.Match(pattern));
            foreach (string text in new[] { "100", "100 pA", "pF", "100 PF" })
                Assert.That(text, Does.Not.Match(pattern));
        }
    }

    [Test]
    public void Variants_are_told_apart_by_their_key()
    {
        var schema = JsonNode.Parse(NetworkDescription.File.Schema())!;
        var variants = schema["else"]!["properties"]!["neuronModels"]!["else"]!["additionalProperties"]!["else"]!["oneOf"]!.AsArray();
        var names =
            variants.Select(variant => (string)Definition(((string)variant!["$ref"]!).Split('/')[^1])["properties"]!["type"]!["const"]!);
        Assert.That(names, Is.EquivalentTo(NeuronModels.Names).And.SupersetOf(new[] { "adex", "poisson-source" }));
    }

    [TestCase("schema.json")]
    [TestCase("protocol.schema.json")]
    [TestCase("study.schema.json")]
    [TestCase("paper.schema.json")]
    public void Every_key_is_explained(string name)
    {
        var schema = JsonNode.Parse(Generate(name))!;
        var unexplained = schema["$defs"]!.AsObject()
            .SelectMany(definition => definition.Value!["properties"]!.AsObject()
                .Select(property => (Path: $"{definition.Key}.{property.Key}", property.Value)))
            .Where(property => property.Value!["const"] is null && property.Value["description"] is null)
            .Select(property => property.Path);
        Assert.That(unexplained, Is.Empty);
    }

    private static string Generate(string name) => name switch
    {
        "schema.json" => NetworkDescription.File.Schema(),
        "protocol.schema.json" => ProtocolDescription.File.Schema(),
        "paper.schema.json" => PaperDescription.File.Schema(),
        _ => StudyDescription.File.Schema(),
    };

    private static JsonNode Definition(string name) => JsonNode.Parse(NetworkDescription.File.Schema())!["$defs"]![name]!;

    private static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
