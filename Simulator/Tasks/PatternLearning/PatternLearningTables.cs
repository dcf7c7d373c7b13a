using System.Globalization;
using Spiking.Files;
using Spiking.Recording;

namespace Spiking.Tasks.PatternLearning;

/// <summary>Writes the result of a pattern-learning run as tables.</summary>
internal static class PatternLearningTables
{
    /// <summary>The digits of a pattern: "10".</summary>
    public static string Digits(PatternDescription pattern) =>
        string.Concat(pattern.Inputs.Select(d => d.ToString(CultureInfo.InvariantCulture)));

    /// <summary>
    /// Writes epochs.csv (one row per epoch), examples.csv (one row per example and population), tests.csv, and calibration.csv if there
    /// was a calibration.
    /// </summary>
    public static void Write(PatternLearningResult result, string folder)
    {
        PatternLearningDescription task = result.Task;
        WriteEpochs(result, task, Path.Combine(folder, "epochs.csv"));
        WriteExamples(result, task, Path.Combine(folder, "examples.csv"));
        WriteTests(result, Path.Combine(folder, "tests.csv"));
        if (result.Calibration.Count > 0) WriteCalibration(result, task, Path.Combine(folder, "calibration.csv"));
    }

    private static void WriteEpochs(PatternLearningResult result, PatternLearningDescription task, string path)
    {
        IEnumerable<string> patterns = task.Patterns.Select(Digits);
        using CsvWriter csv = new(
            path,
            [
                "epoch",
                "cost",
                .. patterns.Select(p => $"output_event_average_hz[{p}]"),
                .. patterns.Select(p => $"mean_teacher_current_a[{p}]"),
                .. result.PlasticProjections.Zip(result.WeightUnits, (name, unit) => $"mean_weight_{unit}[{name}]"),
            ]);
        foreach (EpochOutcome epoch in result.Epochs)
        {
            csv.Add(epoch.Epoch).Add(epoch.Cost);
            foreach (ExampleOutcome example in epoch.Examples) csv.Add(example.OutputRate);
            foreach (ExampleOutcome example in epoch.Examples) csv.Add(example.TeacherCurrent);
            foreach (double weight in epoch.MeanWeights) csv.Add(weight);
            csv.EndRow();
        }
    }

    private static void WriteExamples(PatternLearningResult result, PatternLearningDescription task, string path)
    {
        using CsvWriter csv = new(
            path,
            "epoch",
            "pattern",
            "population",
            "prediction_event_rate_hz",
            "prediction_burst_rate_hz",
            "learning_event_rate_hz",
            "learning_burst_rate_hz");
        foreach (EpochOutcome epoch in result.Epochs)
        {
            foreach (ExampleOutcome example in epoch.Examples)
            {
                for (int i = 0; i < result.Populations.Count; i++)
                {
                    csv.Add(epoch.Epoch).Add(Digits(task.Patterns[example.PatternIndex])).Add(result.Populations[i])
                        .AddOrMissing(example.PredictionRates?[i].EventRate ?? double.NaN)
                        .AddOrMissing(example.PredictionRates?[i].BurstRate ?? double.NaN)
                        .Add(example.LearningRates[i].EventRate).Add(example.LearningRates[i].BurstRate).EndRow();
                }
            }
        }
    }

    private static void WriteTests(PatternLearningResult result, string path)
    {
        using CsvWriter csv = new(
            path, "test", "pattern", "target", "population", "event_rate_hz", "burst_rate_hz", "burst_probability",
            "output_decision_rate_hz");
        foreach ((string name, PatternTest test) in result.Tests)
        {
            foreach (PatternResponse response in test.Responses)
            {
                for (int i = 0; i < result.Populations.Count; i++)
                {
                    PopulationRates rates = response.Rates[i];
                    csv.Add(name).Add(Digits(response.Pattern)).Add(response.Pattern.Target).Add(result.Populations[i])
                        .Add(rates.EventRate).Add(rates.BurstRate).AddOrMissing(rates.BurstProbability).Add(response.DecisionRate).EndRow();
                }
            }
        }
    }

    // A row per pattern and population, and one per population for all patterns together.
    private static void WriteCalibration(PatternLearningResult result, PatternLearningDescription task, string path)
    {
        using CsvWriter csv = new(path, "measured", "pattern", "population", "event_rate_hz", "burst_rate_hz", "burst_probability", "used");
        foreach (CalibrationMeasurement measurement in result.Calibration)
        {
            string step = measurement.Step == CalibrationStep.Cancellation ? "cancellation" : "baseline";
            for (int i = 0; i < result.Populations.Count; i++)
            {
                string used = measurement.Used.Contains(result.Populations[i]) ? "yes" : "no";
                void Add(string pattern, double events, double bursts, double probability) =>
                    csv.Add(step).Add(pattern).Add(result.Populations[i]).Add(events).Add(bursts)
                        .AddOrMissing(probability).Add(used).EndRow();

                for (int p = 0; p < task.Patterns.Count; p++)
                {
                    PopulationRates rates = measurement.Patterns[p][i];
                    Add(Digits(task.Patterns[p]), rates.EventRate, rates.BurstRate, rates.BurstProbability);
                }

                Add("all", measurement.Patterns.Average(p => p[i].EventRate), measurement.Patterns.Average(p => p[i].BurstRate),
                    measurement.BurstProbabilities[i]);
            }
        }
    }
}
