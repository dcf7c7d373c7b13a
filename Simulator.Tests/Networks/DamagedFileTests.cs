using System.Text.Json.Nodes;
using Spiking.Networks;

namespace Spiking.Tests.Networks;

/// <summary>However a file is damaged, it loads or is refused with messages: nothing else is ever thrown.</summary>
public sealed class DamagedFileTests
{
    private static readonly string s_text = File.ReadAllText(Path.Combine(TestFiles.Networks, "xor-burstprop.json"));
    private static readonly string[] s_values = ["null", "true", "-1", "0", "1e300", "\"\"", "\"x\"", "\"0 s\"", "\"5 mV\"", "[]", "{}", "[null]", "[{}]"];

    [Test]
    public void Text_that_is_cut_off_is_refused_with_a_place()
    {
        for (int length = 0; length < s_text.Length - 2; length += 7)
        {
            var exception = Assert.Throws<NetworkFileException>(() => NetworkFile.Parse(s_text[..length], "cut.json"))!;
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
        var whole = NetworkWriter.Write(NetworkFile.Parse(s_text, "xor.json"));
        var paths = Paths(whole).ToList();
        Assert.That(paths, Does.Contain("populations.hidden2.currents[0].amplitude"));
        foreach (string path in paths)
        {
            foreach (string value in s_values)
                AssertReadOrRefused(whole.ToJsonString(), $"{path}={value}");
        }
    }

    private static void AssertReadOrRefused(string text, params string[] overrides)
    {
        try
        {
            NetworkFile.Parse(text, "damaged.json", overrides);
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
