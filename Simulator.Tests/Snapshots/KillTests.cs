using System.Diagnostics;
using System.Globalization;
using Spiking.Numerics;
using Spiking.Runs;
using Spiking.Tests.Commands;

namespace Spiking.Tests.Snapshots;

/// <summary>
/// Runs that are killed (SIGKILL) at random moments, again and again, and continued with another number of threads, leave the same files as
/// runs that nobody has touched.
/// </summary>
/// <remarks>
/// Moments are drawn uniformly from the processor time that a whole run takes: so they are as often in the start of the process, the
/// simulation, snapshots and the writing of tables, archives, figures and the report as these take time, however busy the machine is.
/// </remarks>
[Platform(Exclude = "Win")]
public class KillTests
{
    // Kills of one run.
    private const int MostKills = 8;

    // Where a run was killed: before its first snapshot, after it, or after its first result.
    private const int Start = 0, Snapshots = 1, Results = 2;

    // The run whose figures are drawn. Drawing takes as long as all else, and is the same for all.
    private const int Drawn = 1;

    private TemporaryFolder _folder = null!;

    private static readonly string[] s_task =
    [
        "populations.*.size=101", "projections.*.meanInDegree=25", "task.epochs=5", "task.testEvery=2", "task.burnIn=0.1 s",
        "task.exampleDuration=0.2 s",
        "task.testDiscard=20 ms", "task.decisionWindow=50 ms",
    ];

    /// <summary>
    /// Short runs: with spikes, states and weights recorded, with tasks, with loops without delay, with background noise drawn ahead.
    /// </summary>
    private static readonly (string File, string[] Changes)[] s_runs =
    [
        ("coba", ["duration=1.5 s", "populations.excitatory.size=800", "populations.inhibitory.size=200",
            Recorders("excitatory", "potential", "ampa")]),
        ("xor-burstprop", [.. s_task, "task.teachingSchemes.two-phase.learningDuration=50 ms", "task.order=random",
            Recorders("output", "somaPotential", "threshold")]),
        ("xor-burstccn", [
            .. s_task, "task.calibration.cancellation={ \"patternDuration\": \"0.1 s\", \"discard\": \"20 ms\" }",
            "task.calibration.baseline={ \"patternDuration\": \"0.1 s\", \"discard\": \"20 ms\" }",
            "recorders=[{ \"type\": \"cancellation\", \"bin\": \"0.1 s\" }]",
        ]),
        ("xor-real-synapses", ["duration=3 s", "populations.*.size=151", "projections.*.meanInDegree=100",
            Recorders("output", "somaPotential", "threshold")]),
    ];

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void Twenty_kills_change_nothing() => Kill(20, seed: 1);

    [Test]
    [Category("Science")]
    public void A_thousand_kills_change_nothing() => Kill(1000, seed: 2);

    private void Kill(int kills, long seed)
    {
        (string Folder, TimeSpan Time)[] expected = [.. s_runs.Select((_, i) => Reference(i))];
        int done = 0, runs = 0;
        int[] stages = new int[3], ofNetwork = new int[s_runs.Length];
        Parallel.For(0, 2, new ParallelOptions { MaxDegreeOfParallelism = 2 }, worker =>
        {
            RandomStream random = new(RandomKey.Of(seed, RandomPurpose.Protocol).Derive((uint)worker));
            for (int i = worker; Volatile.Read(ref done) < kills || i < s_runs.Length; i++)
            {
                string output = _folder.File($"{worker}-{i}");
                int index = i % s_runs.Length;

                // Every network gets its share.
                bool MayKill() => Volatile.Read(ref done) < kills && Volatile.Read(ref ofNetwork[index]) < kills / s_runs.Length;
                int killed = RunKilled(index, output, expected[index].Time, ref random, MayKill, stage =>
                {
                    Interlocked.Increment(ref done);
                    Interlocked.Increment(ref stages[stage]);
                    Interlocked.Increment(ref ofNetwork[index]);
                });
                Interlocked.Increment(ref runs);
                Assert.That(
                    ResultComparison.Differences(expected[index].Folder, Path.Combine(output, s_runs[index].File, "seed-1")), Is.Empty,
                    $"{s_runs[index].File}, killed {killed} times");
                Directory.Delete(output, recursive: true);
            }
        });
        Notes.Add(string.Create(CultureInfo.InvariantCulture,
            $"{done} kills of {runs} runs: {stages[Start]} before a snapshot, {stages[Snapshots]} then, {stages[Results]} in writing"));
        Assert.That(done, Is.GreaterThanOrEqualTo(kills));
        Assert.That(ofNetwork, Is.All.GreaterThan(0), "every network was killed");

        // Of 1,000 kills 369 came between a snapshot and the results: that none of 20 does has a probability of 1e-4.
        Assert.That(stages[Snapshots], Is.Positive, "some run was continued from a snapshot");
        if (kills >= 1000) Assert.That(stages, Is.All.GreaterThan(0), "every stage was met");
    }

