using Spiking.Quantities;

namespace Spiking.Protocols.TargetRate;

/// <summary>A stretch of the task between two changes of the teacher.</summary>
/// <param name="From">When it begins (s).</param>
/// <param name="Until">When it ends (s).</param>
/// <param name="Teacher">The teacher that is on; null: none.</param>
public sealed record TargetRatePhase(double From, double Until, TargetRateTeacherDescription? Teacher)
{
    /// <summary>The phases of a task in order of time.</summary>
    public static IReadOnlyList<TargetRatePhase> Of(TargetRateProtocolDescription protocol)
    {
        List<TargetRatePhase> phases = [];
        double end = 0;
        foreach (TargetRateTeacherDescription teacher in protocol.Teacher)
        {
            if (teacher.From > end) phases.Add(new TargetRatePhase(end, teacher.From, null));
            phases.Add(new TargetRatePhase(teacher.From, teacher.Until, teacher));
            end = teacher.Until;
        }

        if (end < protocol.Duration) phases.Add(new TargetRatePhase(end, protocol.Duration, null));
        return phases;
    }

    /// <summary>Mean of a quantity over the samples in the last seconds of the phase; NaN if none was taken there.</summary>
    /// <param name="course">A realisation.</param>
    /// <param name="protocol">The task: how many seconds, and how long a step is.</param>
    /// <param name="value">The quantity.</param>
    public double MeanAtEnd(TargetRateCourse course, TargetRateProtocolDescription protocol, Func<TargetRateSample, double> value)
    {
        double from = Math.Max(From, Until - protocol.PhaseWindow), dt = protocol.TimeStep;
        long first = TimeGrid.Steps(from, dt), end = TimeGrid.Steps(Until, dt);
        double sum = 0;
        int count = 0;
        foreach (TargetRateSample sample in course.Samples)
        {
            long step = TimeGrid.Steps(sample.Time, dt);
            if (step < first || step >= end) continue;
            sum += value(sample);
            count++;
        }

        return sum / count;
    }
}
