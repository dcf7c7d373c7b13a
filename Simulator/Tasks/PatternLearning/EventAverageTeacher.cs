using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Plasticity;
using Spiking.Quantities;
using Spiking.Snapshots;

namespace Spiking.Tasks.PatternLearning;

/// <summary>
/// Teacher of Payeur et al. 2021 (Fig. 4): a dendritic current into each output neuron, computed once at the end of the prediction from
/// the neuron's own event average Ebar. Target 0: -A at or above the high rate, 0 at or below the low rate, else -A Hz/(E_max - Ebar).
/// Target 1: +A at or below the low rate, 0 at or above the high rate, else +A Hz/(Ebar - E_min).
/// </summary>
/// <example><code>
/// { "type": "event-average-error", "amplitude": "1000 pA", "lowRate": "3 Hz", "highRate": "9 Hz" }
/// </code></example>
[VariantName("event-average-error")]
internal sealed record EventAverageTeacherDescription : TeacherDescription
{
    /// <summary>Largest current A.</summary>
    [Quantity(Dimension.Current), Bounds(AtLeast = 0)]
    public double Amplitude { get; init; } = 1000e-12;

    /// <summary>Low rate: no error for target 0 at or below it.</summary>
    [Quantity(Dimension.Frequency), Bounds(AtLeast = 0)]
    public double LowRate { get; init; } = 3;

    /// <summary>High rate: no error for target 1 at or above it.</summary>
    [Quantity(Dimension.Frequency), Bounds(AtLeast = 0)]
    public double HighRate { get; init; } = 9;

    /// <summary>E_min, the pole of the current for target 1.</summary>
    [Quantity(Dimension.Frequency), Bounds(AtLeast = 0)]
    public double MinimumRate { get; init; } = 2;

    /// <summary>E_max, the pole of the current for target 0.</summary>
    [Quantity(Dimension.Frequency), Bounds(AtLeast = 0)]
    public double MaximumRate { get; init; } = 10;

    /// <inheritdoc/>
    internal override Teacher Create(Network network, Population output, PostsynapticAverages averages) =>
        new EventAverageTeacher(this, output, averages);

    /// <inheritdoc/>
    internal override void Check(NetworkFindings findings, TeachingSchemeDescription teaching)
    {
        findings.Require(teaching.LearningDuration is not null, teaching,
            [nameof(teaching.Teacher), nameof(teaching.LearningDuration)], () =>
                "a teacher of the type \"event-average-error\" reads the output once, at the end of a prediction, "
                + "which a single phase lacks; give learningDuration, or take \"population-rate-error\".");
        const string Pole = "the current of the teacher would become infinite";
        findings.CheckBelow(this, nameof(LowRate), LowRate, nameof(HighRate), HighRate);
        findings.CheckBelow(this, nameof(MinimumRate), MinimumRate, nameof(LowRate), LowRate, Pole);
        findings.CheckBelow(this, nameof(HighRate), HighRate, nameof(MaximumRate), MaximumRate, Pole);
    }
}

/// <summary>
/// Tells every output neuron its error once, at the end of the prediction, from its own event average. Source: Payeur et al. 2021, Fig. 4.
/// </summary>
internal sealed class EventAverageTeacher(EventAverageTeacherDescription teacher, Population output, PostsynapticAverages averages)
    : Teacher(output)
{
    private double _mean;

    /// <summary>
    /// Dendritic current (A) for a target and an event average (Hz). Between the low and the high rate it is A Hz/(E_max - Ebar) downwards
    /// or A Hz/(Ebar - E_min) upwards; at the low and high rates it jumps to 0 or to the full A, as in the original.
    /// </summary>
    public static double Current(EventAverageTeacherDescription teacher, int target, double eventAverage)
    {
        if (target == 0)
        {
            if (eventAverage >= teacher.HighRate) return -teacher.Amplitude;
            return eventAverage <= teacher.LowRate ? 0 : -teacher.Amplitude / (teacher.MaximumRate - eventAverage);
        }

        if (eventAverage <= teacher.LowRate) return teacher.Amplitude;
        return eventAverage >= teacher.HighRate ? 0 : teacher.Amplitude / (eventAverage - teacher.MinimumRate);
    }

    /// <inheritdoc/>
    public override void Begin(int target)
    {
        double sum = 0;
        for (int i = 0; i < Currents.Length; i++)
        {
            double current = Current(teacher, target, averages.EventRate[i]);
            Currents[i] = (float)current;
            sum += current;
        }

        _mean = sum / Currents.Length;
        base.Begin(target);
    }

    /// <inheritdoc/>
    public override void VisitState(StateVisitor visitor)
    {
        base.VisitState(visitor);
        visitor.Value("meanCurrent", ref _mean);
    }

    /// <inheritdoc/>
    public override double End()
    {
        base.End();
        return _mean;
    }
}
