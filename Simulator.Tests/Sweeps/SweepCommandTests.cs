using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Spiking.Sweeps;
using Spiking.Tests.Architecture;
using Spiking.Tests.Commands;

namespace Spiking.Tests.Sweeps;

/// <summary>The commands sweep and merge, as they are typed.</summary>
public class SweepCommandTests
{
    // Two populations of integrate-and-fire cells for 0.1 s: a run takes some hundredths of a second.
    private static readonly string[] s_short = ["--set", "duration=100 ms", "--set", "populations.*.size=50"];

    private static string Coba => Path.Combine(TestFiles.Networks, "coba.json");

    [Test]
    public void A_sweep_runs_every_point_with_every_seed_and_joins_what_they_measured()
    {
        using TemporaryFolder folder = new();
        ProgramResult result = Sweep(folder, "--set", "projections[0].weight=0.2,0.4", "--seeds", "1..2", "--measure",
            "rates.excitatory.spike_rate_hz").Ended(0);
        string[] rows = File.ReadAllLines(folder.File("coba/sweep/summary.csv"));
        Assert.Multiple(() =>
        {
            Assert.That(rows[0], Is.EqualTo("projections[0].weight,seed,rates.excitatory.spike_rate_hz"));
            Assert.That(rows.Skip(1).Select(row => row[..row.LastIndexOf(',')]), Is.EqualTo(new[] { "0.2,1", "0.2,2", "0.4,1", "0.4,2" }));
            Assert.That(result.Output, Does.Contain("report.html").And.Contain(" ± "));
            Assert.That(File.ReadAllLines(folder.File("coba/sweep/means.csv")), Has.Length.EqualTo(3));
            Assert.That(File.Exists(folder.File("coba/sweep/figures/sweep.svg")));

            // What the runs have in common; what differs is in the table of their points.
            string parameters = File.ReadAllText(folder.File("coba/sweep/report.html")).Split("Parameters that all runs share")[1];
            Assert.That(parameters, Does.Match(@"projections\[0\]\.probability</td>\s*<td>0\.02<"));
            Assert.That(parameters, Does.Match(@"projections\[1\]\.weight<").And.Not.Match(@"projections\[0\]\.weight<|>seed<"));
        });
    }

    // Excitatory and inhibitory cells of the network have the same input, so their rates differ little.
    [Test]
    public void Maps_of_one_quantity_have_one_range()
    {
        using TemporaryFolder folder = new();
        Sweep(folder, "--set", "projections[0].weight=0.2,0.4", "--set", "projections[1].weight=0.2,0.4", "--seeds", "1").Ended(0);
        string[][] means = [.. File.ReadLines(folder.File("coba/sweep/means.csv")).Skip(1).Select(row => row.Split(','))];
        double[] rates = [.. means.Select(row => double.Parse(row[3], CultureInfo.InvariantCulture))];
        JsonNode[] scales = [.. JsonNode.Parse(File.ReadAllText(folder.File("coba/sweep/figures/sweep.json")))!["panels"]!.AsArray()
            .Select(panel => panel!["series"]![0]!["scale"]!)];
        foreach ((string end, double rate) in new[] { ("minimum", rates.Min()), ("maximum", rates.Max()) })
            Assert.That(scales.Select(scale => scale[end]!.GetValue<double>()), Is.EqualTo(new[] { rate, rate }).Within(1e-9), end);
        Assert.That(means.Select(row => row[2]).Distinct().Count(), Is.EqualTo(2));
    }

