using Spiking.Engine;

namespace Spiking.Tests.Engine;

public class ActivityWarningsTests
{
    [Test]
    public void A_population_that_fires_nearly_every_step_is_named()
    {
        // 1 uA into a cell whose rheobase is below 1 nA, without a refractory period.
        Network network = Run("1 uA", "0 ms");
        Assert.That(ActivityWarnings.Of(network), Has.Count.EqualTo(1));
        Assert.That(ActivityWarnings.Of(network)[0], Does.StartWith("population \"a\" fired in "));
    }

    [Test]
    public void A_silent_population_with_inputs_is_named()
    {
        Network network = Run("1 fA");
        Assert.That(ActivityWarnings.Of(network),
            Is.EqualTo(new[] { "population \"a\" was silent for all 0.1 s although it has inputs." }));
    }

    [Test]
    public void A_population_without_inputs_or_at_an_ordinary_rate_is_not()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ActivityWarnings.Of(Run(null)), Is.Empty);
            Assert.That(ActivityWarnings.Of(Run("500 pA")), Is.Empty);
        }
    }

    private static Network Run(string? current, string refractory = "2 ms")
    {
        string currents = current is null ? "" : $$"""{ "type": "constant", "compartment": "soma", "amplitude": "{{current}}" }""";
        Network network = NetworkBuilder.Build(NetworkDescription.File.Parse(
            $$"""
            {
              "name": "warnings", "duration": "0.1 s",
              "neuronModels": { "cell": { "type": "delta-lif", "refractoryPeriod": "{{refractory}}" } },
              "populations": { "a": { "size": 5, "neuron": "cell", "currents": [ {{currents}} ] } }
            }
            """,
            "warnings.json"));
        network.Advance(network.Steps(0.1));
        return network;
    }
}
