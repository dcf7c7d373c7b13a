using System.Text.Json.Nodes;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.Reports;
using Spiking.Text;

namespace Spiking.Runs;

/// <summary>A run that is compared with others.</summary>
/// <param name="Group">The runs among which it is listed: the title of its case.</param>
/// <param name="Label">How it is told from the others of its group: "seed 1".</param>
/// <param name="Folder">The folder of its results.</param>
internal sealed record ComparedRun(string Group, string Label, string Folder);

/// <summary>Figures and page of what compares several runs: the seeds of a network, or the cases of a study.</summary>
/// <param name="what">What the page compares, as the subject of a sentence.</param>
/// <param name="report">The page so far.</param>
/// <param name="runs">The runs, to whose pages this one leads.</param>
/// <param name="networks">The networks with the names of their cases; of a single one the name does not matter.</param>
internal sealed class ComparisonPage(
    string what, Report report, IReadOnlyList<ComparedRun> runs, IReadOnlyList<(string Name, NetworkDescription Network)> networks)
{
    /// <summary>
    /// Writes the figures and, with them at its end, the page. A figure that cannot be drawn keeps neither the others nor the page from
    /// being written.
    /// </summary>
    /// <param name="figures">The figures with the names of their files.</param>
    /// <param name="run">The folder.</param>
    /// <param name="formats">Formats of the figures.</param>
    /// <param name="writing">Knows what could not be written before, and takes what fails here.</param>
    /// <returns>The path of the page in the finished folder.</returns>
    /// <exception cref="CommandException">
    /// Something could not be written; the rest is kept in the folder that the message names.
    /// </exception>
    public string Write(
        IEnumerable<(string Name, Figure Figure)> figures, RunFolder run, IReadOnlyList<FigureFormat> formats, ResultWriting writing)
    {
        writing.Always("the figures", () =>
        {
            foreach ((string name, Figure figure) in figures)
                writing.Always($"the figure {name}", () =>
                {
                    FigureFiles.Write(figure, Path.Combine(run.Working, FigureFiles.Folder), name, formats);
                    report.Figure(figure, Report.FilesOf(figure, name, formats));
                });
        });
        writing.Always(Report.FileName, () =>
        {
            AddRuns(run.Destination);
            report.KeyValues("Program and machine that compared the runs", Circumstances.Entries)
                .Parameters(ParameterRows.Of([.. networks.Select(part => (part.Name, (JsonNode?)Described(part.Network)))], "case"))
                .FilesIn(run.Working)
                .Write(Path.Combine(run.Working, Report.FileName));
        });
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

    private void AddRuns(string destination)
    {
        foreach (IGrouping<string, ComparedRun> group in runs.GroupBy(run => run.Group))
            report.Links($"{RichText.Plain(group.Key)}:", [.. group.Select(run => (run.Label,
                Path.GetRelativePath(destination, Path.Combine(run.Folder, Report.FileName)).Replace(Path.DirectorySeparatorChar, '/')))]);
    }

    // The seeds are those that were asked for.
    private static JsonObject Described(NetworkDescription network)
    {
        JsonObject json = DescriptionWriter.Write(network);
        json.Remove("seed");
        return json;
    }
}
