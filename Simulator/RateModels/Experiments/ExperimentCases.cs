using Spiking.Engine.Checking;
using Spiking.Files;
using Spiking.Text;

namespace Spiking.RateModels.Experiments;

/// <summary>The cases of an experiment with rate models: one file, read once for each case with its changes.</summary>
internal static class ExperimentCases
{
    /// <summary>Reads a file once for each of its cases.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Changes to every case, after its own.</param>
    /// <param name="only">Names of the cases that are wanted; empty: all.</param>
    /// <returns>The cases; one without changes if the file has none.</returns>
    /// <exception cref="NetworkFileException">The file, or a change, has mistakes: those of all cases are listed.</exception>
    /// <exception cref="ArgumentException">A case that is wanted does not exist.</exception>
    public static IReadOnlyList<RunnableCase> Load(string path, IReadOnlyList<string> overrides, IReadOnlyList<string> only) =>
        Load(SourceFile.Read(path, "rate model"), overrides, only);

    /// <summary>Checks a file that has been read already, once for each of its cases.</summary>
    /// <exception cref="NetworkFileException">The file, or a change, has mistakes: those of all cases are listed.</exception>
    /// <exception cref="ArgumentException">A case that is wanted does not exist.</exception>
    public static IReadOnlyList<RunnableCase> Load(SourceFile file, IReadOnlyList<string> overrides, IReadOnlyList<string> only)
    {
        ExperimentDescription experiment = ExperimentDescription.File.Load(file, overrides);
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
        foreach ((string name, ExperimentCaseDescription part) in
            experiment.Cases.Where(entry => only.Count == 0 || only.Contains(entry.Key)))
        {
            try
            {
                // The description is that of all cases. What each of them changes is told with its name.
                cases.Add(new RunnableCase(
                    name, part.Title ?? name, part,
                    ExperimentDescription.File.Load(file, [.. part.Set, .. overrides]) with { Description = experiment.Description }));
            }
            catch (NetworkFileException e)
            {
                problems.AddRange(e.Problems.Select(p => p with { Message = $"{p.Message} (case \"{name}\")" }));
            }
        }

        return problems.Count == 0 ? cases : throw new NetworkFileException(problems);
    }

    /// <summary>Adds what is wrong with the names, seeds and values of an experiment.</summary>
    public static void Check(ExperimentDescription experiment, SourceMap source, string file, List<Problem> problems)
    {
        Findings findings = new(source, file, problems);
        RunChecks.CheckFolderName(findings, experiment, nameof(experiment.Name), experiment.Name);
        RunChecks.CheckCaseNames(findings, experiment, nameof(experiment.Cases), experiment.Cases.Keys);
        findings.Require(experiment.Seed <= long.MaxValue - (experiment.Realizations - 1), experiment, [nameof(experiment.Seed)], () =>
            $"{findings.Found(experiment, nameof(experiment.Seed))}, but there are no {experiment.Realizations} "
            + "consecutive seeds from there.");
        experiment.Check(findings);
    }
}
