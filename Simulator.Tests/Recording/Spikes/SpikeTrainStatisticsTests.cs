using Spiking.Plotting;
using Spiking.Recording;
using Spiking.Recording.Spikes;

namespace Spiking.Tests.Recording.Spikes;

/// <summary>Statistics of spike trains against closed forms.</summary>
public sealed class SpikeTrainStatisticsTests
{
    private const double Duration = 200;
    private const double Rate = 10;
    private const int Cells = 40;

    // Bounds are 4 standard errors: of the rate sqrt(rate / (T cells)); of the mean of 1/sqrt(n) for the coefficient of n exponential
    // intervals; of the Fano factor sqrt(2 / (m - 1)) for m Poisson counts; of a correlation 1/sqrt(m - 1). Means over cells or pairs
    // divide them by the root of their number.
    [Test]
    public void A_Poisson_process_has_variation_and_Fano_factor_1_and_no_correlation()
    {
        SpikeTrainStatistics statistics = Poisson(seed: 3);
        int windows = (int)(Duration / 0.5);

        Assert.That(statistics.Rates.Average(), Is.EqualTo(Rate).Within(4 * Math.Sqrt(Rate / (Duration * Cells))));
        Assert.That(statistics.Variations.Average(), Is.EqualTo(1).Within(4 / Math.Sqrt(Rate * Duration * Cells)));
        Assert.That(statistics.FanoFactor(0.5).Mean, Is.EqualTo(1).Within(4 * Math.Sqrt(2.0 / (windows - 1) / Cells)));
        Assert.That(statistics.Correlation(0.5).Mean, Is.EqualTo(0).Within(4 / Math.Sqrt((windows - 1.0) * Cells * (Cells - 1) / 2)));
    }

    [Test]
    public void Intervals_of_a_Poisson_process_are_exponential()
    {
        double[] intervals = [.. Poisson(seed: 4).Intervals];

        foreach (double t in new[] { 0.02, 0.1, 0.3 })
        {
            double expected = Math.Exp(-Rate * t);
            double bound = 4 * Math.Sqrt(expected * (1 - expected) / intervals.Length);
            Assert.That(intervals.Count(interval => interval > t) / (double)intervals.Length, Is.EqualTo(expected).Within(bound),
                $"longer than {t} s");
        }
    }

    // A train of interval I counts floor(w/I) or one more in windows of length w: a Bernoulli variable of the fraction f = w/I -
    // floor(w/I).
    [TestCase(0.25, 0.0)]
    [TestCase(0.35, 0.25)]
    public void A_regular_train_has_no_variation_and_the_Fano_factor_of_its_fraction(double window, double fraction)
    {
        const double Interval = 0.125;
        double[] times = [.. Enumerable.Range(0, 1600).Select(i => i * Interval)];
        SpikeTrainStatistics statistics = new(1, 0, Duration, times, new int[times.Length]);
        double f = (window / Interval) - Math.Floor(window / Interval);
        Assert.That(f, Is.EqualTo(fraction == 0 ? 0 : 0.8).Within(1e-9));
        int windows = (int)(Duration / window);

        Assert.That(statistics.Rates.Single(), Is.EqualTo(8));
        Assert.That(statistics.Variations.Single(), Is.EqualTo(0).Within(1e-9));

        // n - 1 in the denominator, and the counts of the last period may be cut off.
        Assert.That(statistics.FanoFactor(window).Mean, Is.EqualTo(f * (1 - f) / (window / Interval)).Within(3.0 / windows));
    }

    // Ten spikes in a second at the times k dt: each window of 0.1 s, wherever it begins, holds one, whatever the rounding of its edges.
    [Test]
    public void Spikes_on_the_edges_of_windows_belong_to_those_that_begin_there()
    {
        foreach (double from in new[] { 0, 0.2, 0.3 })
        {
            double[] times = [.. Enumerable.Range(0, 100).Select(k => (k * 1000 + (int)Math.Round(from * 1e4)) * 1e-4)];
            SpikeTrainStatistics statistics = new(1, from, from + 10, times, new int[100]);
            Assert.That(statistics.FanoFactor(0.1).Mean, Is.Zero, $"from {from} s");
        }
    }

