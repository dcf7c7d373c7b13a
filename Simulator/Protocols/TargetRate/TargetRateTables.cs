using System.Globalization;
using Spiking.Files;
using Spiking.Numerics;


namespace Spiking.Protocols.TargetRate;

/// <summary>The numbers of a target-rate task as tables.</summary>
public static class TargetRateTables
{
    private static readonly (string Column, Func<TargetRateSample, double> Value)[] s_quantities =
    [
        ("input_event_rate_hz", s => s.InputEventRate),
        ("output_event_rate_hz", s => s.OutputEventRate),
        ("input_burst_rate_hz", s => s.InputBurstRate),
        ("output_burst_rate_hz", s => s.OutputBurstRate),
        ("input_burst_probability", s => s.InputBurstProbability),
        ("output_burst_probability", s => s.OutputBurstProbability),
        ("weight", s => s.Weight),
        ("teacher_a", s => s.Teacher),
        ("burst_feedback_a", s => s.BurstFeedback),
        ("event_feedback_a", s => s.EventFeedback),
        ("net_feedback_a", s => s.NetFeedback),
    ];

    private static readonly (string Heading, string Format, Func<TargetRateSample, double> Value)[] s_shown =
    [
        ("output events (Hz)", "F2", s => s.OutputEventRate),
        ("input events (Hz)", "F2", s => s.InputEventRate),
        ("output burst prob.", "F3", s => s.OutputBurstProbability),
        ("input burst prob.", "F3", s => s.InputBurstProbability),
        ("teacher (pA)", "F0", s => s.Teacher * 1e12),
        ("Y + Q (pA)", "F1", s => s.NetFeedback * 1e12),
        ("weight", "F3", s => s.Weight),
    ];

    /// <summary>Headings of <see cref="PhaseRows"/>.</summary>
    public static IReadOnlyList<string> PhaseHeadings => ["phase (s)", "target (Hz)", .. s_shown.Select(shown => shown.Heading)];

    /// <summary>The end of every phase, mean and standard error over the realisations, as it is to be read.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> PhaseRows(TargetRateResult result) =>
        [.. TargetRatePhase.Of(result.Protocol).Select(phase => (IReadOnlyList<string>)[
            $"{Text(phase.From)}-{Text(phase.Until)}",
            phase.Teacher is { } teacher ? Text(teacher.TargetRate) : "-",
            .. s_shown.Select(shown => Cell(result.AtEnd(phase, shown.Value), shown.Format))])];

    /// <summary>course.csv: every quantity at every sample, of several realisations its mean and standard error.</summary>
    public static void WriteCourse(TargetRateResult result, string path)
    {
        bool several = result.Courses.Count > 1;
        using CsvWriter csv = new(
            path, ["time_s", .. s_quantities.SelectMany(q => several ? new[] { q.Column, q.Column + "_standard_error" } : [q.Column])]);
        IReadOnlyList<Spread>[] spreads = [.. s_quantities.Select(q => result.Over(q.Value))];
        IReadOnlyList<double> times = result.Times;
        for (int i = 0; i < times.Count; i++)
        {
            csv.Add(times[i]);
            foreach (IReadOnlyList<Spread> spread in spreads)
            {
                csv.Add(spread[i].Mean);
                if (several) csv.Add(spread[i].StandardError);
            }

            csv.EndRow();
        }
    }

    /// <summary>phases.csv: every quantity at the end of every phase, a row for each seed and phase.</summary>
    public static void WritePhases(TargetRateResult result, string path)
    {
        using CsvWriter csv = new(path, ["seed", "from_s", "until_s", "target_hz", .. s_quantities.Select(q => q.Column)]);
        foreach (TargetRateCourse course in result.Courses)
        {
            foreach (TargetRatePhase phase in TargetRatePhase.Of(result.Protocol))
            {
                csv.Add(course.Seed).Add(phase.From).Add(phase.Until).AddOrMissing(phase.Teacher?.TargetRate ?? double.NaN);
                foreach ((_, Func<TargetRateSample, double> value) in s_quantities) csv.AddOrMissing(phase.MeanAtEnd(course, result.Protocol, value));
                csv.EndRow();
            }
        }
    }

    private static string Cell(Spread spread, string format)
    {
        string mean = spread.Mean.ToString(format, CultureInfo.InvariantCulture);
        return double.IsNaN(spread.StandardError) ? mean : mean + " ± " + spread.StandardError.ToString(format, CultureInfo.InvariantCulture);
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
