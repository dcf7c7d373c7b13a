using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Tests.Neurons;
using Spiking.Tests.Statistics;

namespace Spiking.Tests.Inputs;

/// <summary>
/// Every source spikes in every step with probability p, independently: counts are binomial, over neurons and over steps.
/// </summary>
public class PoissonBackgroundTests
{
    // 2048 + 2048 + 904 neurons.
    private const int LargeSize = 5000, LargeSteps = 3010;
    private const double LargeRate = 500;

    private static readonly Lazy<BackgroundSpikes> s_large = new(() => BackgroundSpikes.Record(LargeSize, LargeSteps, LargeRate));

    // Sizes around the vector width and the group size of 2048; steps not a multiple of the block of 32.
    [TestCase(1, 100_010, 500.0)]
    [TestCase(7, 100_010, 150.0)]
    [TestCase(7, 100_010, 1e-5)]
    [TestCase(100, 20_010, 500.0)]
    [TestCase(500, 20_010, 150.0)]
    [TestCase(2048, 3_010, 500.0)]
    [TestCase(2049, 3_010, 500.0)]
    [TestCase(LargeSize, LargeSteps, LargeRate)]
    [TestCase(100, 20_010, 5000.0)]
    public void Counts_are_binomial(int size, int steps, double rate)
    {
        double p = rate * BackgroundSpikes.TimeStep;
        BackgroundSpikes trains = size == LargeSize ? s_large.Value : BackgroundSpikes.Record(size, steps, rate);

        // Three comparisons at most: the total (n = size * steps trials), and the dispersions over neurons and over steps.
        Bounds.AssertBinomial(trains.Spikes.Count, (double)size * steps, p, 3, "total");
        if (size >= 100)
        {
            int[] ofNeuron = new int[size], ofStep = new int[steps];
            foreach ((int step, int neuron) in trains.Spikes)
            {
                ofNeuron[neuron]++;
                ofStep[step]++;
            }

            AssertDispersion(ofNeuron, steps * p, p, "spikes per neuron");
            AssertDispersion(ofStep, size * p, p, "spikes per step");
        }
    }

    [Test]
    public void The_last_group_of_a_large_population_spikes_like_the_others()
    {
        // Two comparisons: group 1 and group 2.
        const double P = LargeRate * BackgroundSpikes.TimeStep;
        BackgroundSpikes trains = s_large.Value;
        long second = trains.Spikes.LongCount(s => s.Neuron / PoissonBackground.GroupSize == 1);
        long third = trains.Spikes.LongCount(s => s.Neuron / PoissonBackground.GroupSize == 2);
        Bounds.AssertBinomial(second, PoissonBackground.GroupSize * (double)LargeSteps, P, 2, "second group");
        Bounds.AssertBinomial(third, (LargeSize - 2 * PoissonBackground.GroupSize) * (double)LargeSteps, P, 2, "third group");
    }

    [Test]
    public void Every_step_of_a_block_and_both_its_ends_are_alike()
    {
        // Spikes per position in the block: 32 binomial counts; a process that restarts wrongly shows at the first or the last.
        const int Size = 500, Blocks = 600;
        int steps = Blocks * PoissonBackground.BlockSteps;
        BackgroundSpikes trains = BackgroundSpikes.Record(Size, steps, 500);
        int[] counts = new int[PoissonBackground.BlockSteps];
        foreach (var spike in trains.Spikes) counts[spike.Step % PoissonBackground.BlockSteps]++;
        for (int position = 0; position < counts.Length; position++)
            Bounds.AssertBinomial(
                counts[position], Size * (double)Blocks, 0.05, PoissonBackground.BlockSteps, $"step {position} of the block");
    }

    // 10 million trials: at 1e-12 per trial and below, a spike would be one in 100,000 runs.
    [TestCase(1e-8)]
    [TestCase(1e-13)]
    [TestCase(1e-20)]
    [TestCase(1e-304)]
    public void Sources_of_tiny_rates_are_silent_and_touch_nothing_else(double rate)
    {
        const int Size = 2500;
        ScriptedPopulation population = ScriptedPopulation.Silent("p", Size);
        PoissonBackground[] sources = [.. PoissonBackground.Create(population, Receptor.SomaAmpa, rate, 1, 0)];
        for (int step = 0; step < 4000; step++)
            foreach (PoissonBackground source in sources) source.Deliver(step);
        foreach (Receptor receptor in Enum.GetValues<Receptor>())
        {
            AlignedArray<float> values = population.Conductance(receptor);
            Assert.That(values.Span.IndexOfAnyExcept(0f), Is.EqualTo(-1), receptor.ToString());
        }
    }

    [Test]
    public void Steps_left_out_are_refused()
    {
        PoissonBackground source = PoissonBackground.Create(ScriptedPopulation.Silent("p", 50), Receptor.SomaAmpa, 5000, 1, 0).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => source.Deliver(5), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => source.Deliver(32), Throws.Nothing);
            Assert.That(() => source.Deliver(33), Throws.Nothing);
            Assert.That(() => source.Deliver(35), Throws.InstanceOf<ArgumentOutOfRangeException>());
        }
    }

    [Test]
    public void The_weight_goes_to_the_receptor_and_no_other()
    {
        ScriptedPopulation population = ScriptedPopulation.Silent("p", 50);
        PoissonBackground source = PoissonBackground.Create(population, Receptor.DendriteGaba, 5000, 0.25, 0).Single();
        source.Deliver(0);
        float[] values = population.Conductance(Receptor.DendriteGaba).Span.ToArray();
        Assert.That(values.Distinct().Order(), Is.EqualTo(new[] { 0f, 0.25f }));
        foreach (Receptor other in Enum.GetValues<Receptor>().Where(r => r != Receptor.DendriteGaba))
            Assert.That(population.Conductance(other).Span.ToArray(), Is.All.Zero, other.ToString());
    }

    [TestCase(0.0, 1.0)]
    [TestCase(500.0, 0.0)]
    public void Without_rate_or_weight_there_are_no_sources(double rate, double weight) =>
        Assert.That(PoissonBackground.Create(ScriptedPopulation.Silent("p", 10), Receptor.SomaAmpa, rate, weight, 0), Is.Empty);

    // Each count is binomial with mean m = n p; its squared deviation over n p (1 - p) has mean 1 and variance 2 + kurtosis, where the
    // excess kurtosis (1 - 6 p (1-p))/(n p (1-p)) is at most 0.08 here (m >= 5 over steps, more over neurons): 4 % in the standard
    // deviation, which the comparison count 3 * 2 leaves room for.
    private static void AssertDispersion(int[] counts, double mean, double p, string what)
    {
        double variance = mean * (1 - p);
        Bounds.AssertDispersion(counts.Sum(count => (count - mean) * (count - mean) / variance), counts.Length, 6, what);
    }
}