    private (string Folder, TimeSpan Time) Reference(int index)
    {
        string output = _folder.File("expected");
        TimeSpan time = default;
        SimulatorProcess.Apart(["run", .. Arguments(index), "-o", output, "--threads", "1"],
            meanwhile: process => IsKilledAt(process, TimeSpan.MaxValue, out time)).Ended(0);
        return (Path.Combine(output, s_runs[index].File, "seed-1"), time);
    }

    /// <summary>Runs to the end, killing the process as often as it may be killed. Returns how often it was.</summary>
    private static int RunKilled(int index, string output, TimeSpan whole, ref RandomStream random, Func<bool> mayKill, Action<int> count)
    {
        string destination = Path.Combine(output, s_runs[index].File, "seed-1"), working = destination + ".running";
        for (int killed = 0, stage = Start; ; killed++)
        {
            bool resumes = File.Exists(Path.Combine(working, "snapshot")) || File.Exists(Path.Combine(working, "snapshot.previous"));
            if (!resumes && Directory.Exists(working)) Directory.Delete(working, recursive: true);
            string threads = (1 + killed % 2).ToString(CultureInfo.InvariantCulture);
            string[] arguments = [.. resumes ? ["resume", destination] : (string[])["run", .. Arguments(index), "-o", output], "--threads",
                threads, "--snapshot-every", "40 ms"];
            if (stage == Results || killed == MostKills || !mayKill())
            {
                // Nobody kills it any more, so it needs no process of its own, which would take a second to begin. A run whose results were
                // being written would be killed there again and again.
                SimulatorProcess.Here(arguments).Ended(0);
                return killed;
            }

            TimeSpan moment = whole * random.NextUniform();
            bool isKilled = false;
            ProgramResult result = SimulatorProcess.Apart(arguments, meanwhile: process => isKilled = IsKilledAt(process, moment, out _));
            if (result.ExitCode == 0) return killed;
            Assert.That(isKilled && result.ExitCode == 137, result.Output + result.Error);
            bool isInPlace = Directory.Exists(destination);
            stage = isInPlace || new[] { "measurements.csv", "spikes.npz" }.Any(file => File.Exists(Path.Combine(working, file))) ? Results
                : File.Exists(Path.Combine(working, "snapshot")) ? Snapshots
                : Start;
            count(stage);
            if (!isInPlace) continue;

            // Between the move into place and the end of the process what a run works with is removed.
            foreach (string file in Directory.GetFiles(destination).Where(path => IsOfWork(Path.GetFileName(path)))) File.Delete(file);
            return killed + 1;
        }
    }

    private static bool IsOfWork(string name) => name[0] == '.' || RunSnapshots.Is(name);

    /// <summary>Kills a process when it has used so much processor time. Returns whether it has, and how much it was.</summary>
    private static bool IsKilledAt(Process process, TimeSpan moment, out TimeSpan used)
    {
        used = default;
        try
        {
            while (!process.WaitForExit(TimeSpan.FromMilliseconds(2)))
            {
                process.Refresh();
                used = process.TotalProcessorTime;
                if (used < moment) continue;
                process.Kill();
                return true;
            }
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended between two looks.
        }

        return false;
    }

    private static string[] Arguments(int index) =>
        [Path.Combine(TestFiles.Networks, s_runs[index].File + ".json"),
            .. s_runs[index].Changes.SelectMany(change => new[] { "--set", change }),
            .. index == Drawn ? (string[])[] : ["--figures", "none"]];

    private static string Recorders(string population, string first, string second) =>
        $$"""recorders=[{ "type": "rates", "bin": "20 ms" }, { "type": "spikes", "populations": ["{{population}}"], "neuronCount": 50 }, """
        + $$"""{ "type": "state", "population": "{{population}}", "variables": ["{{first}}", "{{second}}"], "neurons": [0, 7], "every": "1 ms" }, """
        + """{ "type": "weights", "every": "50 ms" }]""";
}
