using System.Diagnostics;
using System.Globalization;
using Spiking.Engine;

namespace Spiking.Commands;

/// <summary>The progress of one run as a line of text. The simulating thread reports, the display reads.</summary>
/// <param name="label">What the run is called.</param>
/// <param name="duration">Its simulated time (s); 0: it has none, and reports shares.</param>
internal sealed class ProgressLine(string label, double duration) : IProgress<SimulationProgress>
{
    private const int WidestBar = 24;
    private Progress? _latest;

    // The report from which the speed is counted: building, and what a run that continues had simulated before, do not count.
    private Progress? _first;

    /// <summary>How far the run has come.</summary>
    public enum RunState
    {
        /// <summary>It has not begun.</summary>
        Waiting,

        /// <summary>It has begun.</summary>
        Running,

        /// <summary>It has ended.</summary>
        Ended,
    }

    /// <summary>Whether the run waits, runs or has ended.</summary>
    public RunState State { get; private set; }

    /// <summary>Says that the run begins.</summary>
    public void Begin() => State = RunState.Running;

    /// <summary>Says that the run has ended.</summary>
    public void End() => State = RunState.Ended;

    // A reference is written at once, so the display sees the old or the new report.
    /// <inheritdoc/>
    public void Report(SimulationProgress value)
    {
        Progress progress = new(value, Stopwatch.GetTimestamp());
        _first ??= progress;
        Volatile.Write(ref _latest, progress);
    }

    /// <summary>The line of text: how far the run is, how fast it is and how long it will take.</summary>
    /// <param name="width">The largest number of characters: the bar becomes shorter, then the end of the line is cut.</param>
    /// <param name="hasBar">Whether a bar is drawn.</param>
    public string Text(int width, bool hasBar)
    {
        if (Volatile.Read(ref _latest) is not { Report: SimulationProgress latest } progress)
            return Cut(duration > 0 ? $"{label}  building the network" : label, width);

        // A run without simulated time says which share of it is done.
        bool hasTime = duration > 0;
        double whole = hasTime ? duration : latest.Duration, share = Math.Clamp(latest.Time / whole, 0, 1);
        double speed = (latest.Time - _first!.Report.Time)
            / Math.Max(Stopwatch.GetElapsedTime(_first.Timestamp, progress.Timestamp).TotalSeconds, 1e-9);
        string text = string.Create(CultureInfo.InvariantCulture, $"{share,4:P0}");
        if (hasTime)
        {
            string format = duration < 10 ? "F1" : "F0";
            string Seconds(double time) => time.ToString(format, CultureInfo.InvariantCulture);
            text += $"  {Seconds(latest.Time)} of {Seconds(duration)} s";
            if (speed > 0) text += string.Create(CultureInfo.InvariantCulture, $", {speed:F1} x real time,");
        }

        if (speed > 0) text += $"{(hasTime ? " " : "  ")}{Left((whole - latest.Time) / speed)} left";
        string end = string.Concat(new[] { latest.Stage, latest.Detail }.Where(part => part.Length > 0).Select(part => "  " + part));
        if (!hasBar) return Cut($"{label}  {text}{end}", width);
        int bar = Math.Clamp(width - label.Length - text.Length - end.Length - 4, 0, WidestBar), filled = (int)Math.Round(share * bar);
        return Cut($"{label}  {new string('█', filled)}{new string('░', bar - filled)}{(bar > 0 ? "  " : "")}{text}{end}", width);
    }

    /// <summary>A report and when it came.</summary>
    private sealed record Progress(SimulationProgress Report, long Timestamp);

    private static string Left(double seconds)
    {
        TimeSpan left = TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 1e8));
        return string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalHours}:{left.Minutes:D2}:{left.Seconds:D2}");
    }

    private static string Cut(string text, int width) => text.Length <= width ? text : text[..Math.Max(0, width - 3)] + "...";
}