    // 0.7 over a bin of 0.1 Hz is 6.999999999999999: nineteen of twenty cells would be missing.
    [Test]
    public void Cells_at_the_highest_rate_are_in_the_last_bin()
    {
        (double Time, int Cell)[] spikes =
            [.. Enumerable.Range(0, 20).SelectMany(cell => Enumerable.Range(0, cell == 0 ? 6 : 7).Select(k => (0.5 + k, cell)))];
        Figure figure = SpikeTrainFigures.Statistics(
            [("cells", 0, new SpikeTrainStatistics(20, 0, 10, [.. spikes.Select(s => s.Time)], [.. spikes.Select(s => s.Cell)]))],
            "0 to 10 s", 1e-4);
        Panel rates = figure.Panels.First(panel => panel.X.Label == "Firing rate of a cell");
        Assert.That(((XYSeries)rates.Series[0]).Y.Sum(), Is.EqualTo(1).Within(1e-12));
    }

    [Test]
    public void Equal_trains_are_fully_correlated_and_silent_cells_do_not_count()
    {
        double[] times = [0.1, 0.5, 0.6, 1.7, 0.1, 0.5, 0.6, 1.7];
        int[] cells = [0, 0, 0, 0, 2, 2, 2, 2];

        SpikeTrainStatistics statistics = new(3, 0, 2, times, cells);

        Assert.That(statistics.Correlation(0.2).Mean, Is.EqualTo(1).Within(1e-12));
        Assert.That(statistics.Rates, Is.EqualTo(new[] { 2.0, 0, 2 }));
        Assert.That(statistics.Variations[1], Is.NaN);
        Assert.That(new SpikeTrainStatistics(2, 0, 1, [], []).FanoFactor(0.1).Mean, Is.NaN);
        Assert.That(new SpikeTrainStatistics(2, 0, 1, [], []).Correlation(0.1).Mean, Is.NaN);
    }

    // Two equal trains and one that fires when these are silent: correlations 1, -1 and -1. Without one cell the mean is -1, -1 or 1, so
    // the jackknife has 2/3 of the squares (2/3)^2 + (2/3)^2 + (4/3)^2.
    [Test]
    public void The_standard_error_of_correlations_is_that_of_the_jackknife_over_cells()
    {
        PairCorrelation found = new SpikeTrainStatistics(3, 0, 4, [0.5, 2.5, 0.5, 2.5, 1.5, 3.5], [0, 0, 1, 1, 2, 2]).Correlation(1);

        Assert.That(found.Pairs, Is.EqualTo(3));
        Assert.That(found.Mean, Is.EqualTo(-1 / 3.0).Within(1e-12));
        Assert.That(found.StandardError, Is.EqualTo(4 / 3.0).Within(1e-12));
        Assert.That(new SpikeTrainStatistics(2, 0, 4, [0.5, 2.5, 1.5, 3.5], [0, 0, 1, 1]).Correlation(1).StandardError, Is.NaN);
    }

    // Of independent cells the jackknife gives sqrt(2) times the deviation of the mean of uncorrelated pairs; a variance from n cells is
    // known to sqrt(2 / n), so its root to 1/sqrt(2 n), of which the bounds are four.
    [Test]
    public void Standard_errors_of_a_Poisson_process_are_those_of_its_counts()
    {
        SpikeTrainStatistics statistics = Poisson(seed: 7);
        double windows = Duration / 0.5, bound = 400 / Math.Sqrt(2 * Cells);

        Assert.That(statistics.Correlation(0.5).StandardError,
            Is.EqualTo(Math.Sqrt(2 / ((windows - 1) * Cells * (Cells - 1) / 2))).Within(bound).Percent);
        Assert.That(statistics.FanoFactor(0.5).StandardError, Is.EqualTo(Math.Sqrt(2 / (windows - 1) / Cells)).Within(bound).Percent);
    }

    [Test]
    public void Fano_factors_and_correlations_have_error_bars_and_captions_their_numbers()
    {
        Figure figure = SpikeTrainFigures.Statistics([("pyr", 0, Poisson(seed: 5))], "here", 1e-4);

        foreach (string label in new[] { "Fano factor", "Pairwise correlation" })
            Assert.That(figure.Panels.Single(panel => panel.Y.Label == label).Series.OfType<PointSeries>().Single().Error,
                Is.Not.Null.And.All.GreaterThan(0), label);
        Assert.That(figure.Caption, Does.Contain("mean ± s.e.m. over cells").And.Contain("mean of n = 780 pairs of the first cells of each "
            + "population, with the standard error of the jackknife over cells."));
    }

