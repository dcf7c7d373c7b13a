using System.Globalization;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.Reports;
using Spiking.Runs;
using Spiking.Text;

namespace Spiking.Studies;

/// <summary>Writes what compares the cases of a study.</summary>
internal static class StudySummary
{
    /// <summary>
    /// Writes the tables, the figures and the page. What a comparison cannot give, perhaps because it has a mistake, keeps nothing else
    /// from being written: the runs may have taken hours.
    /// </summary>
    /// <returns>The path of the page, and the rows of its table: one for every case.</returns>
    /// <exception cref="CommandException">
    /// Something could not be written; the rest is kept in the folder that the message names.
    /// </exception>
    public static (string Page, IReadOnlyList<IReadOnlyList<string>> Rows) Write(
        StudyDescription study, StudyComparison comparison, IReadOnlyList<StudyCase> cases, IReadOnlyList<ComparedRun> runs, string folder,
        bool replace, IReadOnlyList<FigureFormat> formats)
    {
        using RunFolder run = new(folder, replace);
        ResultWriting writing = new(CancellationToken.None);
        writing.Always("the tables", () => comparison.WriteTables(cases, run.Working));
        Report report = new Report(study.Name)
            .Summary(study.Description)
            .Asked(TypedCommand.ByName, ("seeds",
                string.Join(", ", cases.SelectMany(c => c.Results.Select(r => r.Seed)).Distinct().Order()
                .Select(seed => seed.ToString(CultureInfo.InvariantCulture)))));
        writing.Always("the answer", () => report.Summary(comparison.Answer(cases)));
        List<IReadOnlyList<string>> rows = [];
        foreach (StudyCase part in cases)
            writing.Always($"the row of the case \"{part.Name}\"", () => rows.Add(Row(comparison, part)));
        writing.Always("the table of the page", () => report.Table(new("Cases", comparison.Columns, rows)));
        ComparisonPage page = new("the summary of the study", report, runs, [.. cases.Select(c => (c.PlainTitle, c.Network))]);
        return (page.Write(Figures(), run, formats, writing), rows);

        IEnumerable<(string Name, Figure Figure)> Figures()
        {
            foreach ((string name, Figure figure) in comparison.Figures(cases))
                yield return (name, Published(study, cases, name, figure));
        }
    }

    /// <summary>The line of a case in the table. A comparison of another assembly can miscount.</summary>
    /// <exception cref="SimulationException">It has another number of cells than there are columns.</exception>
    internal static IReadOnlyList<string> Row(StudyComparison comparison, StudyCase outcome)
    {
        IReadOnlyList<string> row = comparison.Row(outcome);
        int columns = comparison.Columns.Count;
        return row.Count == columns ? row
            : throw new SimulationException($"Row of {comparison.GetType().Name} gives {NumberText.Count(row.Count, "cell")} for the case "
                + $"\"{outcome.Name}\", but the table has {NumberText.Count(columns, "column")}.");
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
        if (!PublishedData.Knows(study.Name, figure) || !File.Exists(path)) return false;
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
