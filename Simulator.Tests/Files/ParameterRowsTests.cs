using System.Text.Json.Nodes;
using Spiking.Files;

namespace Spiking.Tests.Files;

/// <summary>Parameters of experiments as rows of a table.</summary>
public class ParameterRowsTests
{
    private static JsonNode Json(string text) => JsonNode.Parse(text)!;

    [Test]
    public void Every_value_has_its_path_and_words_about_the_experiment_are_left_out() => Assert.That(
        ParameterRows.Of(Json("""
            { "name": "n", "description": "words", "a": { "rate": "5 Hz", "b": [1, 2] }, "c": [{ "d": null }, { "e": "" }], "f": [] }
            """)),
        Is.EqualTo(new[] { new[] { "name", "n" }, ["a.rate", "5 Hz"], ["a.b", "1, 2"], ["c[0].d", "none"] }));

    [Test]
    public void What_experiments_have_in_common_stands_once_and_what_they_have_not_at_each()
    {
        (IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows) = ParameterRows.Of(
            [("one", Json("""{ "a": 1, "b": 2 }""")), ("two", Json("""{ "a": 1, "b": 3, "c": 4 }"""))], "case");
        Assert.That(columns, Is.EqualTo(new[] { "case", "parameter", "value" }));
        Assert.That(rows, Is.EqualTo(new[] { new[] { "all of them", "a", "1" }, ["one", "b", "2"], ["two", "b", "3"], ["two", "c", "4"] }));
    }
}
