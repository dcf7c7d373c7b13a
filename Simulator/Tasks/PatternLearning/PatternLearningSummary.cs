using System.Globalization;
using System.Text.Json.Nodes;
using Spiking.Text;

namespace Spiking.Tasks.PatternLearning;

/// <summary>
/// Summary of the result of a pattern-learning run: sentences and tables to read, numbers that are compared, entries of run.json.
/// </summary>
internal static class PatternLearningSummary
{
    /// <summary>Sentences about the success of learning and the calibration.</summary>
    public static IEnumerable<string> Sentences(PatternLearningResult result)
    {
        yield return Verdict(result);

        // "Calibrated burst probabilities: cancellation output 0.407; baseline hidden1 0.423, output 0.406."
        if (result.Calibration.Count > 0)
        {
            yield return $"Calibrated burst probabilities: {string.Join("; ", result.Calibration.Select(m => $"{Name(m.Step)} "
                + string.Join(", ", m.Used.Select(name => $"{name} {Fixed(Probability(result, m, name), 4)}"))))}.";
        }
    }

    /// <summary>The answers in every test: a row for each.</summary>
    public static TextTable Table(PatternLearningResult result)
    {
        PatternLearningDescription task = result.Task;
        string title = string.Create(
            CultureInfo.InvariantCulture,
            $"Output event rate (Hz) in the last {task.DecisionWindow:0.##} s of each pattern, without teacher and plasticity; above "
            + $"{task.DecisionRate:0.##} Hz counts as 1.");
        return new TextTable(
            title,
            ["test", .. task.Patterns.Select(PatternLearningTables.Digits), "margin", "last cost", "solved", "by epoch"],
            [.. result.Tests.Select(named => Row(result, named.Name, named.Test))]);
    }

    /// <summary>The tests before and after learning, pattern by pattern.</summary>
    public static IEnumerable<TextTable> Tests(PatternLearningResult result)
    {
        if (result.Before is PatternTest before) yield return Test(result, "Test before learning", before);
        if (result.After is PatternTest after) yield return Test(result, "Test after learning", after);
    }

    /// <summary>Margin, cost and answers.</summary>
    public static IReadOnlyList<(string Name, double Value)> Measured(PatternLearningResult result) =>
    [
        ("solved_by_epoch", result.SolvedBy ?? double.NaN),
        ("margin_hz", result.After?.Margin ?? double.NaN),
        ("last_cost", LastCost(result)),
        .. Answers(result, "before", result.Before),
        .. Answers(result, "after", result.After),
    ];

    /// <summary>Entries of run.json: the calibration, as values that a file can give in its place, and the success of learning.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode>> Entries(PatternLearningResult result)
    {
        if (result.Calibration.Count > 0) yield return new("calibration", Calibrated(result));
        if (result.After is not PatternTest after) yield break;
        yield return new("solved", JsonValue.Create(after.Solved));
        if (result.SolvedBy is int epoch) yield return new("solvedByEpoch", JsonValue.Create(epoch));
        if (!double.IsNaN(after.Margin)) yield return new("margin_hz", JsonValue.Create(Math.Round(after.Margin, 4)));
    }

    private static string Verdict(PatternLearningResult result)
    {
        PatternLearningDescription task = result.Task;
        string epochs = task.Epochs == 1 ? "1 epoch" : $"{task.Epochs} epochs";
        string rate = task.DecisionRate.ToString("R", CultureInfo.InvariantCulture);
        return result.After switch
        {
            null => $"Training did not end: {result.Epochs.Count} of {task.Epochs} epochs were completed.",
            { Solved: true } => $"Solved: after {epochs} every pattern is answered on the right side of {rate} Hz.",
            _ => $"Not solved: after {epochs} at least one pattern is answered on the wrong side of {rate} Hz.",
        };
    }

    private static IReadOnlyList<string> Row(PatternLearningResult result, string name, PatternTest test)
    {
        bool isLast = test == result.After;
        return
        [
            name,
            .. test.Responses.Select(r => Fixed(r.DecisionRate, 2)),
            Fixed(test.Margin, 2),
            isLast ? Fixed(LastCost(result), 3) : "",
            test.Solved ? "yes" : "no",
            isLast ? result.SolvedBy?.ToString(CultureInfo.InvariantCulture) ?? "" : "",
        ];
    }

    private static TextTable Test(PatternLearningResult result, string title, PatternTest test)
    {
        PatternLearningDescription task = result.Task;
        int output = result.Populations.ToList().IndexOf(task.Output);
        return new TextTable(
            title,
            [
                "pattern", "target", $"event rate, last {Text(task.DecisionWindow)} s (Hz)",
                $"event rate after {Text(task.TestDiscard)} s (Hz)",
                "burst probability", "correct",
            ],
            [.. test.Responses.Select(response => (IReadOnlyList<string>)[
                PatternLearningTables.Digits(response.Pattern),
                Text(response.Pattern.Target),
                Text(Math.Round(response.DecisionRate, 2)),
                Text(Math.Round(response.Rates[output].EventRate, 2)),
                Text(Math.Round(response.Rates[output].BurstProbability, 3)),
                response.Correct ? "yes" : "no",
            ])]);
    }

    private static IEnumerable<(string Name, double Value)> Answers(PatternLearningResult result, string name, PatternTest? test) =>
        result.Task.Patterns.Select((pattern, i) =>
            ($"{name}_output_event_rate_hz[{PatternLearningTables.Digits(pattern)}]", test?.Responses[i].DecisionRate ?? double.NaN));

    // They read back as the same doubles.
    private static JsonObject Calibrated(PatternLearningResult result)
    {
        JsonObject json = [];
        foreach (CalibrationMeasurement measurement in result.Calibration)
        {
            string key = Name(measurement.Step);
            if (json[key] is not JsonObject values) json[key] = values = [];
            foreach (string name in measurement.Used) values[name] = Probability(result, measurement, name);
        }

        return json;
    }

    private static string Name(CalibrationStep step) => step == CalibrationStep.Cancellation ? "cancellation" : "baseline";

    private static double Probability(PatternLearningResult result, CalibrationMeasurement measurement, string population) =>
        measurement.BurstProbabilities[result.Populations.ToList().IndexOf(population)];

    private static double LastCost(PatternLearningResult result) => result.Epochs.Count > 0 ? result.Epochs[^1].Cost : double.NaN;

    private static string Fixed(double value, int decimals) =>
        double.IsNaN(value) ? "" : value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
