using System.Text.Json;
using System.Text.Json.Nodes;

namespace Spiking.Sweeps;

/// <summary>
/// Names of swept values as figures show them: "inhibitory → all: amplitude" for projections[1].amplitude and "output: size" for
/// populations.output.size. Other paths keep their short names, and so do projections that the file of the experiment does not list, for
/// example because it is not there any more.
/// </summary>
internal sealed class SweptNames
{
    private const string Projections = "projections[", Populations = "populations.";
    private readonly JsonArray? _projections;
    private readonly string[] _populations = [];

    /// <summary>Looks up the projections of an experiment.</summary>
    /// <param name="file">The file of the experiment.</param>
    public SweptNames(string file)
    {
        try
        {
            JsonNode? experiment = JsonNode.Parse(File.ReadAllText(file), documentOptions: new JsonDocumentOptions
            {
                AllowTrailingCommas = true,
                CommentHandling = JsonCommentHandling.Skip,
            });
            _projections = experiment?["projections"] as JsonArray;
            if (experiment?["populations"] is JsonObject populations) _populations = [.. populations.Select(population => population.Key)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException
            or ArgumentException)
        {
            _projections = null;
        }
    }

    /// <summary>The name of a swept value.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="otherwise">Its name if its path has another form.</param>
    public string Of(string path, string otherwise)
    {
        if (path.StartsWith(Populations, StringComparison.Ordinal) && path[Populations.Length..].Split('.', 2) is [string name, string key])
            return $"{(name == "*" ? "all populations" : name)}: {Words(key)}";
        if (!path.StartsWith(Projections, StringComparison.Ordinal)
            || path[Projections.Length..].Split("].", 2) is not [string index, string rest]) return otherwise;
        if (index == "*") return $"all projections: {Words(rest)}";
        if (!int.TryParse(index, out int at) || _projections is null || at < 0 || at >= _projections.Count
            || _projections[at] is not JsonObject projection) return otherwise;
        return End(projection["from"]) is string from && End(projection["to"]) is string to ? $"{from} → {to}: {Words(rest)}" : otherwise;
    }

    private string? End(JsonNode? end)
    {
        if (end is JsonValue value && value.TryGetValue(out string? only)) return only == "*" ? "all" : only;
        if (end is not JsonArray listed || !listed.All(name => name is JsonValue one && one.TryGetValue(out string? _))) return null;
        string[] names = [.. listed.Select(name => name!.GetValue<string>())];
        return names.Length > 1 && _populations.All(names.Contains) ? "all" : string.Join(", ", names);
    }

    // "shortTermPlasticity.utilization": "short term plasticity utilization".
    private static string Words(string keys) =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(keys.Replace('.', ' ')).Replace('-', ' ');
}
