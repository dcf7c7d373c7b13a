using System.Globalization;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Numerics;
using Spiking.Plotting;

namespace Spiking.Tasks.PatternLearning;

/// <summary>Output event rates in the last test, by pattern, and margins.</summary>
[VariantName("answers")]
internal class AnswersComparison : StudyComparison
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns { get; } =
        ["case", "epochs", "output event rate by pattern (Hz), mean ± s.e.", "margin (Hz)", "solved", "by epoch", "verdict"];

    /// <inheritdoc/>
    public override string? Refusal(NetworkDescription network) =>
        network.Task is PatternLearningDescription task ? Refusal(task)
        : $"{(network.Task is null ? "its network has no task" : "its task has no patterns")}, and what networks learn is compared.";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Row(StudyCase outcome)
    {
        PatternLearningDescription task = Task(outcome);
        PatternTest[] tests = [.. Learning(outcome).Select(r => r.After!)];
        IEnumerable<string> rates = task.Patterns.Select((p, i) =>
            $"{PatternLearningTables.Digits(p)} {Text(Spread.Of(tests.Select(t => t.Responses[i].DecisionRate)))}");
        int solved = tests.Count(t => t.Solved);
        return
        [
            outcome.PlainTitle,
            task.Epochs.ToString(CultureInfo.InvariantCulture),
            string.Join("  ", rates),
            Text(Spread.Of(tests.Select(t => t.Margin))),
            string.Create(CultureInfo.InvariantCulture, $"{solved}/{tests.Length}"),
            SolvedBy(Learning(outcome)),
            Verdict(outcome, solved),
        ];
    }

    /// <inheritdoc/>
    public override string Answer(IReadOnlyList<StudyCase> cases) => "Solved: " + string.Join(", ", cases.Select(c => string.Create(
        CultureInfo.InvariantCulture,
        $"{c.PlainTitle} in {Learning(c).Count(r => r.After!.Solved)} of {c.Results.Count} seeds"))) + ".";

    /// <inheritdoc/>
    public override void WriteTables(IReadOnlyList<StudyCase> cases, string folder)
    {
        WriteCases(cases, Path.Combine(folder, "summary.csv"));
        WriteRealizations(cases, Path.Combine(folder, "realizations.csv"));
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Figure Figure)> Figures(IReadOnlyList<StudyCase> cases) =>
        Figures([.. cases.Select(c => new StudiedCase(c.Title, Task(c), Learning(c)))]);

    /// <summary>Why a network that has a task cannot be a case, as the end of a sentence; null if it can.</summary>
    protected virtual string? Refusal(PatternLearningDescription task) => null;

    /// <summary>The figures with the names of their files.</summary>
    protected virtual IEnumerable<(string Name, Figure Figure)> Figures(StudiedCase[] cases) => [("answers", AnswersFigure.Create(cases))];

    private static PatternLearningDescription Task(StudyCase outcome) => (PatternLearningDescription)outcome.Network.Task!;

    private static PatternLearningResult[] Learning(StudyCase outcome) =>
        [.. outcome.Results.Select(r => (PatternLearningResult)r.Task!)];

    private static string Verdict(StudyCase outcome, int solved) =>
        outcome.Solves is not bool solves ? ""
        : solved != (solves ? outcome.Results.Count : 0) ? solves ? "NOT as expected: should learn" : "NOT as expected: should not learn"
        : solves ? "learns, as expected" : "does not learn, as expected";

    /// <summary>"20-30": the epochs by which the realizations that solved the task had solved it.</summary>
    private static string SolvedBy(PatternLearningResult[] results)
    {
        int[] by = [.. results.Select(r => r.SolvedBy).OfType<int>()];
        return by.Length == 0 ? ""
            : by.Min() == by.Max() ? by[0].ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{by.Min()}-{by.Max()}");
    }

    private static void WriteCases(IReadOnlyList<StudyCase> cases, string path)
    {
        using CsvWriter csv = new(
            path, "case", "title", "epochs", "test", "pattern", "target", "output_event_rate_hz", "standard_error_hz",
            "realizations", "solved",
            "margin_hz", "margin_standard_error_hz");
        foreach (StudyCase outcome in cases)
        {
            PatternLearningResult[] results = Learning(outcome);
            WriteTests(csv, outcome, "before", [.. results.Select(r => r.Before!)]);
            WriteTests(csv, outcome, "after", [.. results.Select(r => r.After!)]);
        }
    }

    private static void WriteTests(CsvWriter csv, StudyCase outcome, string when, PatternTest[] tests)
    {
        PatternLearningDescription task = Task(outcome);
        Spread margin = Spread.Of(tests.Select(t => t.Margin));
        for (int p = 0; p < task.Patterns.Count; p++)
        {
            Spread rate = Spread.Of(tests.Select(t => t.Responses[p].DecisionRate));
            csv.Add(outcome.Name).Add(outcome.PlainTitle).Add(task.Epochs).Add(when).Add(PatternLearningTables.Digits(task.Patterns[p]))
                .Add(task.Patterns[p].Target)
                .Add(rate.Mean).AddOrMissing(rate.StandardError).Add(tests.Length).Add(tests.Count(t => t.Solved))
                .AddOrMissing(margin.Mean).AddOrMissing(margin.StandardError).EndRow();
        }
    }

    private static void WriteRealizations(IReadOnlyList<StudyCase> cases, string path)
    {
        using CsvWriter csv = new(
            path, "case", "seed", "solved", "solved_by_epoch", "margin_hz", "pattern", "before_output_event_rate_hz",
            "after_output_event_rate_hz",
            "real_time_factor", "spikes_hash", "weights_hash");
        foreach (StudyCase outcome in cases)
        {
            foreach (SimulationResult result in outcome.Results)
            {
                PatternLearningResult learning = (PatternLearningResult)result.Task!;
                foreach ((PatternResponse before, PatternResponse after) in learning.Before!.Responses.Zip(learning.After!.Responses))
                {
                    csv.Add(outcome.Name).Add(result.Seed).Add(learning.After.Solved ? "yes" : "no")
                        .AddOrMissing(learning.SolvedBy ?? double.NaN)
                        .AddOrMissing(learning.After.Margin).Add(PatternLearningTables.Digits(after.Pattern)).Add(before.DecisionRate)
                        .Add(after.DecisionRate)
                        .Add(result.RealTimeFactor)
                        .Add(result.SpikesHash.ToString("X16", CultureInfo.InvariantCulture))
                        .Add(result.WeightsHash.ToString("X16", CultureInfo.InvariantCulture)).EndRow();
                }
            }
        }
    }

    private static string Text(Spread spread) => string.Create(
        CultureInfo.InvariantCulture, $"{spread.Mean:F2}{(double.IsNaN(spread.StandardError) ? "" : $" ± {spread.StandardError:F2}")}");
}
