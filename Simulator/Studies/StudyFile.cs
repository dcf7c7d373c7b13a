using Spiking.Files;
using Spiking.Networks;
using Spiking.Networks.Checking;

namespace Spiking.Studies;

/// <summary>Reads study files, which follow the conventions of network files.</summary>
internal static class StudyFile
{
    private static readonly DescriptionReader<StudyDescription> s_reader = new(
        "study",
        Check,
        "populations",
        "this is a network file, not a study file; run it with the command run: run FILE.");

    /// <summary>Reads and checks a study file; the network files of its cases are not read.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="NetworkFileException">The file cannot be read, or it has mistakes: all of them are listed.</exception>
    public static StudyDescription Load(string path) => s_reader.Load(path, null);

    /// <summary>Checks a file that has been read already.</summary>
    /// <exception cref="NetworkFileException">The file has mistakes: all of them are listed.</exception>
    internal static StudyDescription Load(SourceFile file) => s_reader.Read(file, null);

    /// <summary>Reads and checks the text of a study file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fileName">How messages call the file.</param>
    /// <exception cref="NetworkFileException">The text has mistakes: all of them are listed.</exception>
    public static StudyDescription Parse(string text, string fileName) => s_reader.Parse(text, fileName, null);

    /// <summary>Reads the networks of all cases of a study.</summary>
    /// <param name="path">The study file.</param>
    /// <param name="study">The study it holds.</param>
    /// <param name="overrides">Changes to every case, after its own.</param>
    /// <returns>The networks by the names of the cases.</returns>
    /// <exception cref="NetworkFileException">A network file or a change has mistakes: those of all cases are listed.</exception>
    public static IReadOnlyDictionary<string, NetworkDescription> LoadCases(string path, StudyDescription study, IReadOnlyList<string> overrides)
    {
        OrderedDictionary<string, NetworkDescription> networks = [];
        List<Problem> problems = [];
        string folder = Path.GetDirectoryName(path) ?? "";
        foreach ((string name, StudyCaseDescription part) in study.Cases)
        {
            try
            {
                networks.Add(name, NetworkFile.Load(Path.Combine(folder, part.Network), [.. part.Set, .. overrides]));
            }
            catch (NetworkFileException e)
            {
                problems.AddRange(e.Problems.Select(p => p with { Message = $"{p.Message} (case \"{name}\" of {path})" }));
            }
        }

        return problems.Count == 0 ? networks : throw new NetworkFileException(problems);
    }

    private static void Check(StudyDescription study, SourceMap source, string file, List<Problem> problems)
    {
        FileFindings findings = new(source, file, problems);
        RunChecks.CheckFolderName(findings, study, nameof(study.Name), study.Name);
        RunChecks.CheckCaseNames(findings, study, nameof(study.Cases), study.Cases.Keys, SummaryFolder);
    }

    /// <summary>Name of the folder, beside those of the cases, of what compares them.</summary>
    public const string SummaryFolder = "summary";
}
