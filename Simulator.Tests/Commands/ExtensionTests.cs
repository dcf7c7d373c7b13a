using System.Globalization;
using System.Text.RegularExpressions;
using Spiking.Tests.Architecture;

namespace Spiking.Tests.Commands;

/// <summary>
/// The project Simulator.Tests/Extension has no access to internals and adds a neuron model, a rule, a synapse, a connectivity, a recorder
/// with a figure, a task and a figure of studies, a file each. Its parts run from JSON and from C#, through the door and through the
/// program.
/// </summary>
public sealed class ExtensionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static string Network => TestFiles.Of("izhikevich.json");

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Own_parts_run_from_a_file_and_from_code_and_give_the_spikes_that_the_program_gives()
    {
        ProgramResult own = SimulatorProcess.Apart([Network, _folder.Path], program: "Extension.dll").Ended(0);
        Match answer = Regex.Match(own.Output,
            @"^file: The rheobase is ([\d.]+) pA\. spikes ([0-9A-F]{16})\ncode: The mean interval is [\d.]+ ms\.\n$");
        Assert.That(answer.Success, own.Output);

        // The threshold of the model with a = 0.02, b = 0.2 is near I = 4 (Izhikevich 2003, Fig. 1): between the third and the fifth level.
        Assert.That(double.Parse(answer.Groups[1].Value, CultureInfo.InvariantCulture), Is.InRange(3, 5));
        string[] files = ["intervals.csv", "measurements.csv", "report.html", "rheobase.csv", "run.json", "figures/intervals.svg",
            "figures/rheobase.svg"];
        foreach (string file in files) Assert.That(Path.Combine(_folder.Path, "from-file", file), Does.Exist);
        Assert.That(Path.Combine(_folder.Path, "from-code", "figures", "intervals.svg"), Does.Exist);

        ProgramResult program =
            SimulatorProcess.Apart(["run", Network, "--load", TestFiles.Of("Extension.dll"), "-o", _folder.File("out")]).Ended(0);
        Assert.That(program.Output, Does.Contain("spikes " + answer.Groups[2].Value).And.Contain("Solved in 1 of 1 realizations."));
        foreach (string file in files) Assert.That(Path.Combine(_folder.File("out"), "izhikevich", "seed-1", file), Does.Exist);
    }

    [Test]
    public void The_checks_of_own_parts_speak_like_those_of_the_program()
    {
        string[] call = ["validate", Network, "--load", TestFiles.Of("Extension.dll")];
        Assert.That(SharedProcess.Call(call).Ended(0).Output, Does.EndWith(
            "is valid: 1 population, 2 projections. The pairs of \"small-world\" are drawn, and checked, when the network is built.\n"));
        string[] wrong = ["neuronModels.regular.resetPotential=40 mV", "task.population=cell", "projections[1].connectivity.reach=10"];
        Assert.That(
            SharedProcess.Call([.. call, .. wrong.SelectMany(change => new[] { "--set", change })]).Ended(1).Error,
            Does.Contain("neuronModels.regular.resetPotential: found \"40 mV\"; it must be below the peak of a spike")
                .And.Contain("found \"cell\", but there is no such population").And.Contain("did you mean \"cells\"?")
                .And.Contain("found 10; from \"cells\" to \"cells\" a neuron has 19 others, so it can be at most 9."));
        const string Less = """projections[1].connectivity={ "type": "faulty-ring", "promised": -5 }""",
            Later = """projections[1].delaySpread={ "distribution": "normal", "deviation": 0.2 }""";
        Assert.That(
            SharedProcess.Call([.. call, "--set", Less, "--set", Later]).Ended(1).Error,
            Does.Contain("projections[1].connectivity: \"faulty-ring\" from \"cells\" to \"cells\" has -5 synapses, says SynapsesOf of "
                + "FaultyRingDescription; a finite number of at least 0 is needed.")
                .And.Contain("projections[1].delaySpread: with short-term plasticity that differs from synapse to synapse all of them see "
                + "a spike at the same time; take away either delaySpread or shortTermPlasticity."));
    }

    [Test]
    public void The_parts_and_the_file_of_the_page_on_synapses_run() =>
        Assert.That(Path.Combine(RunPage("add-a-synapse", "ring"), "spikes.npz"), Does.Exist);

    [Test]
    public void The_model_and_the_file_of_the_page_on_neuron_models_run()
    {
        string run = RunPage("add-a-neuron", "quadratic");

        // With x = V - (E_L + V_c)/2 the equation is dx/dt = k (x^2 + s^2), so the interval is (atan(x_1/s) - atan(x_0/s))/(k s). Steps of
        // 0.1 ms lengthen it by a step at most, and a bin of 1 s may lack a spike.
        const double K = 1 / (15e-3 * 10e-3), Injected = 100e-12 / 100e-12;
        double s = Math.Sqrt(Injected / K - 7.5e-3 * 7.5e-3);
        double interval = (Math.Atan(57.5e-3 / s) - Math.Atan(-7.5e-3 / s)) / (K * s);
        string[][] rows = [.. File.ReadLines(Path.Combine(run, "rates.csv")).Select(line => line.Split(','))];
        double rate = double.Parse(rows[2][Array.FindIndex(rows[0], name => name.StartsWith("spike_rate", StringComparison.Ordinal))],
            CultureInfo.InvariantCulture);
        Assert.That(rate, Is.EqualTo(1 / interval).Within(1.5));
    }

    [Test]
    public void The_rule_and_the_file_of_the_page_on_rules_run_and_weights_wait_for_learning_to_begin()
    {
        double[] learned = MeanWeights(RunPage("add-a-rule", "instar"));

        // A trace of 10 Hz and 20 ms is 0.2 on average. The spikes that make the cell fire have just arrived: theirs is larger.
        Assert.That(learned[0], Is.EqualTo(0.5).Within(1e-6));
        Assert.That(learned[^1], Is.InRange(0.2, 0.35));

        ProgramResult still = SharedProcess.Call(["run", _folder.File("instar.json"), "--load", TestFiles.Of("Extension.dll"),
            "-o", _folder.File("still"), "--set", "learningOnset=null", "--figures", "none"]).Ended(0);
        Assert.That(still.Error, Does.Contain("note: nothing turns plasticity on"));
        Assert.That(MeanWeights(Path.Combine(_folder.File("still"), "instar", "seed-1")), Is.All.EqualTo(0.5).Within(1e-6));
    }

    [Test]
    public void The_recorder_the_task_and_the_file_of_the_page_on_them_run()
    {
        string run = RunPage("add-a-recorder-or-task", "counted");
        int[] counts =
            [.. File.ReadLines(Path.Combine(run, "spike-counts.csv")).Skip(1)
                .Select(row => int.Parse(row.Split(',')[1], CultureInfo.InvariantCulture))];
        Assert.That(counts, Has.Length.EqualTo(20).And.All.GreaterThan(0));
        Assert.That(File.ReadAllText(Path.Combine(run, "report.html")),
            Does.Contain($"Cells of cells spiked {counts.Min()} to {counts.Max()} times."));

        // The rheobase of the cell is given: 200 pA, the fourth level, at which a cell waits longest for its spike.
        bool[] fires =
            [.. File.ReadLines(Path.Combine(run, "rheobase.csv")).Skip(1).Select(row => !row.EndsWith(",0", StringComparison.Ordinal))];
        Assert.That(fires[..3], Is.All.False);
        Assert.That(fires[4..], Has.Length.EqualTo(4).And.All.True);
        Assert.That(Path.Combine(run, "figures", "rheobase.svg"), Does.Exist);
    }

    [Test]
    public void The_figure_and_the_study_of_the_page_on_studies_run()
    {
        string text = File.ReadAllText(Path.Combine(SourceFiles.Root, "docs", "add-a-study-figure.md"));
        string study = Regex.Match(text, "(?<=```jsonc\n).*?(?=```)", RegexOptions.Singleline).Value;
        File.WriteAllText(_folder.File("rates.json"), study.Replace("\"spiking/", $"\"{SourceFiles.Root.Replace('\\', '/')}/"));
        string[] call = ["run", _folder.File("rates.json"), "-o", _folder.File("out"), "--load", TestFiles.Of("Extension.dll")];
        ProgramResult run = SimulatorProcess.Apart(call).Ended(0);
        string summary = Path.Combine(_folder.File("out"), "learning-rates", "summary");
        string[][] rows = [.. File.ReadLines(Path.Combine(summary, "margins.csv")).Select(line => line.Split(','))];
        Assert.That(rows.Select(row => $"{row[0]} {row[1]}"), Is.EqualTo(new[] { "case seed", "fast 1", "fast 2", "slow 1", "slow 2" }));
        double[] margins = [.. rows.Skip(1).Select(row => double.Parse(row[2], CultureInfo.InvariantCulture))];
        string means = string.Create(CultureInfo.InvariantCulture,
            $"Mean margins (Hz): fast {margins[..2].Average():F2}, slow {margins[2..].Average():F2}.");
        Assert.That(File.ReadAllText(Path.Combine(summary, "report.html")), Does.Contain(means));
        Assert.That(Path.Combine(summary, "figures", "margins.svg"), Does.Exist);
        Assert.That(run.Output, Does.Contain("mean margin (Hz)"));

        string[] none = ["--set", "task=null", "--set", "duration=1 s", "--set", "projections[0].plasticity.baselineBurstProbability=0.2"];
        Assert.That(SimulatorProcess.Apart(["validate", .. call[1..2], .. call[4..], .. none]).Ended(1).Error,
            Does.Contain("but the case cannot be compared: its network has no task, whose margin is compared."));
    }

    [Test]
    public void A_task_without_a_margin_leaves_a_gap_in_the_comparison_of_margins()
    {
        string network = Network.Replace('\\', '/');
        File.WriteAllText(_folder.File("gap.json"),
            $$"""{ "name": "gap", "realizations": 1, "figure": "margins", "cases": { "cells": { "network": "{{network}}" } } }""");
        SimulatorProcess.Apart(
            ["run", _folder.File("gap.json"), "-o", _folder.File("out"), "--load", TestFiles.Of("Extension.dll")]).Ended(0);
        string summary = Path.Combine(_folder.File("out"), "gap", "summary");
        Assert.That(File.ReadAllText(Path.Combine(summary, "report.html")), Does.Contain("Mean margins (Hz): cells none."));
        Assert.That(Path.Combine(summary, "figures", "margins.svg"), Does.Exist);
    }

    /// <summary>Runs the file that a page shows, with the parts that it shows. Returns the folder of the run.</summary>
    private string RunPage(string page, string name)
    {
        string text = File.ReadAllText(Path.Combine(SourceFiles.Root, "docs", page + ".md"));
        Assert.That(text, Does.Contain($"Save this as `{name}.json`"));
        File.WriteAllText(_folder.File(name + ".json"), Regex.Match(text, "(?<=```jsonc\n).*?(?=```)", RegexOptions.Singleline).Value);
        ProgramResult run = SharedProcess.Call(
            ["run", _folder.File(name + ".json"), "--load", TestFiles.Of("Extension.dll"), "-o", _folder.File("out")]).Ended(0);
        Assert.That(run.Output, Does.Not.Contain("warning"));
        Assert.That(run.Error, Does.Not.Contain("note"));
        return Path.Combine(_folder.File("out"), name, "seed-1");
    }

    private static double[] MeanWeights(string run) => [.. File.ReadLines(Path.Combine(run, "weights.csv")).Skip(1)
        .Select(row => double.Parse(row.Split(',')[2], CultureInfo.InvariantCulture))];

    [Test]
    public void A_current_that_is_no_number_is_named_with_its_place_and_time()
    {
        const string Current =
            """populations.*.currents=[{ "type": "faulty-current", "compartment": "soma", "amplitude": "1 pA", "end": "50 ms" }]""";
        Assert.That(
            SharedProcess.Call(
                ["run", Network, "--load", TestFiles.Of("Extension.dll"), "-o", _folder.File("no-number"), "--set", Current,
                    "--set", "task=null", "--set", "duration=0.2 s"]).Ended(1).Error,
            Does.Contain("populations.cells.currents[0] (\"faulty-current\"): At of FaultyCurrentDescription gives NaN at the time "
                + "0.0501 s. A current must be a number from -1 to 1 A."));
    }

    [Test]
    public void A_part_that_fails_is_named_and_what_was_computed_is_kept()
    {
        ProgramResult result = SharedProcess.Call(
            ["run", Network, "--load", TestFiles.Of("Extension.dll"), "-o", _folder.File("fails"), "--set",
                """recorders=[{ "type": "faulty", "time": "0.1 s" }]"""]).Ended(1);
        string incomplete = Path.Combine(_folder.File("fails"), "izhikevich", "seed-1.incomplete");
        Assert.That(result.Error,
            Does.Match(@"recorders\[0\]: AfterSteps of FaultyRecorder failed in Look of FaultyRecorder \(Extension\.dll, FaultyRecorder\.cs line \d+\): .*"
                + @"\(IndexOutOfRangeException\)\.")
                .And.Contain(incomplete + ". When the part is mended, 'resume ")
                .And.Contain(TestFiles.Of("Extension.dll") + "' continues from the last snapshot."));
        Assert.That(File.ReadAllText(Path.Combine(incomplete, "incomplete.txt")), Does.Contain("FaultyRecorder"));
        Assert.That(RunFolders.Json(incomplete).GetProperty("loaded")[0].GetString(), Does.StartWith("Extension, "));
    }

    [Test]
    public void A_connectivity_that_fails_is_named_with_its_line_and_a_wrong_number_of_synapses_is_noted()
    {
        string[] call =
            ["run", Network, "--load", TestFiles.Of("Extension.dll"), "-o", _folder.File("ring"), "--set", "recorders=null", "--set"];
        Assert.That(
            SharedProcess.Call([.. call, """projections[1].connectivity={ "type": "faulty-ring", "failsAt": 3 }"""]).Ended(1).Error,
            Does.Match(@"projections\[1\]\.connectivity \(""faulty-ring""\): Pairs of FaultyRingDescription \(Extension\.dll, FaultyRing\.cs line 3\d\) failed: .*\(ArgumentOutOfRange"));
        ProgramResult run =
            SharedProcess.Call([.. call, """projections[1].connectivity={ "type": "faulty-ring", "promised": 300 }"""]).Ended(0);
        const string Note = "projections[1].connectivity (\"faulty-ring\"): cells -> cells soma-delta has 20 synapses, but SynapsesOf of "
            + "FaultyRingDescription says 300, from which memory is estimated.";
        Assert.That(run.Error, Does.Contain("note: " + Note));
        Assert.That(run.Output.ReplaceLineEndings(" "), Does.Contain("warning: " + Note[..100]));
    }

    [Test]
    public void A_figure_that_fails_is_named_and_those_after_it_are_drawn()
    {
        ProgramResult result = SharedProcess.Call(
            ["run", Network, "--load", TestFiles.Of("Extension.dll"), "-o", _folder.Path, "--set",
                """recorders=[{ "type": "faulty" }, { "type": "intervals", "population": "cells" }]"""]).Ended(1);
        Assert.That(result.Error, Does.Contain("The figure first could not be written").And.Contain("FaultyRecorder"));
        string figures = Path.Combine(_folder.Path, "izhikevich", "seed-1.incomplete", "figures");
        Assert.That(
            Directory.GetFiles(figures, "*.svg").Select(Path.GetFileNameWithoutExtension),
            Does.Contain("second").And.Contain("intervals").And.Contain("rheobase").And.Not.Contain("first"));
    }

    [Test]
    public void Without_the_option_the_names_are_unknown_and_what_is_no_assembly_is_refused()
    {
        Assert.That(SimulatorProcess.Here(["validate", Network]).Ended(1).Error,
            Does.Contain("found \"izhikevich\"; it must be").And.Contain("Kinds of another assembly need --load, in C# Kinds.AddFrom."));
        Assert.That(SimulatorProcess.Here(["validate", Network, "--load", Network]).Ended(1).Error,
            Does.Contain("this file is no .NET assembly"));
        Assert.That(SimulatorProcess.Here(["validate", Network, "--load", TestFiles.Of("Simulator.dll")]).Ended(1).Error,
            Does.Contain("Simulator.dll: this is the program itself; load the .dll of your project."));
        Assert.That(SimulatorProcess.Here(["validate", Network, "--load", "none.dll"]).Ended(1).Error,
            Does.Contain("there is no such file"));

        // In a process of its own, because an assembly that was loaded stays in the list that run.json has.
        Assert.That(SimulatorProcess.Apart(["validate", Network, "--load", TestFiles.Of("NUnit3.TestAdapter.dll")]).Ended(1).Error,
            Does.Contain("nothing that a file could name"));
        Assert.That(SimulatorProcess.Here(["--help"]).Ended(0).Output, Does.Contain("load only what you trust"));
    }
}
