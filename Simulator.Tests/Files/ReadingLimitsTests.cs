using System.Diagnostics;
using System.Globalization;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Inputs;
using Spiking.Quantities;
using Spiking.Tests.Commands;

namespace Spiking.Tests.Files;

/// <summary>
/// Files of unusual size: reading takes time in proportion to their length, and messages stay short. The bounds leave a factor of ten for
/// slow and busy machines; the quadratic methods that these tests found took 5 to 67 s and gigabytes.
/// </summary>
public class ReadingLimitsTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    [Test]
    public void A_number_of_100_000_digits_is_read_at_once_and_shown_shortened()
    {
        string digits = new('1', 100_000);
        Assert.That(Messages(File(duration: $"\"{digits} s\"")), Is.EqualTo(1));
        Assert.That(Messages(File(duration: digits)), Is.EqualTo(1));
        Assert.That(Quantity.TryParse($"0.{digits} s", Dimension.Time, out double value, out _), Is.True);
        Assert.That(value, Is.EqualTo(1.0 / 9));
        Assert.That(Quantity.TryParse($"0.{new string('0', 100_000)}1e100001 s", Dimension.Time, out value, out _), Is.True);
        Assert.That(value, Is.EqualTo(1));
    }

    [Test]
    public void Digits_beyond_the_thousandth_still_decide_between_two_doubles()
    {
        // Exactly between 1 and the next double, and a little more, at the 1100th digit.
        string middle = "1.00000000000000011102230246251565404236316680908203125".PadRight(1100, '0');
        Assert.That(Parsed(middle), Is.EqualTo(1), "the even one of the two");
        Assert.That(Parsed(middle + "1"), Is.EqualTo(Math.BitIncrement(1.0)));
    }

    [Test]
    public void Of_10_000_unknown_keys_50_are_listed_and_the_others_counted()
    {
        string keys = string.Join(",", Enumerable.Range(0, 10_000).Select(i => $"\"key{i}\": 1"));
        NetworkFileException refused = Refused(File(more: $", {keys}"));
        Assert.That(refused.Problems, Has.Count.EqualTo(10_000));
        Assert.That(refused.Message.Split('\n'), Has.Length.EqualTo(51));
        Assert.That(refused.Message, Does.EndWith("... and 9950 more").And.Length.LessThan(50_000));
    }

    [Test]
    public void Twenty_thousand_populations_are_read_and_as_many_wrong_names_are_reported()
    {
        string populations = string.Join(",", Enumerable.Range(0, 20_000).Select(i => $$"""
            "p{{i}}": { "size": 10, "neuron": "lif" }
            """));
        NetworkDescription network = Timed(() => NetworkDescription.File.Parse(File(populations: populations), "file.json"));
        Assert.That(network.Populations, Has.Count.EqualTo(20_000));
        string from = string.Join(",", Enumerable.Range(0, 20_000).Select(i => $"\"q{i}\""));
        NetworkFileException refused = Refused(File(
            populations: populations,
            projections: $$"""{ "from": [{{from}}], "to": "p0", "receptor": "soma-ampa", "probability": 0.1, "weight": 1 }"""));
        Assert.That(refused.Problems, Has.Count.EqualTo(20_000));
        Assert.That(refused.Message, Has.Length.LessThan(100_000).And.Contains("and 19961 others"));
    }

    [Test]
    public void A_current_of_100_000_levels_in_one_line_is_read()
    {
        string steps = string.Join(",", Enumerable.Range(0, 100_000)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $$"""{"from":"{{i}} ms","amplitude":"{{i}} pA"}""")));
        string population = $$"""
            "a": { "size": 1, "neuron": "lif", "currents": [{ "type": "steps", "compartment": "soma", "steps": [{{steps}}] }] }
            """;
        NetworkDescription network = Timed(() => NetworkDescription.File.Parse(File(populations: population), "file.json"));
        StepCurrentDescription current = (StepCurrentDescription)network.Populations["a"].Currents[0];
        Assert.That(current.Steps, Has.Count.EqualTo(100_000));
        foreach (double time in new[] { 0, 0.00099, 0.001, 50.0005, 99.999, 1000 })
            Assert.That(current.At(time), Is.EqualTo(current.Steps.Last(step => step.From <= time).Amplitude), $"{time} s");
    }

    [Test]
    public void Long_names_are_refused_and_shown_shortened()
    {
        string name = new('a', 30_000), other = new('b', 30_000);
        NetworkFileException refused = Refused(File(
            populations: $$"""
            "{{name}}": { "size": 10, "neuron": "lif", "currents": [{}, {}, {}] }
            """,
            projections: $$"""{ "from": "{{other}}", "to": "a", "receptor": "soma-ampa", "probability": 0.1, "weight": 1 }"""));
        Assert.That(refused.Message, Has.Length.LessThan(3000).And.Contains("at most 100"));
    }

    [Test]
    public void Control_characters_of_a_file_do_not_reach_the_terminal()
    {
        NetworkFileException refused = Refused(File(duration: "\"1 s\\u001b[2J\\u202e\"", more: ", \"\\u001b]0;x\\u0007\": 1"));
        Assert.That(refused.Message,
            Does.Not.Contain("\u001b").And.Not.Contain("\u202e").And.Not.Contain("\u0007").And.Contain("\\u001b[2J"));
    }

    [Test]
    [Platform("Linux")]
    public void Files_without_end_are_refused()
    {
        Stopwatch clock = Stopwatch.StartNew();
        Assert.That(() => NetworkDescription.File.Load("/dev/zero"),
            Throws.TypeOf<NetworkFileException>().With.Message.Contain("larger than 256 MB"));
        Assert.That(clock.Elapsed, Is.LessThan(Longest));
    }

    [TestCase("validate")]
    [TestCase("run")]
    [Platform("Linux")]
    public void Commands_refuse_files_without_end(string command) =>
        Assert.That(SimulatorProcess.Here(command, "/dev/zero").Ended(1).Error, Does.Contain("larger than 256 MB"));

    [Test]
    [Platform("Linux")]
    public void A_network_can_come_from_a_pipe_which_is_read_once()
    {
        using TemporaryFolder folder = new();
        string pipe = folder.File("pipe");
        using (Process make = Process.Start("mkfifo", [pipe])) make.WaitForExit();
        Task write = Task.Run(() => System.IO.File.WriteAllText(pipe, File()));
        Assert.That(SimulatorProcess.Here("validate", pipe).Ended(0).Output, Does.Contain("is valid"));
        Assert.That(write.Wait(Longest), Is.True);
    }

    [Test]
    public void An_empty_path_is_answered() =>
        Assert.That(() => NetworkDescription.File.Load(""),
            Throws.TypeOf<NetworkFileException>().With.Message.Contain("found an empty text").And.Message.Not.Contain("Parameter"));

    [TestCase("0.0001", "\"10 ms\"")]
    [TestCase("25", "\"25 ms\"")]
    [TestCase("1e300", "\"10 ms\"")]
    public void A_number_without_unit_is_answered_by_an_example_of_usual_size(string number, string example) =>
        Assert.That(Refused(File(duration: number)).Message, Does.Contain($"for example {example}."));

    private static double Parsed(string number)
    {
        Assert.That(Quantity.TryParse(number + " s", Dimension.Time, out double value, out string? fault), Is.True, fault);
        return value;
    }

    private static string File(
        string duration = "\"1 s\"", string populations = "\"a\": { \"size\": 10, \"neuron\": \"lif\" }",
        string projections = "", string more = "") =>
        $$"""
        {
          "name": "x", "duration": {{duration}}, "timeStep": "0.1 ms", "neuronModels": { "lif": { "type": "conductance-lif", "drive": "20 mV" } },
          "populations": { {{populations}} }, "projections": [ {{projections}} ]{{more}}
        }
        """;

    private static int Messages(string file)
    {
        NetworkFileException refused = Refused(file);
        Assert.That(refused.Message, Has.Length.LessThan(1000));
        return refused.Problems.Count;
    }

    private static NetworkFileException Refused(string file) =>
        Timed(() => Assert.Throws<NetworkFileException>(() => NetworkDescription.File.Parse(file, "file.json"))!);

    private static T Timed<T>(Func<T> read)
    {
        Stopwatch clock = Stopwatch.StartNew();
        T result = read();
        Assert.That(clock.Elapsed, Is.LessThan(Longest));
        return result;
    }
}
