using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Plasticity;
using Spiking.Synapses;
using Spiking.Tests.Neurons;

namespace Spiking.Tests.Plasticity;

/// <summary>Homeostasis finds the targets that are almost silent, however many there are, and changes no other weight.</summary>
public class SilentTargetsTests
{
    private const double Minimum = 2, Rate = 1e-3, SlowTime = 30;

    // Rows of 0 to some 300 targets: shorter than a vector, whole vectors, and with a rest.
    [TestCase(0.01)]
    [TestCase(0.1)]
    [TestCase(0.6)]
    public void Weights_grow_as_the_formula_says_and_no_others_do(double probability)
    {
        const int Sources = 20, Targets = 500;
        ScriptedPopulation source = ScriptedPopulation.Silent("s", Sources), target = ScriptedPopulation.Silent("t", Targets);
        PostsynapticAverages averages = new(target, 2, SlowTime, 5);
        Connectivity connectivity = Connectivity.Random(RandomKey.Of(3, RandomPurpose.Connectivity), Sources, Targets, probability, false);
        WeightedProjection projection = new(
            new ProjectionSettings { Name = "p", Receptor = Receptor.SomaAmpa, Transmits = SpikeFilter.Events, Weight = 0.3 },
            source, target, connectivity);
        SilentTargets silent = new(projection, averages.SlowRate, Minimum, 0.304f);
        int[] numbers = [0, 1, 3, 8, 9, 40, 500, 7, 0];
        Random random = new(1);
        float[] expected = projection.WeightsOfConnectivity();
        for (int step = 0; step < numbers.Length * 1000; step++)
        {
            // Every 1000 steps, when homeostasis looks at all of them anew, other neurons are silent, some only just.
            if (step % 1000 == 0)
            {
                averages.SlowRate.Stored.Fill((float)(5 / averages.SlowRate.Scale));
                int[] neurons = [.. Enumerable.Range(0, Targets)];
                random.Shuffle(neurons);
                foreach (int neuron in neurons[..numbers[step / 1000]])
                    averages.SlowRate.Stored.Span[neuron] =
                        (float)((Minimum + 0.01 * random.NextDouble() - 0.005) / averages.SlowRate.Scale);
            }

            int[] spiking = step % 40 == 0 ? [random.Next(Sources)] : [];
            float scale = (float)(Rate * averages.SlowRate.Scale), full = (float)(Rate * Minimum);
            bool changes = false;
            foreach (int j in spiking)
            {
                for (int k = connectivity.Row(j); k < connectivity.Row(j + 1); k++)
                {
                    float change = MathF.FusedMultiplyAdd(-scale, averages.SlowRate.Stored.Span[connectivity.TargetOf.Span[k]], full);
                    if (change <= 0) continue;
                    expected[k] = Math.Min(expected[k] + change, 0.304f);
                    changes = true;
                }
            }

            Assert.That(silent.Strengthen(step, spiking, Rate), Is.EqualTo(changes), $"step {step}");
            averages.AfterStep(step);
        }

        Assert.That(projection.WeightsOfConnectivity(), Is.EqualTo(expected));
        Assert.That(expected.Count(w => w > 0.3f), Is.GreaterThan(probability * 1000), "something must have grown");
    }

    [Test]
    public void Neurons_that_become_silent_between_two_looks_are_listed_before()
    {
        DecayingTrace averages = new(100, 1, 1e-4, 5);
        averages.Stored.Span[17] = 2.1f;
        averages.Stored.Span[30] = 2.3f;
        SilentNeurons silent = new(averages, Minimum);

        // Within 1000 steps averages fall by a factor of exp(-0.1): 2.1 Hz gets below 2 Hz, 2.3 Hz does not.
        Assert.That(silent.AreFew(0, out ReadOnlySpan<int> listed), Is.True);
        Assert.That(listed.ToArray(), Is.EqualTo(new[] { 17 }));
        for (int step = 0; step < 1000; step++) averages.Decay();
        Assert.That(silent.AreFew(1000, out listed), Is.True);
        Assert.That(listed.ToArray(), Is.EqualTo(new[] { 17, 30 }));
        averages.Stored.Fill(0);
        Assert.That(silent.AreFew(2000, out _), Is.False, "all are silent");
    }
}
