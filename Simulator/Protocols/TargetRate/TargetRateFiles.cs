using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spiking.Files;

using Spiking.Plotting;
using Spiking.Plotting.Published;

namespace Spiking.Protocols.TargetRate;

/// <summary>Writes what a run of a target-rate task leaves.</summary>
public static class TargetRateFiles
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes course.csv, phases.csv, run.json, figures/ (with the numbers of each panel as CSV) and report.html.</summary>
    /// <param name="result">The task with its realisations.</param>
    /// <param name="version">Version of the program.</param>
    /// <param name="folder">The folder; made if it is not there.</param>
    /// <param name="figures">Formats of the figures.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(TargetRateResult result, string version, string folder, IReadOnlyList<FigureFormat> figures)
    {
        Directory.CreateDirectory(folder);
        TargetRateTables.WriteCourse(result, Path.Combine(folder, "course.csv"));
        TargetRateTables.WritePhases(result, Path.Combine(folder, "phases.csv"));
        string json = Describe(result, version).ToJsonString(s_indented);
        File.WriteAllText(Path.Combine(folder, "run.json"), json + "\n");
        Figure figure = TargetRateFigure.Create(result);

        // The published program knows no other baseline.
        if (result.Protocol.Input.Baseline == RuleBaseline.Constant) figure = PublishedData.Over(result.Protocol.Name, result.Protocol.Description, "target-rate", figure);
        FigureFiles.Write(figure, Path.Combine(folder, "figures"), "target-rate", figures);
        Page(result, figure, json).Write(Path.Combine(folder, "report.html"));
    }

    private static Report Page(TargetRateResult result, Figure figure, string json)
    {
        Report report = new(result.Protocol.Name);
        if (result.Protocol.Description.Length > 0) report.Summary(result.Protocol.Description);
        string spread = result.Courses.Count > 1 ? $", mean and standard error over {result.Courses.Count} seeds" : "";
        return report
            .Table(
                string.Create(CultureInfo.InvariantCulture, $"Last {result.Protocol.PhaseWindow} s of every phase{spread}"),
                TargetRateTables.PhaseHeadings,
                TargetRateTables.PhaseRows(result))
            .Figure(figure)
            .Table(
                "Realizations",
                ["seed", "spikes", "weights", "run time (s)", "x real time"],
                [.. result.Courses.Select(course => (IReadOnlyList<string>)[
                    course.Seed.ToString(CultureInfo.InvariantCulture),
                    Hash(course.SpikesHash),
                    Hash(course.WeightsHash),
                    course.RunTime.TotalSeconds.ToString("F2", CultureInfo.InvariantCulture),
                    Speed(result, course).ToString("F0", CultureInfo.InvariantCulture)])])
            .Raw("run.json: the resolved protocol and everything about the run", json);
    }

    private static JsonObject Describe(TargetRateResult result, string version) => new()
    {
        ["version"] = version,
        ["realizations"] = new JsonArray([.. result.Courses.Select(course => new JsonObject
        {
            ["seed"] = course.Seed,
            ["runTime_s"] = Math.Round(course.RunTime.TotalSeconds, 3),
            ["realTimeFactor"] = Math.Round(Speed(result, course), 1),
            ["spikesHash"] = Hash(course.SpikesHash),
            ["weightsHash"] = Hash(course.WeightsHash),
        })]),
        ["protocol"] = DescriptionWriter.Write(result.Protocol),
    };

    private static double Speed(TargetRateResult result, TargetRateCourse course) => result.Protocol.Duration / course.RunTime.TotalSeconds;

    private static string Hash(ulong hash) => hash.ToString("X16", CultureInfo.InvariantCulture);
}
