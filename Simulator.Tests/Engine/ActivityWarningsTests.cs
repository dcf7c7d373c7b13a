using System.Text.Json;
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

    // 1 uA brings the cell from its reset to the threshold within a step. A spike every 9 steps of 0.1 ms are 1,111 Hz, every 12 are
    // 833 Hz; a warning is due from 1,000 Hz on.
    [TestCase("0.8 ms", 1)]
    [TestCase("1.1 ms", 0)]
    public void Rates_that_no_cell_has_are_named(string refractory, int warnings) =>
        Assert.That(ActivityWarnings.Of(Run("1 uA", refractory)), Has.Count.EqualTo(warnings));

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

    [Test]
    public void A_source_whose_file_has_other_times_is_named()
    {
        using TemporaryFolder folder = new();

        // Milliseconds under the name of seconds.
        string rates = folder.File("rates.csv");
        File.WriteAllText(rates, "time_s,rate_hz\n0,0\n100,50\n");
        Network network = NetworkBuilder.Build(NetworkDescription.File.Parse(
            $$"""
            {
              "name": "warnings", "duration": "0.2 s",
              "neuronModels": { "source": { "type": "inhomogeneous-poisson", "file": {{JsonSerializer.Serialize(rates)}} } },
              "populations": { "in": { "size": 50, "neuron": "source" } }
            }
            """,
            "warnings.json"));
        network.Advance(network.Steps(0.2));
        Assert.That(ActivityWarnings.Of(network), Is.EqualTo(new[]
        {
            "population \"in\" gave no spike in 0.2 s: its file says nothing else for these times. Are they in the unit of its column?",
        }));
    }

    [Test]
    public void Plasticity_that_nothing_turns_on_is_noted()
    {
        static IReadOnlyList<string> Notes(string onset) => NetworkBuilder.Build(NetworkDescription.File.Load(
            Path.Combine(TestFiles.Networks, "examples", "stdp-pair.json"), [$"learningOnset={onset}"])).Notes;
        Assert.That(Notes("0 s"), Is.Empty);
        Assert.That(Notes("null").Single(), Does.StartWith(
            "nothing turns plasticity on (the network has neither a learningOnset nor a task), so the weights of "));
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
