using Spiking.Numerics;
using Spiking.Plasticity;
using Spiking.Quantities;

namespace Spiking.Recording.Cancellation;

/// <summary>
/// How the cancellation of one projection learned: mean and standard error over realizations. "In the end" is the last quarter of the time
/// in which it learns.
/// </summary>
internal sealed record LearningOfCancellation
{
    private const double EndingShare = 0.25;

    /// <summary>Name of the population that the feedback reaches.</summary>
    public required string Target { get; init; }

    /// <summary>The burst probability that was cancelled at first.</summary>
    public required double Start { get; init; }

    /// <summary>The burst probability that is cancelled in the end, mean of -Q/Y over the transmitted events.</summary>
    public required Spread Cancelled { get; init; }

    /// <summary>The same, mean over the synapses.</summary>
    public required Spread Synapses { get; init; }

    /// <summary>Burst probability of the pre-synaptic population in the end: what there is to cancel.</summary>
    public required Spread Source { get; init; }

    /// <summary>Time (s) after which 1/e of the difference between first and last is left.</summary>
    public required Spread RelaxationTime { get; init; }

    /// <summary>Burst probability of the target in the first bin.</summary>
    public required Spread TargetBefore { get; init; }

    /// <summary>Burst probability of the target in the end.</summary>
    public required Spread TargetAfter { get; init; }

    /// <summary>
    /// Standard deviation between the bins of the target's burst probability in the end: how flat it is, besides counting noise.
    /// </summary>
    public required Spread TargetDeviation { get; init; }

    /// <summary>Evaluates a projection whose cancellation learns.</summary>
    /// <param name="results">The recorders of the realizations.</param>
    /// <param name="projection">Index of the projection among theirs.</param>
    public static LearningOfCancellation Of(IReadOnlyList<CancellationRecorder> results, int projection)
    {
        VariableCancellation first = (VariableCancellation)results[0].Projections[projection];
        CancellationLearner learner = results[0].Learners[projection]!;
        double step = first.Source.Settings.TimeStep, from = TimeGrid.Time(learner.From, step);

        // It may have learned in no bin that has ended: then there is nothing to tell, and the values are NaN.
        double until = Math.Min(TimeGrid.Time(learner.Until, step), results[0].Points[projection].Select(p => p.Time).LastOrDefault(from));
        CancellationPoint[][] courses =
            [.. results.Select(r => r.Points[projection].Where(p => p.Time > from && p.Time <= until).ToArray())];
        CancellationPoint[][] endings = [.. courses.Select(c => c.Where(p => p.Time > until - EndingShare * (until - from)).ToArray())];
        double Mean(int realization, Func<CancellationPoint, double> value) =>
            endings[realization].Select(value).DefaultIfEmpty(double.NaN).Average();
        Spread End(Func<CancellationPoint, double> value) => Spread.Of(endings.Select((_, i) => Mean(i, value)));
        return new LearningOfCancellation
        {
            Target = first.Target.Name,
            Start = first.Start,
            Cancelled = End(p => p.Cancelled),
            Synapses = End(p => p.Synapses),
            Source = End(p => p.Source),
            RelaxationTime = Spread.Of(courses.Select((c, i) =>
                TimeToRelax(c, first.Start, Mean(i, p => p.Cancelled), from, TimeGrid.Time(results[i].BinSteps, step)))),
            TargetBefore = Spread.Of(courses.Select(c => c.Select(p => p.Target).FirstOrDefault(double.NaN))),
            TargetAfter = End(p => p.Target),
            TargetDeviation = Spread.Of(endings.Select(e => Spread.Of(e.Select(p => p.Target)).StandardError * Math.Sqrt(e.Length))),
        };
    }

    /// <summary>
    /// Time after which 1/e of the difference between first and last is left; NaN: there is none. Means over bins stand for their middles;
    /// between them, and from the start on, the course is a straight line.
    /// </summary>
    internal static double TimeToRelax(CancellationPoint[] course, double start, double end, double from, double bin)
    {
        double time = 0, distance = Math.Abs(start - end), left = distance / Math.E;
        if (!(distance > left)) return double.NaN;
        foreach (CancellationPoint point in course.Where(p => !double.IsNaN(p.Cancelled)))
        {
            double middle = Math.Max(0, point.Time - bin / 2 - from), now = Math.Abs(point.Cancelled - end);
            if (now <= left) return time + (middle - time) * (distance - left) / (distance - now);
            (time, distance) = (middle, now);
        }

        return double.NaN;
    }
}
