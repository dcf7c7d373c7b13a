using Spiking.Engine;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Synapses;
using Spiking.Tests.Neurons;

namespace Spiking.Tests.Synapses;

/// <summary>Synapses with weights and delays of their own.</summary>
public class DelayedProjectionTests
{
    private const int Sources = 30, Targets = 40, Steps = 150, Longest = 20;

    // Weights that are sums of few powers of two add exactly, so that the order of additions does not matter.
    [TestCase(true)]
    [TestCase(false)]
    public void Every_spike_arrives_at_every_synapse_after_its_own_delay_with_its_own_weight(bool weights)
    {
        static bool Spikes(int step, int neuron) => (step * 11 + neuron * 7) % 23 == 0;
        ScriptedPopulation source = new(new PopulationSettings { Name = "s", Size = Sources, RememberedSteps = Longest }, Spikes);
        ScriptedPopulation target = ScriptedPopulation.Silent("t", Targets);
        FixedInDegreeDescription kind = new() { Degree = 12, Autapses = true, Multapses = true };
        Connectivity connectivity = kind.Create(RandomKey.Of(1, RandomPurpose.Connectivity), new PairSize(Sources, Targets, false));
        AlignedArray<ushort> delays = new(connectivity.Count);
        AlignedArray<float> factors = new(connectivity.Count);
        for (int k = 0; k < connectivity.Count; k++)
            (delays.Span[k], factors.Span[k]) = ((ushort)(3 + k * 5 % (Longest - 2)), 0.125f * (1 + k % 7));
        float[,] expected = new float[Steps + Longest, Targets];
        for (int step = 0; step < Steps; step++)
        {
            for (int neuron = 0; neuron < Sources; neuron++)
            {
                if (!Spikes(step, neuron)) continue;
                for (int k = connectivity.Row(neuron); k < connectivity.Row(neuron + 1); k++)
                    expected[step + delays.Span[k], connectivity.TargetOf.Span[k]] += 0.5f * (weights ? factors.Span[k] : 1);
            }
        }

        DelayedProjection projection =
            DelayedProjection.Create(Settings(0.5), source, target, connectivity, delays, weights ? factors : null);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((projection.Settings.DelaySteps, projection.LongestDelaySteps), Is.EqualTo((3, Longest)));
            Assert.That(projection.DelaysOfConnectivity().Order(), Is.EqualTo(delays.Span.ToArray().Order()));
            Assert.That(projection.WeightsOfConnectivity().Sum(),
                Is.EqualTo(weights ? factors.Span.ToArray().Sum() / 2 : connectivity.Count / 2f));
        }

