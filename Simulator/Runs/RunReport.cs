using System.Globalization;
using System.Text.Json.Nodes;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.Reports;
using Spiking.Text;

namespace Spiking.Runs;

/// <summary>The page that tells what a run was and what came of it.</summary>
internal static class RunReport
{
    /// <summary>The page of a run: question, answer, figures, parameters, machine, and links to all files.</summary>
    /// <param name="outcome">What came of the run.</param>
    /// <param name="figures">The figures with the names of their files.</param>
    /// <param name="formats">Formats of the figures.</param>
    /// <param name="folder">The folder of the run, to list its tables.</param>
    /// <param name="json">Content of run.json.</param>
    public static Report Create(
        RunOutcome outcome, IReadOnlyList<(string Name, Figure Figure)> figures, IReadOnlyList<FigureFormat> formats,
        string folder, JsonObject json)
    {
        NetworkDescription network = outcome.Description;
        Report report = new(network.Name);
        if (network.Description.Length > 0) report.Summary(network.Description);
        report.Asked(outcome.Command, ("seed", Text(network.Seed)), ("simulated time", $"{Text(outcome.SimulatedTime)} s"));
        if (outcome.Reason is string reason)
            report.Summary(
                $"INCOMPLETE, after {outcome.SimulatedTime:F1} of {NetworkRun.Duration(network):F1} simulated seconds: {reason}");
        foreach (string warning in outcome.Warnings) report.Summary($"Warning: {warning}");
        report.Summary([.. outcome.Parts.SelectMany(part => part.Sentences)]);
        if (outcome.Task is null) report.Summary(Measurements.Rates(outcome.Measured));
        foreach (TextTable table in outcome.Parts.SelectMany(part => part.Tables)) report.Table(table);

        foreach ((string name, Figure figure) in figures)
            report.Figure(figure, Report.FilesOf(figure, name, formats));
        report.KeyValues("Run", Circumstances.EntriesOf(
            outcome.RunTime, ("speed", $"{outcome.RealTimeFactor.ToString("F1", CultureInfo.InvariantCulture)} x real time")));
        report.Parameters(ParameterRows.Of([("", json["network"])], ""));
        report.FilesIn(folder, RunSnapshots.Is);
        report.Raw("run.json: the resolved network and everything about the run", json.ToJsonString(IndentedJson.Options));
        return report;
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
