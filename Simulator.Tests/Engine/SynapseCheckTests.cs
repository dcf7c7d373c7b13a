using Spiking.Engine;
using Spiking.Files;

namespace Spiking.Tests.Engine;

/// <summary>Messages for connectivities and spreads that are impossible.</summary>
public class SynapseCheckTests
{
    private static string[] Problems(string keys, string to)
    {
        string text =
            $$"""
            {
              "name": "n", "duration": "1 s", "neuronModels": { "cell": { "type": "adex" } },
              "populations": { "a": { "size": 10, "neuron": "cell" }, "b": { "size": 20, "neuron": "cell" } },
              "projections": [{ "from": "a", "to": "{{to}}", "receptor": "soma-ampa", "weight": 0.1, {{keys}} }]
            }
            """;
        return Assert.Throws<NetworkFileException>(() => NetworkDescription.File.Parse(text, "n.json"))!.Problems
            .Select(problem => problem.ToString().Split(": ", 2)[1]).ToArray();
    }

    private const string Fixed = "\"autapses\": false, \"multapses\": false";

    [TestCase("\"delay\": \"1 ms\"", "b",
        "projections[0]: one of \"probability\", \"meanInDegree\" and \"connectivity\" is needed; none is given.")]
    [TestCase("\"probability\": 0.1, \"connectivity\": { \"type\": \"all-to-all\" }", "b",
        "projections[0].connectivity: \"probability\" is given too; take away one of the two.")]
    [TestCase("\"connectivity\": { \"type\": \"fixed-in-degree\", \"degree\": 11, " + Fixed + " }", "b",
        "projections[0].connectivity.degree: found 11; from \"a\" to \"b\" there are 10 sources of a neuron, so without "
        + "multapses it can be at most 10.")]
    [TestCase("\"connectivity\": { \"type\": \"fixed-in-degree\", \"degree\": 10, " + Fixed + " }", "a",
        "projections[0].connectivity.degree: found 10; from \"a\" to \"a\" there are 9 sources of a neuron, so without "
        + "multapses it can be at most 9.")]
    [TestCase("\"connectivity\": { \"type\": \"fixed-out-degree\", \"degree\": 21, " + Fixed + " }", "b",
        "projections[0].connectivity.degree: found 21; from \"a\" to \"b\" there are 20 targets of a neuron, so without "
        + "multapses it can be at most 20.")]
    [TestCase("\"connectivity\": { \"type\": \"fixed-total-number\", \"synapses\": 201, " + Fixed + " }", "b",
        "projections[0].connectivity.synapses: found 201; from \"a\" to \"b\" there are 200 pairs of neurons, so without "
        + "multapses it can be at most 200.")]
    [TestCase("\"connectivity\": { \"type\": \"fixed-in-degree\", \"degree\": 1000000000, \"autapses\": true, \"multapses\": true }", "b",
        "projections[0].connectivity.degree: found 1000000000; it must be at least 0 and at most 10000000.")]
    [TestCase("\"connectivity\": { \"type\": \"one-to-one\" }", "b",
        "projections[0].connectivity: \"one-to-one\" from \"a\" to \"b\" connects neurons one to one, but there are 10 neurons on one side "
        + "and 20 neurons on the other.")]
    [TestCase("\"connectivity\": { \"type\": \"one-to-one\" }", "a",
        "projections[0].connectivity: \"one-to-one\" from \"a\" to \"a\" would connect every neuron with itself; connect two populations.")]
    [TestCase("\"connectivity\": { \"type\": \"fixed-in-degree\", \"degree\": 3, \"autapses\": true }", "b",
        "projections[0].connectivity: the key \"multapses\" is missing.")]
    [TestCase("\"probability\": 0.1, \"weightSpread\": { \"distribution\": \"uniform\", \"from\": 2, \"to\": 1 }", "b",
        "projections[0].weightSpread.from: found 2; it must be below to, 1.")]
    [TestCase("\"probability\": 0.1, \"weightSpread\": { \"distribution\": \"normal\", \"deviation\": 1, \"minimum\": 3, \"maximum\": 2 }",
        "b",
        "projections[0].weightSpread.minimum: found 3; it must be below maximum, 2.")]
    [TestCase("\"probability\": 0.1, \"weightSpread\": { \"distribution\": \"normal\", \"deviation\": -1 }", "b",
        "projections[0].weightSpread.deviation: found -1; it must be at least 0 and at most 100.")]
    [TestCase("\"probability\": 0.1, \"delaySpread\": { \"distribution\": \"normal\", \"deviation\": 0.5 }", "b",
        "projections[0].delay: it is \"0 ms\" by default; delays that spread are at least one time step long, \"0.1 ms\".")]
    [TestCase("\"probability\": 0.1, \"delay\": \"0.2 s\", \"delaySpread\": { \"distribution\": \"lognormal\", \"deviation\": 2 }", "b",
        "projections[0].delaySpread: with delay, \"0.2 s\", a synapse could get a delay of \"480.347828 s\", and at most \"1 s\" is "
        + "possible: give a maximum.")]
    [TestCase("\"probability\": 0.1, \"delay\": \"1 ms\", \"delaySpread\": { \"distribution\": \"uniform\", \"from\": 0, \"to\": 2 }, "
        + "\"plasticity\": { \"rule\": \"pair-stdp\", \"potentiation\": 0.2, \"depression\": 0.2 }", "b",
        "projections[0].delaySpread: these synapses learn, and delays that differ between synapses that learn are not available; take away "
        + "either delaySpread or plasticity.")]
    public void What_cannot_be_is_refused_in_a_sentence(string keys, string to, string message) =>
        Assert.That(Problems(keys, to), Is.EqualTo(new[] { message }));

    [Test]
    public void A_delay_of_more_steps_than_are_stored_is_refused() => Assert.That(
        () => NetworkDescription.File.Load(TestFiles.Of("networks", "coba.json"), [
            "timeStep=0.01 ms", "projections[0].delay=0.7 s",
            """projections[0].delaySpread={ "distribution": "uniform", "from": 0.5, "to": 1 }""",
        ]),
        Throws.TypeOf<NetworkFileException>().With.Message.Contains(
            "projections[0].delaySpread: with delay, \"0.7 s\", a synapse could get a delay of \"700 ms\", and at most \"655.35 ms\" is "
            + "possible: take a smaller factor."));
}
