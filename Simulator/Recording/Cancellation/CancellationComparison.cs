using System.Globalization;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Numerics;
using Spiking.Plotting;

namespace Spiking.Recording.Cancellation;

/// <summary>
/// The share of feedback that is cancelled, and the burst probability of its targets, against time, for all cases. The networks need a
/// recorder of the type "cancellation". After Greedy et al. 2022, Fig. 1C.
/// </summary>
[VariantName("cancellation")]
internal sealed class CancellationComparison : StudyComparison
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns { get; } =
    [
        "case", "feedback to", "cancelled at first", "in the end, over events", "over synapses", "to be cancelled", "time to 1/e (s)",
        "target's burst probability at first", "in the end",
    ];

    /// <inheritdoc/>
    public override string? Refusal(NetworkDescription network) =>
        !network.Recorders.OfType<CancellationRecorderDescription>().Any()
            ? "its network has no recorder of the type \"cancellation\", which is compared."
        : network.Projections.All(p => p.Cancellation?.Learning is null) ? "no cancellation of its network learns."
        : null;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Row(StudyCase outcome)
    {
        LearningOfCancellation[] all = Courses(outcome);
        string Lines(Func<LearningOfCancellation, string> text) => string.Join("\n", all.Select(text));
        return
        [
            outcome.PlainTitle,
            Lines(c => c.Target),
            Lines(c => c.Start.ToString("0.###", CultureInfo.InvariantCulture)),
            Lines(c => Text(c.Cancelled)),
            Lines(c => Text(c.Synapses)),
            Lines(c => Text(c.Source)),
            Lines(c => c.RelaxationTime.Mean.ToString("F0", CultureInfo.InvariantCulture)),
            Lines(c => Text(c.TargetBefore)),
            Lines(c => Text(c.TargetAfter)),
        ];
    }

    /// <inheritdoc/>
    public override string Answer(IReadOnlyList<StudyCase> cases) => "In the end events cancel a burst probability of "
        + string.Join("; ", cases.Select(c =>
        $"{c.PlainTitle}: " + string.Join(", ", Courses(c)
            .Select(course => $"{Text(course.Cancelled)} (to be cancelled: {Text(course.Source)}) for {course.Target}")))) + ".";

    /// <inheritdoc/>
    public override void WriteTables(IReadOnlyList<StudyCase> cases, string folder)
    {
        using CsvWriter csv = new(
            Path.Combine(folder, "summary.csv"), "case", "target", "realizations", "quantity", "mean", "standard_error");
        foreach (StudyCase outcome in cases)
        {
            foreach (LearningOfCancellation c in Courses(outcome))
            {
                foreach ((string name, Spread spread) in new[]
                {
                    ("cancelled_at_first", new Spread(c.Start, 0)), ("cancelled_in_the_end_over_events", c.Cancelled),
                    ("cancelled_in_the_end_over_synapses", c.Synapses),
                    ("source_burst_probability_in_the_end", c.Source), ("time_to_1/e_s", c.RelaxationTime),
                    ("target_burst_probability_at_first", c.TargetBefore), ("target_burst_probability_in_the_end", c.TargetAfter),
                    ("deviation_of_target_burst_probability_between_bins_in_the_end", c.TargetDeviation),
                })
                {
                    csv.Add(outcome.Name).Add(c.Target).Add(outcome.Results.Count).Add(name).AddOrMissing(spread.Mean)
                        .AddOrMissing(spread.StandardError).EndRow();
                }
            }
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Figure Figure)> Figures(IReadOnlyList<StudyCase> cases)
    {
        yield return ("cancellation", CancellationFigure.Create([.. cases.Select(c => (c.Title, Recorders(c)))]));
    }

    private static IReadOnlyList<CancellationRecorder> Recorders(StudyCase outcome) =>
        [.. outcome.Results.Select(r => r.Findings.OfType<CancellationRecorder>().Single())];

    private static LearningOfCancellation[] Courses(StudyCase outcome)
    {
        IReadOnlyList<CancellationRecorder> recorders = Recorders(outcome);
        return [.. Enumerable.Range(0, recorders[0].Projections.Count)
            .Where(i => recorders[0].Learners[i] is not null)
            .Select(i => LearningOfCancellation.Of(recorders, i))];
    }

    private static string Text(Spread spread) => string.Create(
        CultureInfo.InvariantCulture,
        $"{spread.Mean:F3}{(double.IsNaN(spread.StandardError) || spread.StandardError == 0 ? "" : $" ± {spread.StandardError:F3}")}");
}
