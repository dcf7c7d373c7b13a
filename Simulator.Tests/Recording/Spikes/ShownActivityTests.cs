using Spiking.Engine;
using Spiking.Plotting;
using Spiking.Recording.Spikes;
using Spiking.Snapshots;

namespace Spiking.Tests.Recording.Spikes;

/// <summary>The spikes and rates at the end of a run that are drawn without being asked for.</summary>
public sealed class ShownActivityTests
{
    private const string Sources = """
        {
          "name": "sources", "duration": "20 s",
          "neuronModels": { "regular": { "type": "regular-source", "rate": "10 Hz" } },
          "populations": { "few": { "size": 3, "neuron": "regular" }, "many": { "size": 150, "neuron": "regular" } }
        }
        """;

    [Test]
    public void Of_a_run_without_a_task_the_last_ten_seconds_of_a_hundred_cells_are_kept()
    {
        SpikeFindings findings = Run(out Network network, ShownStretch.Of(20), 20).Finish()!;

        // A regular source of 10 Hz fires 100 times in 10 s, up to one spike more or less by its phase.
        IReadOnlyList<RecordedSpikes> kept = findings.Around!.Populations;
        Assert.That(kept.Select(p => p.Neurons), Is.EqualTo(new[] { 3, 100 }));
        Assert.That(kept[0].Times.Length, Is.InRange(3 * 99, 3 * 101));
        Assert.That(kept[1].Times.Length, Is.InRange(100 * 99, 100 * 101));
        Assert.That(kept.SelectMany(p => p.Times), Is.All.InRange(10 - 1e-9, 20));
        Assert.That(network.Population("many").SpikeCount, Is.GreaterThan(150 * 190), "all cells fire all the time");
        Assert.That(findings.Figures().Select(figure => figure.Name), Is.EqualTo(new[] { "spikes", "spikes-statistics" }));
        Assert.That(findings.Figures().Last().Draw().Caption,
            Does.Contain("From 10 to 20 s (the last 10 s), the first 100 cells of larger populations."));
    }

    [Test]
    public void Spikes_are_shown_around_the_last_change_and_statistics_are_of_what_follows_it()
    {
        ShownStretch stretch = new(8, 3, "pattern 1") { Change = 4, Parts = ["0", "1"] };
        ShownActivity shown = Run(out _, stretch, 20);
        SpikeFindings findings = shown.Finish()!;

        Panel first = findings.Figures().First().Draw().Panels[0];

        // 40 spikes at 10 Hz take 4 s: 2 s on either side of the change at 16 s.
        Assert.That((first.X.Minimum, first.X.Maximum), Is.EqualTo((14.0, 18.0)).Within(0.11));
        Assert.That(first.Spans.Select(part => part.Label), Is.EqualTo(new[] { "0", "1" }));
        Assert.That(first.Spans[0].To, Is.EqualTo(16).Within(1e-9));
        Assert.That(findings.Figures().Last().Draw().Caption, Does.Contain("From 17 to 20 s (pattern 1)"));
    }

    [TestCase(10, 9, "the whole run without its first 1000 ms")]
    [TestCase(0.5, 0.45, "the whole run without its first 50 ms")]
    [TestCase(20, 10, "the last 10 s")]
    public void Statistics_leave_out_how_a_network_settles(double duration, double steady, string words)
    {
        ShownStretch stretch = ShownStretch.Of(duration);

        Assert.That(stretch.Length, Is.EqualTo(Math.Min(duration, 10)), "rasters and rates show it");
        Assert.That(stretch.Steady, Is.EqualTo(steady).Within(1e-12));
        Assert.That(stretch.Words, Is.EqualTo(words));
        Assert.That(ShownStretch.Of(5, start: 3).Steady, Is.EqualTo(5), "what goes on has settled");
    }

    [TestCase("constant", """ "amplitude": "9 pA" """, false)]
    [TestCase("sine", """ "amplitude": "9 pA", "frequency": "5 Hz" """, true)]
    [TestCase("sine", """ "amplitude": "9 pA", "frequency": "5 Hz", "until": "9 s" """, false)]
    [TestCase("steps", """ "steps": [{ "from": "1 s", "amplitude": "9 pA" }] """, false)]
    [TestCase("steps", """ "steps": [{ "from": "15 s", "amplitude": "9 pA" }, { "from": "15.0001 s", "amplitude": "0 pA" }] """, true)]
    [TestCase("staircase", """ "first": "0 pA", "increment": "5 pA", "levels": 12, "levelDuration": "1 s" """, true)]
    [TestCase("staircase", """ "first": "0 pA", "increment": "5 pA", "levels": 10, "levelDuration": "1 s" """, false)]
    [TestCase("ornstein-uhlenbeck", """ "deviation": "5 pA", "timeConstant": "5 ms" """, false)]
    [TestCase("event-rate-error", """ "gain": "5 pA/Hz", "target": "5 Hz" """, false)]
    [TestCase("event-rate-error", """ "gain": "5 pA/Hz", "target": "5 Hz", "from": "12 s" """, true)]
    public void Currents_that_change_in_the_stretch_are_known(string type, string keys, bool change)
    {
        Network network = NetworkBuilder.Build(NetworkDescription.File.Parse($$"""
            {
              "name": "driven", "duration": "20 s", "timeStep": "0.1 ms", "neuronModels": { "cell": { "type": "active-pyramidal" } },
              "populations": {
                "cells": { "size": 2, "neuron": "cell", "currents": [{ "type": "{{type}}", "compartment": "soma", {{keys}} }] }
              }
            }
            """, "driven.json"));

        Assert.That(SpikeFindings.InputsChangeIn(network, 10, 20), Is.EqualTo(change));
    }

    [Test]
    public void A_run_that_was_stopped_before_has_nothing_to_show() =>
        Assert.That(Run(out _, ShownStretch.Of(40), 40).Finish(), Is.Null);

    [Test]
    public void Its_state_is_restored()
    {
        using TemporaryFolder folder = new();
        SnapshotFile.Save(folder.File("state"), visitor => visitor.Part("shown", Run(out _, ShownStretch.Of(20), 20)));
        ShownActivity restored = Run(out _, ShownStretch.Of(20), 20, until: 5);
        using (SnapshotReader reader = new(folder.File("state")))
        {
            reader.Part("shown", restored);
            reader.Finish();
        }

        SnapshotFile.Save(folder.File("again"), visitor => visitor.Part("shown", restored));
        Assert.That(File.ReadAllBytes(folder.File("again")), Is.EqualTo(File.ReadAllBytes(folder.File("state"))));
        Assert.That(new FileInfo(folder.File("state")).Length, Is.GreaterThan(100 * 99 * 12), "three numbers for each spike");
    }

    private static ShownActivity Run(out Network network, ShownStretch stretch, double duration, double until = 20)
    {
        network = NetworkBuilder.Build(NetworkDescription.File.Parse(Sources, "sources.json"));
        ShownActivity shown = new(network, stretch, duration);
        while (network.Time < until - 1e-9)
        {
            network.Advance(1);
            shown.AfterSteps(network);
        }

        return shown;
    }
}
