using System.Globalization;
using System.Text.Json.Nodes;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.Reports;
using Spiking.Text;

namespace Spiking.Protocols.Pairing;

/// <summary>Writes the numbers of all curves, and the page that shows them.</summary>
internal static class ProtocolTable
{
    private const int MostToldCurves = 4;

    /// <summary>One row per scan value, curve and condition. The column of the conditions ends in their unit: "condition_hz".</summary>
    public static void Write(ProtocolExperiment experiment, string path)
    {
        string condition = CsvText.Heading("condition", CurveLabels.Conditions(experiment.Protocol.Trains).Unit.ToLowerInvariant());
        using CsvWriter csv = new(path, "scan_value", "curve", condition, "mean", "standard_error", "standard_deviation", "n", "theory");
        foreach (ProtocolResult result in experiment.Results)
        {
            foreach (CurveResult curve in result.Curves)
            {
                foreach (CurvePoint point in curve.Points)
                {
                    csv.Add(result.ScanValue).Add(RichText.Plain(CurveLabels.Full(curve.Rule))).Add(point.Condition).Add(point.Mean)
                        .AddOrMissing(point.StandardError).AddOrMissing(point.StandardDeviation).Add(point.Count)
                        .AddOrMissing(point.Theory).EndRow();
                }
            }
        }
    }

    /// <summary>The page: description, answer, figure, a table per protocol, the run and its parameters.</summary>
    /// <param name="experiment">The protocol with its results.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="figure">Its figure.</param>
    /// <param name="files">The drawings and tables of the figure, as paths relative to the page.</param>
    public static Report Report(ProtocolExperiment experiment, TimeSpan elapsed, Figure figure, IReadOnlyList<string> files)
    {
        PairingProtocolDescription protocol = experiment.Protocol;
        Report report = new(protocol.Name);
        if (protocol.Description.Length > 0) report.Summary(protocol.Description);
        report.Asked(TypedCommand.ByName, ("seed", protocol.Seed.ToString(CultureInfo.InvariantCulture)),
            ("realizations", protocol.Realizations.ToString(CultureInfo.InvariantCulture)))
            .Summary(Answer(experiment)).Figure(figure, files);
        Axis axis = CurveLabels.Conditions(protocol.Trains);
        foreach (ProtocolResult result in experiment.Results)
        {
            string title = result.ScanValue.Length > 0 ? $"Weight change, {protocol.Scan!.Path} = {result.ScanValue}" : "Weight change";
            report.Table(new(
                title + (protocol.Realizations > 1 ? ": mean and standard error" : ""),
                [axis.Heading, .. result.Curves.Select(curve => RichText.Plain(CurveLabels.Full(curve.Rule)))],
                [.. protocol.Trains.Conditions.Select((condition, i) =>
                    (IReadOnlyList<string>)[condition.ToString("G4", CultureInfo.InvariantCulture),
                        .. result.Curves.Select(curve => Cell(curve.Points[i]))])]));
        }

        return report
            .KeyValues("Run", Circumstances.EntriesOf(elapsed))
            .Parameters(ParameterRows.Of(
                [.. experiment.Results.Select(r => (r.ScanValue, (JsonNode?)DescriptionWriter.Write(r.Protocol)))],
                protocol.Scan?.Path ?? ""));
    }

    // "Depression turns into potentiation (firing rate): 23.4 Hz (burstprop, P(0) = 0.3), nowhere (pair STDP)." Of many curves it tells the
    // range: the figure shows the rest.
    private static string Answer(ProtocolExperiment experiment)
    {
        Axis axis = CurveLabels.Conditions(experiment.Protocol.Trains);
        string unit = axis.Unit.Length > 0 ? " " + axis.Unit : "";
        string At(double crossing) => crossing.ToString("G3", CultureInfo.InvariantCulture) + unit;
        (double At, string Curve)[] crossings = [.. experiment.Results.SelectMany(result => result.Curves.Select(curve =>
            (ProtocolMeasures.Crossing(curve.Points),
                RichText.Plain(CurveLabels.Full(curve.Rule)) + (result.ScanValue.Length > 0 ? ", " + result.ScanValue : ""))))];
        double[] found = [.. crossings.Select(crossing => crossing.At).Where(double.IsFinite)];
        string answer = crossings.Length <= MostToldCurves
            ? string.Join(", ", crossings.Select(c => $"{(double.IsNaN(c.At) ? "nowhere" : At(c.At))} ({c.Curve})"))
            : found.Length == 0 ? string.Create(CultureInfo.InvariantCulture, $"nowhere in {crossings.Length} curves")
            : (found.Length > 1 ? $"from {At(found.Min())} to {At(found.Max())}" : $"at {At(found[0])}")
                + string.Create(CultureInfo.InvariantCulture, $" in {found.Length} of {crossings.Length} curves")
                + (found.Length < crossings.Length ? ", nowhere in the others" : "");
        return $"Depression turns into potentiation ({axis.Label.ToLowerInvariant()}): {answer}.";
    }

    private static string Cell(CurvePoint point)
    {
        string mean = NumberText.Formatted(point.Mean, "F4");
        return point.Count > 1 ? mean + " ± " + NumberText.Formatted(point.StandardError, "F4") : mean;
    }
}
