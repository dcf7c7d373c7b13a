using Spiking.Neurons;

namespace Spiking.Tests.Neurons;

public sealed class PoissonSourceTests
{
    private const int Size = 1000;
    private const int Steps = 20_000;

    // Spikes per neuron are binomial: the sum over N neurons of (n - mean)^2/variance is chi-square with N degrees of freedom, of standard
    // deviation sqrt(2 N); 4.4 standard deviations on either side are passed once in 100,000 runs (three tests here, seeds fixed).
    [Test]
    public void Spikes_are_independent_trials()
    {
        Population sources = Create(rate: 50, seed: 1);
        int[] counts = new int[Size];
        double inPairs = 0;
        bool[] before = new bool[Size];
        for (int step = 0; step < Steps; step++)
        {
            sources.Advance(step);
            bool[] now = new bool[Size];
            foreach (int neuron in sources.Spikes.Present)
            {
                counts[neuron]++;
                now[neuron] = true;
                if (before[neuron]) inPairs++;
            }

            before = now;
        }

        const double P = 50 * 1e-4, Mean = P * Steps, Variance = Mean * (1 - P);
        double chiSquare = counts.Sum(n => (n - Mean) * (n - Mean) / Variance);
        double expectedPairs = Size * (double)Steps * P * P;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(counts.Sum(), Is.EqualTo(Size * Mean).Within(4.4 * Math.Sqrt(Size * Variance)));
            Assert.That(chiSquare, Is.EqualTo(Size).Within(4.4 * Math.Sqrt(2 * Size)));
            Assert.That(inPairs, Is.EqualTo(expectedPairs).Within(4.4 * Math.Sqrt(expectedPairs)));
        }
    }

    [Test]
    public void Spikes_come_in_ascending_order_and_depend_on_seed_and_name()
    {
        List<(int, int)> Run(long seed, string name)
        {
            Population sources = Create(500, seed, name);
            List<(int, int)> spikes = [];
            for (int step = 0; step < 50; step++)
            {
                sources.Advance(step);
                int[] present = sources.Spikes.Present.ToArray();
                Assert.That(present, Is.Ordered.Ascending.And.Unique);
                spikes.AddRange(present.Select(neuron => (step, neuron)));
            }

            return spikes;
        }

        List<(int, int)> first = Run(1, "a");
        Assert.That(first, Has.Count.GreaterThan(1000));
        Assert.That(Run(1, "a"), Is.EqualTo(first));
        Assert.That(Run(2, "a"), Is.Not.EqualTo(first));
        Assert.That(Run(1, "b"), Is.Not.EqualTo(first));
    }

    [Test]
    public void Sources_of_rate_zero_are_silent_and_have_no_receptors()
    {
        Population sources = Create(0, 1);
        for (int step = 0; step < 100; step++) sources.Advance(step);
        Assert.That(sources.SpikeCount, Is.Zero);
        Assert.That(() => sources.Conductance(Receptor.SomaAmpa), Throws.ArgumentException);
    }

    // 1000 sources for 20,000 steps: at 1e-5 Hz per source, 20 million trials of 1e-9 each give 0.02 spikes on average.
    [TestCase(1e-5)]
    [TestCase(1e-9)]
    [TestCase(1e-20)]
    [TestCase(1e-304)]
    public void Sources_of_tiny_rates_are_silent(double rate)
    {
        Population sources = Create(rate, 1);
        for (int step = 0; step < Steps; step++) sources.Advance(step);
        Assert.That(sources.SpikeCount, Is.Zero);
    }

    [Test]
    public void A_cut_gap_is_no_spike()
    {
        // 60,000 sources of 1e-4 Hz, p = 1e-8: gaps of 10^8 trials on average, of which more than half are cut at 6e7 trials. In 60,000
        // steps, 3.6e9 trials, 36 spikes are expected; counted as spikes, the ends of cut gaps would make it 80.
        Population sources = PopulationFactory.Create(new PoissonSourceModelDescription { Rate = 1e-4 },
            new PopulationSettings { Name = "rare", Size = 60_000 });
        for (int step = 0; step < 60_000; step++) sources.Advance(step);
        Assert.That(sources.SpikeCount, Is.EqualTo(36).Within(4.4 * 6));
    }

    private static Population Create(double rate, long seed, string name = "sources") => PopulationFactory.Create(
        new PoissonSourceModelDescription { Rate = rate }, new PopulationSettings { Name = name, Size = Size, Seed = seed });
}
