using Spiking.Engine;
using Spiking.Neurons;

namespace Spiking.Tests.Inputs;

/// <summary>Currents that follow the rates of their own population.</summary>
public sealed class FollowingCurrentTests
{
    private const double Step = 1e-4, AveragingTime = 20e-3;

    [Test]
    public void A_current_is_its_gain_times_how_far_the_average_event_rate_is_below_the_target() =>
        Follow(
            """{ "type": "event-rate-error", "compartment": "soma", "gain": "2 pA/Hz", "target": "40 Hz", "averagingTime": "20 ms", "from": "0.1 s", "until": "0.2 s" }""",
            (time, events, _) => time is > 0.1 - 1e-9 and < 0.2 - 1e-9 ? 2e-12 * (40 - events) : 0);

    [Test]
    public void A_current_is_its_gain_times_how_far_the_burst_probability_is_below_the_target() =>
        Follow(
            """{ "type": "burst-probability-error", "compartment": "soma", "gain": "50 pA", "target": 0.5, "averagingTime": "20 ms" }""",
            (_, events, bursts) => events > 0 ? 50e-12 * (0.5 - bursts / events) : 0);

    private static void Follow(string current, Func<double, double, double, double> expected)
    {
        Network network = NetworkBuilder.Build(NetworkDescription.File.Parse(
            $$"""
            {
              "name": "following", "duration": "0.3 s", "neuronModels": { "cell": { "type": "active-pyramidal" } },
              "populations": { "cells": { "size": 50, "neuron": "cell", "initialPotentialSpread": "5 mV", "currents": [
                { "type": "constant", "compartment": "soma", "amplitude": "900 pA" }, {{current}}
              ] } }
            }
            """,
            "following.json"));
        Population cells = network.Population("cells");
        double events = 0, bursts = 0, perSpike = 1 / (50 * Step);
        for (int step = 0; step < 3000; step++)
        {
            network.Advance(1);
            Assert.That(cells.SomaCurrent, Is.EqualTo(900e-12 + expected(step * Step, events, bursts)).Within(1e-20), $"step {step}");
            events += Step / AveragingTime * (cells.Events.Present.Length * perSpike - events);
            bursts += Step / AveragingTime * (cells.Bursts.Present.Length * perSpike - bursts);
        }

        Assert.That(cells.BurstCount, Is.GreaterThan(20), "there was something to follow");
    }
}
