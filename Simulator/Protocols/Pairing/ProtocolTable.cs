using System.Globalization;
using Spiking.Files;

using Spiking.Plotting;

namespace Spiking.Protocols.Pairing;

/// <summary>Writes the numbers of all curves, and the page that shows them.</summary>
internal static class ProtocolTable
{
    /// <summary>One row per scan value, curve and condition.</summary>
    public static void Write(ProtocolExperiment experiment, string path)
    {
        using CsvWriter csv = new(path, "scan_value", "curve", "condition", "mean", "standard_error", "standard_deviation", "n", "theory");
        foreach (ProtocolResult result in experiment.Results)
        {
            foreach (CurveResult curve in result.Curves)
            {
                foreach (CurvePoint point in curve.Points)
                {
                    csv.Add(result.ScanValue).Add(CurveLabels.Full(curve.Rule)).Add(point.Condition).Add(point.Mean)
                        .AddOrMissing(point.StandardError).AddOrMissing(point.StandardDeviation).Add(point.Count)
                        .AddOrMissing(point.Theory).EndRow();
                }
            }
        }
    }

    /// <summary>The page: description, figure, a table per protocol, and the protocol itself.</summary>
    public static Report Report(ProtocolExperiment experiment, Figure figure)
    {
        PairingProtocolDescription protocol = experiment.Protocol;
        Report report = new(protocol.Name);
        if (protocol.Description.Length > 0) report.Summary(protocol.Description);
        report.Figure(figure);
        Axis axis = CurveLabels.Conditions(protocol.Trains);
        foreach (ProtocolResult result in experiment.Results)
        {
            string title = result.ScanValue.Length > 0 ? $"Weight change, {protocol.Scan!.Path} = {result.ScanValue}" : "Weight change";
            report.Table(
                title + (protocol.Realizations > 1 ? ": mean and standard error" : ""),
                [axis.Heading, .. result.Curves.Select(curve => CurveLabels.Full(curve.Rule))],
                [.. protocol.Trains.Conditions.Select((condition, i) =>
                    (IReadOnlyList<string>)[condition.ToString("G4", CultureInfo.InvariantCulture),
                        .. result.Curves.Select(curve => Cell(curve.Points[i]))])]);
        }

        return report.Raw("The protocol", DescriptionWriter.Write(protocol).ToJsonString(new() { WriteIndented = true }));
    }

    private static string Cell(CurvePoint point)
    {
        string mean = point.Mean.ToString("F4", CultureInfo.InvariantCulture);
        return point.Count > 1 ? mean + " ± " + point.StandardError.ToString("F4", CultureInfo.InvariantCulture) : mean;
    }
}
