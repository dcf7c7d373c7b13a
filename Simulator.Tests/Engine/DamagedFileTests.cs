using System.Text.Json;
using System.Text.Json.Nodes;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Protocols;
using Spiking.RateModels.Experiments;

namespace Spiking.Tests.Engine;

/// <summary>However a file is damaged, it loads or is refused with messages: nothing else is ever thrown.</summary>
public sealed class DamagedFileTests
{
    private static readonly string s_text = File.ReadAllText(Path.Combine(TestFiles.Networks, "xor-burstprop.json"));
    private static readonly string[] s_values =
        ["null", "true", "-1", "0", "1e300", "\"\"", "\"x\"", "\"0 s\"", "\"5 mV\"", "[]", "{}", "[null]", "[{}]"];

    [Test]
    public void Text_that_is_cut_off_is_refused_with_a_place()
    {
        for (int length = 0; length < s_text.Length - 2; length += 7)
        {
            var exception = Assert.Throws<NetworkFileException>(() => NetworkDescription.File.Parse(s_text[..length], "cut.json"))!;
            Assert.That(exception.Problems, Has.Count.EqualTo(1));
            Assert.That(exception.Problems[0].Line, Is.Not.Null);
        }
    }

    [Test]
    public void Text_with_changed_characters_is_read_or_refused()
    {
        var random = new Random(3);
        const string Characters = "{}[]\",:/*\\ \n0-.eax\u00e9'";
        for (int i = 0; i < 1500; i++)
        {
            int at = random.Next(s_text.Length);
            string inserted = Characters[random.Next(Characters.Length)].ToString();
            AssertReadOrRefused(s_text[..at] + inserted + s_text[(at + random.Next(2))..]);
        }
    }

    [Test]
    public void Files_in_which_any_value_is_replaced_by_another_are_read_or_refused()
    {
        var whole = DescriptionWriter.Write(NetworkDescription.File.Parse(s_text, "xor.json"));
        var paths = Paths(whole).ToList();
        Assert.That(paths, Does.Contain("populations.hidden2.currents[0].amplitude"));
        string text = whole.ToJsonString();
        foreach (string path in paths)
        {
            foreach (string value in s_values)
                AssertReadOrRefused(text, $"{path}={value}");
        }
    }

    // Every value of every file in networks/ is taken away, and replaced by what it is not: whatever a check reads may be missing.
    [TestCaseSource(nameof(Files))]
    public void Any_file_with_a_value_taken_away_or_exchanged_is_read_or_refused(string name)
    {
        JsonNode whole = JsonNode.Parse(
            File.ReadAllText(Path.Combine(TestFiles.Networks, name)),
            documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!;
        string text = whole.ToJsonString();
        Action<string, IReadOnlyList<string>> parse = Reader(whole, Path.Combine(TestFiles.Networks, name));
        parse(text, []);
        foreach (string path in Paths(whole).Where(path => path != "$schema"))
        {
            foreach (string value in new[] { "null", "[]", "{}", "1e300", "\"1e300 s\"" })
                AssertReadOrRefused(() => parse(text, [$"{path}={value}"]));
        }
    }

    public static IEnumerable<string> Files =>
        Directory.EnumerateFiles(TestFiles.Networks, "*.json").Select(path => Path.GetFileName(path)!)
            .Where(name => !name.EndsWith("schema.json")).Order();

    // What a file extends lies beside it, so the damaged text goes by its name.
    private static Action<string, IReadOnlyList<string>> Reader(JsonNode file, string path) => (text, overrides) =>
    {
        string schema = (string)file["$schema"]!;
        if (schema == "protocol.schema.json") ProtocolDescription.File.Parse(text, path, overrides);
        else if (schema == "rate.schema.json") ExperimentDescription.File.Parse(text, path, overrides);
        else NetworkDescription.File.Parse(text, path, overrides);
    };

    private static void AssertReadOrRefused(string text, params string[] overrides)
    {
        AssertReadOrRefused(() => NetworkDescription.File.Parse(text, "damaged.json", overrides));
    }

    private static void AssertReadOrRefused(Action parse)
    {
        try
        {
            parse();
        }
        catch (NetworkFileException exception)
        {
            Assert.That(exception.Problems, Is.Not.Empty);
        }
    }

    private static IEnumerable<string> Paths(JsonNode node) =>
        Children(node).SelectMany(child => Paths(child).Prepend(child.GetPath()["$.".Length..]));

    // One entry of each list stands for all.
    private static IEnumerable<JsonNode> Children(JsonNode node) => node switch
    {
        JsonObject map => map.Select(entry => entry.Value).OfType<JsonNode>(),
        JsonArray list => list.Take(1).OfType<JsonNode>(),
        _ => [],
    };
}
