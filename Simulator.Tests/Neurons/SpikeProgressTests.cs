using Spiking.Neurons;

namespace Spiking.Tests.Neurons;

/// <summary>How far a population has come, and in which of its last steps it spiked.</summary>
public class SpikeProgressTests
{
    [Test]
    public void Steps_with_spikes_are_certain_for_32_steps_and_possible_before()
    {
        SpikeProgress progress = new();
        List<bool> spikes = [];
        Random random = new(1);
        for (int step = 0; step < 200; step++)
        {
            Assert.That(progress.Recent.Steps, Is.EqualTo(step));
            spikes.Add(random.Next(3) == 0);
            progress.Add(spikes[step]);
            for (int ago = 0; ago <= step; ago++)
                Assert.That(progress.Recent.MayHaveSpikes(step - ago), Is.EqualTo(ago >= 32 || spikes[step - ago]),
                    $"step {step}, {ago} steps ago");
        }
    }

    [Test]
    public void A_population_says_how_far_it_has_come()
    {
        ScriptedPopulation population = ScriptedPopulation.Of(0, [1, 3], [3]);
        for (int step = 0; step < 5; step++) population.Advance(step);
        Assert.That(population.Progress.Recent.Steps, Is.EqualTo(5));
        Assert.That(Enumerable.Range(0, 5).Where(population.Progress.Recent.MayHaveSpikes), Is.EqualTo(new[] { 1, 3 }));
    }
}
