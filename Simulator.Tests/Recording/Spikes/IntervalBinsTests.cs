using Spiking.Recording.Spikes;

namespace Spiking.Tests.Recording.Spikes;

/// <summary>Bins of inter-spike intervals on a logarithmic axis.</summary>
public sealed class IntervalBinsTests
{
    private const double Step = 1e-3;

    [Test]
    public void Bins_begin_with_single_steps_and_become_a_tenth_of_a_decade()
    {
        IntervalBins bins = new(1e-3, 0.1, Step);
        double[] edges = [.. bins.Edges], ratios = [.. edges.Zip(edges.Skip(1)).Select(pair => pair.Second / pair.First)];

        Assert.That(edges[..5], Is.EqualTo(new[] { 0.5e-3, 1.5e-3, 2.5e-3, 3.5e-3, 4.5e-3 }).Within(1e-12));
        Assert.That(edges.Select(edge => (edge / Step) - 0.5), Is.All.Matches<double>(steps => Math.Abs(steps - Math.Round(steps)) < 1e-9));

        // From k - 1/2 steps to Rk rounded, less 1/2, with R the tenth root of 10: the ratio of edges is at most 1/2 over k - 1/2 away from
        // (Rk - 1/2)/(k - 1/2) = R + (R - 1)/2/(k - 1/2).
        double root = Math.Pow(10, 0.1);
        double[] wide = [.. ratios.Zip(edges).Where(pair => pair.Second > 9e-3).Select(pair => pair.First)];
        Assert.That(wide, Has.Length.GreaterThan(5));
        Assert.That(wide, Is.All.InRange(root + ((root - 2) / 2 / 9), root + (root / 2 / 9)));
        Assert.That(bins.Upper, Is.GreaterThan(0.1).And.LessThan(0.2));
    }

    [Test]
    public void Every_multiple_of_a_step_is_in_the_bin_around_it_and_no_bin_is_empty()
    {
        double[] all = [.. Enumerable.Range(1, 300).Select(steps => steps * Step)];
        IntervalBins bins = new(all[0], all[^1], Step);

        double[] edges = [.. bins.Edges, bins.Upper], shares = Shares(bins, all);

        int full = edges.Count(edge => edge < all[^1]) - 1;
        Assert.That(shares[..full],
            Is.EqualTo(Enumerable.Range(0, full).Select(bin => (edges[bin + 1] - edges[bin]) / Step / 300)).Within(1e-9));
        Assert.That(full, Is.GreaterThan(15));
        Assert.That(shares[..full], Has.All.GreaterThan(0));
        Assert.That(shares.Sum(), Is.EqualTo(1).Within(1e-12));
    }

    [Test]
    public void Equal_intervals_are_in_one_bin_with_room_on_either_side()
    {
        double[] shares = Shares(new IntervalBins(20e-3, 20e-3, 1e-4), [20e-3, 20e-3, 20e-3]);

        Assert.That(shares.Count(share => share > 0), Is.EqualTo(1));
        Assert.That(shares[0] + shares[^1], Is.Zero);
    }

    // The share of a bin from a to b is exp(-ra) - exp(-rb) = p, that of n intervals has the standard error sqrt(p (1 - p)/n). Of some 40
    // bins none is further than 4.5 of these away but with a probability of 40 * 7e-6 = 3e-4; a Poisson count of 20, the least that is
    // tested, is above 40 with 2e-5.
    [Test]
    public void Shares_of_a_Poisson_process_are_those_of_the_exponential_distribution()
    {
        const double rate = 10;
        Random random = new(3);
        double[] intervals = [.. Enumerable.Range(0, 100_000).Select(_ => -Math.Log(1 - random.NextDouble()) / rate)];
        IntervalBins bins = new(intervals.Min(), intervals.Max(), 1e-4);

        double[] shares = Shares(bins, intervals), edges = [0, .. bins.Edges.Skip(1), double.PositiveInfinity];

        int tested = 0;
        for (int bin = 0; bin < shares.Length; bin++)
        {
            double expected = Math.Exp(-rate * edges[bin]) - Math.Exp(-rate * edges[bin + 1]);
            if (expected * intervals.Length < 20) continue;
            tested++;
            Assert.That(shares[bin], Is.EqualTo(expected).Within(4.5 * Math.Sqrt(expected * (1 - expected) / intervals.Length)), $"{bin}");
        }

        Assert.That(tested, Is.GreaterThan(25));
    }

    // Intervals of whole steps whose logarithms are spread evenly would be seen as they are: a share of log10((k + 1/2)/(k - 1/2)) for k
    // steps gives every bin the same density, whatever number of steps it has. The smallest number of intervals, of 500 steps, is 868 of a
    // million, and rounding it is at most half of one, 0.06 %.
    [Test]
    public void Bins_of_one_step_and_of_many_show_the_same_density()
    {
        IntervalBins bins = new(1e-3, 0.5, Step);
        double[] intervals = [.. Enumerable.Range(1, 500).SelectMany(k =>
            Enumerable.Repeat(k * Step, (int)Math.Round(1e6 * Math.Log10((k + 0.5) / (k - 0.5)))))];

        double[] densities = bins.Densities(intervals);

        int full = bins.Edges.Count(edge => edge < intervals[^1]) - 1;
        Assert.That(densities[..full], Is.All.EqualTo(densities[0]).Within(0.1).Percent);
    }

    // The share of the intervals in each bin, whatever its width.
    private static double[] Shares(IntervalBins bins, double[] intervals)
    {
        double[] edges = [.. bins.Edges, bins.Upper];
        return [.. bins.Densities(intervals).Select((density, bin) => density * Math.Log10(edges[bin + 1] / edges[bin]))];
    }
}
