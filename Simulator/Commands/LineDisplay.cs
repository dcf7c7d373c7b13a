using Spectre.Console;

namespace Spiking.Commands;

/// <summary>
/// Shows lines on standard error until it is disposed of: where that is a terminal, in place and anew four times a second; elsewhere (a
/// file, the log of a job) as plain lines now and then, first after seconds, then at intervals that grow to ten minutes.
/// </summary>
/// <remarks>No failure of the display reaches those whose progress it shows: the display ends, they go on.</remarks>
internal sealed class LineDisplay : IDisposable
{
    private const int WidestLine = 200;
    private const double Growth = 2;
    private static readonly TimeSpan s_refresh = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    private readonly Func<int, bool, IEnumerable<string>> _lines;
    private readonly ManualResetEventSlim _ended = new();
    private readonly Thread _thread;

    /// <summary>Begins to show.</summary>
    /// <param name="lines">
    /// The lines of the moment: of at most so many characters, and with or without bars. Called by a thread of the display.
    /// </param>
    /// <param name="show">Shows until the display ends; null: on standard error.</param>
    public LineDisplay(Func<int, bool, IEnumerable<string>> lines, Action<LineDisplay>? show = null)
    {
        _lines = lines;
        show ??= Console.IsErrorRedirected ? Plain(Console.Error, TimeSpan.FromSeconds(5)) : Live;
        _thread = new Thread(() => Guard(show)) { IsBackground = true, Name = "progress" };
        _thread.Start();
    }

    public void Dispose()
    {
        _ended.Set();
        _thread.Join();
        _ended.Dispose();
    }

    /// <summary>Writes plain lines, first after a while, then at growing intervals.</summary>
    internal static Action<LineDisplay> Plain(TextWriter writer, TimeSpan first) => display =>
    {
        for (TimeSpan pause = first; !display._ended.Wait(pause); pause = pause * Growth < s_longest ? pause * Growth : s_longest)
            foreach (string line in display._lines(WidestLine, false)) writer.WriteLine(line);
    };

    private static void Live(LineDisplay display)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        console.Live(new Spectre.Console.Text("")).AutoClear(true).Start(context =>
        {
            do
            {
                // One column less than there are: a terminal may begin a new line after the last.
                int width = Math.Min(WidestLine, Math.Max(1, console.Profile.Width - 1));
                context.UpdateTarget(new Spectre.Console.Text(string.Join('\n', display._lines(width, true))));
            }
            while (!display._ended.Wait(s_refresh));
        });
    }

    private void Guard(Action<LineDisplay> show)
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
