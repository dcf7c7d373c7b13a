using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Tasks.PatternLearning;

/// <summary>A teaching scheme: how an example is taught.</summary>
internal sealed record TeachingSchemeDescription
{
    /// <summary>
    /// Duration of the learning phase, with teacher and plasticity, at the end of an example; before it is the prediction, without both.
    /// Absent: a single phase, teacher and plasticity are on for the whole example.
    /// </summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double? LearningDuration { get; init; }

    /// <summary>Factor on the learning rates of all projections.</summary>
    [Bounds(AtLeast = 0)]
    public double LearningRateFactor { get; init; } = 1;

    /// <summary>The teacher.</summary>
    public required TeacherDescription Teacher { get; init; }
}

/// <summary>
/// The steps of a calibration, with teacher and plasticity off. First, with the open cancellations at 0, the burst probability of the
/// populations they come from is measured; then, with these set, cancellations that learn have time for it; then the baselines of the
/// populations whose rules leave them open are measured.
/// </summary>
internal sealed record CalibrationDescription
{
    /// <summary>The measurement for the cancellation.</summary>
    public required MeasurementDescription Cancellation { get; init; }

    /// <summary>Time for cancellations that learn; absent: none.</summary>
    public CancellationStageDescription? Learning { get; init; }

    /// <summary>The measurement of the baselines.</summary>
    public required MeasurementDescription Baseline { get; init; }
}

/// <summary>A stretch in which the patterns are shown over and over, without teacher and plasticity, while cancellations learn.</summary>
internal sealed record CancellationStageDescription
{
    /// <summary>How long each pattern is shown.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public required double PatternDuration { get; init; }

    /// <summary>How many times every pattern is shown.</summary>
    [Bounds(AtLeast = 1, AtMost = 1_000_000)]
    public required int Rounds { get; init; }
}

/// <summary>A measurement of burst probabilities: every pattern once, all bursts over all events.</summary>
internal sealed record MeasurementDescription
{
    /// <summary>How long each pattern is shown.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public required double PatternDuration { get; init; }

    /// <summary>Time at the beginning of each pattern that does not count.</summary>
    [Quantity(Dimension.Time), Bounds(AtLeast = 0)]
    public required double Discard { get; init; }
}

/// <summary>One pattern with its target.</summary>
internal sealed record PatternDescription
{
    /// <summary>One digit, 0 or 1, per input population.</summary>
    [NotEmpty, Bounds(AtLeast = 0, AtMost = 1)]
    public required IReadOnlyList<int> Inputs { get; init; }

    /// <summary>The wanted output, 0 or 1.</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public required int Target { get; init; }
}

/// <summary>
/// Cross-entropy of the normalised output rate y = (r - E_min)/(E_max - E_min), clipped: cost = -(t ln y + (1 - t) ln(1 - y)), with r the
/// mean of the output neurons' event averages at the end of the prediction (in a single phase: of the example). The epoch cost sums over
/// the patterns.
/// </summary>
internal sealed record CostDescription
{
    /// <summary>Rate that stands for an output of 0, E_min.</summary>
    [Quantity(Dimension.Frequency), Bounds(AtLeast = 0)]
    public double ZeroRate { get; init; } = 2;

    /// <summary>Rate that stands for an output of 1, E_max.</summary>
    [Quantity(Dimension.Frequency), Bounds(Above = 0)]
    public double OneRate { get; init; } = 10;

    /// <summary>The normalised output is kept this far from 0 and 1.</summary>
    [Bounds(Above = 0, AtMost = 0.49)]
    public double Clip { get; init; } = 0.01;
}