    [Test]
    public void Spikes_of_unknown_cells_and_empty_stretches_are_refused()
    {
        Assert.That(() => new SpikeTrainStatistics(2, 0, 1, [0.5], [2]), Throws.ArgumentException.With.Message.Contains("Cell 2"));
        Assert.That(() => new SpikeTrainStatistics(2, 0, 1, [0.5], []), Throws.ArgumentException);
        Assert.That(() => new SpikeTrainStatistics(2, 1, 1, [], []), Throws.ArgumentException);
        Assert.That(() => new SpikeTrainStatistics(0, 0, 1, [], []), Throws.ArgumentException);
    }

    [Test]
    public void A_rate_that_rises_by_half_is_not_steady_and_chance_is()
    {
        // Of 20 Hz for 60 s and 30 Hz for 40 s, regularly: the fifths differ from their mean, 24 Hz, by 17 and 25 %.
        double[] rising = [.. Enumerable.Range(0, 1200).Select(i => i / 20.0), .. Enumerable.Range(0, 1200).Select(i => 60 + (i / 30.0))];

        Assert.That(new SpikeTrainStatistics(1, 0, 100, rising, new int[rising.Length]).IsSteady, Is.False);
        Assert.That(Poisson(seed: 5).IsSteady, Is.True);

        // 4 spikes in one fifth, where the mean is 2: three standard deviations of a Poisson count are 4.2.
        Assert.That(new SpikeTrainStatistics(1, 0, 5, [0.1, 0.2, 0.3, 0.4, 1.5, 1.6, 2.5, 2.6, 3.5, 4.5], new int[10]).IsSteady, Is.True);
    }

    [Test]
    public void Of_changing_inputs_and_rates_no_variances_are_drawn()
    {
        string[] Axes(Figure figure) => [.. figure.Panels.SelectMany(panel => new[] { panel.X.Label, panel.Y.Label })];
        (string, int, SpikeTrainStatistics) steady = ("pyr", 0, Poisson(seed: 5));
        double[] times = [.. Enumerable.Range(0, 400).Select(i => i / 100.0), .. Enumerable.Range(0, 96).Select(i => 4.0 + i)];
        (string, int, SpikeTrainStatistics) unsteady = ("som", 1, new SpikeTrainStatistics(1, 0, 100, times, new int[times.Length]));

        Figure all = SpikeTrainFigures.Statistics([steady], "here", 1e-4),
            changed = SpikeTrainFigures.Statistics([steady], "here", 1e-4, true),
            one = SpikeTrainFigures.Statistics([steady, unsteady], "here", 1e-4);

        Assert.That(Axes(all), Does.Contain("Fano factor").And.Contain("Pairwise correlation").And.Contain("CV of inter-spike intervals"));
        Assert.That(all.Caption, Does.Not.Contain("Of changing rates"));
        Assert.That(Axes(changed), Does.Not.Contain("Fano factor").And.Not.Contain("Pairwise correlation")
            .And.Not.Contain("CV of inter-spike intervals"));
        Assert.That(changed.Caption, Does.Contain("would count as variance: the inputs change in this stretch."));
        Assert.That(one.Panels.Single(panel => panel.Y.Label == "Fano factor").Series.OfType<LineSeries>().Select(line => line.Name),
            Is.EqualTo(new[] { "pyr" }));
        Assert.That(one.Caption, Does.Contain("would count as variance: som."));
    }

    [Test]
    public void Histograms_hold_all_cells()
    {
        Figure figure = SpikeTrainFigures.Statistics([("pyr", 0, Poisson(seed: 5)), ("som", 3, Poisson(seed: 6))], "0 to 100 s", 1e-4);

        Assert.That(figure.Panels[0].Series.Select(series => series.Colour),
            Is.EqualTo(new[] { PopulationLooks.Of(0), PopulationLooks.Of(3) }));

        foreach (Panel panel in figure.Panels.Take(2))
            Assert.That(panel.Series.Cast<LineSeries>().Select(series => series.Y.Sum()), Is.All.EqualTo(1).Within(1e-9), panel.Letter);
        foreach (LineSeries intervals in figure.Panels[2].Series.Cast<LineSeries>())
        {
            double[] edges = [.. intervals.X, figure.Panels[2].X.Maximum!.Value];
            Assert.That(intervals.Y.Select((density, bin) => density * Math.Log10(edges[bin + 1] / edges[bin])).Sum(),
                Is.EqualTo(1).Within(1e-9));
        }

        Assert.That(figure.Caption, Does.Contain("From 0 to 100 s. Cells: pyr n = 40, som n = 40"));
    }

