using System.Text.Json;
using System.Text.Json.Nodes;
using Spiking.Files;
using Spiking.Networks;
using Spiking.Protocols;

namespace Spiking.Tests.Protocols.TargetRate;

public sealed class TargetRateFileTests
{
    private static readonly string s_path = Path.Combine(TestFiles.Networks, "burstccn-target-rate.json");

    [Test]
    public void The_file_spells_out_every_constant_and_each_is_the_default()
    {
        JsonObject file = JsonNode.Parse(File.ReadAllText(s_path), null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!.AsObject();
        JsonObject written = DescriptionWriter.Write(ProtocolFile.Load(s_path));
        ProtocolDescription sparse = ProtocolFile.Parse("""{ "protocol": "target-rate", "name": "sparse" }""", "sparse.json");
        JsonObject defaults = DescriptionWriter.Write(sparse);
        file.Remove("$schema");
        Assert.That(Paths(file), Is.EquivalentTo(Paths(written)), "every key stands in the file; eventCurrent is absent, which means -p_b Y");
        foreach (string own in new[] { "name", "description", "teacher" })
        {
            written.Remove(own);
            defaults.Remove(own);
        }

        Assert.That(defaults.ToJsonString(), Is.EqualTo(written.ToJsonString()));
    }

    [TestCase("timeStep=0 ms", "found \"0 ms\"; it must be above \"0 ms\" and at most \"10 ms\".")]
    [TestCase("duration=100.0005 s", "duration: found \"100.0005 s\", which is not a multiple of the time step \"1 ms\" of at least one.")]
    [TestCase("teacher[0].from=20.0005 s", "found \"20.0005 s\", which is not a multiple of the time step \"1 ms\".")]
    [TestCase("samplingInterval=0.2 ms", "which is not a multiple of the time step \"1 ms\" of at least one.")]
    [TestCase("samplingInterval=6 s", "found \"6 s\"; it must be at most phaseWindow, \"5 s\".")]
    [TestCase("phaseWindow=200 s", "found \"200 s\"; it must be at most duration, \"100 s\".")]
    [TestCase("neurons=0", "found 0; it must be at least 1 and at most 1000000.")]
    [TestCase("burstClock=float", "found \"float\"; it must be \"steps\" or \"accumulated\".")]
    [TestCase("rateAveragingTime=0.5 ms", "one step of forward Euler would overshoot the equilibrium, and the result mean nothing; take a smaller timeStep or a longer time constant.")]
    [TestCase("neuron.somaTimeConstant=0.5 ms", "found \"0.5 ms\", which is shorter than the time step \"1 ms\": one step of forward Euler would overshoot the equilibrium, and the result mean nothing; take a smaller timeStep or a longer time constant.")]
    [TestCase("neuron.somaTimeConstant=16 mV", "found \"16 mV\", which is a potential; a time is needed, for example \"16 ms\".")]
    [TestCase("neuron.resetPotential=-40 mV", "found \"-40 mV\"; it must be below threshold, \"-50 mV\".")]
    [TestCase("neuron.backpropagationDuration=0.2 ms", "found \"0.2 ms\"; with backpropagationDelay, \"0.5 ms\", no time step after a spike would see the back-propagating action potential.")]
    [TestCase("neuron.threshhold=-40 mV", "there is no \"threshhold\" in neuron; did you mean \"threshold\"?")]
    [TestCase("noise.soma.rate=1 kHz", "noise.soma.rate: found \"1 kHz\"; at most one pulse can come in a time step of \"1 ms\": the rate must be below \"1 kHz\".")]
    [TestCase("noise.dendrite.current=null", "noise.dendrite: the key \"current\" is missing.")]
    [TestCase("input.initialWeight=2", "found 2; it must be at most maximumWeight, 1.5.")]
    [TestCase("feedback.delay=0.5 ms", "found \"0.5 ms\", which is not a multiple of the time step \"1 ms\" of at least one.")]
    [TestCase("feedforward.delay=0 ms", "found \"0 ms\"; it must be above \"0 ms\".")]
    [TestCase("teacher[1].from=30 s", "teacher[1].from: found \"30 s\", before the end of the teacher that stands before it, \"40 s\": teachers come in order of time and one at a time.")]
    [TestCase("teacher[0].until=10 s", "teacher[0].until: found \"10 s\"; it must be later than from, \"20 s\".")]
    [TestCase("teacher[1].until=101 s", "teacher[1].until: found \"101 s\", after the end of the experiment, \"100 s\".")]
    [TestCase("teacher[0].targetRate=10 pA", "found \"10 pA\", which is a current; a frequency is needed, for example \"10 Hz\".")]
    [TestCase("protocol=target-rat", "found \"target-rat\"; it must be \"pairing\" or \"target-rate\"; did you mean \"target-rate\"?")]
    [TestCase("realizations=0", "found 0; it must be at least 1 and at most 1000000.")]
    [TestCase("seed=9223372036854775807", null)]
    public void What_makes_no_sense_is_refused(string change, string? message)
    {
        if (message is null)
        {
            Assert.That(() => ProtocolFile.Load(s_path, [change]), Throws.Nothing);
            return;
        }

        var exception = Assert.Throws<NetworkFileException>(() => ProtocolFile.Load(s_path, [change]));
        Assert.That(exception.Problems, Has.Count.EqualTo(1), exception.Message);
        Assert.That(exception.Message, Does.EndWith(message));
    }

    [Test]
    public void Seeds_must_not_run_out()
    {
        var exception = Assert.Throws<NetworkFileException>(() => ProtocolFile.Load(s_path, ["seed=9223372036854775807", "realizations=2"]));
        Assert.That(exception.Message, Does.EndWith("but there are no 2 consecutive seeds from there: the last is 9223372036854775807."));
    }

    [Test]
    public void Files_of_the_other_kind_are_told_where_they_belong()
    {
        var network = Assert.Throws<NetworkFileException>(() => NetworkFile.Load(s_path));
        Assert.That(network.Problems, Has.Count.EqualTo(1));
        Assert.That(network.Message, Does.EndWith("this is a protocol file, not a network file; run it with the command protocol: protocol FILE."));
        var protocol = Assert.Throws<NetworkFileException>(() => ProtocolFile.Load(Path.Combine(TestFiles.Networks, "xor-burstprop.json")));
        Assert.That(protocol.Problems, Has.Count.EqualTo(1));
        Assert.That(protocol.Message, Does.EndWith("this is a network file, not a protocol file; run it with the command run: run FILE."));
    }

    [Test]
    public void Any_value_replaced_by_another_is_read_or_refused_with_messages()
    {
        string text = DescriptionWriter.Write(ProtocolFile.Load(s_path)).ToJsonString();
        string[] values = ["null", "true", "-1", "0", "1e300", "\"\"", "\"x\"", "\"0 s\"", "\"5 mV\"", "\"1e9 s\"", "[]", "{}", "[null]", "[{}]"];
        int refused = 0;
        foreach (string path in Paths(JsonNode.Parse(text)!))
        {
            foreach (string value in values)
            {
                try
                {
                    ProtocolFile.Parse(text, "damaged.json", [$"{path}={value}"]);
                }
                catch (NetworkFileException exception)
                {
                    Assert.That(exception.Problems, Is.Not.Empty);
                    refused++;
                }
            }
        }

        Assert.That(refused, Is.GreaterThan(100));
    }

    private static IEnumerable<string> Paths(JsonNode node) => node switch
    {
        JsonObject map => map.Where(entry => entry.Value is not null).SelectMany(entry => Paths(entry.Value!).Prepend(entry.Value!.GetPath()["$.".Length..])),
        JsonArray list => list.OfType<JsonNode>().SelectMany(entry => Paths(entry).Prepend(entry.GetPath()["$.".Length..])),
        _ => [],
    };
}