    [Test]
    public void A_run_of_a_sweep_is_the_run_of_these_values()
    {
        using TemporaryFolder folder = new();
        Sweep(folder, "--set", "projections[0].weight=0.2,0.4", "--seeds", "3").Ended(0);
        SimulatorProcess.Here(["run", Coba, .. s_short, "--set", "projections[0].weight=0.4", "--seed", "3", "--output", folder.Path,
            "--figures", "none"]).Ended(0);
        string swept = Directory.GetDirectories(folder.File("coba/sweep"), "weight=0.4*").Single();
        foreach (string file in new[] { "rates.csv", "measurements.csv" })
            Assert.That(File.ReadAllBytes(Path.Combine(swept, "seed-3", file)),
                Is.EqualTo(File.ReadAllBytes(folder.File("coba/seed-3/" + file))), file);
        Assert.That(Hash(Path.Combine(swept, "seed-3")), Is.EqualTo(Hash(folder.File("coba/seed-3"))));
    }

    [Test]
    public void Protocols_and_rate_models_are_swept_like_networks()
    {
        using TemporaryFolder folder = new();
        string[] pairing = ["sweep", Path.Combine(TestFiles.Networks, "pairing-poisson.json"), "--set", "realizations=1", "--set",
            "trains.duration=10 s", "-o", folder.Path];
        SimulatorProcess.Here([.. pairing, "--set", "plasticity.learningRate=0.1,0.2", "--seeds", "1..2"]).Ended(0);
        Assert.That(File.ReadAllLines(folder.File("pairing-poisson/sweep/summary.csv")), Has.Length.EqualTo(5));
        Assert.That(SimulatorProcess.Here([.. pairing[..^2], "--list-measures"]).Ended(1).Error,
            Does.Contain("known when it has run once"));
        string[] digits = ["sweep", Path.Combine(TestFiles.Networks, "digits-burstccn.json"), "--set", "epochs=1", "--set",
            "hidden[0].units=10,20", "--seeds", "3", "-o", folder.Path];
        SimulatorProcess.Here(digits).Ended(0);
        Assert.That(SimulatorProcess.Here(digits).Ended(0).Output, Does.Contain("2 of 2 runs were finished before."));
        string[] rows = File.ReadAllLines(folder.File("digits-burstccn/sweep/summary.csv"));
        Assert.That(rows, Has.Length.EqualTo(3));
        Assert.That(rows[0], Does.StartWith("hidden[0].units,seed,"));

        // The number of epochs is the same in all runs: the answer and the figure are about what is not.
        string page = RunFolders.AssertLinked(folder.File("digits-burstccn/sweep"));
        Assert.That(page, Does.Contain(" is on average smallest, ").And.Not.Contain("epochs) is on average"));
        string[] runs = [.. new[] { "digits-burstccn", "pairing-poisson" }.Select(name => Directory
            .GetDirectories(folder.File(name + "/sweep"), "seed-*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First())];
        foreach (string run in runs) RunFolders.AssertLinked(run);
    }

    [Test]
    public void The_same_call_again_runs_what_is_missing_only()
    {
        using TemporaryFolder folder = new();
        Sweep(folder, "--set", "projections[0].weight=0.2,0.4", "--seeds", "1..2").Ended(0);
        DateTime before = Directory.GetFiles(folder.Path, "run.json", SearchOption.AllDirectories).Max(File.GetLastWriteTimeUtc);
        ProgramResult result = Sweep(folder, "--set", "projections[0].weight=0.2,0.4,0.6", "--seeds", "1..3").Ended(0);
        string[] written =
            [.. Directory.GetFiles(folder.Path, "run.json", SearchOption.AllDirectories).Where(f => File.GetLastWriteTimeUtc(f) > before)];
        Assert.Multiple(() =>
        {
            Assert.That(result.Output, Does.Contain("4 of 9 runs were finished before."));
            Assert.That(written, Has.Length.EqualTo(5));
            Assert.That(File.ReadAllLines(folder.File("coba/sweep/summary.csv")), Has.Length.EqualTo(10));
        });
    }

    [Test]
    public void Finished_runs_of_other_values_are_not_taken_for_those_of_the_sweep()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("mine.json");
        File.Copy(Coba, file);
        ProgramResult Call(string weights, params string[] more) => SimulatorProcess.Here(["sweep", file, .. s_short, "--set",
            "projections[0].weight=" + weights, "--figures", "none", .. more, "-o", folder.Path]);
        Call("0.2,0.4").Ended(0);
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"0.8 ms\"", "\"1 ms\"", StringComparison.Ordinal));
        Assert.That(File.ReadAllText(file), Is.Not.EqualTo(File.ReadAllText(Coba)));
        foreach (string weights in new[] { "0.2,0.4", "0.6,0.8" })
            Assert.That(Call(weights).Ended(1).Error,
                Does.Contain("hold results of other values").And.Contain("--force").And.Contain("Nothing was overwritten"), weights);
        Call("0.2,0.4", "--force").Ended(0);
    }

