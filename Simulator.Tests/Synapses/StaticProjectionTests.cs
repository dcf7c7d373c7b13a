using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Synapses;
using Spiking.Tests.Neurons;

namespace Spiking.Tests.Synapses;

/// <summary>Delivery: which spikes reach which conductances, and when they act on the membrane.</summary>
public class StaticProjectionTests
{
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(8)]
    public void A_spike_of_step_k_acts_on_the_membrane_d_steps_and_one_later(int delay)
    {
        const int SpikeStep = 20;
        ScriptedPopulation source = ScriptedPopulation.Of(delay, [SpikeStep]);
        Population target = Interneurons(), control = Interneurons();
        StaticProjection projection = Connect(source, target, weight: 0.1, delay: delay);
        for (int step = 0; step < 60; step++)
        {
            source.Advance(step);
            target.Advance(step);
            control.Advance(step);
            projection.Deliver(step);
            bool conductance = step >= SpikeStep + delay, membrane = step >= SpikeStep + delay + 1;
            Assert.That(target.Conductance(Receptor.SomaAmpa).Span[0] > 0, Is.EqualTo(conductance), $"conductance after step {step}");
            Assert.That(
                target.Variable("potential").Span[0] > control.Variable("potential").Span[0],
                Is.EqualTo(membrane),
                $"potential after step {step}");
        }
    }

    [TestCase(SpikeFilter.Spikes, new[] { 5, 15, 25, 400 })]
    [TestCase(SpikeFilter.Events, new[] { 5, 400 })]
    [TestCase(SpikeFilter.Bursts, new[] { 15 })]
    public void Only_the_transmitted_spikes_arrive_each_with_its_weight(SpikeFilter filter, int[] arrivals)
    {
        ScriptedPopulation source = ScriptedPopulation.Of(3, [5, 15, 25, 400]), target = ScriptedPopulation.Silent("t", 3);
        StaticProjection projection = Connect(source, target, 0.25, delay: 3, filter);
        List<int> found = [];
        for (int step = 0; step < 500; step++)
        {
            source.Advance(step);
            projection.Deliver(step);
            Span<float> conductances = target.Conductance(Receptor.SomaAmpa).Span;
            if (conductances.IndexOfAnyExcept(0f) < 0) continue;
            Assert.That(conductances.ToArray(), Is.All.EqualTo(0.25f));
            conductances.Clear();
            found.Add(step - 3);
        }

        Assert.That(found, Is.EqualTo(arrivals));
    }

    // Beyond 65,536 neurons targets do not fit into 16 bits.
    [TestCase(90)]
    [TestCase(66_000)]
    public void Exactly_the_connected_targets_receive(int targets)
    {
        // 40 sources spike one after the other.
        ScriptedPopulation source = new(new PopulationSettings { Name = "s", Size = 40 }, (step, neuron) => step == neuron);
        ScriptedPopulation target = ScriptedPopulation.Silent("t", targets);
        Connectivity connectivity = Random(40, targets, 0.3);
        StaticProjection projection = Connect(source, target, 1, connectivity: connectivity);
        for (int step = 0; step < 40; step++)
        {
            source.Advance(step);
            projection.Deliver(step);
            Span<float> conductances = target.Conductance(Receptor.SomaAmpa).Span;
            int[] reached = [.. Enumerable.Range(0, targets).Where(i => target.Conductance(Receptor.SomaAmpa).Span[i] != 0)];
            conductances.Clear();
            int[] connected = connectivity.TargetOf.Span[connectivity.Row(step)..connectivity.Row(step + 1)].ToArray();
            Assert.That(reached, Is.EqualTo(connected), $"source {step}");
        }
    }

    [Test]
    public void Projections_onto_the_same_receptor_add_up_in_any_order()
    {
        // Weights that are powers of two add exactly, so the sums must be equal bit for bit.
        static float[] Conductances(params int[] order)
        {
            ScriptedPopulation a = ScriptedPopulation.Of(0, [0], [0], []), b = ScriptedPopulation.Of(2, [1], [], [0]);
            ScriptedPopulation target = ScriptedPopulation.Silent("t", 20);
            StaticProjection[] projections =
            [
                Connect(a, target, 0.25, connectivity: Random(3, 20, 0.5)),
                Connect(b, target, 0.5, connectivity: Random(3, 20, 0.5)),
                Connect(b, target, 0.125, delay: 2, connectivity: Random(3, 20, 0.7)),
            ];
            for (int step = 0; step < 5; step++)
            {
                a.Advance(step);
                b.Advance(step);
                foreach (int i in order) projections[i].Deliver(step);
            }

            return target.Conductance(Receptor.SomaAmpa).Span.ToArray();
        }

        float[] all = Conductances(0, 1, 2), reversed = Conductances(2, 1, 0);
        float[] sum = [.. Conductances(0).Zip(Conductances(1), Conductances(2)).Select(g => g.First + g.Second + g.Third)];
        Assert.That(all.Max(), Is.GreaterThan(0.5f));
        Assert.That(reversed, Is.EqualTo(all));
        Assert.That(sum, Is.EqualTo(all));
    }

    private static Population Interneurons() =>
        PopulationFactory.Create(new AdExModelDescription(), new PopulationSettings { Name = "t", Size = 3 });

    private static Connectivity Random(int sources, int targets, double probability) =>
        Connectivity.Random(RandomKey.Of(1, RandomPurpose.Connectivity), sources, targets, probability, excludeSelf: false);

    private static StaticProjection Connect(
        Population source,
        Population target,
        double weight,
        int delay = 0,
        SpikeFilter filter = SpikeFilter.Spikes,
        Connectivity? connectivity = null) =>
        new(
            new ProjectionSettings { Name = "p", Receptor = Receptor.SomaAmpa, Transmits = filter, Weight = weight, DelaySteps = delay },
            source,
            target,
            connectivity ?? Random(source.Size, target.Size, 1));
}
