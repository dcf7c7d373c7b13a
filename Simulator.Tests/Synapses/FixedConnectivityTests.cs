using Spiking.Numerics;
using Spiking.Synapses;
using Spiking.Tests.Statistics;

namespace Spiking.Tests.Synapses;

/// <summary>Connectivities with fixed numbers of synapses: what is fixed, and that what is not is as random as it should be.</summary>
public class FixedConnectivityTests
{
    private const int Sources = 300, Targets = 200, Degree = 60;

    [Test]
    public void Every_target_has_the_in_degree_and_sources_are_drawn_alike([Values] bool multapses)
    {
        int[,] synapses = Count(Create(new FixedInDegreeDescription { Degree = Degree, Autapses = false, Multapses = multapses }));
        Assert.That(InDegrees(synapses), Is.All.EqualTo(Degree));
        AssertAlike(OutDegrees(synapses), Targets * (double)Degree, multapses ? 1 : (Sources - Degree) / (Sources - 1.0));
        if (multapses) AssertMultapses(synapses, Targets * Pairs(Degree), 1.0 / Sources);
        else Assert.That(synapses.Cast<int>().Max(), Is.EqualTo(1));
    }

    [Test]
    public void Every_source_has_the_out_degree_and_targets_are_drawn_alike([Values] bool multapses)
    {
        int[,] synapses = Count(Create(new FixedOutDegreeDescription { Degree = Degree, Autapses = false, Multapses = multapses }));
        Assert.That(OutDegrees(synapses), Is.All.EqualTo(Degree));
        AssertAlike(InDegrees(synapses), Sources * (double)Degree, multapses ? 1 : (Targets - Degree) / (Targets - 1.0));
        if (multapses) AssertMultapses(synapses, Sources * Pairs(Degree), 1.0 / Targets);
        else Assert.That(synapses.Cast<int>().Max(), Is.EqualTo(1));
    }

    // 50,000 is more than half of all 60,000 pairs: those left out are drawn.
    [TestCase(20_000, false)]
    [TestCase(50_000, false)]
    [TestCase(20_000, true)]
    public void The_number_is_that_of_all_synapses_and_pairs_are_drawn_alike(int number, bool multapses)
    {
        int[,] synapses = Count(Create(new FixedTotalNumberDescription { Synapses = number, Autapses = false, Multapses = multapses }));
        Assert.That(synapses.Cast<int>().Sum(), Is.EqualTo(number));
        double remaining = multapses ? 1 : (Sources * Targets - number) / (Sources * Targets - 1.0);
        AssertAlike(OutDegrees(synapses), number, remaining);
        AssertAlike(InDegrees(synapses), number, remaining);
        if (multapses) AssertMultapses(synapses, Pairs(number), 1.0 / (Sources * Targets));
        else Assert.That(synapses.Cast<int>().Max(), Is.EqualTo(1));
    }

    private static IEnumerable<ConnectivityDescription> Recurrent(bool autapses, bool multapses) =>
    [
        new FixedInDegreeDescription { Degree = 99, Autapses = autapses, Multapses = multapses },
        new FixedOutDegreeDescription { Degree = 99, Autapses = autapses, Multapses = multapses },
        new FixedTotalNumberDescription { Synapses = 9900, Autapses = autapses, Multapses = multapses },
    ];

    [Test]
    public void Without_autapses_and_multapses_the_largest_number_connects_every_other_neuron()
    {
        foreach (ConnectivityDescription description in Recurrent(false, false))
        {
            int[,] synapses = Count(Create(description, new PairSize(100, 100, true)));
            for (int i = 0; i < 100; i++)
                for (int j = 0; j < 100; j++) Assert.That(synapses[i, j], Is.EqualTo(i == j ? 0 : 1), $"{description}: {i}, {j}");
        }
    }

