using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Tests.Neurons;
using Spiking.Tests.Statistics;

namespace Spiking.Tests.Inputs;

/// <summary>The number of spikes of n sources in a step is binomial, independently for every neuron and step.</summary>
public class SuperposedBackgroundTests
{
    private const double TimeStep = 1e-4;

    // Brunel's drive; few sources, as many as possible per step; sizes around the 8, 16 and 32 neurons that are drawn together.
    [TestCase(800, 25.0, 100)]
    [TestCase(800, 25.0, 33)]
    [TestCase(2, 2000.0, 47)]
    [TestCase(160, 2000.0, 64)]
    [TestCase(100_000, 0.01, 500)]
    public void Counts_are_binomial(int sources, double rate, int size)
    {
        const int Steps = 4000;
        double p = rate * TimeStep;
        Dictionary<int, long> histogram = [];
        double sumOfProducts = 0, sumOfLagProducts = 0, mean = sources * p;
        float[] before = new float[size];
        foreach (float[] counts in Record(sources, rate, size, Steps))
        {
            foreach (float count in counts) histogram[(int)count] = histogram.GetValueOrDefault((int)count) + 1;
            for (int i = 0; i < size; i++)
            {
                sumOfProducts += (counts[i] - mean) * (counts[(i + 1) % size] - mean);
                sumOfLagProducts += (counts[i] - mean) * (before[i] - mean);
            }

            before = counts;
        }

        // Cells of the histogram that expect at least 20, the rest in one; then the correlations of neighbours in space and time, whose sum
        // over n pairs has the variance n v^2. Three comparisons.
        double trials = (double)size * Steps, variance = sources * p * (1 - p);
        double chiSquare = 0, left = trials;
        long found = 0;
        int cells = 0;
        double probability = Math.Exp(sources * double.LogP1(-p));
        for (int k = 0; k <= sources && k < mean + 50; k++)
        {
            double expected = trials * probability;
            probability *= (sources - k) / (k + 1.0) * p / (1 - p);
            if (expected < 20) continue;
            long count = histogram.GetValueOrDefault(k);
            chiSquare += (count - expected) * (count - expected) / expected;
            found += count;
            left -= expected;
            cells++;
        }

        if (left >= 20) chiSquare += (trials - found - left) * (trials - found - left) / left;
        else Assert.That(trials - found, Is.LessThan(left + 5 * Math.Sqrt(20) + 5), "counts that should hardly occur");
        Assert.That(chiSquare, Is.LessThan(Bounds.ChiSquare(left >= 20 ? cells : cells - 1, 3)));
        Bounds.AssertNormal(sumOfProducts, 0, variance * Math.Sqrt(trials), 3, "neighbouring neurons");
        Bounds.AssertNormal(sumOfLagProducts, 0, variance * Math.Sqrt(trials), 3, "successive steps");
    }

    [Test]
    public void A_neuron_receives_the_same_whatever_the_size_of_its_population()
    {
        float[][] large = [.. Record(800, 25, 100, 50)], small = [.. Record(800, 25, 17, 50)];
        Assert.That(large.Select(counts => counts[..17]), Is.EqualTo(small));
    }

    [Test]
    public void The_weight_goes_to_the_receptor_and_no_other()
    {
        ScriptedPopulation population = ScriptedPopulation.Silent("p", 50);
        SuperposedBackground.Create(population, Receptor.SomaDelta, 100, 100, -0.25, 0).Single().Deliver(0);
        Assert.That(population.Conductance(Receptor.SomaDelta).Span.ToArray().Distinct(), Has.Member(-0.25f).And.Member(0f));
        Assert.That(population.Conductance(Receptor.SomaDelta).Span.ToArray(), Is.All.LessThanOrEqualTo(0));
        foreach (Receptor other in Enum.GetValues<Receptor>().Where(r => r != Receptor.SomaDelta))
            Assert.That(population.Conductance(other).Span.ToArray(), Is.All.Zero, other.ToString());
    }

    private static IEnumerable<float[]> Record(int sources, double rate, int size, int steps)
    {
        ScriptedPopulation population = ScriptedPopulation.Silent("p", size);
        SuperposedBackground background = SuperposedBackground.Create(population, Receptor.SomaAmpa, sources, rate, 1, 0).Single();
        for (int step = 0; step < steps; step++)
        {
            background.Deliver(step);
            yield return population.Conductance(Receptor.SomaAmpa).Span.ToArray();
            population.Conductance(Receptor.SomaAmpa).Span.Clear();
        }
    }
}
