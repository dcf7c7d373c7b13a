using Spiking.Engine;
using Spiking.Engine.Checking;
using Spiking.Files;
using Spiking.Text;

namespace Spiking.Studies;

/// <summary>The cases of a study: their names, and the networks that their files describe.</summary>
internal static class StudyCases
{
    /// <summary>Name of the folder, beside those of the cases, of what compares them.</summary>
    public const string SummaryFolder = "summary";

    /// <summary>Reads the networks of all cases of a study.</summary>
    /// <param name="path">The study file.</param>
    /// <param name="study">The study it holds.</param>
    /// <param name="source">Where its records were read.</param>
    /// <param name="overrides">Changes to every case that has their path, after its own.</param>
    /// <param name="tell">Receives a sentence for every change that only some of the cases have; null: nobody wants to know.</param>
    /// <returns>The networks by the names of the cases.</returns>
    /// <exception cref="NetworkFileException">
    /// A network file or a change has mistakes, or the figure cannot compare a network: those of all cases are listed.
    /// </exception>
    public static IReadOnlyDictionary<string, NetworkDescription> Load(
        string path, StudyDescription study, SourceMap source, IReadOnlyList<string> overrides, Action<string>? tell = null)
    {
        OrderedDictionary<string, NetworkDescription> networks = [];
        CaseReading reading = new(overrides, $" of {path}");
        StudyComparison? comparison = study.Figure;
        string first = study.Cases.Keys.First();
        foreach ((string name, StudyCaseDescription part) in study.Cases)
        {
            if (reading.Read(name, changes => Read(path, part, source, changes, Refusal)) is NetworkDescription network)
                networks.Add(name, network);

            // Without the network of the first case nobody knows which figure its task would have, so the others are not refused.
            string? Refusal(NetworkDescription network)
            {
                if (name == first) comparison = Comparison(study, network);
                if (comparison is not null) return comparison.Refusal(network);
                return name == first ? WithoutFigure(network) : null;
            }
        }

        reading.Check();
        if (tell is not null)
            foreach (string remark in reading.Remarks()) tell(remark);
        return networks;
    }

    private static string WithoutFigure(NetworkDescription first) =>
        $"the study names no figure, and {(first.Task is null ? "its network has no task that has one" : "its task has none")}. Name one "
            + $"with the key \"figure\": {Names.Either([.. Kinds.Of(typeof(StudyComparison)).Keys])}."
            + Kinds.HintOf(typeof(StudyComparison));

    /// <summary>Comparison of the cases: the figure that the study names, or that of the task of its first case; null: neither.</summary>
    /// <param name="study">The study.</param>
    /// <param name="first">The network of its first case.</param>
    public static StudyComparison? Comparison(StudyDescription study, NetworkDescription first) => study.Figure ?? first.Task?.Comparison;

    private static NetworkDescription Read(
        string path, StudyCaseDescription part, SourceMap source, OptionalChanges changes,
        Func<NetworkDescription, string?> refusalOf)
    {
        string file = Path.Combine(Path.GetDirectoryName(path) ?? "", part.Network);
        List<Problem> problems = [];
        Findings findings = new(source, path, problems);
        string Found() => findings.Found(part, nameof(part.Network));
        if (!File.Exists(file))
        {
            findings.Report(part, nameof(part.Network), $"{Found()}, but {FileTree.Missing(file, part.Network)}");
            throw new NetworkFileException(problems);
        }

        Node? set = source.ValueOf(part, nameof(part.Set));
        NetworkDescription network = NetworkDescription.File.LoadCase(
            SourceFile.Read(file, "network"),
            [.. part.Set.Select((change, i) => PlacedChange.In(path, change, set is ListNode list ? list.Items[i] : set))],
            changes,
            out _);
        if (refusalOf(network) is not string refusal) return network;
        findings.Report(part, nameof(part.Network), $"{Found()}, but the case cannot be compared: {refusal}");
        throw new NetworkFileException(problems);
    }

    /// <summary>Adds what is wrong with the names of a study and its cases.</summary>
    public static void Check(StudyDescription study, SourceMap source, string file, List<Problem> problems)
    {
        Findings findings = new(source, file, problems);
        RunChecks.CheckFolderName(findings, study, nameof(study.Name), study.Name);
        RunChecks.CheckCaseNames(findings, study, nameof(study.Cases), study.Cases.Keys, SummaryFolder);
        foreach (IGrouping<string, KeyValuePair<string, StudyCaseDescription>> same in
            study.Cases.GroupBy(part => part.Value.Title ?? part.Key).Where(same => same.Count() > 1))
        {
            // Their names differ, so one of them has a title.
            (string name, StudyCaseDescription part) = same.Last(one => one.Value.Title is not null);
            findings.Report(part, nameof(part.Title), $"{findings.Found(part, nameof(part.Title))}, but this is what tables and figures "
                + $"call the case \"{same.First(one => one.Key != name).Key}\", too; give one of the two another title.");
        }
    }
}
