using Spiking.Neurons;

namespace Spiking.Tests.Neurons;

public sealed class RegularSourceTests
{
    // Spike k of neuron i at first + (k + i/N)/rate: none is a step boundary away from where it is due, whatever the rate is in steps.
    [TestCase(50, 20, 0.0)]
    [TestCase(50, 20, 7e-3)]
    [TestCase(33, 7, 1e-3)]
    [TestCase(1000, 3, 0.0)]
    [TestCase(0.7, 1, 0.25)]
    public void Every_neuron_spikes_at_regular_intervals(double rate, int size, double first)
    {
        const double Step = 1e-3;
        const int Steps = 5000;
        PopulationSettings settings = new() { Name = "source", Size = size, TimeStep = Step };
        Population source = new RegularSourceModelDescription { Rate = rate, First = first }.Create<Spiking.Numerics.Lanes128>(settings);
        List<int>[] spikes = [.. Enumerable.Range(0, size).Select(_ => new List<int>())];
        for (int step = 0; step < Steps; step++)
        {
            source.Advance(step);
            foreach (int neuron in source.Spikes.Present) spikes[neuron].Add(step);
        }

        for (int i = 0; i < size; i++)
        {
            int[] expected =
            [
                .. Enumerable.Range(0, int.MaxValue).Select(k => (int)Math.Floor((first + (k + (double)i / size) / rate) / Step + 1e-6))
                    .TakeWhile(s => s < Steps),
            ];
            Assert.That(spikes[i], Is.EqualTo(expected), $"neuron {i}");
        }
    }
}
