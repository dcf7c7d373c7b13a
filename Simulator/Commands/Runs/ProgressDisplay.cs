using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Spiking.Experiments;

namespace Spiking.Commands.Runs;

/// <summary>
/// One line per run that is running on standard error: a bar, the simulated time, the real-time factor, the time left, and what the task says;
/// of several runs also how many are done and waiting.
/// Nothing at all where standard error is not a terminal.
/// </summary>
internal sealed class ProgressDisplay : IDisposable
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(250);

    private readonly Line[] _lines;
    private readonly Thread? _thread;
    private volatile bool _ended;

    /// <summary>Begins to show.</summary>
    /// <param name="runs">What the runs are called, and their simulated times (s).</param>
    public ProgressDisplay(IReadOnlyList<(string Label, double Duration)> runs)
    {
        _lines = [.. runs.Select(run => new Line(run.Label, run.Duration))];
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

    /// <summary>Says that a run has ended.</summary>
    public void End(int index) => _lines[index].End();

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
                foreach (Line line in _lines.Where(l => l.State == LineState.Running)) line.AddTo(grid);
                if (_lines.Length > 1) grid.AddRow(new Paragraph(Counts()), new Paragraph(""), new Paragraph(""));
                context.UpdateTarget(grid);
                Thread.Sleep(RefreshInterval);
            }
        });
    }

    private string Counts() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_lines.Count(l => l.State == LineState.Ended)} of {_lines.Length} done, {_lines.Count(l => l.State == LineState.Waiting)} waiting");

    private enum LineState
    {
        Waiting,
        Running,
        Ended,
    }

    private sealed class Line(string label, double duration) : IProgress<SimulationProgress>
    {
        private const int BarWidth = 24;
        private readonly Stopwatch _clock = new();
        private SimulationProgress? _latest;

        public LineState State { get; private set; }

        public void Begin()
        {
            _clock.Start();
            State = LineState.Running;
        }

        public void End() => State = LineState.Ended;

        // Called from the simulating thread; a reference is written at once, so the display sees the old or the new report.
        public void Report(SimulationProgress value) => Volatile.Write(ref _latest, value);

        public void AddTo(Grid grid)
        {
            SimulationProgress? latest = Volatile.Read(ref _latest);
            if (latest is null)
            {
                grid.AddRow(new Paragraph(label), new Paragraph("building the network"), new Paragraph(""));
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
