using Spiking.Plotting;

namespace Spiking.Runs;

/// <summary>Figures and page of what compares several runs: the seeds of a network, or the cases of a study.</summary>
internal static class ComparisonPage
{
    /// <summary>Writes the figures and, with them at its end, the page.</summary>
    /// <param name="report">The page so far.</param>
    /// <param name="figures">The figures with the names of their files.</param>
    /// <param name="run">The folder.</param>
    /// <param name="formats">Formats of the figures.</param>
    /// <returns>The path of the page in the finished folder.</returns>
    public static string Write(
        Report report, IEnumerable<(string Name, Figure Figure)> figures, RunFolder run, IReadOnlyList<FigureFormat> formats)
    {
        foreach ((string name, Figure figure) in figures)
        {
            FigureFiles.Write(figure, Path.Combine(run.Working, FigureFiles.Folder), name, formats);
            report.Figure(figure);
        }

        using (StreamWriter page = new(Path.Combine(run.Working, "report.html"))) report.Write(page);
        return Path.Combine(run.Finish(), "report.html");
    }
}
