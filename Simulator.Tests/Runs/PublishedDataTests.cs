using System.Text.Json;
using Spiking.Files;
using Spiking.Plotting;
using Spiking.Runs;

namespace Spiking.Tests.Runs;

/// <summary>The published data that figures show are those of the reference files.</summary>
public sealed class PublishedDataTests
{
    [Test]
    public void Costs_of_XOR_are_means_of_ten_epochs_of_the_published_run()
    {
        double[] costs = [.. Reference("xor-burstprop").GetProperty("epoch_cost").EnumerateArray().Select(cost => cost.GetDouble())];

        PointSeries circles = Circles("xor-burstprop", "learning", "a").Single();

        Assert.That(circles.X, Has.Count.EqualTo(25));
        for (int i = 0; i < circles.X.Count; i++)
        {
            int first = (int)(circles.X[i] - 5.5);
            Assert.That(circles.Y[i], Is.EqualTo(costs[first..(first + 10)].Average()).Within(0.0006),
                $"epochs {first + 1} to {first + 10}");
        }
    }

    [Test]
    public void Weight_changes_of_Poisson_pairings_are_those_of_the_published_code()
    {
        JsonElement poisson = Reference("plasticity-protocols").GetProperty("poisson");

        PointSeries circles = Circles("pairing-poisson", "weight-change", "a").First();

        Assert.That(circles.Marker, Is.EqualTo(Marker.Ring));
        Assert.That(circles.Y,
            Is.EqualTo(poisson.GetProperty("dw_p30").EnumerateArray().Select(change => change.GetDouble())).Within(0.0006));
        Assert.That(circles.Error,
            Is.EqualTo(poisson.GetProperty("sd_p30").EnumerateArray().Select(sd => sd.GetDouble() / Math.Sqrt(20))).Within(0.0006));
    }

    [Test]
    public void The_learning_rule_in_a_network_has_weights_and_rates_of_the_published_run()
    {
        JsonElement run = Reference("learning-rule-network");
        double[] Of(string key) => [.. run.GetProperty(key).EnumerateArray().Skip(1).Select(value => value.GetDouble())];

        PointSeries weights = (PointSeries)PublishedData.Over("learning-rule", "", "weights",
            new Figure("", [new Panel("", new Axis("x"), new Axis("y"), [])])).Panels.Single().Series.Single();
        PointSeries[] events = [.. Circles("learning-rule", "rates", "b")], bursts = [.. Circles("learning-rule", "rates", "c")];

        Assert.That(weights.X, Is.EqualTo(Of("time_s")), "weights are those of the end of a bin");
        Assert.That(weights.Y, Is.EqualTo(Of("mean_weight")).Within(1e-5));
        Assert.That(events[0].X, Is.EqualTo(Of("time_s").Select(end => end - 1.25)), "rates stand at the middle of their bins of 2.5 s");
        PointSeries[] shares = [.. Circles("learning-rule", "rates", "d")];
        foreach ((int i, string population) in new[] { "input", "main" }.Index())
        {
            double[] eventRates = Of(population + "_event_rate"), burstRates = Of(population + "_burst_rate");
            Assert.That(events[i].Y, Is.EqualTo(eventRates).Within(0.0006));
            Assert.That(bursts[i].Y, Is.EqualTo(burstRates).Within(0.0006));
            Assert.That(shares[i].Y, Is.EqualTo(burstRates.Zip(eventRates, (b, e) => b / e)).Within(0.0006));
        }
    }

