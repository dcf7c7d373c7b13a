using Spiking.Neurons;
using Spiking.Numerics;

namespace Spiking.Tests.Neurons;

/// <summary>The refractory period and the second spike of burst-Poisson cells.</summary>
public class BurstPoissonTimingTests
{
    private const int Size = 37;
    private const int Steps = 40_000;

    [Test]
    public void The_refractory_period_counts_from_every_spike()
    {
        // A current that lifts V_s above threshold in every step: threshold spikes come as soon as they may, 200 steps after the last
        // spike.
        Population population = Create(new BurstPoissonModelDescription(), seed: 3);
        population.SomaCurrent = 1e-6;
        population.DendriteCurrent = 400e-12;
        int[] last = new int[Size], first = new int[Size];
        Array.Fill(first, -1);
        int singlets = 0, doublets = 0;
        for (int step = 0; step < Steps; step++)
        {
            population.Advance(step);
            foreach (int neuron in population.Spikes.Present)
            {
                bool second = population.Bursts.Present.Contains(neuron);
                if (second)
                {
                    Assert.That(last[neuron], Is.EqualTo(first[neuron]), "a burst has two spikes");
                    Assert.That(step - last[neuron], Is.InRange(49, 148));
                    doublets++;
                }
                else
                {
                    if (first[neuron] >= 0) Assert.That(step - last[neuron], Is.EqualTo(200), $"neuron {neuron}, step {step}");
                    if (first[neuron] >= 0 && first[neuron] == last[neuron]) singlets++;
                    first[neuron] = step;
                }

                last[neuron] = step;
            }
        }

        Assert.That(population.EventCount + population.BurstCount, Is.EqualTo(population.SpikeCount), "singlets and doublets only");
        Assert.That(Math.Min(singlets, doublets), Is.GreaterThan(100), "both kinds occur");
    }

    [Test]
    public void The_second_spike_resets_nothing()
    {
        // Twins that differ in the sigmoid's midpoint only: one bursts always, the other never. Until the refractory periods differ
        // (200 steps after the event) their membranes must have the same bits, through the second spike.
        Population bursting = Create(new BurstPoissonModelDescription { DendriteSigmoidMidpoint = -1 }, seed: 4);
        Population silent = Create(new BurstPoissonModelDescription { DendriteSigmoidMidpoint = 1 }, seed: 4);
        foreach (Population population in new[] { bursting, silent })
        {
            population.Variable("somaPotential").Fill(-40e-3f);
            population.SomaCurrent = 500e-12;
        }

        for (int step = 0; step < 200; step++)
        {
            bursting.Advance(step);
            silent.Advance(step);
            foreach (string variable in new[] { "somaPotential", "threshold", "somaAdaptation", "dendritePotential" })
                Assert.That(bursting.Variable(variable).Span.SequenceEqual(silent.Variable(variable).Span),
                    $"{variable} after step {step}");
        }

        Assert.That((bursting.EventCount, bursting.BurstCount), Is.EqualTo(((long)Size, (long)Size)));
        Assert.That((silent.EventCount, silent.BurstCount), Is.EqualTo(((long)Size, 0L)));
    }

    [Test]
    public void An_event_resets_the_soma_and_raises_threshold_and_adaptation()
    {
        BurstPoissonModelDescription model = new();
        Population population = Create(model, seed: 4);
        population.Variable("somaPotential").Fill(-40e-3f);
        population.Advance(0);

        // The jump of the threshold comes after its relaxation, which leaves it at rest; w_s decays before its jump, so it is exactly 1.
        Assert.That(population.Variable("somaPotential").Span.ToArray(), Is.All.EqualTo((float)model.RestingPotential));
        Assert.That(population.Variable("threshold").Span.ToArray(), Is.All.EqualTo(-48e-3f).Within(1e-8f));
        Assert.That(population.Variable("somaAdaptation").Span.ToArray(), Is.All.EqualTo(1f));
    }

    [Test]
    public void The_soma_integrates_during_the_refractory_period()
    {
        Population population = Create(new BurstPoissonModelDescription { DendriteSigmoidMidpoint = 1 }, seed: 4);
        population.Variable("somaPotential").Fill(-40e-3f);
        population.SomaCurrent = 2e-9;
        for (int step = 0; step < 200; step++) population.Advance(step);
        Assert.That(population.SpikeCount, Is.EqualTo(Size));
        Assert.That(population.Variable("somaPotential").Span.ToArray(), Is.All.GreaterThan(-40e-3f), "above threshold, and yet silent");
        population.Advance(200);
        Assert.That(population.SpikeCount, Is.EqualTo(2 * Size));
    }

    private static Population Create(BurstPoissonModelDescription model, long seed) =>
        model.Create<Lanes256>(new PopulationSettings { Name = "p", Size = Size, Seed = seed });
}
