using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Synapses;
using Spiking.Tests.Neurons;

namespace Spiking.Tests.Synapses;

/// <summary>Short-term plasticity of projections, and projections between all pairs of neurons.</summary>
public class UniformProjectionTests
{
    private static readonly TsodyksMarkramParameters Depressing = new(0.5, 0.5, 50e-3, 100e-3, 0.5);

    // The weight is a power of two, so that the products are the same in float32 and float64.
    [TestCase("static")]
    [TestCase("all to all")]
    [TestCase("learning")]
    public void A_spike_transmits_the_weight_times_its_efficacy_at_every_target_after_the_delay(string kind)
    {
        const int Delay = 8;
        int[] spikes = [20, 70, 75, 300];
        ScriptedPopulation source = ScriptedPopulation.Of(Delay, [], spikes), target = ScriptedPopulation.Silent("t", 5);
        ProjectionSettings settings = Settings(0.25, Delay);
        TsodyksMarkramSynapses shortTerm = new(Depressing, 2, 1e-4);
        Projection projection = kind switch
        {
            "static" => new StaticProjection(settings, source, target, All(2, 5), shortTerm),
            "learning" => new WeightedProjection(settings, source, target, All(2, 5), shortTerm, differBySynapse: false, isBySource: true),
            _ => new AllToAllProjection(settings, source, target, shortTerm),
        };
        TsodyksMarkramSynapses alone = new(Depressing, 1, 1e-4);
        List<float> expected = [.. spikes.Select(s => (float)(0.25 * alone.Transmit(0, s + Delay)))], found = [];
        for (int step = 0; step < 400; step++)
        {
            source.Advance(step);
            projection.Deliver(step);
            float[] conductances = Take(target);
            if (conductances.All(g => g == 0)) continue;
            Assert.That(spikes, Does.Contain(step - Delay));
            Assert.That(conductances, Is.All.EqualTo(conductances[0]));
            found.Add(conductances[0]);
        }

        Assert.That(found, Is.EqualTo(expected));
    }

    // 0.1 is no sum of powers of two: the stored synapses round after each of three spikes, the sum only once.
    [Test]
    public void All_pairs_receive_what_stored_synapses_would_deliver()
    {
        static bool Spikes(int step, int neuron) => (step * 7 + neuron * 3) % 5 == 0;
        ScriptedPopulation source = new(new PopulationSettings { Name = "s", Size = 13 }, Spikes),
            target = ScriptedPopulation.Silent("t", 37);
        AllToAllProjection projection = new(Settings(0.1), source, target);
        StaticProjection stored = new(Settings(0.1), source, target, All(13, 37));
        for (int step = 0; step < 50; step++)
        {
            source.Advance(step);
            projection.Deliver(step);
            float[] sums = Take(target);
            stored.Deliver(step);
            Assert.That(sums, Is.EqualTo(Take(target)).Within(1e-6f), $"step {step}");
            Assert.That(sums, Is.All.EqualTo((float)Enumerable.Repeat(0.1, source.Spikes.Present.Length).Sum()),
                "float64 sum, rounded once");
        }

        Assert.That(projection.Connectivity, Is.Null);
    }

    // Efficacies of one half and powers of two, which add exactly.
    [Test]
    public void In_a_recurrent_projection_a_neuron_does_not_receive_its_own_spikes()
    {
        static bool Spikes(int step, int neuron) => step % (neuron + 2) == 0;
        TsodyksMarkramParameters halves = new(0.5, 0, 1e-9, 1, 0.5);
        ScriptedPopulation population = new(new PopulationSettings { Name = "p", Size = 21 }, Spikes);
        AllToAllProjection projection = new(Settings(0.25), population, population, new TsodyksMarkramSynapses(halves, 21, 1e-4));
        for (int step = 0; step < 60; step++)
        {
            population.Advance(step);
            projection.Deliver(step);
            int spikes = population.Spikes.Present.Length;
            float[] expected = [.. Enumerable.Range(0, 21).Select(i => 0.125f * (spikes - (Spikes(step, i) ? 1 : 0)))];
            Assert.That(Take(population), Is.EqualTo(expected), $"step {step}");
        }
    }

    private static float[] Take(Population target)
    {
        Span<float> conductances = target.Conductance(Receptor.SomaAmpa).Span;
        float[] values = conductances.ToArray();
        conductances.Clear();
        return values;
    }

    private static Connectivity All(int sources, int targets) =>
        Connectivity.Random(RandomKey.Of(1, RandomPurpose.Connectivity), sources, targets, 1, excludeSelf: false);

    private static ProjectionSettings Settings(double weight, int delay = 0) =>
        new() { Name = "p", Receptor = Receptor.SomaAmpa, Transmits = SpikeFilter.Spikes, Weight = weight, DelaySteps = delay };
}
