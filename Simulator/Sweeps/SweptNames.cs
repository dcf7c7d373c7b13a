using Spiking.Files;
using Spiking.Text;

namespace Spiking.Sweeps;

/// <summary>
/// Names of swept values as figures show them: "inhibitory → all: amplitude" for projections[1].amplitude and "output: size" for
/// populations.output.size. Other paths keep their short names, and so do projections that the file of the experiment does not list, for
/// example because it is not there any more.
/// </summary>
internal sealed class SweptNames
{
    private const string Projections = "projections[", Populations = "populations.";
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
    /// <param name="otherwise">Its name if its path has another form.</param>
    public string Of(string path, string otherwise)
    {
        if (path.StartsWith(Populations, StringComparison.Ordinal) && path[Populations.Length..].Split('.', 2) is [string name, string key])
            return $"{(name == "*" ? "all populations" : name)}: {Words(key)}";
        if (!path.StartsWith(Projections, StringComparison.Ordinal)
            || path[Projections.Length..].Split("].", 2) is not [string index, string rest]) return otherwise;
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

    // "shortTermPlasticity.utilization": "short term plasticity utilization".
    private static string Words(string keys) => Names.Words(keys.Replace('.', ' '));
}
