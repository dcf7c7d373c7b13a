using Spiking.Plotting;
using Spiking.Reports;

namespace Spiking.Runs;

/// <summary>Figures and page of what compares several runs: the seeds of a network, or the cases of a study.</summary>
internal static class ComparisonPage
{
    /// <summary>
    /// Writes the figures and, with them at its end, the page. A figure that cannot be drawn keeps neither the others nor the page from
    /// being written.
    /// </summary>
    /// <param name="what">What the page compares, as the subject of a sentence.</param>
    /// <param name="report">The page so far.</param>
    /// <param name="figures">The figures with the names of their files.</param>
    /// <param name="run">The folder.</param>
    /// <param name="formats">Formats of the figures.</param>
    /// <param name="writing">Knows what could not be written before, and takes what fails here.</param>
    /// <returns>The path of the page in the finished folder.</returns>
    /// <exception cref="CommandException">
    /// Something could not be written; the rest is kept in the folder that the message names.
    /// </exception>
    public static string Write(string what, Report report, IEnumerable<(string Name, Figure Figure)> figures, RunFolder run,
        IReadOnlyList<FigureFormat> formats, ResultWriting writing)
    {
        writing.Always("the figures", () =>
        {
            foreach ((string name, Figure figure) in figures)
                writing.Always($"the figure {name}", () =>
                {
                    FigureFiles.Write(figure, Path.Combine(run.Working, FigureFiles.Folder), name, formats);
                    report.Figure(figure);
                });
        });
        writing.Always(Report.FileName, () => report.Write(Path.Combine(run.Working, Report.FileName)));
        if (writing.Reason is string reason) throw run.Incomplete(what, reason);
        try
        {
            return Path.Combine(run.Finish(), Report.FileName);
        }
        catch (Exception e) when (Failures.Explain(e) is string failure)
        {
            throw run.Incomplete(what, failure);
        }
    }
}
