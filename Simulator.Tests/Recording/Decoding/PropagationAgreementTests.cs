using System.Text.Json;
using Spiking.Engine;
using Spiking.Recording;
using Spiking.Recording.Decoding;
using Spiking.Tests.Reference;
using Spiking.Tests.Statistics;

namespace Spiking.Tests.Recording.Decoding;

/// <summary>
/// Multiplexed propagation (Payeur et al. 2021, Fig. 3), ten seeds, against the published program: its run of seed 1, and the mean of 17 of
/// its seeds. Rates in bins of 50 ms. Two minutes on two cores.
/// </summary>
[Category("Science")]
public sealed class PropagationAgreementTests
{
    private const int Runs = 10;
    private const int Bins = 79;

    // The sines begin at 1 s; the correlations begin with the bin that ends at 1.1 s.
    private const int FirstBinWithSines = 20;

    private static readonly JsonElement s_reference = ReferenceData.Load("propagation");
    private static readonly JsonElement s_published = ReferenceData.Load("propagation-seeds");

    private static readonly (string Key, string Population, Func<PopulationRates, double> Rate)[] s_series =
    [
        ("pyr1_event_rate", "pyr1", r => r.EventRate),
        ("pyr1_burst_rate", "pyr1", r => r.BurstRate),
        ("pyr2_event_rate", "pyr2", r => r.EventRate),
        ("pyr2_burst_rate", "pyr2", r => r.BurstRate),
        ("pv_rate", "pv", r => r.SpikeRate),
        ("som_rate", "som", r => r.SpikeRate),
    ];

    // Runs by series and bins; the published run comes last.
    private double[][][] _runs = [];

    [OneTimeSetUp]
    public void Run()
    {
        double[][][] runs = new double[Runs + 1][][];
        Parallel.For(0, Runs, i => runs[i] = Ours(i + 1));

        // The reference's first row covers one step only.
        runs[Runs] = [.. s_series.Select(s => s_reference.Numbers(s.Key)[1..(Bins + 1)])];
        _runs = runs;
    }

    // Over all bins and series, the mean of z^2 = (r - m)^2/(s^2 (1 + 1/n)), with mean m and standard deviation s of the n other runs of
    // ours. Bins and series are far from independent (the network is close to an instability, and a volley of bursts moves all of them), so
    // this mean has no known distribution; but each of our runs, left out, gives one value of it. The published run's must be like those.
    // With seeds 1 to 10: 1.95 where ours are 1.36 +- 0.22 (from independent normal values 8/6 = 1.33 would be expected), that is 2.5
    // standard deviations; most of the excess are two volleys, at 1.1 s and from 3.45 to 3.7 s, that are larger than any of ours. It is
    // chance: this run lies as far from other seeds of the published program as from ours.
    [Test]
    public void Rates_in_all_bins_agree_when_pooled()
    {
        double[] ours = [.. Enumerable.Range(0, Runs).Select(i => Distance(_runs[i], [.. _runs[..Runs].Where((_, j) => j != i)]))];

        // The same number of other runs for the published one: the mean over all choices of which run of ours is left out.
        double published = Enumerable.Range(0, Runs).Average(i => Distance(_runs[Runs], [.. _runs[..Runs].Where((_, j) => j != i)]));
        Notes.Add($"published {published:F3}, ours {string.Join(' ', ours.Order().Select(q => q.ToString("F2")))}");
        double bound = ours.Average() + 3 * Deviation(ours) * Math.Sqrt(1 + 1.0 / Runs);
        Assert.That(published, Is.LessThan(bound));
    }

    // The same for the means of many seeds. With standard deviation s of single runs, the difference between the means of n runs of ours
    // and of N published ones has the variance s^2 (1/n + 1/N). Divided by it, the squared difference is distributed like that of a single
    // run that is left out: a mean of runs has the same correlations between bins and series as a run. The published AdEx cell has (1 +
    // x/256)^256 for exp(x), which lowers the rates of SOM and PV cells by less than 1 %: with these numbers of seeds less than a standard
    // error of a bin. With seeds 1 to 10: 1.32 where runs left out have 1.36 +- 0.22.
    [Test]
    public void Means_over_seeds_agree_in_all_bins_when_pooled()
    {
        double[] leftOut = [.. Enumerable.Range(0, Runs).Select(i => Distance(_runs[i], [.. _runs[..Runs].Where((_, j) => j != i)]))];
        int seeds = s_published.GetProperty("seeds").GetInt32();
        double sum = 0;
        for (int k = 0; k < s_series.Length; k++)
        {
            double[] published = s_published.GetProperty(s_series[k].Key).Numbers("mean");
            Assert.That(published, Has.Length.EqualTo(Bins));
            for (int bin = 0; bin < Bins; bin++)
            {
                double[] ours = [.. _runs[..Runs].Select(run => run[k][bin])];
                double z = (ours.Average() - published[bin]) / (Deviation(ours) * Math.Sqrt(1.0 / Runs + 1.0 / seeds));
                sum += z * z;
            }
        }

        double distance = sum / (s_series.Length * Bins);
        Notes.Add($"{distance:F3}; runs left out {leftOut.Average():F3} +- {Deviation(leftOut):F3}");
        Assert.That(distance, Is.LessThan(leftOut.Average() + 3 * Deviation(leftOut) * Math.Sqrt(1 + 1.0 / Runs)));
    }

