using Spiking.Neurons;

namespace Spiking.Tests.Neurons;

/// <summary>
/// Events, bursts and other spikes (spec: at most 16 ms = 160 steps apart is one burst, which counts at its second spike).
/// </summary>
public class SpikeClassificationTests
{
    [TestCase(new[] { 0 }, "E")]
    [TestCase(new[] { 5, 6 }, "EB")]
    [TestCase(new[] { 0, 160 }, "EB", TestName = "160 steps apart is the same burst")]
    [TestCase(new[] { 0, 161 }, "EE", TestName = "161 steps apart is a new event")]
    [TestCase(new[] { 0, 100, 200 }, "EB-", TestName = "The third spike of a burst is neither")]
    [TestCase(new[] { 0, 100, 200, 360, 520 }, "EB---", TestName = "A burst lasts as long as intervals are short")]
    [TestCase(new[] { 0, 100, 200, 361, 400, 401 }, "EB-EB-", TestName = "After a burst everything starts anew")]
    [TestCase(new[] { 10, 171, 332, 492 }, "EEEB")]
    public void Spikes_are_told_apart_by_their_intervals(int[] steps, string kinds)
    {
        Population population = ScriptedPopulation.Of(0, [], steps, [3]);
        string found = "";
        for (int step = 0; step <= steps[^1]; step++)
        {
            population.Advance(step);
            if (population.Spikes.Present.Contains(1))
            {
                bool isEvent = population.Events.Present.Contains(1), isBurst = population.Bursts.Present.Contains(1);
                Assert.That(isEvent && isBurst, Is.False);
                found += isEvent ? "E" : isBurst ? "B" : "-";
            }
            else
            {
                Assert.That(population.Events.Present.Contains(1) || population.Bursts.Present.Contains(1), Is.False);
            }
        }

        Assert.That(found, Is.EqualTo(kinds));
    }

    [Test]
    public void Counts_sum_over_neurons_and_kinds()
    {
        Population population = ScriptedPopulation.Of(0, [0, 10, 20], [10, 500], []);
        for (int step = 0; step < 600; step++) population.Advance(step);
        Assert.That((population.SpikeCount, population.EventCount, population.BurstCount), Is.EqualTo((5L, 3L, 1L)));
    }

    [TestCase(1e-4, 10e-3, 100)]
    [TestCase(1e-3, 16e-3, 16)]
    [TestCase(0.05e-3, 16e-3, 320)]
    public void The_burst_interval_is_a_number_of_steps(double timeStep, double burstInterval, int steps)
    {
        PopulationSettings settings = new() { Name = "p", Size = 2, TimeStep = timeStep, BurstInterval = burstInterval };
        ScriptedPopulation population = new(settings, (step, neuron) => step == 0 || step == steps + neuron);
        for (int step = 0; step <= steps + 1; step++) population.Advance(step);
        Assert.That((population.EventCount, population.BurstCount), Is.EqualTo((3L, 1L)));
    }

    [Test]
    public void Filters_choose_the_lists()
    {
        Population population = ScriptedPopulation.Of(0, [0]);
        Assert.That(population.Filtered(SpikeFilter.Spikes), Is.SameAs(population.Spikes));
        Assert.That(population.Filtered(SpikeFilter.Events), Is.SameAs(population.Events));
        Assert.That(population.Filtered(SpikeFilter.Bursts), Is.SameAs(population.Bursts));
    }
}
