using Spiking.Numerics;
using Spiking.Tests.Statistics;

namespace Spiking.Tests.Numerics;

public unsafe class GeometricGapsTests
{
    private const int Batches = 20_000;
    private const int Draws = Batches * GeometricGaps.BatchSize;
    private static readonly double[] Probabilities = [1e-6, 1e-4, 0.015, 0.05, 0.2, 0.5, 0.9, 0.999];

    [TestCaseSource(nameof(Probabilities))]
    public void Gaps_are_geometric(double p)
    {
        // Chi-square over cells that hold about 1/50 of the probability each (or one gap, where a single gap is likelier).
        int[] sorted = Draw(p);
        Array.Sort(sorted);
        List<(double Expected, int Found)> cells = [];
        int index = 0, edge = 0;
        double above = 1;
        while (above > 0.02)
        {
            // Smallest edge k with P(gap > k) = (1 - p)^k at least 1/50 below the last one; what remains is the last cell.
            edge = Math.Max(edge + 1, (int)Math.Ceiling(Math.Log(Math.Max(above - 0.02, 1e-12)) / Logarithms.OnePlus(-p)));
            double next = Math.Exp(edge * Logarithms.OnePlus(-p));
            if (next * Draws < 20) next = 0;
            int start = index;
            while (index < Draws && (next == 0 || sorted[index] <= edge)) index++;
            cells.Add(((above - next) * Draws, index - start));
            above = next;
        }

        if (above > 0) cells.Add((above * Draws, Draws - index));
        if (cells.Count == 1) Assert.Fail("one cell tests nothing");
        double chiSquare = cells.Sum(c => (c.Found - c.Expected) * (c.Found - c.Expected) / c.Expected);
        Assert.That(cells.Sum(c => c.Found), Is.EqualTo(Draws));
        Assert.That(chiSquare, Is.LessThan(Bounds.ChiSquare(cells.Count - 1, Probabilities.Length)), $"{cells.Count} cells");
    }

    [TestCaseSource(nameof(Probabilities))]
    public void The_mean_gap_is_one_over_p(double p)
    {
        // Standard error sqrt(1 - p)/(p sqrt(n)); the mean also sees the tail that chi-square lumps together.
        double mean = Draw(p).Average(gap => (double)gap);
        Bounds.AssertNormal(mean, 1 / p, Math.Sqrt((1 - p) / Draws) / p, Probabilities.Length, "mean gap");
    }

    [TestCase(0.015)]
    [TestCase(0.5)]
    public void Neighbouring_gaps_are_uncorrelated(double p)
    {
        // The covariance of n independent pairs has the standard error variance/sqrt(n).
        int[] gaps = Draw(p);
        double variance = (1 - p) / (p * p);
        foreach (int distance in new[] { 1, 8, 16, GeometricGaps.BatchSize })
        {
            double sum = 0;
            for (int i = distance; i < Draws; i++) sum += (gaps[i] - 1 / p) * (gaps[i - distance] - 1 / p);
            Bounds.AssertNormal(sum / Draws, 0, variance / Math.Sqrt(Draws), 8, $"distance {distance}");
        }
    }

    [TestCase(1e-7)]
    [TestCase(1e-9)]
    [TestCase(1e-15)]
    [TestCase(1e-16)]
    [TestCase(1e-17)]
    [TestCase(1e-100)]
    [TestCase(1e-308)]
    [TestCase(double.Epsilon)]
    public void Positions_ascend_however_rare_successes_are(double p)
    {
        // An overflow would lead back below the end of the sequence: 10^7 trials is the longest (targets of a projection).
        const int Longest = 10_000_000;
        int[] positions = new int[GeometricGaps.BatchSize];
        GeometricGaps gaps = new(p);
        fixed (int* first = positions)
        {
            for (uint batch = 0; batch < 1000; batch++)
            {
                gaps.Draw(RandomKey.Of(12, RandomPurpose.Background), 0, GeometricGaps.CountersPerBatch * batch, Longest - 1, first);
                Assert.That(positions[0], Is.GreaterThanOrEqualTo(Longest));
                Assert.That(positions, Is.Ordered.Ascending.And.Unique);
            }
        }
    }

