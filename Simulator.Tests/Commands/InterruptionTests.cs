using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Spiking.Tests.Commands;

/// <summary>Stopping a run from outside: by signal, cleanly, and by force.</summary>
[Platform(Exclude = "Win")]
public class InterruptionTests
{
    // For debuggers a thread of the runtime waits at a pipe all the time, as a run does that waits for a reader.
    private static readonly Dictionary<string, string> s_withoutDebugger = new() { ["DOTNET_EnableDiagnostics"] = "0" };

    private TemporaryFolder _folder = null!;

    private string Results => Path.Combine(_folder.Path, "coba");

    // Many minutes, were it not stopped.
    private string[] LongRun =>
    [
        "run", Path.Combine(TestFiles.Networks, "coba.json"), "--set", "duration=100000 s", "--set", "populations.*.size=200",
        "--figures", "none",
        "--set", """recorders=[{ "type": "rates", "bin": "0.1 s" }]""", "-o", _folder.Path,
    ];

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase("INT")]
    [TestCase("TERM")]
    public void A_signal_leaves_an_incomplete_folder_that_says_so(string signal)
    {
        if (signal == "INT" && InterruptsAreIgnored())
            Assert.Ignore("this process and its children ignore SIGINT (started in the background?)");
        ProgramResult result = SimulatorProcess.Apart(LongRun, meanwhile: process => SendWhenRunning(process, signal)).Ended(130);
        string incomplete = Path.Combine(Results, "seed-1.incomplete");
        Assert.That(Directory.GetFileSystemEntries(Results), Is.EqualTo(new[] { incomplete }), "nothing that looks finished");
        Assert.That(RunFolders.Json(incomplete).GetProperty("status").GetString(), Does.StartWith("incomplete"));
        Assert.That(RunFolders.Json(incomplete).GetProperty("simulatedTime_s").GetDouble(), Is.GreaterThan(0));
        Assert.That(File.ReadAllText(Path.Combine(incomplete, "report.html")), Does.Contain("INCOMPLETE"));
        Assert.That(result.Output, Does.Contain("INCOMPLETE"));
        Assert.That(result.Error, Does.Contain("stopping"));
    }

    [Test]
    public void Incomplete_runs_do_not_replace_one_another()
    {
        string earlier = Path.Combine(Directory.CreateDirectory(Path.Combine(Results, "seed-1.incomplete")).FullName, "rates.csv");
        File.WriteAllText(earlier, "earlier");
        SimulatorProcess.Apart(LongRun, meanwhile: process => SendWhenRunning(process, "TERM")).Ended(130);
        Assert.That(
            Directory.GetDirectories(Results).Select(Path.GetFileName).Order(),
            Is.EqualTo(new[] { "seed-1.incomplete", "seed-1.incomplete-2" }));
        Assert.That(File.ReadAllText(earlier), Is.EqualTo("earlier"));
    }

    [Test]
    public void A_stopped_study_keeps_and_compares_what_was_completed()
    {
        string network = Path.Combine(TestFiles.Networks, "xor-burstprop.json"), study = _folder.File("study.json");
        string results = Path.Combine(_folder.Path, "xor-burstprop");
        string[] changes = [.. SimulatorProcess.TinyXor.Where(a => a.Contains('=')), """recorders=[{ "type": "rates", "bin": "0.1 s" }]"""];
        string set = string.Join(", ", changes.Select(a => JsonSerializer.Serialize(a)));
        string Case(int epochs) => $$"""{ "network": "{{network}}", "set": [{{set}}, "task.epochs={{epochs}}"] }""";
        File.WriteAllText(
            study, $$"""{ "name": "xor-burstprop", "realizations": 1, "cases": { "short": {{Case(1)}}, "long": {{Case(100_000)}} } }""");
        string[] call = ["reproduce", study, "-o", _folder.Path, "--cores", "1", "--figures", "none"];
        ProgramResult result = SimulatorProcess.Apart(call, meanwhile: process =>
        {
            Wait(process, () => Directory.Exists(Path.Combine(results, "short", "seed-1")));
            SendWhenRunning(process, "TERM");
        }).Ended(130);
        Assert.That(Directory.Exists(Path.Combine(results, "long", "seed-1")), Is.False);
        Assert.That(File.ReadAllText(Path.Combine(results, "summary", "realizations.csv")), Does.Contain("short").And.Not.Contain("long"));
        Assert.That(result.Output, Does.Contain("Stopped: 1 of 2 runs were completed."));
    }

    [Test]
    public void A_signal_while_a_network_is_built_ends_the_run_at_once_and_leaves_nothing()
    {
        // 200 million synapses: many seconds to build.
        string[] large = ["run", Path.Combine(TestFiles.Networks, "coba.json"), "--set", "populations.*.size=50000", "-o", _folder.Path];
        Stopwatch clock = new();
        ProgramResult result = SimulatorProcess.Apart(large, meanwhile: process =>
        {
            Wait(process, () => WorkingFolders().Any());
            Thread.Sleep(500);
            clock.Start();
            Send(process, "TERM");
        }).Ended(130);
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)), "at once, on a crowded machine");
        Assert.That(result.Output, Does.Contain("Stopped before anything was computed"));
        Assert.That(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories), Is.Empty);
        RunFolders.AssertTidy(_folder.Path);
    }

    [Test]
    public void A_killed_run_leaves_nothing_that_looks_finished()
    {
        SimulatorProcess.Apart(LongRun, meanwhile: process => SendWhenRunning(process, "KILL"));
        Assert.That(Directory.GetFileSystemEntries(Results), Has.Length.EqualTo(1).And.All.Contain(".running"));
    }

    [Test]
    [Platform("Linux")]
    public void A_stop_while_figures_are_written_leaves_the_rest_out_and_says_so()
    {
        ProgramResult result = SimulatorProcess.Apart(ShortRun, s_withoutDebugger, meanwhile: process =>
        {
            string pipe = WaitForFigure(process);
            Send(process, "TERM");
            Thread.Sleep(500);
            File.ReadAllBytes(pipe);
        }).Ended(130);
        string incomplete = Path.Combine(_folder.Path, "coba", "seed-1.incomplete");
        Assert.That(result.Error, Does.Contain("stopping"));
        string reason = File.ReadAllText(Path.Combine(incomplete, "incomplete.txt"));
        Assert.That(reason, Does.Contain("stopped while its results were written; not written: "));
        Assert.That(RunFolders.Json(incomplete).GetProperty("status").GetString(), Does.StartWith("incomplete"));
        Assert.That(RunFolders.Json(incomplete).GetProperty("simulatedTime_s").GetDouble(), Is.EqualTo(0.3).Within(1e-9));
        Assert.That(File.ReadAllLines(Path.Combine(incomplete, "rates.csv")), Has.Length.EqualTo(1 + 2 * 30),
            "a header, and 30 bins of two populations");
        RunFolders.AssertTidy(_folder.Path);
    }

    [Test]
    [Platform("Linux")]
    public void A_second_signal_ends_a_run_that_cannot_write()
    {
        Stopwatch clock = new();
        ProgramResult result = SimulatorProcess.Apart(ShortRun, s_withoutDebugger, meanwhile: process =>
        {
            WaitForFigure(process);
            Send(process, "TERM");
            Thread.Sleep(500);
            Assert.That(process.HasExited, Is.False, "it waits for the pipe");
            clock.Start();
            Send(process, "TERM");
        });
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)), "at once, on a crowded machine");
        Assert.That(result.ExitCode, Is.EqualTo(128 + 15), "as a program ends that does not handle the signal");
        Assert.That(Directory.GetFileSystemEntries(Path.Combine(_folder.Path, "coba")), Has.Length.EqualTo(1).And.All.Contain(".running"));
    }

    private string[] ShortRun =>
    [
        "run", Path.Combine(TestFiles.Networks, "coba.json"), "--set", "duration=0.3 s", "--set", "populations.*.size=400",
        "--set", """recorders=[{ "type": "rates", "bin": "10 ms" }]""", "-o", _folder.Path,
    ];

    // A thread can end between the listing of its folder and the look into it.
    private static bool Waits(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, "wchan")) is string function
                && (function.Contains("fifo") || function.Contains("partner"));
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Puts a pipe in place of a figure, and waits until the run writes to it, which takes until somebody reads.</summary>
    private string WaitForFigure(Process process)
    {
        Wait(process, () => WorkingFolders().Any());
        Send(process, "STOP");
        string figures = Path.Combine(WorkingFolders().Single(), "figures"), pipe = Path.Combine(figures, "rates.svg");
        Assert.That(Directory.Exists(figures), Is.False, "the run has not come to its figures yet");
        Directory.CreateDirectory(figures);
        using (Process make = Process.Start("mkfifo", [pipe])) make.WaitForExit();
        Send(process, "CONT");
        Wait(process, () => Directory.EnumerateDirectories($"/proc/{process.Id}/task")
            .Any(Waits));
        return pipe;
    }

    private void SendWhenRunning(Process process, string signal)
    {
        // The recorder's table appears when the network is built; then a moment, so that something is simulated.
        Wait(process, () => WorkingFolders().Any(folder => File.Exists(Path.Combine(folder, "rates.csv"))));
        Thread.Sleep(500);
        Send(process, signal);
    }

    private IEnumerable<string> WorkingFolders() =>
        Directory.Exists(_folder.Path) ? Directory.EnumerateDirectories(_folder.Path, "*.running", SearchOption.AllDirectories) : [];

    internal static void Send(Process process, string signal)
    {
        // The shell's own: not every machine has a program of this name.
        using Process kill = Process.Start("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -{signal} {process.Id}")]);
        kill.WaitForExit();
    }

    private static void Wait(Process process, Func<bool> condition)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (!condition())
        {
            if (process.HasExited || clock.Elapsed > TimeSpan.FromMinutes(2)) throw new InvalidOperationException("the run did not begin");
            Thread.Sleep(20);
        }
    }

    // Bit 1 of SigIgn is SIGINT (2). A shell without job control starts background processes so, and children inherit it.
    private static bool InterruptsAreIgnored()
    {
        const string Status = "/proc/self/status";
        if (!File.Exists(Status)) return false;
        string mask = File.ReadLines(Status).First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))[7..].Trim();
        return (ulong.Parse(mask, NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 2) != 0;
    }
}