    [Test]
    public void Autapses_are_as_frequent_as_other_synapses_if_allowed_and_absent_if_not([Values] bool multapses)
    {
        // With multapses each of 9900 synapses is an autapse with probability 1/100, independently: binomial. Without, the probability is
        // the same, and the number varies less.
        foreach (ConnectivityDescription description in Recurrent(true, multapses))
        {
            int[,] synapses = Count(Create(description, new PairSize(100, 100, true)));
            Bounds.AssertBinomial(Enumerable.Range(0, 100).Sum(i => synapses[i, i]), 9900, 0.01, 6, description.ToString());
        }

        foreach (ConnectivityDescription description in Recurrent(false, multapses))
        {
            int[,] synapses = Count(Create(description, new PairSize(100, 100, true)));
            Assert.That(Enumerable.Range(0, 100).Sum(i => synapses[i, i]), Is.Zero, description.ToString());
        }
    }

    [Test]
    public void Neuron_i_is_connected_with_neuron_i()
    {
        Connectivity connectivity = Create(new OneToOneConnectivityDescription(), new PairSize(5, 5, false));
        Assert.That(connectivity.TargetOf.Span.ToArray(), Is.EqualTo(new[] { 0, 1, 2, 3, 4 }));
        Assert.That(connectivity.Rows.Span.ToArray(), Is.EqualTo(new[] { 0, 1, 2, 3, 4, 5 }));
    }

    [TestCase(true, 100)]
    [TestCase(false, 90)]
    public void All_are_connected_with_all(bool autapses, int synapses) =>
        Assert.That(Create(new AllToAllConnectivityDescription { Autapses = autapses }, new PairSize(10, 10, true)).Count,
            Is.EqualTo(synapses));

    [Test]
    public void Nothing_is_connected_by_a_number_of_0()
    {
        Assert.That(Create(new FixedInDegreeDescription { Degree = 0, Autapses = true, Multapses = false }).Count, Is.Zero);
        Assert.That(Create(new FixedOutDegreeDescription { Degree = 0, Autapses = true, Multapses = false }).Count, Is.Zero);
        FixedTotalNumberDescription probable = new() { Probability = 0.999, Autapses = true, Multapses = true };
        Assert.That(new[] { 0, 1 }.Select(size => probable.SynapsesOf(new PairSize(size, 1, false))), Is.EqualTo(new[] { 0.0, 1.0 }),
            "a single pair");
        Assert.That(Create(new FixedTotalNumberDescription { Synapses = 0, Autapses = true, Multapses = false }).Count, Is.Zero);
    }

    [Test]
    public void The_number_that_memory_is_estimated_by_is_the_number([Values] bool multapses)
    {
        PairSize size = new(100, 100, true);
        foreach (ConnectivityDescription description in Recurrent(false, multapses))
            Assert.That(Create(description, size).Count, Is.EqualTo(description.SynapsesOf(size)));
    }

    // So many synapses are drawn and sorted by several threads. Each pair is a function of the key and its number, so the order does not
    // matter.
    [TestCase(true)]
    [TestCase(false)]
    public void Many_synapses_drawn_by_several_threads_are_those_of_one_loop(bool isRecurrent)
    {
        PairSize size = new(700, 700, isRecurrent);
        FixedTotalNumberDescription description = new() { Synapses = 250_000, Autapses = false, Multapses = true };
        RandomIndices random = new(RandomKey.Of(1, RandomPurpose.Connectivity));
        List<int>[] expected = [.. Enumerable.Range(0, 700).Select(_ => new List<int>())];
        int perSource = isRecurrent ? 699 : 700;
        for (int k = 0; k < 250_000; k++)
        {
            int pair = (int)random.Next(700 * perSource), source = pair / perSource, target = pair % perSource;
            expected[source].Add(isRecurrent && target >= source ? target + 1 : target);
        }

        Connectivity drawn = Create(description, size);
        for (int source = 0; source < 700; source++)
            Assert.That(drawn.TargetOf.Span[drawn.Row(source)..drawn.Row(source + 1)].ToArray(),
                Is.EqualTo(expected[source].Order()), $"source {source}");
    }

