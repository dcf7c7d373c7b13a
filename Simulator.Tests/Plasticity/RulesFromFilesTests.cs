using System.Text.Json;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Plasticity;

namespace Spiking.Tests.Plasticity;

/// <summary>Every rule of plasticity that a file can choose, from the file to the weights.</summary>
public sealed class RulesFromFilesTests
{
    private static readonly Documentation s_documentation = Documentation.Load();

    // Receptors whose synapses have weights.
    private static readonly Receptor[] s_weighted = [Receptor.SomaAmpa, Receptor.SomaGaba, Receptor.DendriteAmpa, Receptor.DendriteGaba];

    private static IEnumerable<string> Rules() => Kinds.Of(typeof(PlasticityDescription)).Keys.Order();

    [TestCaseSource(nameof(Rules))]
    public void A_rule_changes_weights_and_the_number_of_threads_does_not_matter(string rule)
    {
        (ulong spikes, ulong weights, float least, float most) = Run(rule, threads: 1);
        Assert.That(Run(rule, threads: 2), Is.EqualTo((spikes, weights, least, most)));
        Assert.That(most, Is.GreaterThan(least), "the weights are no longer all alike");
        Assert.That(least, Is.InRange(0, 1));
        Assert.That(most, Is.InRange(0, 1));
    }

    private static (ulong Spikes, ulong Weights, float Least, float Most) Run(string rule, int threads)
    {
        // The example in the documentation of the rule, at the first receptor that fits.
        string example = s_documentation.ExampleOf(Kinds.Of(typeof(PlasticityDescription))[rule].Type)!;
        Receptor at = s_weighted.First(Kinds.Read<PlasticityDescription>(example).Receptors.Contains);
        string receptor = JsonNamingPolicy.KebabCaseLower.ConvertName(at.ToString());
        NetworkDescription description = NetworkDescription.File.Parse(
            $$"""
            {
              "name": "rule", "duration": "0.5 s", "learningOnset": "0 s",
              "neuronModels": { "source": { "type": "poisson-source", "rate": "20 Hz" }, "cell": { "type": "active-pyramidal" } },
              "populations": {
                "source": { "size": 60, "neuron": "source" },
                "first": { "size": 400, "neuron": "cell", "currents": [{ "type": "constant", "compartment": "soma", "amplitude": "700 pA" }] },
                "second": { "size": 400, "neuron": "cell", "currents": [{ "type": "constant", "compartment": "soma", "amplitude": "600 pA" }] }
              },
              "projections": [{
                "from": "source", "to": ["first", "second"], "receptor": "{{receptor}}", "probability": 0.5, "weight": 0.2,
                "plasticity": {{example}}
              }]
            }
            """,
            "rule.json");
        Network network = NetworkBuilder.Build(description);
        using Crew? crew = Crew.For(network, threads);
        Assert.That(crew?.Threads ?? 1, Is.EqualTo(threads));
        new Simulation(network, [], 0.5).Advance(network.Steps(0.5));
        float[] weights = [.. network.Learners.SelectMany(learner => learner.Weights.ToArray())];
        return (network.SpikesHash, network.WeightsHash, weights.Min(), weights.Max());
    }
}
