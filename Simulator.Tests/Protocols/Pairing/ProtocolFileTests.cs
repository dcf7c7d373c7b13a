using Spiking.Files;
using Spiking.Protocols;

namespace Spiking.Tests.Protocols.Pairing;

public sealed class ProtocolFileTests
{
    [TestCase("pairing-periodic")]
    [TestCase("pairing-poisson")]
    [TestCase("pairing-burst-poisson")]
    [TestCase("pairing-sjostrom")]
    public void Every_protocol_file_loads_and_reads_back_as_written(string name)
    {
        ProtocolDescription protocol = ProtocolDescription.File.Load(PathOf(name));
        string written = DescriptionWriter.Write(protocol).ToJsonString();
        Assert.That(protocol.Name, Is.EqualTo(name));
        Assert.That(DescriptionWriter.Write(ProtocolDescription.File.Parse(written, "written")).ToJsonString(), Is.EqualTo(written));
    }

    [TestCase("pairing-poisson", "trains.rates=[\"-5 Hz\"]", "trains.rates[0]: found \"-5 Hz\"; it must be above \"0 Hz\".")]
    [TestCase("pairing-poisson", "trains.rates=[]", "the list is empty; at least one entry is needed.")]
    [TestCase("pairing-poisson", "trains.rates=[\"10 Hz\", \"600 Hz\"]", "trains.rates[1]: found \"600 Hz\"; with refractoryPeriod \"2 "
        + "ms\" a cell cannot fire so fast: the refractory period must be below the mean interval, the rate below \"500 Hz\".")]
    [TestCase("pairing-poisson", "trains.rates=[\"10 Hz\", \"10 Hz\"]",
        "trains.rates[1]: found \"10 Hz\"; the value is given twice in this list; once is enough.")]
    [TestCase("pairing-poisson", "plasticity.presynapticTraceTime=0ms", "found \"0ms\"; it must be above \"0 ms\".")]
    [TestCase("pairing-poisson", "plasticity.tauPre=20ms",
        "there is no \"tauPre\" in plasticity; there are \"learningRate\", \"presynapticTraceTime\" and \"averagingTime\".")]
    [TestCase("pairing-poisson", "curves[0].initialEventRate=null", "curves[0].initialEventRate: the key \"initialEventRate\" is missing: "
        + "these trains have no event rate that the average could start from; give one, for example \"5 Hz\".")]
    [TestCase("pairing-poisson",
        "curves=[{\"rule\":\"burstccn\",\"baselineBurstProbability\":0.3},{\"rule\":\"burstccn\",\"baselineBurstProbability\":0.30}]",
        "curves[1]: the same curve is given twice in this list; once is enough.")]
    [TestCase("pairing-poisson", "curves[0].rule=burstprob",
        "found \"burstprob\"; it must be \"bcm\", \"burstccn\", \"burstprop\" or \"pair-stdp\"; did you mean \"burstprop\"?")]
    [TestCase("pairing-poisson", "realizations=0", "realizations: found 0; it must be at least 1 and at most 1000000.")]
    [TestCase("pairing-poisson", "realizations=1000001", "realizations: found 1000001; it must be at least 1 and at most 1000000.")]
    [TestCase("pairing-poisson", "realizations=99999999999", "realizations: found 99999999999; it must be at least 1 and at most 1000000.")]
    [TestCase("pairing-periodic", "realizations=3",
        "found 3, but nothing is random in these trains: every realization would be the same; leave it out.")]
    [TestCase("pairing-periodic", "trains.lag=-20ms", "found \"-20ms\", which puts the first post-synaptic spike before the epoch begins; "
        + "it must be at least \"-10 ms\", or the onset later.")]
    [TestCase("pairing-periodic", "trains.frequencies=[\"0 Hz\"]", "found \"0 Hz\"; it must be above \"0 Hz\".")]
    [TestCase("pairing-periodic", "curves[4]={\"rule\": \"bcm\", \"learningRate\": 1, \"threshold\": \"5 Hz\"}",
        "the rule \"bcm\" is one of rates and needs trains whose rates do not change: \"poisson\" or \"burst-poisson\".")]
    [TestCase("pairing-burst-poisson", "trains.eventRate=50 Hz",
        "found \"20 ms\"; it must be below the mean interval of the events, \"20 ms\" at eventRate \"50 Hz\".")]
    [TestCase("pairing-burst-poisson", "trains.longestBurstInterval=20 ms",
        "found \"20 ms\"; it must be at most burstInterval, \"16 ms\": a second spike that comes later is an event of its own.")]
    [TestCase("pairing-burst-poisson", "trains.burstProbabilities=[1.5]", "found 1.5; it must be at least 0 and at most 1.")]
    [TestCase("pairing-sjostrom", "trains.jitter=-1 ms", "found \"-1 ms\"; it must be at least \"0 ms\".")]
    public void What_makes_no_sense_is_refused(string file, string change, string message)
    {
        var exception = Assert.Throws<NetworkFileException>(() => ProtocolDescription.File.Load(PathOf(file), [change]));
        Assert.That(exception.Message, Does.EndWith(message));
    }

    [TestCase("burstInterval=0.5 ms", "burstInterval: found \"0.5 ms\", which is shorter than the time step \"1 ms\": the spikes of a "
        + "burst could not be told apart; take a smaller timeStep or a longer interval.")]
    [TestCase("plasticity.presynapticTraceTime=0.2 ms", "found \"0.2 ms\", which is shorter than the time step \"1 ms\": one step of "
        + "forward Euler would overshoot the equilibrium, and the result mean nothing; take a smaller timeStep or a longer time constant.")]
    public void The_stepped_integration_needs_steps_that_resolve_what_happens(string change, string message)
    {
        Assert.That(() => ProtocolDescription.File.Load(PathOf("pairing-poisson"), [change]), Throws.Nothing);
        var exception = Assert.Throws<NetworkFileException>(
            () => ProtocolDescription.File.Load(PathOf("pairing-poisson"), ["integration=stepped", change]));
        Assert.That(exception.Message, Does.EndWith(message));
    }

    [Test]
    public void All_mistakes_are_reported_at_once_with_their_places()
    {
        const string Text = """
            {
              "protocol": "pairing", "name": "a",
              "trains": { "type": "poisson", "rates": ["1 Hz", "5 mV"] },
              "plasticity": { "learningRate": -1 },
              "curves": [{ "rule": "burstccn", "baselineBurstProbability": 2 }]
            }
            """;
        var exception = Assert.Throws<NetworkFileException>(() => ProtocolDescription.File.Parse(Text, "p.json"));
        Assert.That(exception.Problems.Select(problem => (problem.Line, problem.Path)), Is.EqualTo(new (int?, string)[]
        {
            (3, "trains.rates[1]"), (4, "plasticity.learningRate"), (5, "curves[0].baselineBurstProbability"),
        }));
    }

    private static string PathOf(string name) => Path.Combine(TestFiles.Networks, name + ".json");
}
