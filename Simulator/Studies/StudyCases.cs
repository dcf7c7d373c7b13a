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
    /// <param name="overrides">Changes to every case, after its own.</param>
    /// <returns>The networks by the names of the cases.</returns>
    /// <exception cref="NetworkFileException">A network file or a change has mistakes: those of all cases are listed.</exception>
    public static IReadOnlyDictionary<string, NetworkDescription> Load(string path, StudyDescription study, IReadOnlyList<string> overrides)
    {
        OrderedDictionary<string, NetworkDescription> networks = [];
        List<Problem> problems = [];
        string folder = Path.GetDirectoryName(path) ?? "";
        foreach ((string name, StudyCaseDescription part) in study.Cases)
        {
            try
            {
                networks.Add(name, NetworkDescription.File.Load(Path.Combine(folder, part.Network), [.. part.Set, .. overrides]));
            }
            catch (NetworkFileException e)
            {
                problems.AddRange(e.Problems.Select(p => p with { Message = $"{p.Message} (case \"{name}\" of {path})" }));
            }
        }

        return problems.Count == 0 ? networks : throw new NetworkFileException(problems);
    }

    /// <summary>Adds what is wrong with the names of a study and its cases.</summary>
    public static void Check(StudyDescription study, SourceMap source, string file, List<Problem> problems)
    {
        Findings findings = new(source, file, problems);
        RunChecks.CheckFolderName(findings, study, nameof(study.Name), study.Name);
        RunChecks.CheckCaseNames(findings, study, nameof(study.Cases), study.Cases.Keys, SummaryFolder);
    }
}
