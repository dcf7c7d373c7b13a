using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Plasticity;
using Spiking.Snapshots;
using Spiking.Synapses;
using Spiking.Tests.Neurons;

namespace Spiking.Tests.Synapses;

/// <summary>Short-term plasticity and connectivity of a kind that the program does not have.</summary>
public class OwnSynapsesTests
{
    private const string TsodyksMarkram = "\"utilization\": 0.5, \"recoveryTime\": \"20 ms\", \"facilitationTime\": \"1 s\"";

    // Efficacies 1, 1/2, 1/4 of the first, second and third spike, and powers of two as weights: all exact. When the third comes, weights
    // have not changed for so long that synapses that can learn deliver copies of them.
    [Test]
    public void One_efficacy_holds_for_all_synapses_of_a_neuron_unless_the_kind_says_otherwise(
        [Values] bool differs, [Values] bool canLearn, [Values] bool isBySource)
    {
        int[][] spikes = [[3, 5, 1203], [5, 9, 1205]];
        ScriptedPopulation source = ScriptedPopulation.Of(0, spikes), target = ScriptedPopulation.Silent("t", 3);
        Connectivity all = Connectivity.Random(RandomKey.Of(1, RandomPurpose.Connectivity), 2, 3, 1, excludeSelf: false);
        HalvingDescription kind = new() { Differs = differs };
        ProjectionSettings settings = new() { Name = "p", Receptor = Receptor.SomaAmpa, Transmits = SpikeFilter.Spikes, Weight = 0.5 };
        AlignedArray<float> factors = new(6);
        ((float[])[1, 2, 4, 8, 16, 32]).CopyTo(factors.Span);
        ShortTermSynapses synapses = kind.Create(source, all);
        Projection projection = canLearn ? Learning()
            : differs ? new SynapseWiseProjection(settings, source, target, all, factors, synapses)
            : new SpreadProjection(settings, source, target, all, factors, synapses);
        float[] expected = new float[3];
        for (int step = 0; step < 1210; step++)
        {
            source.Advance(step);
            projection.Deliver(step);
            for (int neuron = 0; neuron < 2; neuron++)
            {
                int earlier = Array.IndexOf(spikes[neuron], step);
                if (earlier < 0) continue;
                // Where synapses differ, only those onto even targets transmit.
                for (int i = 0; i < 3; i++)
                    if (!differs || i % 2 == 0) expected[i] += 0.5f * factors.Span[3 * neuron + i] / (1 << earlier);
            }

            Assert.That(target.Conductance(Receptor.SomaAmpa).Span.ToArray(), Is.EqualTo(expected), $"step {step}");
        }

        WeightedProjection Learning()
        {
            WeightedProjection learning = new(settings, source, target, all, synapses, differs, isBySource);
            for (int k = 0; k < 6; k++) learning.Weights.Span[learning.Slots.Span[k]] *= factors.Span[k];
            return learning;
        }
    }

    [Test]
    public void Their_state_is_saved_and_restored_with_the_network([Values] bool differs, [Values] bool learns)
    {
        using TemporaryFolder folder = new();
        Network whole = Build(differs, learns), first = Build(differs, learns), second = Build(differs, learns);
        whole.Advance(whole.Steps(0.6));
        first.Advance(first.Steps(0.3));
        first.Save(folder.File("state"));
        second.Restore(folder.File("state"));
        second.Advance(second.Steps(0.3));
        Assert.That(second.SpikesHash, Is.EqualTo(whole.SpikesHash));
        Assert.That(second.StepsTaken, Is.EqualTo(whole.StepsTaken));

        // Synapses that began anew would transmit the whole weight again.
        Network fresh = Build(differs, learns);
        fresh.Advance(fresh.Steps(0.3));
        Assert.That(Conductances(second), Is.Not.EqualTo(Conductances(fresh)));
        Assert.That(Conductances(second), Is.EqualTo(Conductances(whole)));
    }