    // Potjans and Diesmann, Cerebral Cortex 24 (2014): layer 4 excitation onto layer 2/3, and inhibition within layer 4.
    [TestCase(21915, 20683, 0.0437, 20_253_647)]
    [TestCase(5479, 5479, 0.1597, 5_223_272)]
    public void A_probability_gives_the_number_of_synapses_of_the_microcircuit(
        int sources, int targets, double probability, double expected) =>
        Assert.That(
            new FixedTotalNumberDescription { Probability = probability, Autapses = true, Multapses = true }.SynapsesOf(
                new PairSize(sources, targets, sources == targets)),
            Is.EqualTo(expected));

    [Test]
    public void A_probability_is_the_fraction_of_pairs_with_a_synapse()
    {
        // Of n = 60,000 pairs; its standard deviation is below the binomial one, because the number of synapses is fixed. Five of these.
        const double Probability = 0.3;
        const int Pairs = Sources * Targets;
        int[,] synapses = Count(Create(new FixedTotalNumberDescription { Probability = Probability, Autapses = true, Multapses = true }));
        Assert.That(synapses.Cast<int>().Count(n => n > 0) / (double)Pairs,
            Is.EqualTo(Probability).Within(5 * Math.Sqrt(Probability * (1 - Probability) / Pairs)));
    }

    [Test]
    public void Equal_keys_draw_the_same_and_others_do_not()
    {
        foreach (ConnectivityDescription description in Recurrent(true, true))
        {
            PairSize size = new(100, 100, true);
            ulong first = Create(description, size).Hash;
            Assert.That(Create(description, size).Hash, Is.EqualTo(first));
            Assert.That(Create(description, size, seed: 2).Hash, Is.Not.EqualTo(first));
        }
    }

    private static Connectivity Create(ConnectivityDescription description, PairSize? size = null, long seed = 1) =>
        description.Create(RandomKey.Of(seed, RandomPurpose.Connectivity), size ?? new PairSize(Sources, Targets, false));

    private static double Pairs(int draws) => draws * (draws - 1) / 2.0;

    private static int[,] Count(Connectivity connectivity)
    {
        int[,] count = new int[connectivity.Sources, connectivity.Targets];
        for (int source = 0; source < connectivity.Sources; source++)
            foreach (int target in connectivity.TargetOf.Span[connectivity.Row(source)..connectivity.Row(source + 1)])
                count[source, target]++;
        return count;
    }

    private static int[] OutDegrees(int[,] count) =>
        [.. Enumerable.Range(0, count.GetLength(0)).Select(i => Enumerable.Range(0, count.GetLength(1)).Sum(j => count[i, j]))];

    private static int[] InDegrees(int[,] count) =>
        [.. Enumerable.Range(0, count.GetLength(1)).Select(j => Enumerable.Range(0, count.GetLength(0)).Sum(i => count[i, j]))];

    /// <summary>
    /// Of n draws among N alike neurons, the numbers d_i have the covariance c (1 - 1/N) on and -c/N off the diagonal, with c = n/N for
    /// independent draws and less by the factor of the finite population for draws without repetition. Its eigenvalues are c, N - 1 times,
    /// and 0: so Sum (d_i - n/N)^2/c follows chi-square with N - 1 degrees of freedom. Two comparisons in each of at most ten cases.
    /// </summary>
    private static void AssertAlike(int[] degrees, double draws, double finitePopulation)
    {
        double mean = draws / degrees.Length;
        Bounds.AssertDispersion(degrees.Sum(d => (d - mean) * (d - mean)) / (mean * finitePopulation), degrees.Length - 1, 20, "degrees");
    }

    /// <summary>
    /// Every two of the independent draws agree with probability p. These events are pairwise independent, so the number of agreeing pairs
    /// has the variance n p (1 - p).
    /// </summary>
    private static void AssertMultapses(int[,] count, double pairsOfDraws, double probability) =>
        Bounds.AssertBinomial(count.Cast<int>().Sum(n => n * (n - 1L) / 2), pairsOfDraws, probability, 3,
            "pairs of synapses between the same neurons");
}
