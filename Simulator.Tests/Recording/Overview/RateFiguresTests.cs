using Spiking.Engine;
using Spiking.Plotting;
using Spiking.Recording;
using Spiking.Recording.Overview;

namespace Spiking.Tests.Recording.Overview;

/// <summary>Rates of a run without a task.</summary>
public sealed class RateFiguresTests
{
    [Test]
    public void Bins_hold_fifty_spikes_and_cells_that_fire_seldom_are_left_out()
    {
        NetworkDescription description = NetworkDescription.File.Parse(
            """
            {
              "name": "sources", "duration": "2 s",
              "neuronModels": { "fast": { "type": "poisson-source", "rate": "50 Hz" }, "slow": { "type": "poisson-source", "rate": "20 Hz" } },
              "populations": {
                "many": { "size": 100, "neuron": "fast" }, "few": { "size": 20, "neuron": "fast" }, "one": { "size": 1, "neuron": "slow" }
              }
            }
            """,
            "sources.json");
        Network network = NetworkBuilder.Build(description);
        RateCourse course = new(network, 0.005);
        while (network.Time < 2 - 1e-9)
        {
            network.Step();
            course.AfterSteps(network);
        }

        Figure figure = RateFigures.Create([new("many", 100, false), new("one", 1, false)], [course.Recorded], 2, [], [])!;

        // 100 cells at 50 Hz have 25 spikes in 5 ms on average, so two or three bins go together; 40 spikes of one cell are no ten bins of
        // 50.
        LineSeries line = (LineSeries)figure.Panels.Single().Series.Single();
        Assert.That(network.Population("many").SpikeCount / (double)line.X.Count, Is.InRange(50, 80));
        Assert.That(line.X.Zip(line.X.Skip(1), (a, b) => b - a), Is.All.EqualTo(line.X[0] * 2).Within(1e-9));
        Assert.That(line.Y.Sum() * line.X[0] * 2 * 100, Is.EqualTo(network.Population("many").SpikeCount).Within(80),
            "all spikes, apart from those after the last whole bin");
        Assert.That(figure.Caption, Does.Contain(line.X[0] < 0.006 ? "Bins of 10 ms" : "Bins of 15 ms")
            .And.Contain("too seldom for that: one."));

        // A population of 20 cells needs bins five times as long as one of 100. In one figure both get the longer bins.
        Figure both = RateFigures.Create([new("many", 100, false), new("few", 20, false)], [course.Recorded], 2, [], [])!;
        double[][] bins = [.. both.Panels.Single().Series.Cast<LineSeries>().Select(series => series.X.ToArray())];
        Assert.That(bins[0], Is.EqualTo(bins[1]));
        Assert.That(bins[0][0], Is.InRange(0.02, 0.03), "half of 50 ms, within the chance of 2,000 spikes, 2 %");
        Assert.That(RateFigures.Create([new("one", 1, false)], [course.Recorded], 2, [], []), Is.Null);
    }

    // 204 cells with 2 Hz of events, of which a tenth are bursts, have 50 events in 123 ms and 50 bursts in 1.23 s: 15 s are 120 bins of
    // 125 ms or 12 of 1.25 s.
    [Test]
    public void Bins_of_burst_probabilities_hold_fifty_bursts_and_names_are_in_the_table_of_every_panel()
    {
        IReadOnlyList<PopulationRates> rates =
            [.. Enumerable.Repeat(new PopulationRates(2.2, 2, 0.2) { BurstProbability = 0.1 }, 3000)];
        Dictionary<string, IReadOnlyList<PopulationRates>> cells = new() { ["cells"] = rates };
        RecordedRates recorded = new(0, 50, 1e-4, rates.Count, cells);

        Figure figure = RateFigures.Create([new("cells", 204, true)], [recorded], 15, [], [])!;

        LineSeries[] lines = [.. figure.Panels.Select(panel => (LineSeries)panel.Series.Single())];
        Assert.That(lines.Skip(1).Select(line => line.X.Count), Is.EqualTo(new[] { 120, 12, 12 }));
        Assert.That(lines[3].Y, Is.All.EqualTo(0.1).Within(1e-12));
        Assert.That(lines.Select(line => line.Column), Is.All.EqualTo("cells"));
        Assert.That(figure.Caption, Does.Contain("hold 50 spikes, events or bursts (for burst probabilities, bursts) of each population")
            .And.Contain("Bins of 115 ms to 1.25 s"));
    }

    [Test]
    public void Targets_are_named_in_one_legend_and_in_the_tables_of_all_panels()
    {
        IReadOnlyList<PopulationRates> rates = [.. Enumerable.Repeat(new PopulationRates(20, 10, 5) { BurstProbability = 0.5 }, 3000)];
        Dictionary<string, IReadOnlyList<PopulationRates>> cells = new() { ["cells"] = rates };
        RecordedRates recorded = new(0, 50, 1e-4, rates.Count, cells);

        Figure figure = RateFigures.Create([new("cells", 204, true)], [recorded], 15, [],
            [new("Event rate", 1, 5, 8), new("Burst probability", 1, double.PositiveInfinity, 0.4)])!;

        LineSeries[] targets = [.. figure.Panels.SelectMany(panel => panel.Series.OfType<LineSeries>())
            .Where(line => line.Style == LineStyle.Dashed)];
        Assert.That(targets.Select(line => line.Name), Is.EqualTo(new[] { "target", "" }));
        Assert.That(targets.Select(line => line.Column), Is.All.EqualTo("target"));
        Assert.That(targets.Select(line => line.Y[0]), Is.EqualTo(new[] { 8, 0.4 }));
    }

    // Two patterns of 101 ms each, with 10 and 30 Hz, of cells whose bursts have another share of the events in each.
    [Test]
    public void No_bin_reaches_across_a_change_of_what_is_shown()
    {
        IReadOnlyList<PopulationRates> rates =
            [.. Enumerable.Range(0, 202).Select(i => i < 101 ? new PopulationRates(10, 10, 2) : new PopulationRates(30, 30, 12))];
        RecordedRates recorded = new(0, 1, 1e-3, rates.Count, new Dictionary<string, IReadOnlyList<PopulationRates>> { ["cells"] = rates });

        Figure figure = RateFigures.Create([new("cells", 500, true)], [recorded], 0.202, [], [],
            new ShownStretch(0.202, 0.202, "two patterns") { Parts = ["0", "1"] })!;

        LineSeries events = (LineSeries)figure.Panels[1].Series[0], share = (LineSeries)figure.Panels[^1].Series[0];
        Assert.That(figure.Panels[^1].Y.Label, Is.EqualTo("Burst probability"));
        foreach ((LineSeries line, double first, double second) in new[] { (events, 10.0, 30.0), (share, 0.2, 0.4) })
        {
            Assert.That(line.X, Has.Count.GreaterThanOrEqualTo(10));
            Assert.That(line.Y, Is.EqualTo(line.X.Select(x => x < 0.101 ? first : second)).Within(1e-12));
        }
    }
}
