using Spiking.Engine;
using Spiking.Plotting;
using Spiking.Runs;

namespace Spiking.Studies;

/// <summary>Runs the cases of a study and writes what compares them.</summary>
/// <param name="Study">The study.</param>
/// <param name="Networks">The network of every case, by name.</param>
/// <param name="Folder">Folder of all results.</param>
/// <param name="Realizations">Number of seeds per case.</param>
/// <param name="Cores">How many runs are computed at a time.</param>
/// <param name="Replace">Whether results that are there already are replaced.</param>
/// <param name="Figures">Formats of the figures.</param>
internal sealed record StudyRun(
    StudyDescription Study,
    IReadOnlyDictionary<string, NetworkDescription> Networks,
    string Folder,
    int Realizations,
    int Cores,
    bool Replace,
    IReadOnlyList<FigureFormat> Figures)
{
    /// <summary>Runs everything, and writes the comparison of the cases that were completed.</summary>
    /// <param name="show">Creates the display of the progress.</param>
    /// <param name="cancellation">Stops the study.</param>
    /// <exception cref="CommandException">Results cannot be written, or are there already.</exception>
    public StudyOutcome Execute(BatchDisplayFactory show, CancellationToken cancellation)
    {
        StudyComparison comparison = StudyCases.Comparison(Study, Networks.Values.First())!;

        // The realizations of a case stand together, so that some cases are complete where a study is stopped.
        (string Case, PlannedRun Run)[] planned =
            [.. Networks.SelectMany(part => RunPlan.Seeds(part.Value, Realizations).Select(n => (part.Key, Plan(part.Key, n))))];
        string summary = Path.Combine(Folder, StudyCases.SummaryFolder);
        RunBatch batch = new([.. planned.Select(p => p.Run)], Cores, Replace, new RunOptions { Figures = Figures });
        batch.Check("--output FOLDER", summary);
        RunOutcome?[] outcomes = batch.Execute(show, cancellation);
        StudyCase[] compared = [.. Study.Cases
            .Select(c => new StudyCase(
                c.Key, c.Value.Title, Networks[c.Key],
                [.. outcomes.Where((o, i) => planned[i].Case == c.Key).OfType<RunOutcome>().Where(o => o.Complete).Select(o => o.Result)])
            {
                Panels = c.Value.Panels,
                Solves = c.Value.Solves,
            })
            .Where(c => c.Results.Count > 0)];
        ComparedRun[] runs = [.. outcomes.Zip(planned).Where(pair => pair.First is { Complete: true }).Select(pair => new ComparedRun(
            Study.Cases[pair.Second.Case].Title ?? pair.Second.Case, RunPlan.Label(pair.Second.Run.Network), pair.First!.Folder))];
        (string? page, IReadOnlyList<IReadOnlyList<string>> rows) =
            compared.Length > 0 ? StudySummary.Write(Study, comparison, compared, runs, summary, Replace, Figures) : (null, []);
        return new StudyOutcome(
            comparison.Columns,
            rows,
            page,
            outcomes.Count(o => o is { Complete: true }),
            outcomes.Length);
    }

    private PlannedRun Plan(string name, NetworkDescription network) => new(
        $"{name}, {RunPlan.Label(network)}", network, Path.Combine(Folder, name, RunPlan.Label(network).Replace(' ', '-')));
}

/// <summary>Outcome of a study.</summary>
/// <param name="Columns">Headings of the table that compares the cases.</param>
/// <param name="Rows">Its rows, one for every case with completed runs.</param>
/// <param name="Page">Path of the page that compares them; null if there is none.</param>
/// <param name="Completed">Number of completed runs.</param>
/// <param name="Planned">Number of planned runs.</param>
internal sealed record StudyOutcome(
    IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, string? Page, int Completed, int Planned);
