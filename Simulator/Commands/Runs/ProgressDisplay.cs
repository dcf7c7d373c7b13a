using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Spiking.Experiments;

namespace Spiking.Commands.Runs;

/// <summary>
/// One line per realization on standard error: a bar, the simulated time, the real-time factor, the time left, and what the task says.
/// Nothing at all where standard error is not a terminal.
/// </summary>
internal sealed class ProgressDisplay : IDisposable
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(250);

    private readonly Line[] _lines;
    private readonly Thread? _thread;
    private volatile bool _ended;

    public ProgressDisplay(IReadOnlyList<string> labels, double duration)
    {
        _lines = [.. labels.Select(label => new Line(label, duration))];
        if (Console.IsErrorRedirected) return;
        _thread = new Thread(Show) { IsBackground = true, Name = "progress" };
        _thread.Start();
    }

    /// <summary>Where the realization of an index reports to.</summary>
    public IProgress<SimulationProgress> Track(int index)
    {
        _lines[index].Begin();
        return _lines[index];
    }

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
                Grid grid = new();
                for (int i = 0; i < 3; i++) grid.AddColumn(new GridColumn().NoWrap());
                foreach (Line line in _lines) line.AddTo(grid);
                context.UpdateTarget(grid);
                Thread.Sleep(RefreshInterval);
            }
        });
    }

    private sealed class Line(string label, double duration) : IProgress<SimulationProgress>
    {
        private const int BarWidth = 24;
        private readonly Stopwatch _clock = new();
        private SimulationProgress? _latest;

        public void Begin() => _clock.Start();

        // Called from the simulating thread; a reference is written at once, so the display sees the old or the new report.
        public void Report(SimulationProgress value) => Volatile.Write(ref _latest, value);

        public void AddTo(Grid grid)
        {
            SimulationProgress? latest = Volatile.Read(ref _latest);
            if (latest is null)
            {
                grid.AddRow(new Paragraph(label), new Paragraph(_clock.IsRunning ? "building the network" : "waiting"), new Paragraph(""));
                return;
            }

            double done = Math.Clamp(latest.Time / duration, 0, 1), speed = latest.Time / _clock.Elapsed.TotalSeconds;
            int filled = (int)Math.Round(done * BarWidth);
            TimeSpan left = TimeSpan.FromSeconds(Math.Min((duration - latest.Time) / Math.Max(speed, 1e-9), 1e8));
            grid.AddRow(
                new Paragraph(label),
                new Paragraph(new string('█', filled) + new string('░', BarWidth - filled)),
                new Paragraph(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{done,4:P0}  {latest.Time:F0} of {duration:F0} s, {speed:F1} x real time, {left:h\\:mm\\:ss} left  {latest.Stage}  {latest.Detail}")));
        }
    }
}
