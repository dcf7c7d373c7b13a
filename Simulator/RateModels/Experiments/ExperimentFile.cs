using Spiking.Files;
using Spiking.Networks.Checking;
using Spiking.Text;

namespace Spiking.RateModels.Experiments;

/// <summary>Reads files of rate models, which follow the conventions of network files.</summary>
internal static class ExperimentFile
{
    /// <summary>The key at the top that only such files have.</summary>
    internal const string KindKey = "experiment";

    private static readonly DescriptionReader<ExperimentDescription> s_reader = new(
        "rate model",
        Check,
        "populations",
        "this is a network file, not the file of a rate model; run it with the command run: run FILE.");

    /// <summary>Reads and checks a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Changes in the form path=value, for example "rule.learning.rate=0.1"; null removes a key.</param>
    /// <exception cref="NetworkFileException">The file cannot be read, or it has mistakes: all of them are listed.</exception>
    public static ExperimentDescription Load(string path, IReadOnlyList<string>? overrides = null) => s_reader.Load(path, overrides);

    /// <summary>Checks a file that has been read already.</summary>
    /// <exception cref="NetworkFileException">The file has mistakes: all of them are listed.</exception>
    internal static ExperimentDescription Load(SourceFile file, IReadOnlyList<string> overrides) => s_reader.Read(file, overrides);

    /// <summary>Reads and checks the text of a file.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fileName">How messages call the file.</param>
    /// <param name="overrides">Changes in the form path=value; null removes a key.</param>
    /// <exception cref="NetworkFileException">The text has mistakes: all of them are listed.</exception>
    public static ExperimentDescription Parse(string text, string fileName, IReadOnlyList<string>? overrides = null) =>
        s_reader.Parse(text, fileName, overrides);

    /// <summary>The JSON Schema of files of rate models: the text of networks/rate.schema.json.</summary>
    /// <exception cref="FileNotFoundException">The documentation file Simulator.xml does not lie beside the program.</exception>
    public static string Schema() => JsonSchema.Generate(typeof(ExperimentDescription), "File of a rate model");

    /// <summary>Reads a file once for each of its cases.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Changes to every case, after its own.</param>
    /// <param name="only">Names of the cases that are wanted; empty: all.</param>
    /// <returns>The cases; one without changes if the file has none.</returns>
    /// <exception cref="NetworkFileException">The file, or a change, has mistakes: those of all cases are listed.</exception>
    /// <exception cref="ArgumentException">A case that is wanted does not exist.</exception>
    public static IReadOnlyList<RunnableCase> LoadCases(string path, IReadOnlyList<string> overrides, IReadOnlyList<string> only) =>
        LoadCases(SourceFile.Read(path, "rate model"), overrides, only);

    /// <summary>Checks a file that has been read already, once for each of its cases.</summary>
    /// <exception cref="NetworkFileException">The file, or a change, has mistakes: those of all cases are listed.</exception>
    /// <exception cref="ArgumentException">A case that is wanted does not exist.</exception>
    internal static IReadOnlyList<RunnableCase> LoadCases(SourceFile file, IReadOnlyList<string> overrides, IReadOnlyList<string> only)
    {
        ExperimentDescription experiment = Load(file, overrides);
        string[] known = [.. experiment.Cases.Keys];
        if (only.FirstOrDefault(name => !known.Contains(name)) is string unknown)
        {
            throw new ArgumentException(known.Length == 0
                ? $"\"{unknown}\" is no case of {experiment.Name}, which has no cases."
                : $"\"{unknown}\" is no case of {experiment.Name}; {Names.ThereAre(known)}{Names.DidYouMean(unknown, known)}");
        }

        if (known.Length == 0) return [new RunnableCase(experiment.Name, experiment.Name, null, experiment)];
        List<RunnableCase> cases = [];
        List<Problem> problems = [];
        foreach ((string name, ExperimentCaseDescription part) in experiment.Cases.Where(entry => only.Count == 0 || only.Contains(entry.Key)))
        {
            try
            {
                // The description is that of all cases. What each of them changes is told with its name.
                cases.Add(new RunnableCase(
                    name, part.Title ?? name, part, Load(file, [.. part.Set, .. overrides]) with { Description = experiment.Description }));
            }
            catch (NetworkFileException e)
            {
                problems.AddRange(e.Problems.Select(p => p with { Message = $"{p.Message} (case \"{name}\")" }));
            }
        }

        return problems.Count == 0 ? cases : throw new NetworkFileException(problems);
    }

    private static void Check(ExperimentDescription experiment, SourceMap source, string file, List<Problem> problems)
    {
        FileFindings findings = new(source, file, problems);
        RunChecks.CheckFolderName(findings, experiment, nameof(experiment.Name), experiment.Name);
        RunChecks.CheckCaseNames(findings, experiment, nameof(experiment.Cases), experiment.Cases.Keys);
        findings.Require(experiment.Seed <= long.MaxValue - (experiment.Realizations - 1), experiment, [nameof(experiment.Seed)], () =>
            $"{findings.Found(experiment, nameof(experiment.Seed))}, but there are no {experiment.Realizations} consecutive seeds from there.");
        experiment.Check(findings);
    }
}
