using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Plasticity;
using Spiking.Synapses;
using Spiking.Tests.Neurons;
using Spiking.Tests.Statistics;

namespace Spiking.Tests.Synapses;

public class ConnectivityTests
{
    private const int Sources = 600;
    private const int Targets = 500;

    [TestCase(0.005)]
    [TestCase(0.2)]
    [TestCase(0.9)]
    public void Numbers_of_synapses_are_binomial(double p)
    {
        // Every pair is one trial: the total is binomial, and the in-degrees (out-degrees) are independent binomial numbers of variance
        // n p (1 - p) each. Three comparisons for each of three probabilities.
        Connectivity connectivity = Random(1, Sources, Targets, p);
        Bounds.AssertBinomial(connectivity.Count, (double)Sources * Targets, p, 9, "synapses");
        int[] outDegrees = [.. Enumerable.Range(0, Sources).Select(j => connectivity.Row(j + 1) - connectivity.Row(j))];
        int[] inDegrees = new int[Targets];
        foreach (int target in connectivity.TargetOf.Span) inDegrees[target]++;
        AssertBinomialDegrees(outDegrees, Targets, p, "out-degrees");
        AssertBinomialDegrees(inDegrees, Sources, p, "in-degrees");
    }

    [Test]
    public void Probability_0_connects_nothing_and_1_everything()
    {
        Assert.That(Random(1, 7, 5, 0).Count, Is.Zero);
        Connectivity all = Random(1, 7, 5, 1);
        for (int source = 0; source < 7; source++) Assert.That(TargetsOf(all, source), Is.EqualTo(Enumerable.Range(0, 5)));
    }

    [TestCase(0.2)]
    [TestCase(1.0)]
    public void Autapses_are_left_out_where_asked_for_and_only_they(double p)
    {
        Connectivity with = Random(1, 400, 400, p, excludeSelf: false), without = Random(1, 400, 400, p, excludeSelf: true);
        int autapses = 0;
        for (int source = 0; source < 400; source++)
        {
            if (TargetsOf(with, source).Contains(source)) autapses++;
            Assert.That(TargetsOf(without, source), Is.EqualTo(TargetsOf(with, source).Where(t => t != source)));
        }

        Assert.That(autapses, Is.GreaterThan(0));
        Bounds.AssertBinomial(autapses, 400, p, 2, "autapses");
    }

    [Test]
    public void Targets_ascend_and_are_in_range()
    {
        Connectivity connectivity = Random(1, Sources, Targets, 0.2);
        for (int source = 0; source < Sources; source++)
        {
            int[] targets = TargetsOf(connectivity, source);
            Assert.That(targets, Is.Ordered.Ascending.And.Unique.And.All.InRange(0, Targets - 1));
        }
    }

    [Test]
    public void Different_projections_and_neighbouring_seeds_are_independent()
    {
        // Two independent connectivities share each pair with probability p^2: 6 pairs of seeds, twice, and 3 more comparisons. Rows
        // shifted by one are compared too: keys that add instead of hashing would give row j of one seed what row j + 1 of another has.
        const double P = 0.2;
        HashSet<(int, int)>[] seeds = [.. Enumerable.Range(0, 4).Select(seed => Pairs(Random(seed, Sources, Targets, P)))];
        const int Comparisons = 15;
        for (int a = 0; a < seeds.Length; a++)
        {
            for (int b = a + 1; b < seeds.Length; b++)
            {
                AssertIndependent(seeds[a], seeds[b], 0, P, Comparisons, $"seeds {a} and {b}");
                AssertIndependent(seeds[a], seeds[b], 1, P, Comparisons, $"seeds {a} and {b}, next source");
            }
        }

        RandomKey key = RandomKey.Of(1, RandomPurpose.Connectivity);
        HashSet<(int, int)> first = Pairs(Connectivity.Random(key.Derive("a").Derive("b").Derive(0), Sources, Targets, P, false));
        HashSet<(int, int)> second = Pairs(Connectivity.Random(key.Derive("a").Derive("b").Derive(1), Sources, Targets, P, false));
        HashSet<(int, int)> reverse = Pairs(Connectivity.Random(key.Derive("b").Derive("a").Derive(0), Sources, Targets, P, false));
        AssertIndependent(first, second, 0, P, Comparisons, "two projections between the same populations");
        AssertIndependent(first, reverse, 0, P, Comparisons, "the projection back");
        AssertIndependent(first, first, 1, P, Comparisons, "neighbouring sources");
    }

    // The 300,000 pairs would have 3e-9 synapses on average at 1e-14, and fewer below.
    [TestCase(1e-14)]
    [TestCase(1e-17)]
    [TestCase(1e-100)]
    [TestCase(1e-308)]
    [TestCase(double.Epsilon)]
    public void Tiny_probabilities_connect_nothing(double p) => Assert.That(Random(1, Sources, Targets, p).Count, Is.Zero);

    [TestCase(0.99999)]
    [TestCase(1 - 1e-16)]
    public void Probabilities_next_to_1_connect_nearly_everything(double p) =>
        Assert.That(Random(1, Sources, Targets, p).Count, Is.InRange(Sources * Targets - 20, Sources * Targets));

    [Test]
    public void A_projection_refuses_a_connectivity_of_other_sizes()
    {
        ScriptedPopulation seven = ScriptedPopulation.Silent("seven", 7), five = ScriptedPopulation.Silent("five", 5);
        ProjectionSettings settings = new() { Name = "p", Receptor = Receptor.SomaAmpa, Transmits = SpikeFilter.Spikes, Weight = 1 };
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => new StaticProjection(settings, seven, five, Random(1, 7, 6, 0.5)), Throws.ArgumentException);
            Assert.That(() => new StaticProjection(settings, seven, five, Random(1, 6, 5, 0.5)), Throws.ArgumentException);
            Assert.That(() => new CancellingFeedback(settings, seven, five, Random(1, 5, 7, 0.5), 0.1), Throws.ArgumentException);
            Assert.That(() => new StaticProjection(settings, seven, five, Random(1, 7, 5, 0.5)), Throws.Nothing);
        }
    }

    [TestCase(-0.01)]
    [TestCase(1.01)]
    [TestCase(double.NaN)]
    public void Probabilities_outside_0_to_1_are_refused(double p) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Random(1, 3, 3, p));

    private static Connectivity Random(long seed, int sources, int targets, double p, bool excludeSelf = false) =>
        Connectivity.Random(RandomKey.Of(seed, RandomPurpose.Connectivity), sources, targets, p, excludeSelf);

    private static int[] TargetsOf(Connectivity connectivity, int source) =>
        connectivity.TargetOf.Span[connectivity.Row(source)..connectivity.Row(source + 1)].ToArray();

    private static HashSet<(int, int)> Pairs(Connectivity connectivity) =>
        [.. Enumerable.Range(0, connectivity.Sources).SelectMany(j => TargetsOf(connectivity, j).Select(i => (j, i)))];

    private static void AssertBinomialDegrees(int[] degrees, int trials, double p, string what)
    {
        double mean = trials * p, variance = mean * (1 - p);
        Bounds.AssertDispersion(degrees.Sum(d => (d - mean) * (d - mean) / variance), degrees.Length, 9, what);
    }

    private static void AssertIndependent(
        HashSet<(int Source, int Target)> a, HashSet<(int Source, int Target)> b, int shift, double p, int comparisons, string what)
    {
        long common = a.LongCount(pair => b.Contains((pair.Source + shift, pair.Target)));
        Bounds.AssertBinomial(common, (Sources - shift) * (double)Targets, p * p, comparisons, what);
    }
}
