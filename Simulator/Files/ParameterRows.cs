using System.Globalization;
using System.Text.Json.Nodes;

namespace Spiking.Files;

/// <summary>Every value of an experiment with its path, as rows of a table. Quantities have their units, as in files.</summary>
internal static class ParameterRows
{
    // What several experiments have in common.
    private const string Shared = "all of them";

    /// <summary>Path and value of everything that a resolved experiment says, except empty lists and texts.</summary>
    /// <param name="node">The experiment.</param>
    /// <param name="path">Its own path.</param>
    public static List<IReadOnlyList<string>> Of(JsonNode? node, string path = "") => node switch
    {
        JsonObject parts => [.. parts.Where(part => part.Key != "description")
            .SelectMany(part => Of(part.Value, path.Length == 0 ? part.Key : $"{path}.{part.Key}"))],
        JsonArray items when items.Any(item => item is JsonObject) =>
            [.. items.SelectMany((item, i) => Of(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")))],
        _ => (node is JsonArray list ? string.Join(", ", list.Select(item => item?.ToString())) : node?.ToString()
            ?? "none") is { Length: > 0 } value ? [[path, value]] : [],
    };

    /// <summary>
    /// The same of several experiments that have much in common: first the values that all of them have, then of each by its name those
    /// that others do not have.
    /// </summary>
    /// <param name="experiments">The experiments with their names.</param>
    /// <param name="kind">What a name stands for: "case".</param>
    /// <returns>Headings of the columns, and the rows. Of a single experiment they are path and value alone.</returns>
    public static (IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) Of(
        IReadOnlyList<(string Name, JsonNode? Experiment)> experiments, string kind)
    {
        string[] columns = ["parameter", "value"];
        if (experiments.Count == 1) return (columns, Of(experiments[0].Experiment));
        (string Name, List<IReadOnlyList<string>> Rows)[] all = [.. experiments.Select(one => (one.Name, Of(one.Experiment)))];
        IReadOnlyList<IReadOnlyList<string>> shared = CommonTo(all.Select(one => one.Rows));
        HashSet<(string, string)> values = [.. shared.Select(row => (row[0], row[1]))];
        return ([kind, .. columns],
        [
            .. shared.Select(row => (IReadOnlyList<string>)[Shared, .. row]),
            .. all.SelectMany(one => one.Rows.Where(row => !values.Contains((row[0], row[1])))
                .Select(row => (IReadOnlyList<string>)[one.Name, .. row])),
        ]);
    }

    /// <summary>Those rows of the first of several experiments that all of them have.</summary>
    /// <param name="experiments">The rows of each, at least one.</param>
    public static IReadOnlyList<IReadOnlyList<string>> CommonTo(IEnumerable<IReadOnlyList<IReadOnlyList<string>>> experiments)
    {
        IReadOnlyList<IReadOnlyList<string>>? common = null;
        foreach (IReadOnlyList<IReadOnlyList<string>> rows in experiments)
        {
            HashSet<(string, string)> values = [.. rows.Select(row => (row[0], row[1]))];
            common = common is null ? rows : [.. common.Where(row => values.Contains((row[0], row[1])))];
        }

        return common ?? [];
    }
}