    [Test]
    public void Without_a_type_short_term_plasticity_is_that_of_Tsodyks_and_Markram()
    {
        ShortTermPlasticityDescription expected =
            new TsodyksMarkramDescription { Utilization = 0.5, RecoveryTime = 20e-3, FacilitationTime = 1 };
        Assert.That(Read($"{{ {TsodyksMarkram} }}"), Is.EqualTo(expected));
        Assert.That(Read($"{{ \"type\": \"tsodyks-markram\", {TsodyksMarkram} }}"), Is.EqualTo(expected));
        string[] changes = ["utilization=0.5", "recoveryTime=20 ms", "facilitationTime=1 s"];
        Assert.That(
            Read("null", [.. changes.Select(change => "projections[0].shortTermPlasticity." + change)]), Is.EqualTo(expected));
        Assert.That(() => Read($"{{ \"type\": \"tsodyks\", {TsodyksMarkram} }}"),
            Throws.TypeOf<NetworkFileException>().With.Message.Contains("found \"tsodyks\"; it must be \"tsodyks-markram\""));
    }

    private static ShortTermPlasticityDescription Read(string value, params string[] changes) =>
        NetworkDescription.File.Parse(
            $$"""
            {
              "name": "n", "duration": "1 s", "neuronModels": { "cell": { "type": "adex" } },
              "populations": { "a": { "size": 10, "neuron": "cell" } },
              "projections": [
                { "from": "a", "to": "a", "receptor": "soma-ampa", "weight": 0.1, "probability": 0.1, "shortTermPlasticity": {{value}} }
              ]
            }
            """,
            "n.json", changes).Projections[0].ShortTermPlasticity!;

    private static float[] Conductances(Network network) =>
        network.Population("target").Conductance(Receptor.SomaAmpa).Span.ToArray();

    private static Network Build(bool differs, bool learns) => NetworkBuilder.Build(DescriptionCheck.Note(new NetworkDescription
    {
        Name = "own",
        Duration = 1,
        LearningOnset = learns ? 0 : null,
        NeuronModels = new Dictionary<string, NeuronModelDescription>
        {
            ["source"] = new RegularSourceModelDescription { Rate = 20 },
            ["cell"] = new AdExModelDescription(),
        },
        Populations = new Dictionary<string, PopulationDescription>
        {
            ["source"] = new() { Size = 40, Neuron = "source" },
            ["target"] = new() { Size = 10, Neuron = "cell" },
        },
        Projections =
        [
            new()
            {
                From = ["source"], To = ["target"], Receptor = Receptor.SomaAmpa, Weight = 0.05, Probability = 0.5,
                ShortTermPlasticity = new HalvingDescription { Differs = differs },
                Plasticity = learns ? new PairStdpDescription { Potentiation = 0.1, Depression = 0.1 } : null,
            },
        ],
    }));

    /// <summary>Every spike halves what the next one transmits.</summary>
    [VariantName("halving")]
    private sealed record HalvingDescription : ShortTermPlasticityDescription
    {
        public bool Differs { get; init; }

        public override bool DiffersBySynapse => Differs;

        public override ShortTermSynapses Create(Population source, Connectivity? connectivity) => new Synapses(source.Size, connectivity!);

        private sealed class Synapses(int sources, Connectivity connectivity) : ShortTermSynapses
        {
            private readonly double[] _next = [.. Enumerable.Repeat(1.0, sources)];

            public override void Transmit(int source, int step, Span<double> efficacies)
            {
                if (efficacies.Length == 1) efficacies[0] = _next[source];
                else
                    for (int k = 0; k < efficacies.Length; k++)
                        if (connectivity.TargetOf.Span[connectivity.Row(source) + k] % 2 == 0) efficacies[k] = _next[source];
                _next[source] /= 2;
            }

            protected override void VisitState(StateVisitor visitor) => visitor.Array("next", _next.AsSpan());
        }
    }
}
