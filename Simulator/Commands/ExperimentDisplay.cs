using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Spiking.RateModels.Experiments;

namespace Spiking.Commands;

/// <summary>
/// One line per training that is running on standard error: a bar, the time left and what the training says. Nothing where standard error
/// is no terminal.
/// </summary>
internal sealed class ExperimentDisplay : IDisposable
{
    private const int BarWidth = 24;
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, Line> _lines = new();
    private readonly Thread? _thread;
    private volatile bool _ended;

    /// <summary>Begins to show.</summary>
    public ExperimentDisplay()
    {
        if (Console.IsErrorRedirected) return;
        _thread = new Thread(Show) { IsBackground = true, Name = "progress" };
        _thread.Start();
    }

    /// <summary>Notes how far a training is; called by any thread.</summary>
    public void Report(ExperimentProgress progress) =>
        _lines.AddOrUpdate(progress.Label, _ => new Line(progress, progress.Done, Stopwatch.StartNew()),
            (_, line) => line with { Latest = progress });

    public void Dispose()
    {
        _ended = true;
        _thread?.Join();
    }

    private void Show()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        console.Live(new Paragraph("")).AutoClear(true).Start(context =>
        {
            while (!_ended)
            {
                Line[] running =
                    [.. _lines.Values.Where(line => line.Latest.Done < 1).OrderBy(line => line.Latest.Label, StringComparer.Ordinal)];
                context.UpdateTarget(new Paragraph(string.Join(Environment.NewLine, running.Select(Text))));
                Thread.Sleep(RefreshInterval);
            }
        });
    }

    private static string Text(Line line)
    {
        // A run that was resumed has begun somewhere on the way.
        double done = Math.Clamp(line.Latest.Done, 0, 1), speed = (done - line.Begun) / line.Clock.Elapsed.TotalSeconds;
        int filled = (int)Math.Round(done * BarWidth);
        string left = speed > 0
            ? TimeSpan.FromSeconds(Math.Min((1 - done) / speed, 1e8)).ToString("h\\:mm\\:ss", CultureInfo.InvariantCulture) + " left"
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{line.Latest.Label}  {new string('█', filled)}{new string('░', BarWidth - filled)} {done,4:P0}  "
            + $"{left}  {line.Latest.Detail}");
    }

    private sealed record Line(ExperimentProgress Latest, double Begun, Stopwatch Clock);
}
