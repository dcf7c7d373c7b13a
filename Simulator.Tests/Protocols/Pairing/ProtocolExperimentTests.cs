using Spiking.Files;
using Spiking.Plotting;
using Spiking.Protocols.Pairing;

namespace Spiking.Tests.Protocols.Pairing;

public sealed class ProtocolExperimentTests
{
    private static string PathOf(string name) => Path.Combine(TestFiles.Networks, name + ".json");

    // Potentiation and depression are both proportional to the trace of independent trains, whose mean is proportional to tau_pre.
    [Test]
    public void A_scan_replaces_that_of_the_file_and_takes_every_value()
    {
        ProtocolExperiment experiment = ProtocolExperiment.Run(
            PathOf("pairing-burst-poisson"), ["realizations=20"], ProtocolScan.Parse("plasticity.learningRate=0.1, 0.2"));
        Assert.That(experiment.Results.Select(result => result.ScanValue), Is.EqualTo(new[] { "0.1", "0.2" }));
        Assert.That(experiment.Results.Select(result => ((BurstPoissonTrainsDescription)result.Protocol.Trains).EventRate),
            Is.All.EqualTo(5));
        CurvePoint once = experiment.Results[0].Curves[0].Points[^1], twice = experiment.Results[1].Curves[0].Points[^1];
        Assert.That(twice.Mean, Is.EqualTo(2 * once.Mean).Within(1e-12));
    }

    [Test]
    public void The_scan_of_the_file_is_the_default() =>
        Assert.That(
            ProtocolScan.Load(PathOf("pairing-burst-poisson"), [], null)
                .Select(variant => ((BurstPoissonTrainsDescription)variant.Protocol.Trains).EventRate),
            Is.EqualTo(new double[] { 5, 10 }));

    [Test]
    public void A_faulty_value_of_a_scan_that_was_typed_is_refused_at_the_scan()
    {
        var exception = Assert.Throws<NetworkFileException>(() =>
            ProtocolScan.Load(PathOf("pairing-poisson"), [], ProtocolScan.Parse("plasticity.presynapticTraceTime=20ms,0ms")));
        Assert.That(exception.Message, Is.EqualTo("--scan: plasticity.presynapticTraceTime: found \"0ms\"; it must be above \"0 ms\"."));
    }

    [TestCase("plasticity.presynapticTraceTime", "\"20 ms\", \"-5 ms\", \"3\"",
        "p.json:2:74: plasticity.presynapticTraceTime: found \"-5 ms\"; it must be above \"0 ms\".",
        "p.json:2:83: plasticity.presynapticTraceTime: found 3 without a unit; a time is needed, for example \"3 ms\".")]
    [TestCase("plasticity.presynapticTraceTim", "\"20 ms\", \"5 ms\"",
        "p.json:2:19: there is no \"presynapticTraceTim\" in plasticity; did you mean \"presynapticTraceTime\"?")]
    [TestCase("plasticity.presynapticTraceTime", "\"20 ms\", \"0.02 s\"",
        "p.json:2:74: scan.values[1]: found \"0.02 s\", which is the same value as \"20 ms\" in this list; once is enough.")]
    public void Mistakes_in_the_scan_of_a_file_stand_where_the_file_has_them(string path, string values, params string[] sentences)
    {
        using TemporaryFolder folder = new();
        string text = File.ReadAllText(PathOf("pairing-poisson"));
        File.WriteAllText(folder.File("p.json"),
            $"{{\n\"scan\": {{ \"path\": \"{path}\", \"values\": [{values}] }},"
                + text[(text.IndexOf('{', StringComparison.Ordinal) + 1)..]);
        NetworkFileException exception = Assert.Throws<NetworkFileException>(() => ProtocolScan.Load(folder.File("p.json"), [], null))!;
        Assert.That(exception.Problems.Select(problem => problem.ToString()[(folder.Path.Length + 1)..]), Is.EqualTo(sentences));
    }

    [TestCase(null, "plasticity.presynapticTraceTime=20ms", "--set 'scan.values=[...]'")]
    [TestCase("plasticity.averagingTime=1 s,2 s", " plasticity.averagingTime =3 s", "--scan sets plasticity.averagingTime in every run")]
    public void A_change_to_what_is_scanned_is_refused(string? scan, string change, string sentence)
    {
        NetworkFileException exception = Assert.Throws<NetworkFileException>(() =>
            ProtocolScan.Load(PathOf("pairing-sjostrom"), [change], scan is null ? null : ProtocolScan.Parse(scan)))!;
        Assert.That(exception.Problems.Single().ToString(),
            Does.StartWith($"--set {change.Split('=')[0].Trim()}: it would change nothing").And.Contain(sentence));
    }

    [TestCase("plasticity.learningRate")]
    [TestCase("=1")]
    [TestCase("a=1,,2")]
    [TestCase("a=20 ms,0.02 s")]
    public void A_scan_has_a_path_and_values(string text) => Assert.Throws<FormatException>(() => ProtocolScan.Parse(text));

    [Test]
    public void Results_are_written_with_a_figure_its_numbers_and_a_page()
    {
        string folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, "protocol-" + Guid.NewGuid().ToString("N"));
        try
        {
            ProtocolFiles.Write(ProtocolExperiment.Run(PathOf("pairing-sjostrom"), ["realizations=3"]), TimeSpan.Zero, folder,
                [FigureFormat.Svg]);
            string[] rows = File.ReadAllLines(Path.Combine(folder, "curves.csv"));
            Assert.That(rows, Has.Length.EqualTo(1 + 2 * 6 * 8));
            Assert.That(rows[0], Is.EqualTo("scan_value,curve,condition_hz,mean,standard_error,standard_deviation,n,theory"));
            Assert.That(
                Directory.EnumerateFiles(Path.Combine(folder, "figures")).Select(Path.GetFileName),
                Is.EquivalentTo(new[] { "weight-change.svg", "weight-change.json", "weight-change-a.csv", "weight-change-b.csv",
                    "weight-change-c.csv" }));
            Assert.That(File.ReadAllText(Path.Combine(folder, "report.html")), Does.Contain("plasticity.presynapticTraceTime = 200 ms"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
