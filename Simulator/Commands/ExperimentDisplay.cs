using System.Collections.Concurrent;
using Spiking.Engine;
using Spiking.RateModels.Experiments;

namespace Spiking.Commands;

/// <summary>
/// Shows on standard error how far trainings have come: one line for each that is running, with a bar, the time left and what the training
/// says, and how many have ended.
/// </summary>
internal sealed class ExperimentDisplay : IDisposable
{
    private readonly ConcurrentDictionary<string, ProgressLine> _lines = new();
    private readonly LineDisplay _display;

    /// <summary>Begins to show.</summary>
    /// <param name="show">Shows until the display ends; null: on standard error.</param>
    public ExperimentDisplay(Action<LineDisplay>? show = null) => _display = new LineDisplay(Lines, show);

    /// <summary>Notes how far a training is; called by any thread.</summary>
    public void Report(ExperimentProgress progress)
    {
        ProgressLine line = _lines.GetOrAdd(progress.Label, label => new ProgressLine(label, 0));
        line.Report(new SimulationProgress(progress.Done, 1, "", progress.Detail));
        if (progress.Done < 1) line.Begin();
        else line.End();
    }

    public void Dispose() => _display.Dispose();

    private IEnumerable<string> Lines(int width, bool hasBars)
    {
        ProgressLine[] lines = [.. _lines.OrderBy(line => line.Key, StringComparer.Ordinal).Select(line => line.Value)];
        foreach (ProgressLine line in lines)
            if (line.State == ProgressLine.RunState.Running) yield return line.Text(width, hasBars);
        int ended = lines.Count(line => line.State == ProgressLine.RunState.Ended);
        if (ended > 0) yield return $"{ended} done";
    }
}