    [TestCase(1e-7)]
    [TestCase(1e-9)]
    [TestCase(1e-16)]
    [TestCase(1e-308)]
    public void The_shortest_gaps_are_as_rare_as_they_should_be(double p)
    {
        // 2^26 random numbers: about four of them are rounded to U = 1, whose gap must not be 1. P(gap <= 1000) is 1000 p: at 1e-7, 6,711
        // of the gaps are expected to be that short, at 1e-9 67 and below none. At 1e-9 gaps are resolved to 2^-24/p = 60 trials, hence
        // 1000 +- 60: 4 in the bound.
        const int Numbers = 1 << 26;
        const int Short = 1000;
        int* positions = stackalloc int[GeometricGaps.BatchSize];
        GeometricGaps gaps = new(p);
        RandomKey key = RandomKey.Of(13, RandomPurpose.Background);
        long found = 0;
        for (uint batch = 0; batch < Numbers / GeometricGaps.BatchSize; batch++)
        {
            gaps.Draw(key, 6, GeometricGaps.CountersPerBatch * batch, -1, positions);
            int before = -1;
            for (int i = 0; i < GeometricGaps.BatchSize; before = positions[i++])
                if (positions[i] - before <= Short) found++;
        }

        double expected = Numbers * (Short * p);
        Assert.That(found, Is.EqualTo(expected).Within(4.4 * Math.Sqrt(expected) + expected * 0.06));
    }

    [Test]
    public void Rates_are_right_down_to_a_success_in_a_thousand_million_trials()
    {
        // Cut gaps are stretches without success: successes over trials is p, with the standard error sqrt(p/trials). 1.2 million gaps.
        int* positions = stackalloc int[GeometricGaps.BatchSize];
        foreach (double p in new[] { 1e-7, 1e-8, 1e-9 })
        {
            GeometricGaps gaps = new(p);
            RandomKey key = RandomKey.Of(14, RandomPurpose.Source);
            long trials = 0, successes = 0;
            for (uint batch = 0; batch < 40_000; batch++)
            {
                trials += gaps.Draw(key, 7, GeometricGaps.CountersPerBatch * batch, 0, positions);
                int before = 0;
                for (int i = 0; i < GeometricGaps.BatchSize; before = positions[i++])
                    if (positions[i] - before < GeometricGaps.Longest) successes++;
            }

            Bounds.AssertNormal(successes, trials * p, Math.Sqrt(trials * p), 3, $"p = {p}");
        }
    }

    [TestCase(-2)]
    [TestCase(GeometricGaps.LastStart + 1)]
    [TestCase(int.MaxValue)]
    [TestCase(int.MinValue)]
    public void A_sequence_too_long_for_its_positions_is_refused(int after)
    {
        int[] positions = new int[GeometricGaps.BatchSize];
        GeometricGaps gaps = new(0.5);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            fixed (int* first = positions) gaps.Draw(RandomKey.Of(1, RandomPurpose.Background), 0, 0, after, first);
        });
    }

    [TestCase(0.0)]
    [TestCase(1.0)]
    [TestCase(-0.1)]
    [TestCase(double.NaN)]
    public void Probabilities_outside_0_to_1_are_refused(double p) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new GeometricGaps(p));

    private static int[] Draw(double p)
    {
        int[] result = new int[Draws];
        GeometricGaps gaps = new(p);
        RandomKey key = RandomKey.Of(11, RandomPurpose.Background);
        fixed (int* first = result)
        {
            for (uint batch = 0; batch < Batches; batch++)
            {
                int* positions = first + batch * GeometricGaps.BatchSize;
                int last = gaps.Draw(key, 5, GeometricGaps.CountersPerBatch * batch, -1, positions);
                Assert.That(last, Is.EqualTo(positions[GeometricGaps.BatchSize - 1]));

                // From positions to gaps, from the last to the first.
                for (int i = GeometricGaps.BatchSize - 1; i > 0; i--) positions[i] -= positions[i - 1];
                positions[0]++;
            }
        }

        Assert.That(result.Min(), Is.GreaterThanOrEqualTo(1));
        return result;
    }
}
