using System.Globalization;
using Spectre.Console;
using Spiking.Engine;
using Spiking.Runs;

namespace Spiking.Commands;

/// <summary>
/// Shows on standard error how far runs have come: one line for each that is running, with a bar, the simulated time, the real-time factor,
/// the time left, and what the task says. Of several runs it also says how many are done and waiting. Where standard error is not a
/// terminal, plain lines are written now and then.
/// </summary>
/// <remarks>No failure of the display reaches a run: the display ends, the run goes on.</remarks>
internal sealed class ProgressDisplay : IBatchDisplay
{
    private const int WidestLine = 200;
    private const double Growth = 2;
    private static readonly TimeSpan s_refresh = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    private readonly ProgressLine[] _lines;
    private readonly ManualResetEventSlim _ended = new();
    private readonly Thread _thread;

    /// <summary>Begins to show.</summary>
    /// <param name="runs">What the runs are called, and their simulated times (s).</param>
    public ProgressDisplay(IReadOnlyList<(string Label, double Duration)> runs)
        : this(runs, Console.IsErrorRedirected ? Plain(Console.Error, TimeSpan.FromSeconds(5)) : Live)
    {
    }

    /// <summary>Begins to show.</summary>
    /// <param name="runs">What the runs are called, and their simulated times (s).</param>
    /// <param name="show">Shows until the display ends.</param>
    internal ProgressDisplay(IReadOnlyList<(string Label, double Duration)> runs, Action<ProgressDisplay> show)
    {
        _lines = [.. runs.Select(run => new ProgressLine(run.Label, run.Duration))];
        _thread = new Thread(() => Guard(show)) { IsBackground = true, Name = "progress" };
        _thread.Start();
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

    public void Dispose()
    {
        _ended.Set();
        _thread.Join();
        _ended.Dispose();
    }

    /// <summary>Writes plain lines, first after a while, then at growing intervals.</summary>
    internal static Action<ProgressDisplay> Plain(TextWriter writer, TimeSpan first) => display =>
    {
        for (TimeSpan pause = first; !display._ended.Wait(pause); pause = pause * Growth < s_longest ? pause * Growth : s_longest)
            foreach (string line in display.Lines(WidestLine, hasBars: false)) writer.WriteLine(line);
    };

    /// <summary>The lines to be shown.</summary>
    internal IEnumerable<string> Lines(int width, bool hasBars)
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

    private static void Live(ProgressDisplay display)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        console.Live(new Spectre.Console.Text("")).AutoClear(true).Start(context =>
        {
            do
            {
                // One column less than there are: a terminal may begin a new line after the last.
                int width = Math.Min(WidestLine, Math.Max(1, console.Profile.Width - 1));
                context.UpdateTarget(new Spectre.Console.Text(string.Join('\n', display.Lines(width, hasBars: true))));
            }
            while (!display._ended.Wait(s_refresh));
        });
    }

    private void Guard(Action<ProgressDisplay> show)
    {
        try
        {
            show(this);
        }
        catch (Exception)
        {
            // Whatever it was (a closed terminal, a fault of the console library), results are worth more than the display.
        }
    }
}