        for (int step = 0; step < Steps; step++)
        {
            source.Advance(step);
            projection.Deliver(step);
            Span<float> conductances = target.Conductance(Receptor.SomaAmpa).Span;
            Assert.That(conductances.ToArray(), Is.EqualTo(Enumerable.Range(0, Targets).Select(i => expected[step, i])), $"step {step}");
            conductances.Clear();
        }
    }

    // More neurons than 16 bits tell apart; more portions in a step than are noted at a time; and so many synapses that threads share the
    // sorting.
    [TestCase(70_000)]
    [TestCase(300)]
    public void Many_spikes_at_once_reach_the_targets_of_large_and_small_populations(int targets)
    {
        const int ManySources = 400, Degree = 300;
        ScriptedPopulation source = new(new PopulationSettings { Name = "s", Size = ManySources, RememberedSteps = Longest },
            (step, neuron) => step < 3 || neuron == step);
        ScriptedPopulation target = ScriptedPopulation.Silent("t", targets);
        FixedOutDegreeDescription kind = new() { Degree = Degree, Autapses = true, Multapses = true };
        Connectivity connectivity = kind.Create(RandomKey.Of(1, RandomPurpose.Connectivity), new PairSize(ManySources, targets, false));
        AlignedArray<ushort> delays = new(connectivity.Count);
        AlignedArray<float> factors = new(connectivity.Count);
        for (int k = 0; k < connectivity.Count; k++)
            (delays.Span[k], factors.Span[k]) = ((ushort)(1 + k * 5 % Longest), 0.125f * (1 + k % 7));
        float[] all = factors.Span.ToArray();
        DelayedProjection projection = DelayedProjection.Create(Settings(0.5), source, target, connectivity, delays, factors);
        Assert.That(projection.StoredSynapses, Is.EqualTo(connectivity.Count));
        for (int step = 0; step < 30; step++)
        {
            source.Advance(step);
            projection.Deliver(step);
            float[] expected = new float[targets];
            for (int neuron = 0; neuron < ManySources; neuron++)
            {
                for (int k = connectivity.Row(neuron); k < connectivity.Row(neuron + 1); k++)
                {
                    int sent = step - delays.Span[k];
                    if (sent >= 0 && (sent < 3 || sent == neuron)) expected[connectivity.TargetOf.Span[k]] += 0.5f * all[k];
                }
            }

            // Sums of multiples of 1/16 below 2^20: exact in every order.
            Span<float> conductances = target.Conductance(Receptor.SomaAmpa).Span;
            Assert.That(conductances.SequenceEqual(expected), $"step {step}");
            conductances.Clear();
        }
    }

    [Test]
    public void No_delay_is_longer_than_spikes_are_remembered()
    {
        // Five times 96.1 ms is 480.5 steps, which the engine rounds to 480; a synapse of the largest factor would round to 481. With a
        // deviation of 10 more than a third of the synapses have that factor.
        Network network = NetworkBuilder.Build(NetworkDescription.File.Parse(
            """
            {
              "name": "long", "duration": "1 s", "timeStep": "1 ms",
              "neuronModels": { "source": { "type": "poisson-source", "rate": "10 Hz" }, "cell": { "type": "delta-lif" } },
              "populations": { "in": { "size": 20, "neuron": "source" }, "out": { "size": 20, "neuron": "cell" } },
              "projections": [
                {
                  "from": "in", "to": "out", "receptor": "soma-delta", "probability": 1, "amplitude": "1 mV", "delay": "96.1 ms",
                  "delaySpread": { "distribution": "normal", "deviation": 10, "maximum": 5 }
                }
              ]
            }
            """, "long.json"));
        ushort[] delays = network.Projections.Single().DelaysOfConnectivity();
        Assert.That(delays, Has.Length.EqualTo(400).And.All.LessThanOrEqualTo(480));
        Assert.That(delays.Count(delay => delay == 480), Is.GreaterThan(50));
    }

    [Test]
    public void The_connectivity_that_is_asked_for_has_the_synapses_sorted_by_delay_and_the_hash_of_snapshots()
    {
        Network network = NetworkBuilder.Build(NetworkDescription.File.Load(
            TestFiles.Of("networks", "coba.json"), ["""projections[*].delaySpread={ "distribution": "normal", "deviation": 0.5 }"""]));
        Assert.That(network.Projections, Is.Not.Empty.And.All.InstanceOf<DelayedProjection>());
        foreach (DelayedProjection projection in network.Projections.OfType<DelayedProjection>())
        {
            Connectivity connectivity = projection.Connectivity;
            ushort[] delays = projection.DelaysOfConnectivity();
            for (int source = 0; source < connectivity.Sources; source++)
                Assert.That(delays[connectivity.Row(source)..connectivity.Row(source + 1)], Is.Ordered);
            Assert.That(connectivity.Count, Is.EqualTo(projection.StoredSynapses));
            Assert.That(projection.HashOfPairs, Is.EqualTo(connectivity.Hash));
        }
    }

    [Test]
    public void A_projection_without_synapses_delivers_nothing()
    {
        ScriptedPopulation source = ScriptedPopulation.Of(1, [0]), target = ScriptedPopulation.Silent("t", 2);
        Connectivity none = Connectivity.Random(RandomKey.Of(1, RandomPurpose.Connectivity), 1, 2, 0, false);
        DelayedProjection projection = DelayedProjection.Create(Settings(1), source, target, none, new AlignedArray<ushort>(0), null);
        source.Advance(0);
        projection.Deliver(0);
        Assert.That(target.Conductance(Receptor.SomaAmpa).Span.ToArray(), Is.All.Zero);
    }

    [Test]
    public void Values_that_do_not_fit_the_connectivity_are_refused()
    {
        ScriptedPopulation source = ScriptedPopulation.Of(1, [0]), target = ScriptedPopulation.Silent("t", 2);
        Connectivity two = Connectivity.Random(RandomKey.Of(1, RandomPurpose.Connectivity), 1, 2, 1, false);
        Assert.That(() => DelayedProjection.Create(Settings(1), source, target, two, new AlignedArray<ushort>(3), null),
            Throws.ArgumentException);
        Assert.That(() => new SpreadProjection(Settings(1), source, target, two, new AlignedArray<float>(1)), Throws.ArgumentException);
    }

    private const string NoSpread = """{ "distribution": "normal", "deviation": 0 }""";

    // Without any deviation all synapses are alike, and what is computed is the same, bit for bit, on another path.
    [TestCase("coba", "projections[*].weightSpread=" + NoSpread)]
    [TestCase("coba", "projections[*].delaySpread=" + NoSpread)]
    [TestCase("coba", "projections[*].weightSpread=" + NoSpread, "projections[*].delaySpread=" + NoSpread)]
    public void Spreads_without_deviation_are_no_spreads(string file, params string[] spreads) =>
        Assert.That(Hash(1, file, spreads), Is.EqualTo(Hash(1, file)));

    [Test]
    public void The_number_of_threads_does_not_matter()
    {
        string[] spreads =
        [
            """projections[*].weightSpread={ "distribution": "normal", "deviation": 0.3 }""",
            """projections[*].delaySpread={ "distribution": "normal", "deviation": 0.5 }""",
        ];
        Assert.That(Hash(2, "coba", spreads), Is.EqualTo(Hash(1, "coba", spreads)));
        Assert.That(Hash(1, "coba", spreads), Is.Not.EqualTo(Hash(1, "coba")));
    }

    [Test]
    public void Short_term_plasticity_scales_weights_that_spread()
    {
        ScriptedPopulation source = ScriptedPopulation.Of(0, [0, 100]), target = ScriptedPopulation.Silent("t", 2);
        Connectivity two = Connectivity.Random(RandomKey.Of(1, RandomPurpose.Connectivity), 1, 2, 1, false);
        AlignedArray<float> factors = new(2);
        (factors.Span[0], factors.Span[1]) = (1, 3);
        TsodyksMarkramParameters depressing = new(0.5, 0.5, 50e-3, 100e-3, 0.5);
        TsodyksMarkramSynapses alone = new(depressing, 1, 1e-4);
        SpreadProjection projection = new(Settings(0.25, 0), source, target, two, factors, new TsodyksMarkramSynapses(depressing, 1, 1e-4));
        for (int step = 0; step <= 100; step++)
        {
            source.Advance(step);
            projection.Deliver(step);
            if (step is not (0 or 100)) continue;
            float expected = (float)(0.25 * alone.Transmit(0, step));
            Span<float> conductances = target.Conductance(Receptor.SomaAmpa).Span;
            Assert.That(conductances.ToArray(), Is.EqualTo(new[] { expected, 3 * expected }), $"step {step}");
            conductances.Clear();
        }
    }

    // Every synapse by itself: it sees the spikes of its neuron when they arrive there.
    [Test]
    public void Short_term_plasticity_finds_at_every_synapse_the_efficacies_of_its_own_arrivals()
    {
        static bool Spikes(int step, int neuron) => (step * 11 + neuron * 7) % 23 == 0 || (step + neuron) % 17 == 3;
        ScriptedPopulation source = new(new PopulationSettings { Name = "s", Size = Sources, RememberedSteps = Longest }, Spikes);
        ScriptedPopulation target = ScriptedPopulation.Silent("t", Targets);
        Connectivity connectivity = new FixedInDegreeDescription { Degree = 12, Autapses = true, Multapses = true }
            .Create(RandomKey.Of(1, RandomPurpose.Connectivity), new PairSize(Sources, Targets, false));
        TsodyksMarkramParameters both = new(0.3, 0.2, 5e-3, 8e-3, 0.3);
        AlignedArray<ushort> delays = new(connectivity.Count);
        double[,] expected = new double[Steps + Longest, Targets];
        for (int neuron = 0; neuron < Sources; neuron++)
        {
            for (int k = connectivity.Row(neuron); k < connectivity.Row(neuron + 1); k++)
            {
                int delay = delays.Span[k] = (ushort)(3 + k * 5 % (Longest - 2));
                TsodyksMarkramSynapses alone = new(both, 1, 1e-4);
                for (int step = 0; step < Steps; step++)
                {
                    if (Spikes(step, neuron))
                        expected[step + delay, connectivity.TargetOf.Span[k]] += 0.5 * alone.Transmit(0, step + delay);
                }
            }
        }

        DelayedProjection projection = DelayedProjection.Create(
            Settings(0.5), source, target, connectivity, delays, null, new TsodyksMarkramSynapses(both, Sources, 1e-4));
        for (int step = 0; step < Steps; step++)
        {
            source.Advance(step);
            projection.Deliver(step);
            Span<float> conductances = target.Conductance(Receptor.SomaAmpa).Span;

            // Some ten additions in float32.
            for (int i = 0; i < Targets; i++) Assert.That(conductances[i], Is.EqualTo(expected[step, i]).Within(2e-6), $"step {step}");
            conductances.Clear();
        }
    }

    private const string Depression =
        """projections[*].shortTermPlasticity={ "utilization": 0.4, "recoveryTime": "0.1 s", "facilitationTime": "50 ms" }""";

    private const string Delays = """projections[*].delaySpread={ "distribution": "normal", "deviation": 0.5 }""";

    [Test]
    public void Short_term_plasticity_is_the_same_with_and_without_a_spread_of_delays_and_for_any_number_of_threads()
    {
        Assert.That(Hash(1, "coba", Depression, "projections[*].delaySpread=" + NoSpread), Is.EqualTo(Hash(1, "coba", Depression)));
        Assert.That(Hash(2, "coba", Depression, Delays), Is.EqualTo(Hash(1, "coba", Depression, Delays)));
        Assert.That(Hash(1, "coba", Depression, Delays), Is.Not.EqualTo(Hash(1, "coba", Delays)));
    }

    // Nothing in this network depends on time but what is under way.
    [Test]
    public void A_new_experiment_goes_on_with_the_spikes_and_efficacies_that_are_under_way()
    {
        using TemporaryFolder folder = new();
        NetworkDescription description = NetworkDescription.File.Load(
            TestFiles.Of("networks", "coba.json"), ["recorders=null", "projections[*].delay=2 ms", Depression, Delays]);
        Network first = NetworkBuilder.Build(description), second = NetworkBuilder.Build(description);
        first.Advance(1003);
        first.Save(folder.File("state"));
        second.TakeOver(folder.File("state"));
        first.Advance(200);
        second.Advance(200);
        Assert.That(second.StepsTaken, Is.EqualTo(200));
        float[] Potentials(Network network, int population) => network.Populations[population].State[0].Values.Span.ToArray();
        for (int i = 0; i < 2; i++) Assert.That(Potentials(second, i), Is.EqualTo(Potentials(first, i)));
    }

    private static (ulong Spikes, long Count) Hash(int threads, string file, params string[] changes)
    {
        Network network =
            NetworkBuilder.Build(NetworkDescription.File.Load(TestFiles.Of("networks", file + ".json"), ["recorders=null", .. changes]));
        using Crew? crew = Crew.For(network, threads);
        network.Crew = crew;
        network.Advance(1500);
        Assert.That(network.Populations.Sum(p => p.SpikeCount), Is.GreaterThan(1000));
        return (network.SpikesHash, network.Populations.Sum(p => p.SpikeCount));
    }

    private static ProjectionSettings Settings(double weight, int delay = 3) =>
        new() { Name = "p", Receptor = Receptor.SomaAmpa, Transmits = SpikeFilter.Spikes, Weight = weight, DelaySteps = delay };
}
