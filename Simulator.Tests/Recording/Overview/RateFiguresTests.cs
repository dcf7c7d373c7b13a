using Spiking.Engine;
using Spiking.Networks;
using Spiking.Plotting;
using Spiking.Recording;
using Spiking.Recording.Overview;

namespace Spiking.Tests.Recording.Overview;

/// <summary>Rates of a run without a task.</summary>
public sealed class RateFiguresTests
{
    [Test]
    public void Bins_hold_thirty_spikes_and_cells_that_fire_seldom_are_left_out()
    {
        NetworkDescription description = NetworkFile.Parse(
            """
            {
              "name": "sources", "duration": "2 s",
              "neuronModels": { "fast": { "type": "poisson-source", "rate": "50 Hz" }, "slow": { "type": "poisson-source", "rate": "20 Hz" } },
              "populations": { "many": { "size": 100, "neuron": "fast" }, "one": { "size": 1, "neuron": "slow" } }
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

        Figure figure = RateFigures.Create([new("many", 100, false), new("one", 1, false)], course)!;

        // 100 cells at 50 Hz have 25 spikes in 5 ms, so two bins go together; 40 spikes of one cell are no ten bins of 30.
        LineSeries line = (LineSeries)figure.Panels.Single().Series.Single();
        Assert.That(line.X, Has.Count.EqualTo(200));
        Assert.That(line.Y.Average(), Is.EqualTo((double)network.Population("many").SpikeCount / 100 / 2).Within(1e-9));
        Assert.That(figure.Caption, Does.Contain("Bins of 10 ms").And.Contain("too seldom for that: one."));
        Assert.That(RateFigures.Create([new("one", 1, false)], course), Is.Null);
    }
}
