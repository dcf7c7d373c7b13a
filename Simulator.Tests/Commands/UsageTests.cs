namespace Spiking.Tests.Commands;

/// <summary>Exit codes and messages of wrong calls: 2 for wrong usage, 1 for everything else that goes wrong.</summary>
public class UsageTests
{
    private static readonly string Xor = Path.Combine(TestFiles.Networks, "xor-burstprop.json");

    private static readonly string[][] WrongCalls =
    [
        ["frobnicate"],
        ["run"],
        ["run", Xor, "--frobnicate"],
        ["run", Xor, "--realizations", "0"],
        ["run", Xor, "--realizations", "many"],
        ["run", Xor, "--realizations", "99999999999"],
        ["run", Xor, "--threads", "99999999999"],
        ["run", Xor, "--cores", "-1"],
        ["run", Xor, "--seed", "-3"],
        ["run", Xor, "--seed", "1.5"],
        ["run", Xor, "--run", "a/b"],
        ["run", Xor, "--run", ".."],
        ["run", Xor, "--run", "first\nsecond"],
        ["run", Xor, "--run", "first.incomplete-2"],
        ["validate"],
        ["validate", Xor, Xor],
    ];

    private static readonly string[][] WrongFiles =
    [
        ["validate", "nothing/there.json"],
        ["run", "nothing/there.json"],
        ["describe", "nothing/there.json"],
        ["validate", TestFiles.Networks],
        ["run", TestFiles.Networks],
        ["validate", Xor, "--set", "task.epochs=-1"],
        ["validate", Xor, "--set", "task.epoch=1"],
        ["run", Xor, "--set", "timeStep=0"],
        ["describe", Xor, "--set", "populations.input1.neuron=nobody"],
        ["run", Xor, "--set", "no equals sign"],
    ];

    [TestCaseSource(nameof(WrongCalls))]
    public void Wrong_usage_ends_with_2_and_a_hint(params string[] arguments)
    {
        ProgramResult result = SimulatorProcess.Here(arguments).Ended(2);
        Assert.That(result.Output, Is.Empty);
        Assert.That(result.Error, Does.StartWith("error: ").And.Contain("--help"));
    }

    [TestCaseSource(nameof(WrongFiles))]
    public void Wrong_files_end_with_1_and_say_what_is_wrong(params string[] arguments)
    {
        ProgramResult result = SimulatorProcess.Here(arguments).Ended(1);
        Assert.That(result.Output, Is.Empty);
        Assert.That(result.Error, Does.Contain("nothing was run"));
    }

    [Test]
    public void One_schema_is_printed_at_a_time() => Assert.That(SimulatorProcess.Here("schema", "--papers", "--studies").Ended(1).Error,
        Is.EqualTo("error: one schema is printed at a time; found --studies and --papers.\n"));

    [TestCase("network", "network")]
    [TestCase("protocols", "network")]
    [TestCase("cases", "study")]
    public void The_record_of_a_run_is_called_so(string key, string kind)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("run.json"), $$"""{ "version": "1.0", "runTime_s": 2.5, "{{key}}": {} }""");
        Assert.That(SimulatorProcess.Here("validate", folder.File("run.json")).Ended(1).Error, Does.Contain(
            $"{key}: this is the record of a run, not a {kind} file; what was run is in it under the key \"{key}\".\n1 problem;"));
    }

    [TestCase("--help", "run")]
    [TestCase("run --help", "--realizations")]
    [TestCase("--version", ".")]
    public void Help_and_version_go_to_standard_output(string arguments, string contained)
    {
        ProgramResult result = SimulatorProcess.Here(arguments.Split(' ')).Ended(0);
        Assert.That(result.Output, Does.Contain(contained));
        Assert.That(result.Error, Is.Empty);
    }

    [Test]
    public void Validate_and_describe_run_nothing()
    {
        Assert.That(SimulatorProcess.Here("validate", Xor).Ended(0).Output, Does.Contain("is valid").And.Contain("5 populations"));
        ProgramResult described = SimulatorProcess.Here("describe", Xor).Ended(0);
        Assert.That(described.Output, Does.Contain("hidden1").And.Contain("2,500 neurons").And.Contain("16070 s"));
        Assert.That(described.Error, Is.Empty);
    }

    [TestCase("propagation.json", "soma sine: 200 pA at 2 Hz")]
    [TestCase("learning-rule.json", " pA from ")]
    [TestCase("dendritic-transfer.json", " levels of ")]
    public void Describe_gives_the_values_of_currents(string file, string shown) =>
        Assert.That(SimulatorProcess.Here("describe", Path.Combine(TestFiles.Networks, file)).Ended(0).Output, Does.Contain(shown));

    [Test]
    public void The_exit_code_of_the_process_is_that_of_the_entry_point() => SimulatorProcess.Apart(["frobnicate"]).Ended(2);
}