    // Means over the three seconds with sines, and over 17 published seeds. The standard deviation of the published runs is taken to be
    // that of ours.
    [Test]
    public void Mean_rates_agree_with_the_mean_of_published_seeds()
    {
        int seeds = s_published.GetProperty("seeds").GetInt32();
        for (int k = 0; k < s_series.Length; k++)
        {
            (string key, string population, _) = s_series[k];
            double[] ours = [.. _runs[..Runs].Select(run => run[k][FirstBinWithSines..].Average())];
            double published = s_published.GetProperty(key).Numbers("mean")[FirstBinWithSines..].Average();
            double error = Deviation(ours) * Math.Sqrt(1.0 / Runs + 1.0 / seeds);
            Notes.Add($"{key}: published {published:F3}, ours {ours.Average():F3}, standard error of the difference {error:F3} Hz");

            // The lower rates of the published AdEx cells, as its description gives them: SOM 0.4 %, PV 0.8 %.
            double bias = population == "som" ? 0.004 * published : population == "pv" ? 0.008 * published : 0;
            Assert.That(ours.Average() - published, Is.EqualTo(bias).Within(4 * error), key);
        }
    }

    // Means over the three seconds with sines. The burst detector is the published one here, so no allowance is made for it.
    [Test]
    public void Mean_rates_agree()
    {
        SingleRunAgreement agreement = new(Runs);
        for (int k = 0; k < s_series.Length; k++)
        {
            double[] means = [.. _runs.Select(run => run[k][FirstBinWithSines..].Average())];
            Notes.Add(
                $"{s_series[k].Key}: published {means[Runs]:F3}, ours {means[..Runs].Average():F3} +- {Deviation(means[..Runs]):F3} Hz");
            agreement.Add(s_series[k].Key, means[Runs], means[..Runs], 0);
        }

        agreement.Check();
    }

    // What multiplexing means: E2 follows E1, P1 follows B2, E2 does not depend on P2; and P1 depends on E1 (a weakness of these
    // parameters). With seeds 1 to 10: 0.928 +- 0.011, 0.899 +- 0.011, 0.041 +- 0.023, 0.850 +- 0.011; published 0.92, 0.89, 0.03, 0.82.
    [Test]
    public void Correlations_agree()
    {
        (string Name, Func<double[][], double> Value)[] correlations =
        [
            ("E2 with E1", run => Correlation(run[2], run[0])),
            ("P1 with B2", run => Correlation(Probability(run, 0), run[3])),
            ("E2 with P2", run => Correlation(run[2], Probability(run, 2))),
            ("P1 with E1", run => Correlation(Probability(run, 0), run[0])),
        ];
        SingleRunAgreement agreement = new(Runs);
        foreach ((string name, Func<double[][], double> value) in correlations)
        {
            double[] values = [.. _runs.Select(value)];
            Notes.Add($"{name}: published {values[Runs]:F3}, ours {values[..Runs].Average():F3} +- {Deviation(values[..Runs]):F3}");
            agreement.Add(name, values[Runs], values[..Runs], 0);
        }

        agreement.Check();
    }

    private static double[][] Ours(int seed)
    {
        Network network =
            NetworkBuilder.Build(NetworkDescription.File.Load(Path.Combine(TestFiles.Networks, "propagation.json"), [$"seed={seed}"]));
        RateCourse course = new(network, 0.05);
        new Simulation(network, [], network.Description.Duration!.Value).Advance(network.Steps(Bins * 0.05), course);
        return [.. s_series.Select(s => course.Rates(s.Population).Select(s.Rate).ToArray())];
    }

    private static double Distance(double[][] run, double[][][] others)
    {
        double sum = 0;
        for (int k = 0; k < run.Length; k++)
        {
            for (int bin = 0; bin < Bins; bin++)
            {
                double[] values = [.. others.Select(o => o[k][bin])];
                double z = (run[k][bin] - values.Average()) / (Deviation(values) * Math.Sqrt(1 + 1.0 / values.Length));
                sum += z * z;
            }
        }

        return sum / (run.Length * Bins);
    }

    private static double Deviation(double[] values) =>
        Math.Sqrt(values.Sum(v => Math.Pow(v - values.Average(), 2)) / (values.Length - 1));

    private static double[] Probability(double[][] run, int events) => [.. run[events].Zip(run[events + 1], (e, b) => b / e)];

    private static double Correlation(double[] a, double[] b) =>
        LinearFit.Correlation(a[(FirstBinWithSines + 1)..], b[(FirstBinWithSines + 1)..]);
}
