using System.Globalization;
using System.Text.RegularExpressions;
using Spiking.Files;
using Spiking.Text;

namespace Spiking.Sweeps;

/// <summary>
/// Names of swept values as figures show them: "inhibitory → all: amplitude" for projections[1].amplitude, "output: size" for
/// populations.output.size, "Example duration" for task.exampleDuration. Projections that the file of the experiment does not list, for
/// example because it is not there any more, keep their short names.
/// </summary>
internal sealed partial class SweptNames
{
    private const string Projections = "projections[";
    private static readonly string[] s_named = ["populations.", "neuronModels."];
    private readonly List<Node> _projections = [];
    private readonly string[] _populations = [];

    /// <summary>Looks up the projections of an experiment.</summary>
    /// <param name="file">The file of the experiment.</param>
    public SweptNames(string file)
    {
        try
        {
            if (FileTree.Read(FileText.Read(file, "network"), file, null, "network", []) is not ObjectNode experiment) return;
            if (experiment.Find("projections")?.Value is ListNode projections) _projections = projections.Items;
            if (experiment.Find("populations")?.Value is ObjectNode populations) _populations = [.. populations.Keys];
        }
        catch (NetworkFileException)
        {
            // Without its file a path keeps its short name.
        }
    }

    /// <summary>The name of a swept value.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="otherwise">Its short name.</param>
    public string Of(string path, string otherwise)
    {
        if (s_named.FirstOrDefault(start => path.StartsWith(start, StringComparison.Ordinal)) is string named
            && path[named.Length..].Split('.', 2) is [string name, string key])
            return $"{(name == "*" ? $"all {Words(named[..^1])}" : name)}: {Words(key)}";
        if (!path.StartsWith(Projections, StringComparison.Ordinal)) return Sentence(Words(otherwise));
        if (path[Projections.Length..].Split("].", 2) is not [string index, string rest]) return otherwise;
        // Weights are numbers without a unit, in files and here; amplitudes and currents have theirs beside them.
        string what = Words(rest) + (rest == "weight" ? " ($g_L$)" : "");
        if (index == "*") return $"all projections: {what}";
        if (!int.TryParse(index, out int at) || at < 0 || at >= _projections.Count
            || _projections[at] is not ObjectNode projection) return otherwise;
        return End(projection.Find("from")) is string from && End(projection.Find("to")) is string to
            ? $"{from} → {to}: {what}" : otherwise;
    }

    private string? End(Member? end)
    {
        if (end?.Value is TextNode { Value: string only }) return only == "*" ? "all" : only;
        if (end?.Value is not ListNode listed || !listed.Items.All(name => name is TextNode)) return null;
        string[] names = [.. listed.Items.Cast<TextNode>().Select(name => name.Value)];
        return names.Length > 1 && _populations.All(names.Contains) ? "all" : string.Join(", ", names);
    }

    // "shortTermPlasticity.utilization": "short term plasticity utilization"; "currents[0].amplitude": "current 1 amplitude".
    private static string Words(string keys) => Names.Words(Counted().Replace(keys.Replace('.', ' '), match =>
        $"{match.Groups[1].Value} {int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) + 1}"));

    private static string Sentence(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    [GeneratedRegex(@"(\w+?)s?\[(\d{1,9})\]")]
    private static partial Regex Counted();
}
