using Spiking.Numerics;

namespace Spiking.Protocols.TargetRate;

/// <summary>The realisations of a target-rate task.</summary>
/// <param name="Protocol">The task.</param>
/// <param name="Courses">One course for each of the consecutive seeds, in their order; at least one.</param>
public sealed record TargetRateResult(TargetRateProtocolDescription Protocol, IReadOnlyList<TargetRateCourse> Courses)
{
    /// <summary>Runs a task that has been checked, realisations in parallel. The courses do not depend on the number of threads.</summary>
    /// <param name="protocol">The task.</param>
    /// <param name="threads">Number of threads; null: one per core.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public static TargetRateResult Run(TargetRateProtocolDescription protocol, int? threads = null, CancellationToken cancellation = default)
    {
        TargetRateCourse[] courses = new TargetRateCourse[protocol.Realizations];
        ParallelOptions options = new() { MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount, CancellationToken = cancellation };
        Parallel.For(0, courses.Length, options, i => courses[i] = new TargetRateSimulation(protocol, protocol.Seed + i).Run(cancellation));
        return new TargetRateResult(protocol, courses);
    }

    /// <summary>Times of the samples (s).</summary>
    public IReadOnlyList<double> Times => [.. Courses[0].Samples.Select(sample => sample.Time)];

    /// <summary>Mean and standard error of a quantity over the realisations, at every sample.</summary>
    public IReadOnlyList<Spread> Over(Func<TargetRateSample, double> value) =>
        [.. Enumerable.Range(0, Courses[0].Samples.Count).Select(i => Spread.Of(Courses.Select(course => value(course.Samples[i]))))];

    /// <summary>Mean and standard error over the realisations of a quantity at the end of a phase.</summary>
    public Spread AtEnd(TargetRatePhase phase, Func<TargetRateSample, double> value) =>
        Spread.Of(Courses.Select(course => phase.MeanAtEnd(course, Protocol, value)));
}
