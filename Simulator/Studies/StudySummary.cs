using System.Globalization;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.Runs;
using Spiking.Text;

namespace Spiking.Studies;

/// <summary>Writes what compares the cases of a study.</summary>
internal static class StudySummary
{
    /// <summary>Writes the tables, the figures and the page.</summary>
    /// <returns>The path of the page.</returns>
    /// <exception cref="CommandException">They cannot be written.</exception>
    public static string Write(StudyDescription study, StudyComparison comparison, IReadOnlyList<StudyCase> cases,
        IReadOnlyList<IReadOnlyList<string>> rows, string folder, bool replace, IReadOnlyList<FigureFormat> formats)
    {
        using RunFolder run = new(folder, replace);
        try
        {
            bool isOfProgram = IsOfProgram(study, cases);
            comparison.WriteTables(cases, run.Working);
            Report report = new Report(study.Name)
                .Summary(study.Description)
                .Asked(TypedCommand.ByName, ("seeds",
                    string.Join(", ", cases.SelectMany(c => c.Results.Select(r => r.Seed)).Distinct().Order()
                    .Select(seed => seed.ToString(CultureInfo.InvariantCulture)))))
                .Summary(comparison.Answer(cases))
                .Table("Cases", comparison.Columns, rows);
            return ComparisonPage.Write(
                report,
                comparison.Figures(cases)
                    .Select(f => (f.Name, isOfProgram ? PublishedData.Over(study.Name, study.Description, f.Name, f.Figure) : f.Figure)),
                run,
                formats);
        }
        catch (Exception e) when (Failures.Explain(e) is string reason)
        {
            throw run.Incomplete("the summary of the study", reason);
        }
    }

    // A study or a network that was copied and edited is not the published experiment, although it has kept its name.
    private static bool IsOfProgram(StudyDescription study, IReadOnlyList<StudyCase> cases)
    {
        string path = Path.Combine(ExperimentLibrary.OfProgram, "studies", study.Name + ".json");
        if (!PublishedData.Knows(study.Name) || !File.Exists(path)) return false;
        try
        {
            IReadOnlyDictionary<string, NetworkDescription> known =
                StudyCases.Load(path, StudyDescription.File.Load(path), new SourceMap(), []);
            return cases.All(part => known.TryGetValue(part.Name, out NetworkDescription? network)
                && PublishedExperiments.AreSame(part.Network, network));
        }
        catch (NetworkFileException)
        {
            return false;
        }
    }
}