    [Test]
    public void A_share_whose_file_has_changed_since_another_share_ran_is_refused()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("mine.json");
        File.Copy(Coba, file);
        ProgramResult Share(string share) => SimulatorProcess.Here(["sweep", file, .. s_short, "--seeds", "1..2", "--shard", share,
            "--figures", "none", "-o", folder.Path]);
        Share("1/2").Ended(0);
        ProgramResult half = SimulatorProcess.Here("merge", folder.File("coba/sweep")).Ended(0);
        Assert.That(half.Output, Does.Contain("1 of the 2 runs of the sweep are missing."));
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"0.8 ms\"", "\"1 ms\"", StringComparison.Ordinal));
        Assert.That(Share("2/2").Ended(1).Error, Does.Contain("holds results of other values"));
        string record = folder.File("coba/sweep/seed-1/run.json");
        foreach (string damaged in new[] { "{", "" })
        {
            File.WriteAllText(record, damaged);
            Assert.That(Share("1/2").Ended(1).Error, Does.Contain($"{record} is damaged: "));
        }
    }

    [Test]
    public void Runs_that_are_not_of_the_sweep_and_its_file_are_named_and_not_merged()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("mine.json"), sweep = folder.File("coba/sweep"), plan = folder.File("coba/sweep/sweep.json");
        File.Copy(Coba, file);
        foreach (string share in new[] { "1/2", "2/2" })
            SimulatorProcess.Here(["sweep", file, .. s_short, "--seeds", "1..2", "--shard", share, "--figures", "none", "-o", folder.Path])
                .Ended(0);
        string original = File.ReadAllText(file), asked = File.ReadAllText(plan);

        // Both shares are of a version of the file that is not there any more.
        File.WriteAllText(file, original.Replace("\"0.8 ms\"", "\"1 ms\"", StringComparison.Ordinal));
        Refused("seed-1 and ", "seed-2 hold results of other values of " + file, "Nothing was joined", "--force");
        File.WriteAllText(file, "{");
        Refused(file);
        File.WriteAllText(file, original);

        // The sweep has other changes than its runs.
        File.WriteAllText(plan, asked.Replace("100 ms", "200 ms", StringComparison.Ordinal));
        Refused("seed-1 and ", "hold results of other values of " + file);
        File.WriteAllText(plan, asked);

        // One share is of another version.
        string record = Path.Combine(sweep, "seed-2", "run.json"), ran = File.ReadAllText(record);
        JsonNode other = JsonNode.Parse(ran)!;
        other["network"]!["duration"] = "200 ms";
        File.WriteAllText(record, other.ToJsonString());
        Refused(Path.Combine(sweep, "seed-2") + " holds results of other values of " + file);
        File.Delete(record);
        Refused("seed-2 has measurements.csv, but no run.json");
        Assert.That(Path.Combine(sweep, "summary.csv"), Does.Not.Exist);
        File.WriteAllText(record, ran);

        Assert.That(Merge().Ended(0).Error, Is.Empty);
        File.Delete(file);
        Assert.That(Merge().Ended(0).Error, Does.StartWith($"note: {file}, the file of the sweep, is not there"));

        ProgramResult Merge() => SimulatorProcess.Here("merge", sweep);

        void Refused(params string[] sentences)
        {
            string error = Merge().Ended(1).Error;
            Assert.Multiple(() => Array.ForEach(sentences, sentence => Assert.That(error, Does.Contain(sentence))));
        }
    }

    [Test]
    public void Options_without_effect_on_a_list_are_refused() =>
        Assert.That(SimulatorProcess.Here("sweep", Coba, "--list-measures", "--cores", "2", "--force", "-o", "x").Ended(1).Error,
            Is.EqualTo("error: --list-measures runs nothing, but lists names, so --cores, --output and --force would change nothing; leave "
                + "them out.\n"));

    // Tables that other programs read have numbers as numbers.
    [Test]
    public void Negative_values_keep_their_sign_without_an_apostrophe()
    {
        using TemporaryFolder folder = new();
        Sweep(folder, "--set", "populations.*.initialPotential=-61 mV,-59 mV").Ended(0);
        Assert.That(File.ReadAllLines(folder.File("coba/sweep/summary.csv"))[1], Does.StartWith("-61 mV,"));
    }

    [Test]
    public void The_job_script_has_the_cores_and_numbers_that_were_asked_for()
    {
        string script = SimulatorProcess.Apart(["sweep", Coba, "--seeds", "1..2", "--slurm", "3", "--cores", "2", "--measure",
            "rates.excitatory.spike_rate_hz", "--figures", "pdf,svg"]).Ended(0).Output;
        Assert.That(script, Does.Contain("#SBATCH --cpus-per-task=2\n").And.Contain("--cores \"$SLURM_CPUS_PER_TASK\"")
            .And.Not.Contain("--cores 2").And.Match("merge .*coba/sweep --measure rates.excitatory.spike_rate_hz --figures pdf,svg\n"));
    }

    [Test]
    public void Another_sweep_of_the_same_folder_is_refused_and_other_values_and_seeds_join_the_tables()
    {
        using TemporaryFolder folder = new();
        Sweep(folder, "--set", "projections[0].weight=0.2,0.4", "--seeds", "1").Ended(0);
        string summary = File.ReadAllText(folder.File("coba/sweep/summary.csv"));
        foreach (string[] other in new string[][] { ["--set", "projections[1].weight=2,4", "--seeds", "1"],
            ["--set", "projections[0].weight=0.2,0.4"] })
        {
            ProgramResult refused = Sweep(folder, other).Ended(1);
            Assert.That(refused.Error, Does.StartWith("error: "));
            Assert.That(File.ReadAllText(folder.File("coba/sweep/summary.csv")), Is.EqualTo(summary));
        }

        Assert.That(Sweep(folder, "--set", "projections[1].weight=2,4", "--seeds", "1").Error, Does.Contain(
            "holds a sweep over projections[0].weight, with duration=100 ms and populations.*.size=50 and --seeds; this one is over "
            + "projections[1].weight,").And.Contain("--run NAME"));
        ProgramResult joined = Sweep(folder, "--set", "projections[0].weight=0.40,0.6", "--seeds", "2").Ended(0);
        Assert.That(joined.Output, Does.Contain("The tables join 4 runs, with those of earlier calls."));
        Assert.That(
            File.ReadAllLines(folder.File("coba/sweep/summary.csv")).Skip(1).Select(row => string.Join(',', row.Split(',')[..2])),
            Is.EqualTo(new[] { "0.2,1", "0.4,1", "0.4,2", "0.6,2" }));
    }

    [Test]
    public void A_change_that_only_some_cases_have_is_told()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("x.json"), """
            { "experiment": "classification", "name": "x", "data": { "set": "digits" }, "rule": { "type": "backprop" },
              "cases": { "a": {}, "b": { "set": ["rule={ \"type\": \"burstccn\" }"] } } }
            """);
        Assert.That(
            SimulatorProcess.Here("sweep", folder.File("x.json"), "--set", "rule.feedbackScale=0.3", "--list-measures").Ended(1).Error,
            Does.Contain("--set rule.feedbackScale=0.3 does not change case \"a\", which has no such value."));
    }

    [Test]
    public void Shares_and_merge_give_the_tables_of_the_whole_sweep()
    {
        using TemporaryFolder whole = new(), shared = new();
        string[] sweep = ["--set", "projections[0].weight=0.2,0.4,0.6", "--seeds", "1..2"];
        Sweep(whole, sweep).Ended(0);
        for (int share = 1; share <= 4; share++) Sweep(shared, [.. sweep, "--shard", $"{share}/4"]).Ended(0);
        Assert.That(File.Exists(shared.File("coba/sweep/summary.csv")), Is.False, "a share joins nothing");
        SimulatorProcess.Here(["merge", shared.File("coba/sweep")]).Ended(0);
        foreach (string file in new[] { "summary.csv", "means.csv", "figures/sweep.svg" })
            Assert.That(File.ReadAllText(shared.File("coba/sweep/" + file)),
                Is.EqualTo(File.ReadAllText(whole.File("coba/sweep/" + file))), file);
    }

    [Test]
    public void A_sweep_that_was_killed_continues_and_gives_the_same_tables()
    {
        using TemporaryFolder whole = new(), killed = new();
        string[] sweep = ["sweep", Coba, "--set", "duration=300 ms", "--set", "projections[0].weight=0.2,0.4,0.6", "--seeds", "1..3",
            "--figures", "none", "--cores", "1", "-o"];
        SimulatorProcess.Here([.. sweep, whole.Path]).Ended(0);
        SimulatorProcess.Apart([.. sweep, killed.Path], meanwhile: process =>
        {
            // As soon as some, but hardly all, of the nine runs are finished.
            Stopwatch patience = Stopwatch.StartNew();
            while (patience.Elapsed < TimeSpan.FromMinutes(2) && !process.HasExited && Finished(killed) < 2) Thread.Sleep(2);
            process.Kill();
        });
        int before = Finished(killed);
        Assert.That(before, Is.InRange(2, 8), "it was to be killed in the middle");
        ProgramResult result = SimulatorProcess.Here([.. sweep, killed.Path]).Ended(0);
        Assert.That(result.Output, Does.Contain($"{before} of 9 runs were finished before."));
        foreach (string file in new[] { "summary.csv", "means.csv" })
            Assert.That(File.ReadAllText(killed.File("coba/sweep/" + file)),
                Is.EqualTo(File.ReadAllText(whole.File("coba/sweep/" + file))), file);
    }

    [Test]
    public void A_run_that_fails_is_named_and_the_others_are_finished()
    {
        using TemporaryFolder folder = new();
        // Background of weight 350 makes the membranes infinite, which the check of the first simulated second finds.
        ProgramResult result = SimulatorProcess.Here([
            "sweep", .. SimulatorProcess.ShortCcn.Skip(1).Where(word => word is not ("--threads" or "2")), "--figures", "none",
            "--set", "populations.*.size=40", "--set", "projections.*.meanInDegree=10", "--set",
            "populations.input1.background[1].weight=1,350", "-o", folder.Path]);
        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(1), result.Output + result.Error);
            Assert.That(result.Error, Does.Contain("failed: weight 350").And.Contain("1 of 2 runs are missing"));
            Assert.That(File.ReadAllLines(folder.File("xor-burstccn/sweep/summary.csv")), Has.Length.EqualTo(2));
        });
    }

    [TestCase(new[] { "--measure", "rates.excitatry.spike_rate_hz" }, "did you mean \"rates.excitatory.spike_rate_hz\"")]
    [TestCase(new[] { "--shard", "3/2" }, "i/n")]
    [TestCase(new[] { "--shard", "1/2", "--slurm", "2" }, "leave --shard out")]
    [TestCase(new[] { "--zip", "--sample", "3" }, "exclude one another")]
    [TestCase(new[] { "--set", "projections[0].weight=0.2,a" }, "projections[0].weight")]
    [TestCase(new[] { "--set", "projections[9].weight=0.2,0.4" }, "there is no entry [9]")]
    public void Mistakes_are_named_before_anything_is_run(string[] arguments, string sentence)
    {
        using TemporaryFolder folder = new();
        Assert.That(Sweep(folder, arguments).Ended(1).Error, Does.Contain(sentence));
        Assert.That(Directory.GetFileSystemEntries(folder.Path), Is.Empty);
    }

    [Test]
    public void What_can_be_measured_is_listed_bursts_of_cells_that_burst_only() => Assert.Multiple(() =>
    {
        Assert.That(Listed(Coba), Is.EqualTo(new[] { "rates.excitatory.spike_rate_hz", "rates.inhibitory.spike_rate_hz" }));
        Assert.That(
            Listed(Path.Combine(TestFiles.Networks, "xor-burstprop.json")),
            Has.Member("task.margin_hz").And.Member("rates.output.burst_probability").And.Some.StartsWith("weights."));
    });

    private static string[] Listed(string file) =>
        SimulatorProcess.Here(["sweep", file, "--list-measures"]).Ended(0).Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [Test]
    public void A_folder_that_is_none_of_a_sweep_and_a_damaged_plan_are_refused()
    {
        using TemporaryFolder folder = new();
        Assert.That(SimulatorProcess.Here(["merge", folder.Path]).Ended(1).Error, Does.Contain("is no folder of a sweep"));
        foreach (string text in new[] { "", "{", "null", "{}", "[1]",
            "{ \"File\": \"a\", \"Fixed\": [], \"Axes\": [\"a\"], \"Points\": [[]], \"Seeds\": [] }" })
        {
            File.WriteAllText(folder.File(SweepFolder.PlanFile), text);
            Assert.That(SimulatorProcess.Here(["merge", folder.Path]).Ended(1).Error, Does.Contain("is damaged"), text);
        }
    }

    [Test]
    public void The_job_script_runs_the_shares_of_the_sweep_on_a_real_Slurm()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists("/usr/sbin/slurmctld") || !File.Exists("/usr/sbin/munged")
            || Environment.UserName != "root")
            Assert.Ignore("Slurm is not installed (Debian's slurm-wlm and munge, started as root): its array jobs are not tried.");
        using TemporaryFolder folder = new();
        string[] sweep = ["sweep", Coba, .. s_short, "--set", "projections[0].weight=0.2,0.4,0.6", "--seeds", "1..2", "-o", folder.Path];
        ProgramResult script = SimulatorProcess.Apart([.. sweep, "--slurm", "3"]).Ended(0);
        File.WriteAllText(folder.File("job.sh"), script.Output);
        Run("bash", Path.Combine(SourceFiles.Root, "Simulator.Tests", "Sweeps", "one-machine-slurm.sh"), folder.File("slurm"),
            folder.File("job.sh"));
        SimulatorProcess.Here(["merge", folder.File("coba/sweep")]).Ended(0);
        Assert.That(File.ReadAllLines(folder.File("coba/sweep/summary.csv")), Has.Length.EqualTo(7));
    }

    private static void Run(string program, params string[] arguments)
    {
        using Process process =
            Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync(), output = process.StandardOutput.ReadToEndAsync();
        Assert.That(process.WaitForExit(TimeSpan.FromMinutes(9)), "it did not end");
        Assert.That(process.ExitCode, Is.Zero, $"{output.Result}{error.Result}");
    }

    private static int Finished(TemporaryFolder folder) => Directory.Exists(folder.File("coba/sweep"))
        ? Directory.GetDirectories(folder.File("coba/sweep"), "weight=*").Sum(point => Directory.GetDirectories(point, "seed-?").Length)
        : 0;

    private static string Hash(string run) => JsonNode.Parse(File.ReadAllText(Path.Combine(run, "run.json")))!["spikesHash"]!.ToString();

    private static ProgramResult Sweep(TemporaryFolder folder, params string[] arguments) =>
        SimulatorProcess.Here(["sweep", Coba, .. s_short, .. arguments, "-o", folder.Path]);
}
