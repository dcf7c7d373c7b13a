using System.Globalization;
using Spiking.Engine;
using Spiking.Runs;

namespace Spiking.Commands;

/// <summary>
/// Shows on standard error how far runs have come: one line for each that is running, with a bar, the simulated time, the real-time factor,
/// the time left, and what the task says. Of several runs it also says how many are done and waiting.
/// </summary>
internal sealed class ProgressDisplay : IBatchDisplay
{
    private readonly ProgressLine[] _lines;
    private readonly LineDisplay _display;

    /// <summary>Begins to show.</summary>
    /// <param name="runs">What the runs are called, and their simulated times (s).</param>
    /// <param name="show">Shows until the display ends; null: on standard error.</param>
    public ProgressDisplay(IReadOnlyList<(string Label, double Duration)> runs, Action<LineDisplay>? show = null)
    {
        _lines = [.. runs.Select(run => new ProgressLine(run.Label, run.Duration))];
        _display = new LineDisplay(Lines, show);
    }

    /// <summary>Says what the user should know before, then begins to show.</summary>
    public static IBatchDisplay Show(IReadOnlyList<(string Label, double Duration)> runs, IReadOnlyList<string> remarks)
    {
        foreach (string remark in remarks) StandardError.WriteLine("note: " + remark);
        return new ProgressDisplay(runs);
    }

    /// <summary>Where the realization of an index reports to.</summary>
    public IProgress<SimulationProgress> Track(int index)
    {
        _lines[index].Begin();
        return _lines[index];
    }

    /// <summary>Says that a run has ended.</summary>
    public void End(int index) => _lines[index].End();

    public void Dispose() => _display.Dispose();

    private IEnumerable<string> Lines(int width, bool hasBars)
    {
        foreach (ProgressLine line in _lines)
            if (line.State == ProgressLine.RunState.Running) yield return line.Text(width, hasBars);
        if (_lines.Length > 1)
        {
            int waiting = _lines.Count(l => l.State == ProgressLine.RunState.Waiting);
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{_lines.Count(l => l.State == ProgressLine.RunState.Ended)} of {_lines.Length} done")
                + (waiting > 0 ? string.Create(CultureInfo.InvariantCulture, $", {waiting} waiting") : "");
        }
    }
}
