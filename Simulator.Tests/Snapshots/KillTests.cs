using System.Globalization;
using Spiking.Numerics;
using Spiking.Tests.Commands;

namespace Spiking.Tests.Snapshots;

/// <summary>
/// Runs that are killed (SIGKILL) at random moments, again and again, and continued with another number of threads, leave the same files as
/// runs that nobody has touched.
/// </summary>
[Platform(Exclude = "Win")]
public class KillTests
{
    // Kills of one run.
    private const int MostKills = 5;

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
        ("coba", ["duration=1.5 s", Recorders("excitatory", "potential", "ampa")]),
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
        string[] expected = [.. s_runs.Select((run, i) => Reference(i))];
        int done = 0, runs = 0;
        Parallel.For(0, 2, new ParallelOptions { MaxDegreeOfParallelism = 2 }, worker =>
        {
            RandomStream random = new(RandomKey.Of(seed, RandomPurpose.Protocol).Derive((uint)worker));
            for (int i = worker; Volatile.Read(ref done) < kills; i++)
            {
                string output = _folder.File($"{worker}-{i}");
                int index = i % s_runs.Length;
                int killed = RunKilled(index, output, ref random, () => Interlocked.Increment(ref done) <= kills);
                Interlocked.Increment(ref runs);
                Assert.That(
                    ResultComparison.Differences(expected[index], Path.Combine(output, s_runs[index].File, "seed-1")), Is.Empty,
                    $"{s_runs[index].File}, killed {killed} times");
                Directory.Delete(output, recursive: true);
            }
        });
        Assert.That(runs, Is.GreaterThan(s_runs.Length - 1), "every network was killed");
    }

    private string Reference(int index)
    {
        string output = _folder.File("expected");
        SimulatorProcess.Here(["run", .. Arguments(index), "-o", output, "--threads", "1"]).Ended(0);
        return Path.Combine(output, s_runs[index].File, "seed-1");
    }

    /// <summary>Runs to the end, killing the process as often as it may be killed. Returns how often it was.</summary>
    private static int RunKilled(int index, string output, ref RandomStream random, Func<bool> mayKill)
    {
        string destination = Path.Combine(output, s_runs[index].File, "seed-1"), working = destination + ".running",
            snapshot = Path.Combine(working, "snapshot");
        for (int killed = 0; ; killed++)
        {
            bool resumes = File.Exists(snapshot) || File.Exists(Path.Combine(working, "snapshot.previous"));
            if (!resumes && Directory.Exists(working)) Directory.Delete(working, recursive: true);
            string threads = (1 + killed % 2).ToString(CultureInfo.InvariantCulture);
            string[] arguments = [.. resumes ? ["resume", destination] : (string[])["run", .. Arguments(index), "-o", output], "--threads",
                threads, "--snapshot-every", "40 ms"];
            if (killed == MostKills || !mayKill())
            {
                // Nobody kills it any more, so it needs no process of its own, which would take a second to begin.
                SimulatorProcess.Here(arguments).Ended(0);
                return killed;
            }

            // A third is killed early, maybe before its first snapshot; the others between or during snapshots, however slow the machine.
            int snapshots = (int)(3 * random.NextUniform());
            TimeSpan wait = TimeSpan.FromMilliseconds(snapshots == 0 ? 150 + 750 * random.NextUniform() : 60 * random.NextUniform());
            ProgramResult result = SimulatorProcess.Apart(arguments, meanwhile: process =>
            {
                DateTime last = File.GetLastWriteTimeUtc(snapshot);
                for (int seen = 0; seen < snapshots && !process.WaitForExit(1);)
                {
                    DateTime now = File.GetLastWriteTimeUtc(snapshot);
                    if (now != last) seen++;
                    last = now;
                }

                if (!process.WaitForExit(wait)) process.Kill();
            });
            if (result.ExitCode == 0) return killed;
            Assert.That(result.ExitCode, Is.EqualTo(137), result.Output + result.Error);
        }
    }

    private static string[] Arguments(int index) =>
        [Path.Combine(TestFiles.Networks, s_runs[index].File + ".json"), "--figures", "none",
            .. s_runs[index].Changes.SelectMany(change => new[] { "--set", change })];

    private static string Recorders(string population, string first, string second) =>
        $$"""recorders=[{ "type": "rates", "bin": "20 ms" }, { "type": "spikes", "populations": ["{{population}}"], "neuronCount": 50 }, """
        + $$"""{ "type": "state", "population": "{{population}}", "variables": ["{{first}}", "{{second}}"], "neurons": [0, 7], "every": "1 ms" }, """
        + """{ "type": "weights", "every": "50 ms" }]""";
}