    [Test]
    public void The_target_rate_task_has_rates_and_weights_of_the_published_run()
    {
        JsonElement run = Reference("burstccn-target-rate");
        double[] Of(string key) => [.. Enumerable.Range(0, 50).Select(i => run.GetProperty(key)[(4 * i) + 2].GetDouble())];
        PointSeries weights = (PointSeries)PublishedData.Over("burstccn-target-rate", "", "weights",
            new Figure("", [new Panel("", new Axis("x"), new Axis("y"), [])])).Panels.Single().Series.Single();

        Assert.That(weights.X, Is.EqualTo(Of("time_s")));
        Assert.That(weights.Y, Is.EqualTo(Of("input_soma_input_weights").Select(weight => 8.6486e-5 * weight)).Within(0.06).Percent,
            "a weight of 1 is a conductance of 8.6486e-5, in units of the leak");
        foreach ((string letter, string quantity) in new[] { ("b", "event_rates"), ("c", "burst_rates"), ("d", "burst_probs_indirect") })
        {
            PointSeries[] rates = [.. Circles("burstccn-target-rate", "rates", letter)];
            Assert.That(rates[0].Y, Is.EqualTo(Of("output_" + quantity)).Within(0.06).Percent, letter);
            Assert.That(rates[1].Y, Is.EqualTo(Of("input_" + quantity)).Within(0.06).Percent, letter);
        }
    }

    [TestCase("a", "test_error_percent")]
    [TestCase("b", "train_error_percent")]
    [TestCase("c", "train_loss")]
    public void MNIST_has_the_means_of_the_two_published_seeds(string letter, string key)
    {
        JsonElement runs = Reference("mnist-published").GetProperty("runs");
        double[] Of(string seed) => [.. runs.GetProperty(seed).GetProperty(key).EnumerateArray().Select(value => value.GetDouble())];
        PointSeries circles = Circles("mnist-burstccn", "learning", letter).Single();

        Assert.That(circles.X, Is.EqualTo(new[] { 1, 2, 3, 4, 5, 6 }));
        Assert.That(circles.Y,
            Is.EqualTo(Of("burstccn-seed-1").Zip(Of("burstccn-seed-2"), (one, two) => (one + two) / 2)).Within(0.06).Percent);
    }

    [TestCase("dendritic-transfer", "dendritic-transfer", "som->pyr weight 0.001 (default)")]
    [TestCase("normalization", "dendritic-transfer-recurrent", "somatic current 0 pA, recurrent weight 0.02")]
    public void Transfer_has_the_burst_rates_of_the_published_run(string experiment, string reference, string name)
    {
        JsonElement curve = Reference(reference).GetProperty("curves").GetProperty(name);
        double[] Of(string key) => [.. curve.GetProperty(key).EnumerateArray().Select(value => value.GetDouble())];
        PointSeries[] rates = [.. Circles(experiment, "transfer", "b")];

        Assert.That(Circles(experiment, "transfer", "a").Single().Y, Is.EqualTo(Of("burst_probability")).Within(0.06).Percent);
        Assert.That(rates.Select(points => points.Colour), Is.EqualTo(new[] { Palette.Events, Palette.Bursts }));
        Assert.That(rates[0].Y, Is.EqualTo(Of("event_rate")).Within(0.06).Percent);
        Assert.That(rates[1].Y, Is.EqualTo(Of("event_rate").Zip(Of("burst_probability"), (e, p) => e * p)).Within(0.06).Percent);
    }

    [Test]
    public void Propagation_has_the_spread_of_the_published_seeds()
    {
        JsonElement seeds = Reference("propagation-seeds");
        double[] Of(string key, string statistic) =>
            [.. seeds.GetProperty(key).GetProperty(statistic).EnumerateArray().Select(value => value.GetDouble())];
        Figure figure = PublishedData.Over("propagation", "", "decoding",
            new Figure("", [.. "abcdefgh".Select(letter => new Panel($"{letter}", new Axis("x"), new Axis("y"), []))]));
        PointSeries Circles(string letter) => (PointSeries)figure.Panels.Single(panel => panel.Letter == letter).Series.Single();

        Assert.That(Circles("c").Y, Is.EqualTo(Of("pyr1_event_rate", "mean")).Within(0.0006));
        Assert.That(Circles("c").Error, Is.EqualTo(Of("pyr1_event_rate", "sd")).Within(0.0006));
        Assert.That(Circles("c").ErrorName, Is.EqualTo("s.d."));
        Assert.That(Circles("d").Y, Is.EqualTo(Of("pyr2_burst_rate", "mean").Zip(Of("pyr2_event_rate", "mean"), (b, e) => b / e))
            .Within(0.0006));
        Assert.That(figure.Caption, Does.EndWith(
            "published program, mean ± s.d. of n = 17 seeds; of burst probabilities the ratio of the means."));
    }

