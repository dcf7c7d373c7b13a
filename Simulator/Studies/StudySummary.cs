using Spiking.Plotting;
using Spiking.Plotting.Published;
using Spiking.Runs;

namespace Spiking.Studies;

/// <summary>Writes what compares the cases of a study.</summary>
internal static class StudySummary
{
    /// <summary>Writes the tables, the figures and the page.</summary>
    /// <returns>The path of the page.</returns>
    /// <exception cref="CommandException">They cannot be written.</exception>
    public static string Write(StudyDescription study, StudyComparison comparison, IReadOnlyList<CaseOutcome> cases, string folder, bool replace, IReadOnlyList<FigureFormat> formats)
    {
        using RunFolder run = new(folder, replace);
        try
        {
            comparison.WriteTables(cases, run.Working);
            Report report = new Report(study.Name)
                .Summary(study.Description)
                .Table("Cases", comparison.Columns, [.. cases.Select(comparison.Row)]);
            foreach ((string name, Figure drawn) in comparison.Figures(cases))
            {
                Figure figure = PublishedData.Over(study.Name, study.Description, name, drawn);
                FigureFiles.Write(figure, Path.Combine(run.Working, "figures"), name, formats);
                report.Figure(figure);
            }

            using (StreamWriter page = new(Path.Combine(run.Working, "report.html"))) report.Write(page);
            return Path.Combine(run.Finish(), "report.html");
        }
        catch (Exception e) when (Failures.Explain(e) is string reason)
        {
            throw run.Incomplete("the summary of the study", reason);
        }
    }
}
