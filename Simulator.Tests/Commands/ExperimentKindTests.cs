namespace Spiking.Tests.Commands;

/// <summary>run, validate and describe take the files of all kinds of experiments.</summary>
public sealed class ExperimentKindTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static string Pairing => Path.Combine(TestFiles.Networks, "pairing-burst-poisson.json");

    private static string Regression => Path.Combine(TestFiles.Networks, "rate-regression.json");

    private static string Study => Path.Combine(TestFiles.Networks, "studies", "burstccn-fig2.json");

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_protocol_is_run_by_run_as_by_protocol()
    {
        string[] results = [.. new[] { "run", "protocol" }.Select(command =>
        {
            SimulatorProcess.Here(command, Pairing, "-o", _folder.File(command), "--realizations", "2", "--figures", "none").Ended(0);
            return File.ReadAllText(Path.Combine(_folder.File(command), "pairing-burst-poisson", "seed-1", "curves.csv"));
        })];
        Assert.That(results[0], Is.EqualTo(results[1]));
    }

    [Test]
    public void A_study_is_run_by_run_with_the_path_of_its_file()
    {
        string network = Path.Combine(TestFiles.Networks, "examples", "pattern-task.json").Replace("\\", "\\\\", StringComparison.Ordinal);
        string study = _folder.File("mine.json"), output = _folder.File("out");
        File.WriteAllText(study, $$"""
            { "name": "mine", "realizations": 1, "cases": { "short": { "network": "{{network}}", "set": ["task.epochs=0", "task.burnIn=0.1 s", "task.exampleDuration=0.2 s",
              "task.testDiscard=50 ms", "task.decisionWindow=0.1 s", "task.calibration.baseline.patternDuration=0.2 s", "task.calibration.baseline.discard=50 ms", "task.calibration.cancellation.patternDuration=0.2 s",
              "task.calibration.cancellation.discard=50 ms"] } } }
            """);
        ProgramResult validated = SimulatorProcess.Here("validate", study).Ended(0);
        Assert.That(validated.Output, Does.EndWith("is valid: a study of 1 case.\n"));
        SimulatorProcess.Here("run", study, "-o", output, "--figures", "none").Ended(0);
        Assert.That(Directory.GetDirectories(Path.Combine(output, "mine")).Select(Path.GetFileName).Order(),
            Is.EqualTo(new[] { "short", "summary" }));
    }

    [TestCase("pairing-burst-poisson.json", "a protocol of the kind \"pairing\".")]
    [TestCase("rate-regression-models.json", "a rate model with")]
    [TestCase("studies/burstccn-fig2.json", "a study of 4 cases.")]
    [TestCase("coba.json", "2 populations, 2 projections.")]
    public void Every_kind_is_validated_and_described(string file, string answer)
    {
        string path = Path.Combine([TestFiles.Networks, .. file.Split('/')]);
        Assert.That(SimulatorProcess.Here("validate", path).Ended(0).Output, Does.StartWith($"{path} is valid: {answer}"));
        Assert.That(SimulatorProcess.Here("describe", path).Ended(0).Output, Does.StartWith(Path.GetFileNameWithoutExtension(file) + ": "));
    }

    [Test]
    public void A_mistake_is_reported_for_every_kind()
    {
        Assert.That(SimulatorProcess.Here("validate", Pairing, "--set", "timeStep=4").Ended(1).Error, Does.Contain("timeStep: found 4"));
        Assert.That(SimulatorProcess.Here("describe", Regression, "--set", "seed=-1").Ended(1).Error, Does.Contain("seed: found -1"));
        Assert.That(SimulatorProcess.Here("validate", Study, "--set", "task.epochs=-1").Ended(1).Error,
            Does.Contain("task.epochs: found -1").And.Contain("(cases \"burstccn-single-phase\""));
    }

    [Test]
    public void An_option_of_another_kind_is_refused_with_the_kinds_that_have_it()
    {
        string output = _folder.File("refused");
        Assert.That(
            SimulatorProcess.Here([.. SimulatorProcess.TinyXor, "-o", output, "--scan", "a=1,2"]).Ended(1).Error,
            Does.Contain("--scan is for protocol files").And.Contain("is a network file; leave it out."));
        Assert.That(SimulatorProcess.Here("run", Pairing, "--trace-step", "-o", output).Ended(1).Error,
            Does.Contain("--trace-step is for rate model files"));
        Assert.That(Directory.Exists(output), Is.False);
    }
}