    [Test]
    public void Figures_of_other_experiments_stay_as_they_are()
    {
        Figure figure = Empty();

        Assert.That(PublishedData.Over("mine", "", "learning", figure), Is.SameAs(figure));
        Assert.That(PublishedData.Over("xor-burstprop", "", "responses", figure), Is.SameAs(figure));
    }

    [Test]
    public void A_run_of_another_length_says_so_beside_the_circles()
    {
        Assert.That(PublishedData.Over("xor-burstprop", "XOR (Fig. 4).", "learning", Empty()).Caption,
            Does.EndWith("published program, n = 1 run."));
        Assert.That(
            PublishedData.Over("xor-burstprop", Changes.Describe("XOR (Fig. 4).", ["task.epochs=20", "seed=2"]),
                "learning", Empty()).Caption,
            Does.EndWith("published program, n = 1 run, without the changes that were made here (task.epochs = 20)."));
    }

    [Test]
    public void Circles_are_named_in_the_table_and_those_of_dashed_lines_are_squares()
    {
        PointSeries[] circles = [.. Circles("pairing-sjostrom", "weight-change", "a")];
        Marker[] shapes = [Marker.Ring, Marker.Square, Marker.Ring, Marker.Square];

        Assert.That(circles.Select(c => c.Marker), Is.EqualTo(shapes));
        Assert.That(circles.Select(c => c.Name), Is.EqualTo(new[] { "published program, 50 ms", "published program, 200 ms", "", "" }));
        Assert.That(circles.Select(c => c.Column), Is.EqualTo(new[]
        {
            "published program, $P$(0) = 0.25, 50 ms", "published program, $P$(0) = 0.25, 200 ms",
            "published program, $P$(0) = 0.5, 50 ms", "published program, $P$(0) = 0.5, 200 ms",
        }));
        Assert.That(PublishedData.Over("pairing-sjostrom", "", "weight-change", Empty()).Caption,
            Does.Contain("Open circles, for dashed lines squares: published program"));
    }

    [Test]
    public void Averages_that_begin_at_zero_say_so() => Assert.That(
        PublishedData.Over("burstccn-target-rate", "", "rates", Empty()).Caption,
        Does.EndWith("published program, n = 1 run (averages of the last second; rates begin at 0)."));

    [TestCase("pairing-poisson", "mean ± s.e.m. of n = 20 realizations.")]
    [TestCase("pairing-sjostrom", "mean of n = 20 realizations, with s.e.m. where there are error bars.")]
    [TestCase("pairing-periodic", "n = 1 run.")]
    public void Captions_say_what_error_bars_of_the_published_program_are_where_it_has_some(string pairing, string sample) => Assert.That(
        PublishedData.Over(pairing, "", "weight-change", Empty()).Caption, Does.EndWith("published program, " + sample));

    private static IEnumerable<PointSeries> Circles(string experiment, string figure, string letter) =>
        PublishedData.Over(experiment, "", figure, Empty()).Panels.Single(panel => panel.Letter == letter).Series.Cast<PointSeries>();

    private static Figure Empty() => new("", [.. "abcde".Select(letter => new Panel($"{letter}", new Axis("x"), new Axis("y"), []))]);

    private static JsonElement Reference(string name) =>
        JsonDocument.Parse(
            File.ReadAllText(Path.Combine(TestContext.CurrentContext.TestDirectory, "Reference", name + ".json"))).RootElement;
}
