using System.Globalization;
using System.Text.Json.Nodes;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Inputs;
using Spiking.Plotting;
using Spiking.Recording;
using Spiking.Recording.Overview;
using Spiking.Reports;

namespace Spiking.Runs;

/// <summary>Writes what a run leaves besides its recorders' files: run.json, tables, figures and the report.</summary>
internal static class RunFiles
{
    /// <summary>Writes the files.</summary>
    /// <param name="outcome">What came of the run.</param>
    /// <param name="formats">Formats of the figures.</param>
    /// <param name="folder">The folder, which is there.</param>
    /// <param name="writing">Takes the failures.</param>
    /// <returns>The outcome, incomplete if something could not be written.</returns>
    public static RunOutcome Write(RunOutcome outcome, IReadOnlyList<FigureFormat> formats, string folder, ResultWriting writing)
    {
        List<(string Name, Figure Figure)> figures = [];
        writing.Always("the tables", () =>
        {
            foreach (IResult part in outcome.Parts) part.WriteTables(folder);
            Measurements.Write(outcome.Measured, folder);
        });
        writing.Do("the figures", () => AddFigure("network", () => NetworkFigure.Create(outcome.Description)));
        foreach (IResult part in outcome.Parts)
            writing.Do("the figures", () =>
            {
                foreach ((string name, Func<Figure> draw) in part.Figures()) AddFigure(name, draw);
            });
        writing.Do("the figures", () => AddFigure("rates", () => Rates([outcome])));
        figures = [.. figures.Select(f => (f.Name, PublishedExperiments.Over(outcome.Description, f.Name, f.Figure)))];

        // The page has the figures that have files.
        List<(string Name, Figure Figure)> written = [];
        foreach ((string name, Figure figure) in figures)
            writing.Do("the figures", () =>
            {
                FigureFiles.Write(figure, Path.Combine(folder, FigureFiles.Folder), name, formats);
                written.Add((name, figure));
            });

        outcome = outcome with { Reason = outcome.Reason ?? writing.Reason };
        JsonObject json = Describe(outcome);
        WriteJson();
        writing.Do(Report.FileName, () =>
            RunReport.Create(outcome, written, formats, folder, json).Write(Path.Combine(folder, Report.FileName)));
        if (outcome.Reason is not null || writing.Reason is not string late) return outcome;

        // The run was stopped after run.json was written, or its page could not be written.
        outcome = outcome with { Reason = late };
        json = Describe(outcome);
        WriteJson();
        return outcome;

        // A figure that cannot be drawn does not keep the others from being drawn.
        void AddFigure(string name, Func<Figure?> draw) => writing.Do($"the figure {name}", () =>
        {
            if (figures.Any(other => other.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
                throw new SimulationException("the run has another figure of this name, whose files it would replace; give it another.");
            if (draw() is Figure figure) figures.Add((name, figure));
        });

        void WriteJson() => writing.Always(RunRecord.FileName, () => RunRecord.Write(json, folder));
    }

    /// <summary>
    /// The rates of populations in runs of a network, at the end of its task if it has one; null: no population fires often enough.
    /// </summary>
    /// <param name="realizations">The runs.</param>
    public static Figure? Rates(IReadOnlyList<RunOutcome> realizations)
    {
        NetworkDescription network = realizations[0].Description;
        RecordedRates[] rates = [.. realizations.Select(outcome => outcome.Rates).OfType<RecordedRates>()];
        return rates.Length == 0 ? null : RateFigures.Create(
            [.. network.Populations.Select(p => new RatedPopulation(p.Key, p.Value.Size, network.ModelOf(p.Key).Bursts))],
            rates,
            realizations[0].SimulatedTime,
            network.CurrentStretches,
            [.. network.Populations.Values.SelectMany(p => p.Currents).Select(Target).OfType<RateTarget>().Distinct()],
            network.Task is null ? null : realizations[0].Shown);
    }

    // A current that follows the event rate towards 0 is no teacher: it only holds the rate back.
    private static RateTarget? Target(CurrentDescription current) => current switch
    {
        EventRateCurrentDescription { Target: > 0 } rate =>
            new RateTarget("Event rate", rate.From, rate.Until ?? double.PositiveInfinity, rate.Target),
        BurstProbabilityCurrentDescription burst =>
            new RateTarget("Burst probability", burst.From, burst.Until ?? double.PositiveInfinity, burst.Target),
        _ => null,
    };

    private static JsonObject Describe(RunOutcome outcome)
    {
        JsonObject json = new()
        {
            ["status"] = outcome.Reason is string reason ? "incomplete: " + reason : "complete",
            ["seed"] = outcome.Description.Seed,
            ["simulatedTime_s"] = outcome.SimulatedTime,
            ["plannedTime_s"] = NetworkRun.Duration(outcome.Description),
            ["buildTime_s"] = Math.Round(outcome.BuildTime.TotalSeconds, 3),
            ["runTime_s"] = Math.Round(outcome.RunTime.TotalSeconds, 3),
            ["processes"] = outcome.Processes,
            ["threads"] = outcome.Threads,
            ["realTimeFactor"] = double.IsNaN(outcome.RealTimeFactor) ? null : Math.Round(outcome.RealTimeFactor, 2),
            ["spikesHash"] = Hash(outcome.SpikesHash),
            ["weightsHash"] = Hash(outcome.WeightsHash),
            ["finished"] = DateTimeOffset.UtcNow.ToString("u", CultureInfo.InvariantCulture),
            ["version"] = Circumstances.Version,
            ["machine"] = Circumstances.Machine,
        };
        if (Kinds.Added.Count > 0) json["loaded"] = new JsonArray([.. Kinds.Added.Select(a => JsonValue.Create(a.GetName().ToString()))]);
        if (outcome.Warnings.Count > 0)
            json["warnings"] = new JsonArray([.. outcome.Warnings.Select(warning => JsonValue.Create(warning))]);
        foreach ((string key, JsonNode value) in outcome.Parts.SelectMany(part => part.Entries)) json[key] = value;
        json["network"] = DescriptionWriter.Write(outcome.Description);
        return json;
    }

    private static string Hash(ulong hash) => hash.ToString("X16", CultureInfo.InvariantCulture);
}