    [Test]
    public void A_raster_parts_events_from_later_spikes_and_shows_the_first_cells()
    {
        RecordedSpikes bursting = new("pyr", 100, [0.1, 0.11, 0.5, 0.7, 3], [0, 0, 59, 60, 1], [true, false, true, true, true]);

        Figure figure = SpikeTrainFigures.Raster(new RasterStretch([bursting, new("pv", 2, [0.2], [1])], 0, 1), 1);

        RasterSeries[] first = [.. figure.Panels[0].Series.Cast<RasterSeries>()];
        Assert.That(first[0].Times, Is.EqualTo(new[] { 0.1, 0.5 }));
        Assert.That(first[1].Times, Is.EqualTo(new[] { 0.11 }));
        Assert.That(figure.Panels[1].Series.Cast<RasterSeries>().Single().Neurons, Is.EqualTo(new[] { 1 }));
        Assert.That(figure.Panels.Select(panel => panel.Title), Is.EqualTo(new[] { "pyr", "pv" }));
    }

    [Test]
    public void What_a_few_spikes_cannot_tell_is_not_drawn()
    {
        double[] times = [.. Enumerable.Range(0, 150).Select(i => 0.01 * i)];

        Assert.That(new SpikeFindings("spikes", [new("a", 3, [0.1, 0.2, 0.5], [0, 1, 1])], 0, 1, 1, true).Figures().Select(f => f.Name),
            Is.EqualTo(new[] { "spikes" }), "3 spikes");
        Assert.That(new SpikeFindings("spikes", [new("a", 3, [], [])], 0, 1, 1, true).Figures(), Is.Empty, "none");
        Figure oneCell = new SpikeFindings("spikes", [new("a", 1, times, new int[150])], 0, 1.5, 1.5, true).Figures().Last().Draw();
        Assert.That(oneCell.Panels.Select(panel => panel.X.Label), Is.EqualTo(new[] { "Inter-spike interval", "Window" }),
            "neither distributions over cells nor pairs");
        Assert.That(oneCell.Panels[1].Series.OfType<LineSeries>().Single().X, Is.All.LessThanOrEqualTo(0.15), "at least ten windows");
    }

    [Test]
    public void A_raster_shows_the_last_forty_spikes_of_the_busiest_cells()
    {
        (double[] slow, double[] fast) =
            ([.. Enumerable.Range(0, 2000).Select(i => 0.05 * i)], [.. Enumerable.Range(0, 1000).Select(i => 0.1 * i)]);
        Figure figure = new SpikeFindings("spikes", [new("a", 1, slow, new int[2000]), new("b", 1, fast, new int[1000])], 0, 100, 166,
            true).Figures().First().Draw();

        // 20 Hz: 40 spikes take 2 s.
        Assert.That(figure.Panels[0].Title, Is.EqualTo("a, 98.0–100.0 s of 166 s"));
        Assert.That(figure.Panels.Select(panel => panel.X.Minimum), Is.All.EqualTo(98).Within(1e-9));
        Assert.That(figure.Panels[0].Series.Cast<RasterSeries>().Single().Times, Has.Count.EqualTo(40));
    }

    private static SpikeTrainStatistics Poisson(int seed)
    {
        Random random = new(seed);
        List<double> times = [];
        List<int> cells = [];
        for (int cell = 0; cell < Cells; cell++)
        {
            for (double t = -Math.Log(1 - random.NextDouble()) / Rate; t < Duration; t -= Math.Log(1 - random.NextDouble()) / Rate)
            {
                times.Add(t);
                cells.Add(cell);
            }
        }

        return new SpikeTrainStatistics(Cells, 0, Duration, [.. times], [.. cells]);
    }
}
