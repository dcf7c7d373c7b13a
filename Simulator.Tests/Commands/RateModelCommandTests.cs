using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spiking.Plotting;
using Spiking.Runs;

namespace Spiking.Tests.Commands;

/// <summary>The command run on files of rate models, as a process of its own.</summary>
public sealed class RateModelCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static readonly string Digits = Path.Combine(TestFiles.Networks, "digits-burstccn.json");

    private string[] Short => ["run", Digits, "--set", "epochs=1", "--set", "hidden[0].units=20", "-o", _folder.Path];

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_run_leaves_tables_figures_and_a_report_and_does_not_depend_on_cores()
    {
        ProgramResult result = SimulatorProcess.Here([.. Short, "--realizations", "2", "--cores", "2"]).Ended(0);
        string run = Path.Combine(_folder.Path, "digits-burstccn", "seeds-1-2");
        foreach (string file in new[] { "epochs.csv", "summary.csv", "batches.csv", "measurements.csv", "report.html", "run.json",
            "figures/learning.svg", "figures/learning-a.csv", "figures/angles.svg" })
            Assert.That(Path.Combine(run, file), Does.Exist);
        Assert.That(Directory.GetDirectories(Path.GetDirectoryName(run)!).Select(Path.GetFileName),
            Is.EqualTo(new[] { "seeds-1-2" }), "no state is left");
        Assert.That(File.ReadAllLines(Path.Combine(run, "epochs.csv")), Has.Length.EqualTo(1 + 2 * 2));
        string hashes = Hashes(run);
        Assert.That(result.Output, Does.Contain("seed 2: weights "));
        SimulatorProcess.Here([.. Short, "--realizations", "2", "--cores", "1", "--force"]).Ended(0);
        Assert.That(Hashes(run), Is.EqualTo(hashes));
    }

    // What reads tables by their columns, pandas for one, would otherwise rename the second column of a name, and needs quotes for others.
    [TestCase("digits-burstccn.json", "hidden[0].units=20", "epochs=1")]
    [TestCase("coarse-grained-digits.json", "data.testExamples=60", "epochs=1")]
    [TestCase("rate-regression.json", "teachingSteps=20000", "blockSteps=5000")]
    public void Columns_of_all_tables_have_different_names_without_spaces(params string[] command)
    {
        SimulatorProcess.Here(["run", Path.Combine(TestFiles.Networks, command[0]), "--set", command[1], "--set", command[2],
            "--realizations", "2", "--run", "columns", "--figures", "none", "-o", _folder.Path]).Ended(0);
        string[] tables = Directory.GetFiles(Path.Combine(_folder.Path, Path.GetFileNameWithoutExtension(command[0]), "columns"), "*.csv");
        Assert.That(tables, Has.Length.GreaterThan(2));
        foreach (string table in tables)
        {
            string[] columns = File.ReadLines(table).First().Split(',');
            Assert.That(columns, Is.Unique, table);
            Assert.That(columns, Has.All.Match("^[A-Za-z0-9_]+$"), table);
        }
    }

    [Test]
    public void A_model_has_one_colour_in_all_figures_of_its_report()
    {
        SimulatorProcess.Here(["run", Path.Combine(TestFiles.Networks, "digits-depth.json"), "--set", "epochs=1", "--set",
            "hidden[0].units=19", "--set", "data.trainingExamples=105", "--set", "data.testExamples=51", "--case", "burstccn-1", "--case",
            "burstccn-3", "--case", "edn-1", "--case", "edn-3", "-o", _folder.Path]).Ended(0);
        Colour Of(string figure, string name) =>
            FigureFiles.Load(Directory.GetFiles(_folder.Path, figure + ".json", SearchOption.AllDirectories).Single())
            .Panels[0].Series.First(series => series.Name == name).Colour;

        foreach ((string model, Colour colour) in new[] { ("BurstCCN", Palette.Orange), ("EDN", Palette.Brown) })
        {
            Assert.That(Of("comparison", model), Is.EqualTo(colour));
            foreach (string figure in new[] { "learning", "angles" })
            {
                Assert.That(Of(figure, model + ", depth 1"), Is.EqualTo(Palette.Shade(colour, 0, 2)), figure);
                Assert.That(Of(figure, model + ", depth 3"), Is.EqualTo(colour), figure);
            }
        }
    }

    [Test]
    public void The_answer_of_a_scan_tells_the_ends()
    {
        SimulatorProcess.Here(["run", Path.Combine(TestFiles.Networks, "digits-depth.json"), "--set", "epochs=1", "--set",
            "hidden[0].units=19", "--set", "scan.values=[1,2,3]", "--set", "data.trainingExamples=105", "--set", "data.testExamples=51",
            "--case", "burstccn", "--case", "edn", "--figures", "none", "--run", "ends", "-o", _folder.Path]).Ended(0);
        string run = Path.Combine(_folder.Path, "digits-depth", "ends");
        string[][] rows = [.. File.ReadLines(Path.Combine(run, "summary.csv")).Skip(1).Select(row => row.Split(','))];
        string Error(string part) =>
            double.Parse(rows.Single(row => row[0] == part)[3], CultureInfo.InvariantCulture).ToString("F1", CultureInfo.InvariantCulture);
        string Told(string model)
        {
            string[] errors = [.. Enumerable.Range(1, 3).Select(layers => Error($"{model}-{layers}"))];
            bool isLeast = double.Parse(errors[1], CultureInfo.InvariantCulture)
                < Math.Min(double.Parse(errors[0], CultureInfo.InvariantCulture), double.Parse(errors[2], CultureInfo.InvariantCulture));
            return $"{errors[0]} and {errors[2]} %{(isLeast ? $", at 2 {errors[1]} %" : "")}";
        }

        Assert.That(File.ReadAllText(Path.Combine(run, "report.html")), Does.Contain(
            $"Lowest test error at hidden layers = 1 and 3: {Told("burstccn")} (BurstCCN), {Told("edn")} (EDN); n = 1 seed."));
    }

    [Test]
    public void A_data_set_that_is_missing_is_named_with_its_files_and_where_people_get_them()
    {
        ProgramResult result = SimulatorProcess.Apart(
            ["run", Path.Combine(TestFiles.Networks, "mnist-burstccn.json"), "--data", _folder.Path, "-o", _folder.Path],
            new Dictionary<string, string> { ["SPIKING_DATA"] = "", ["HOME"] = _folder.Path }).Ended(1);
        Assert.That(result.Error, Does.Contain("train-images-idx3-ubyte").And.Contain("--data"));
        Assert.That(Directory.Exists(Path.Combine(_folder.Path, "mnist-burstccn", "seed-1")), Is.False);
        Assert.That(Directory.Exists(Path.Combine(_folder.Path, "mnist-burstccn", "seed-1.state")), Is.False, "nothing has begun");
    }

    [Test]
    public void An_unknown_case_and_a_state_that_is_there_are_said_in_a_sentence()
    {
        Assert.That(SimulatorProcess.Here([.. Short, "--case", "a"]).Ended(1).Error, Does.Contain("--case").And.Contain("has no cases"));
        Assert.That(SimulatorProcess.Here([.. Short, "--figures", "none"]).Ended(0).Output, Does.Contain("seed 1: weights"));
        Assert.That(Path.Combine(_folder.Path, "digits-burstccn", "seed-1", "figures", "learning.svg"), Does.Not.Exist);
        Directory.Delete(Path.Combine(_folder.Path, "digits-burstccn", "seed-1"), recursive: true);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "digits-burstccn", "seed-1.state"));
        Assert.That(SimulatorProcess.Here(Short).Ended(1).Error, Does.Contain("spiking resume"));
        SimulatorProcess.Here([.. Short, "--force"]).Ended(0);
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void Resume_continues_a_training_that_was_stopped_from_its_folder_alone()
    {
        using TemporaryFolder folder = new();
        string[] longer = ["run", Digits, "--set", "epochs=120", "--set", "hidden[0].units=50", "-o", folder.Path, "--figures", "none"];
        string run = folder.File("digits-burstccn/seed-1"), state = run + ".state";
        ProgramResult stopped = StoppedSoon(longer, state);
        string incomplete = run + ".incomplete";
        Assert.That(stopped.Ended(130).Output, Does.Contain($"spiking resume {run}\n").And.Contain($"are in {incomplete}."));
        Assert.That(run, Does.Not.Exist);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(File.ReadAllLines(Path.Combine(incomplete, "epochs.csv")), Has.Length.InRange(2, 1 + 120), "some of 121");
            Assert.That(File.ReadAllLines(Path.Combine(incomplete, "summary.csv")), Has.Length.EqualTo(2));
            Assert.That(File.ReadAllText(Path.Combine(incomplete, "measurements.csv")), Does.Contain("best_test_error"));
            Assert.That(File.ReadAllText(Path.Combine(incomplete, "report.html")), Does.Contain("INCOMPLETE: the training was stopped"));
            Assert.That(RunFolders.Json(incomplete).GetProperty("status").GetString(),
                Does.StartWith("incomplete: the training was stopped"));
        }

        // The folder of the tables is the one that a reader of the message has before the eyes. Results may have been moved meanwhile.
        string moved = folder.File("moved");
        Directory.CreateDirectory(moved);
        foreach (string part in new[] { incomplete, state })
            Directory.Move(part, Path.Combine(moved, Path.GetFileName(part)));
        (run, state, incomplete) = (Path.Combine(moved, "seed-1"), Path.Combine(moved, "seed-1.state"),
            Path.Combine(moved, "seed-1.incomplete"));

        // A continuation that was killed while it wrote the results.
        Directory.CreateDirectory(run + ".running");
        new FolderClaim(EndedProcess.Id(), 1).Write(run + ".running");
        File.WriteAllText(Path.Combine(run + ".running", "summary.csv"), "cut");
        string call = JsonNode.Parse(File.ReadAllText(Path.Combine(state, "call.json")))!["command"]!.GetValue<string>();
        SimulatorProcess.Here("resume", incomplete).Ended(0);
        Assert.That(WebUtility.HtmlDecode(File.ReadAllText(Path.Combine(run, "report.html"))), Does.Contain(call), "not resume");
        Assert.That(Directory.GetDirectories(moved), Is.EqualTo(new[] { run }));
        Dictionary<string, string> resumed = Results(run);
        Assert.That(resumed.Keys, Is.EquivalentTo(new[] { "epochs.csv", "summary.csv", "batches.csv", "measurements.csv", "hashes" }));
        Assert.That(state, Does.Not.Exist);
        Assert.That(incomplete, Does.Not.Exist, "its tables are part of the finished ones");
        SimulatorProcess.Here([.. longer, "--force"]).Ended(0);
        Assert.That(Results(folder.File("digits-burstccn/seed-1")), Is.EqualTo(resumed));
        Directory.CreateDirectory(state);
        File.WriteAllText(Path.Combine(state, "call.json"), "{}");
        Assert.That(SimulatorProcess.Here("resume", state).Ended(1).Error, Does.Contain("is damaged: \"file\" is missing"));
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void Resume_continues_a_run_in_continuous_time_that_was_stopped()
    {
        using TemporaryFolder folder = new();
        string[] longer = ["run", Path.Combine(TestFiles.Networks, "rate-regression.json"), "--set", "teachingSteps=300000",
            "--realizations", "1", "-o", folder.Path, "--figures", "none"];
        string run = folder.File("rate-regression/seed-1"), state = run + ".state";
        ProgramResult stopped = StoppedSoon(longer, state).Ended(130);
        Assert.That(stopped.Output, Does.EndWith($"Stopped. To continue: spiking resume {run}\n"));
        Assert.That(Directory.GetFileSystemEntries(folder.File("rate-regression")), Is.EqualTo(new[] { state }));
        Assert.That(Directory.GetFiles(state).Select(Path.GetFileName),
            Is.EquivalentTo(new[] { "call.json", "rate-regression-seed-1.state" }));
        SimulatorProcess.Here("resume", run).Ended(0);
        Assert.That(File.ReadAllLines(Path.Combine(run, "learning-curve.csv")), Has.Length.EqualTo(1 + 32));
        Assert.That(state, Does.Not.Exist);
    }

    [Test]
    public void A_run_in_continuous_time_that_fails_leaves_no_state()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("dynamics.json");
        File.WriteAllText(file, """
            {
              "experiment": "coarse-grained", "name": "dynamics", "epochs": 1,
              "data": { "set": "digits", "trainingExamples": 50 }, "traced": { "example": 1 },
              "cases": { "good": {}, "bad": { "set": ["weightTime=1e-3"] } }
            }
            """);
        ProgramResult result = SimulatorProcess.Here("run", file, "-o", folder.Path, "--cores", "1").Ended(1);
        Assert.That(result.Error, Does.Contain("bad seed 1: a weight onto").And.Contain("not finite"));
        Assert.That(Directory.GetFileSystemEntries(folder.File("dynamics")), Is.Empty,
            "the case before has kept its state");
    }

    [Test]
    [Platform(Exclude = "Win")]
    public void A_sweep_that_is_stopped_leaves_the_tables_of_its_trainings_until_they_are_complete()
    {
        using TemporaryFolder folder = new();
        string[] sweep = ["sweep", Digits, "--set", "epochs=150", "--set", "hidden[0].units=50", "--seeds", "1", "-o", folder.Path];
        string run = folder.File("digits-burstccn/sweep/seed-1"), state = run + ".state", incomplete = run + ".incomplete";
        SimulatorProcess.Apart(sweep, meanwhile: process =>
        {
            while (!Directory.Exists(run + ".running") && !process.HasExited) Thread.Sleep(5);
            TimeSpan begun = process.TotalProcessorTime;
            while (!process.HasExited && process.TotalProcessorTime - begun < TimeSpan.FromSeconds(0.4)) Thread.Sleep(5);
            InterruptionTests.Send(process, "TERM");
        }).Ended(130);
        Assert.That(File.ReadAllLines(Path.Combine(incomplete, "epochs.csv")), Has.Length.InRange(2, 1 + 150), "some of 151");
        Assert.That(RunFolders.Json(incomplete).GetProperty("status").GetString(), Does.StartWith("incomplete: the training was stopped"));
        SimulatorProcess.Here(sweep).Ended(0);
        Assert.That(Path.Combine(run, "epochs.csv"), Does.Exist);
        Assert.That(state, Does.Not.Exist);
        Assert.That(incomplete, Does.Not.Exist, "its tables are part of the finished ones");
    }

    [TestCase("run", "seed-1")]
    [TestCase("sweep", "sweep/seed-1")]
    public void A_training_whose_weights_become_infinite_leaves_the_tables_of_the_epochs_before_and_the_reason(string command, string name)
    {
        string[] seeds = command == "sweep" ? ["--seeds", "1"] : [];
        ProgramResult result = SimulatorProcess.Here([command, Digits, "--set", "epochs=3", "--set", "hidden[0].units=50",
            "--set", "repeat=1", "--set", "rule.learningOfQ.learning.rate=10", "-o", _folder.Path, .. seeds]).Ended(1);
        string run = Path.Combine(_folder.Path, "digits-burstccn", name);
        Assert.That(result.Error, Does.Contain($"the run for {run} is incomplete: seed 1: Q1[").And.Contain($"kept in {run}.incomplete."));
        Assert.That(RunFolders.Json(run + ".incomplete").GetProperty("status").GetString(), Does.StartWith("incomplete: seed 1: Q1["));
        Assert.That(File.ReadAllLines(Path.Combine(run + ".incomplete", "epochs.csv")), Has.Length.InRange(2, 4));
        Assert.That(run, Does.Not.Exist);
        Assert.That(run + ".state", Does.Not.Exist, "it would fail again from there");
    }

    [Test]
    public void Validate_takes_files_of_rate_models()
    {
        Assert.That(SimulatorProcess.Here(["validate", Digits]).Ended(0).Output, Does.Contain("is valid: a rate model"));
        Assert.That(SimulatorProcess.Here(["validate", Digits, "--set", "rule.type=bp"]).Ended(1).Error, Does.Contain("\"bp\""));
    }

    [Test]
    public void The_numbers_of_a_step_are_printed()
    {
        ProgramResult result =
            SimulatorProcess.Here(["run", Digits, "--trace-step", "--set", "hidden[0].units=3", "--set", "batch=2"]).Ended(0);
        using JsonDocument json = JsonDocument.Parse(result.Output);
        Assert.That(json.RootElement.GetProperty("forward").GetProperty("e1").GetArrayLength(), Is.EqualTo(2));
        Assert.That(SimulatorProcess.Here("run", Digits, "--trace-step", "--run", "x", "--cores", "1").Ended(1).Error, Is.EqualTo(
            "error: --trace-step computes only the first learning step, so --run would change nothing; leave it out.\n"));
    }

    [TestCase("rate-regression.json", "model.hidden=[3]", "step 3, teacher and plasticity")]
    [TestCase("coarse-grained-digits.json", "hidden=3", "step 3, teacher and plasticity")]
    public void The_numbers_of_the_first_steps_are_printed_in_continuous_time(string file, string change, string step)
    {
        ProgramResult result =
            SimulatorProcess.Here(["run", Path.Combine(TestFiles.Networks, file), "--trace-step", "--set", change]).Ended(0);
        using JsonDocument json = JsonDocument.Parse(result.Output);
        Assert.That(json.RootElement.GetProperty(step).GetProperty("e1[n]")[0].GetArrayLength(), Is.EqualTo(3));
    }

    [Test]
    public void The_case_whose_step_is_printed_is_named_with_the_others()
    {
        string file = Path.Combine(TestFiles.Networks, "rate-regression-models.json");
        string[] small = ["run", file, "--trace-step", "--set", "model.hidden=[3]"];
        ProgramResult first = SimulatorProcess.Here(small).Ended(0);
        Assert.That(first.Error, Is.EqualTo(
            "The step is that of the case \"burstccn\". --case NAME chooses another: \"burstprop\" and \"journal\".\n"));
        Assert.That(SimulatorProcess.Here([.. small, "--case", "burstprop"]).Ended(0).Error, Is.Empty);
    }

    // Runs a training until some of it is done, however crowded the machine is, and not all: it counts processor time from where there is
    // a folder for its state.
    private static ProgramResult StoppedSoon(string[] arguments, string state) => SimulatorProcess.Apart(arguments, meanwhile: process =>
    {
        while (!Directory.Exists(state) && !process.HasExited) Thread.Sleep(5);
        TimeSpan begun = process.TotalProcessorTime;
        while (!process.HasExited && process.TotalProcessorTime - begun < TimeSpan.FromSeconds(0.4)) Thread.Sleep(5);
        InterruptionTests.Send(process, "TERM");
    });

    private static Dictionary<string, string> Results(string run)
    {
        Dictionary<string, string> results =
            Directory.GetFiles(run, "*.csv").ToDictionary(path => Path.GetFileName(path), File.ReadAllText);
        results.Add("hashes", Hashes(run));
        return results;
    }

    private static string Hashes(string run)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "run.json")));
        return json.RootElement.GetProperty("hashes").ToString();
    }
}
