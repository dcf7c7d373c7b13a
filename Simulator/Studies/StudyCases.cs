using Spiking.Engine;
using Spiking.Engine.Checking;
using Spiking.Files;

namespace Spiking.Studies;

/// <summary>The cases of a study: their names, and the networks that their files describe.</summary>
internal static class StudyCases
{
    /// <summary>Name of the folder, beside those of the cases, of what compares them.</summary>
    public const string SummaryFolder = "summary";

    /// <summary>Reads the networks of all cases of a study.</summary>
    /// <param name="path">The study file.</param>
    /// <param name="study">The study it holds.</param>
    /// <param name="overrides">Changes to every case that has their path, after its own.</param>
    /// <param name="tell">Receives a sentence for every change that only some of the cases have; null: nobody wants to know.</param>
    /// <returns>The networks by the names of the cases.</returns>
    /// <exception cref="NetworkFileException">A network file or a change has mistakes: those of all cases are listed.</exception>
    public static IReadOnlyDictionary<string, NetworkDescription> Load(
        string path, StudyDescription study, IReadOnlyList<string> overrides, Action<string>? tell = null)
    {
        OrderedDictionary<string, NetworkDescription> networks = [];
        CaseReading reading = new(overrides, $" of {path}");
        string folder = Path.GetDirectoryName(path) ?? "";
        foreach ((string name, StudyCaseDescription part) in study.Cases)
        {
            string file = Path.Combine(folder, part.Network);
            if (reading.Read(name, changes => NetworkDescription.File.LoadCase(SourceFile.Read(file, "network"), part.Set, changes))
                is NetworkDescription network)
                networks.Add(name, network);
        }

        reading.Check();
        if (tell is not null)
            foreach (string remark in reading.Remarks()) tell(remark);
        return networks;
    }

    /// <summary>Adds what is wrong with the names of a study and its cases.</summary>
    public static void Check(StudyDescription study, SourceMap source, string file, List<Problem> problems)
    {
        Findings findings = new(source, file, problems);
        RunChecks.CheckFolderName(findings, study, nameof(study.Name), study.Name);
        RunChecks.CheckCaseNames(findings, study, nameof(study.Cases), study.Cases.Keys, SummaryFolder);
    }
}
