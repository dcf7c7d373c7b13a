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
                comparison.Figures(cases).Select(f => (f.Name, Published(study, cases, f.Name, f.Figure))),
                run,
                formats);
        }
        catch (Exception e) when (Failures.Explain(e) is string reason)
        {
            throw run.Incomplete("the summary of the study", reason);
        }
    }

    /// <summary>A figure of a study with published data, if there are any for it.</summary>
    /// <remarks>
    /// Published data belong to the letters of panels, and these count the panels of the cases that have results. So all cases of the study
    /// that comes with the program are needed, in its order and in its panels. A study that was copied and edited has no published data,
    /// although it has kept its name.
    /// </remarks>
    /// <param name="study">The study.</param>
    /// <param name="cases">The cases that have results.</param>
    /// <param name="name">Name of the figure's file.</param>
    /// <param name="figure">The figure.</param>
    internal static Figure Published(StudyDescription study, IReadOnlyList<StudyCase> cases, string name, Figure figure) =>
        IsOfProgram(study, cases, name) ? PublishedData.Over(study.Name, study.Description, name, figure) : figure;

    private static bool IsOfProgram(StudyDescription study, IReadOnlyList<StudyCase> cases, string figure)
    {
        string path = Path.Combine(ExperimentLibrary.OfProgram, "studies", study.Name + ".json");
        if (!PublishedData.Knows(study.Name) || !File.Exists(path)) return false;
        try
        {
            StudyDescription known = StudyDescription.File.Load(path);
            IReadOnlyDictionary<string, NetworkDescription> networks = StudyCases.Load(path, known, new SourceMap(), []);
            return study.Figure?.GetType() == known.Figure?.GetType()
                && cases.Select(part => part.Name).SequenceEqual(known.Cases.Keys)
                && cases.All(part => part.Title == (known.Cases[part.Name].Title ?? part.Name)
                    && part.Panels.SequenceEqual(known.Cases[part.Name].Panels)
                    && PublishedExperiments.AreSame(part.Network, networks[part.Name], figure));
        }
        catch (NetworkFileException)
        {
            return false;
        }
    }
}
