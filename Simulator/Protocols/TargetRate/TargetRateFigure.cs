using Spiking.Numerics;

using Spiking.Plotting;

namespace Spiking.Protocols.TargetRate;

/// <summary>The figure of a target-rate task: rates, burst probabilities, teacher, feedback and weight against time.</summary>
public static class TargetRateFigure
{
    private const double Picoamperes = 1e12;

    // Feedback is pulses of single milliseconds, whose means over one sampling interval are noise to the eye.
    private const double FeedbackSmoothing = 1;

    /// <summary>Draws up the figure; of several realisations mean and standard error.</summary>
    public static Figure Create(TargetRateResult result)
    {
        TargetRateProtocolDescription protocol = result.Protocol;
        IReadOnlyList<double> times = result.Times;
        Axis time = new("Time", "s") { Minimum = 0, Maximum = protocol.Duration };
        ShadedSpan[] teachers = [.. protocol.Teacher.Select(t => new ShadedSpan(t.From, t.Until) { Label = $"teacher: {t.TargetRate} Hz" })];
        ShadedSpan[] unnamed = [.. teachers.Select(t => t with { Label = "" })];
        ReferenceLine[] baseline = [new(Direction.Horizontal, protocol.BaselineBurstProbability) { Label = "$p_b$" }];
        int smoothing = Math.Max(1, (int)Math.Round(FeedbackSmoothing / protocol.SamplingInterval));

        Panel[] panels =
        [
            new("a", time, new Axis("Event rate", "Hz") { Minimum = 0 }, [
                .. protocol.Teacher.Select((t, i) => Target(t, i == 0 ? "target" : "")),
                Line("output", Palette.Output, s => s.OutputEventRate),
                Line("input", Palette.Input, s => s.InputEventRate)])
            {
                Spans = teachers,
                Legend = LegendPlacement.Right,
            },
            new("b", time, new Axis("Burst probability") { Minimum = 0 }, [
                Line("", Palette.Output, s => s.OutputBurstProbability), Line("", Palette.Input, s => s.InputBurstProbability)])
            {
                Spans = unnamed,
                Lines = baseline,
            },
            new("c", time, new Axis("Teaching current", "pA"), [Line("", Palette.Teacher, s => s.Teacher * Picoamperes)])
            {
                Spans = unnamed,
                Lines = [new(Direction.Horizontal, 0) { Style = LineStyle.Dotted }],
            },
            new("d", time, new Axis("Feedback current", "pA"), [
                Line("$Y$, bursts", Palette.Bursts, s => s.BurstFeedback * Picoamperes, smoothing),
                Line("$Q$, events", Palette.Events, s => s.EventFeedback * Picoamperes, smoothing),
                Line("$Y$ + $Q$", Palette.Black, s => s.NetFeedback * Picoamperes, smoothing)])
            {
                Spans = unnamed,
                Lines = [new(Direction.Horizontal, 0) { Style = LineStyle.Dotted }],
                Legend = LegendPlacement.Right,
            },
            new("e", time, new Axis("Mean weight") { Minimum = 0 }, [Line("", Palette.Black, s => s.Weight)]) { Spans = unnamed },
        ];
        return new Figure($"Course of {protocol.Name}", panels) { RowHeight = 34, Shared = SharedAxes.Columns, Caption = Caption(protocol) };

        LineSeries Line(string name, Colour colour, Func<TargetRateSample, double> value, int window = 1)
        {
            Spread[] spread = [.. MovingMeans(result, value, window)];
            double[] mean = [.. spread.Select(s => s.Mean)];
            return result.Courses.Count > 1
                ? new BandSeries(name, colour, times, mean, [.. spread.Select(s => s.StandardError)])
                : new LineSeries(name, colour, times, mean);
        }
    }

    private static LineSeries Target(TargetRateTeacherDescription teacher, string name) =>
        new(name, Palette.Reference, [teacher.From, teacher.Until], [teacher.TargetRate, teacher.TargetRate]) { Style = LineStyle.Dashed };

    // Mean and standard error over the realisations of moving means of so many samples, fewer at the start.
    private static IEnumerable<Spread> MovingMeans(TargetRateResult result, Func<TargetRateSample, double> value, int window)
    {
        if (window == 1) return result.Over(value);
        double[][] smooth = [.. result.Courses.Select(course => Smooth([.. course.Samples.Select(value)], window))];
        return Enumerable.Range(0, smooth[0].Length).Select(i => Spread.Of(smooth.Select(course => course[i])));
    }

    private static double[] Smooth(double[] values, int window) =>
        [.. values.Select((_, i) => values.AsSpan(Math.Max(0, i + 1 - window), Math.Min(window, i + 1)).ToArray().Average())];

    private static string Caption(TargetRateProtocolDescription protocol)
    {
        string repeats = " " + SpreadSeries.Meaning([protocol.Realizations]);
        return protocol.Description + repeats
            + $" Grey: teacher on; the learning rule is on all the time. a: event rates per neuron, averaged with {protocol.RateAveragingTime} s: output (blue) and input (orange), as in b. "
            + "b: burst probabilities, the ratio of averaged burst and event rates; dashed: baseline $p_b$ of the rule. "
            + "c: teaching current into the output dendrites. d: feedback from the output's bursts ($Y$) and events ($Q$) into every input dendrite, "
            + $"means of {FeedbackSmoothing} s: they cancel but for the teacher. e: mean of the plastic weights into the input layer.";
    }
}
