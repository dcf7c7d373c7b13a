using Spiking.Engine;
using Spiking.Neurons;
using Spiking.Plasticity;
using Spiking.Tests.Files;

namespace Spiking.Tests.Engine;

/// <summary>Values of a file reach the part of the engine that they are meant for.</summary>
public class FromFileToEngineTests
{
    [Test]
    public void Homeostasis_has_the_rates_of_the_file()
    {
        Network network = SmallNetworks.Build(
            40,
            "projections[0].plasticity.homeostasis={ \"minimumRate\": \"3 Hz\", \"maximumRate\": \"7 Hz\" }",
            "projections[2].plasticity.homeostasis=null");
        ILookup<bool, double> rates = network.Learners.OfType<BurstDependentLearner>()
            .ToLookup(l => l.Projection.Target.Name.StartsWith("hidden", StringComparison.Ordinal), l => l.Rule.MaximumRate);
        Assert.That(rates[true], Is.Not.Empty.And.All.EqualTo(7));
        Assert.That(rates[false], Is.Not.Empty.And.All.EqualTo(double.PositiveInfinity));
    }

    // Sources that fire in nearly every step: each step of the window has spikes, its first included.
    [Test]
    public void The_spike_recorder_keeps_every_step_of_its_window()
    {
        using TemporaryFolder folder = new();
        Network network = NetworkBuilder.Build(NetworkDescription.File.Parse(
            """
            {
              "name": "window", "duration": "20 ms", "neuronModels": { "source": { "type": "poisson-source", "rate": "500 Hz" } },
              "populations": { "source": { "size": 200, "neuron": "source" } },
              "recorders": [{ "type": "spikes", "from": "5 ms", "until": "15 ms" }]
            }
            """,
            "window.json"));
        IRecorder recorder = new RecordingContext(network, folder.Path).CreateAll().Single();
        List<double> expected = [];
        Population source = network.Population("source");
        while (network.StepsTaken < 200)
        {
            int first = network.StepsTaken;
            network.Advance(Math.Min(7, 200 - first));
            recorder.AfterSteps(network);
            for (int step = Math.Max(first, 50); step < Math.Min(network.StepsTaken, 150); step++)
                foreach (int _ in source.Spikes.At(step)) expected.Add(step / 1e4);
        }

        recorder.Finish(network);
        recorder.Dispose();
        double[] times = Npz.Read(folder.File("spikes.npz"))["source_time_s"].As<double>("<f8");
        Assert.That(times, Is.EqualTo(expected));
        Assert.That(times[0], Is.EqualTo(50 * network.TimeStep), "the first step of the window has spikes");
    }

    // Background of rate r and weight w: spikes come in a step with probability p = r dt, and conductances decay by d per step. The
    // conductance has mean p w/(1 - d) and variance p (1 - p) w^2/(1 - d^2), so variance over mean is w (1 - p)/(1 + d). Two independent
    // entries have that same ratio; if they shared their spikes, it would be twice as large. The variance of n neurons has the relative
    // standard error sqrt(2/n). (2 %: whether a spike is seen before or after the decay of its step.)
    [Test]
    public void Two_entries_of_background_on_one_receptor_are_independent()
    {
        const int Neurons = 2000;
        const double Weight = 0.1, Rate = 500, Decay = 5e-3, Step = 1e-4;
        Network network = NetworkBuilder.Build(NetworkDescription.File.Parse(
            $$"""
            {
              "name": "two", "duration": "1 s", "neuronModels": { "cell": { "type": "adex" } },
              "populations": { "cell": { "size": {{Neurons}}, "neuron": "cell", "background": [
                { "receptor": "soma-ampa", "rate": "500 Hz", "weight": 0.1 },
                { "receptor": "soma-ampa", "rate": "500 Hz", "weight": 0.1 }
              ] } }
            }
            """,
            "two.json"));
        network.Advance(1000);
        double[] conductance = [.. network.Population("cell").Conductance(Receptor.SomaAmpa).Span.ToArray().Select(g => (double)g)];
        double mean = conductance.Average(), variance = conductance.Average(g => (g - mean) * (g - mean));
        double expected = Weight * (1 - Rate * Step) / (2 - Step / Decay);
        double expectedMean = 2 * Rate * Decay * Weight;
        Assert.That(mean, Is.EqualTo(expectedMean).Within(5 * Math.Sqrt(variance / Neurons) + 0.02 * expectedMean));
        Assert.That(variance / mean, Is.EqualTo(expected).Within(5 * expected * Math.Sqrt(2.0 / Neurons) + 0.02 * expected));
    }

    [Test]
    public void Connectivity_depends_on_the_seed_and_on_nothing_else()
    {
        int[][] targets =
            [.. new[] { 5, 6, 5 }.Select(
                seed => SmallNetworks.Build(40, $"seed={seed}").Projections[0].Connectivity!.TargetOf.Span.ToArray())];
        Assert.That(targets[1], Is.Not.EqualTo(targets[0]));
        Assert.That(targets[2], Is.EqualTo(targets[0]));
    }

    // A spike arrives in every tenth step and weakens the synapse, because its target is silent.
    [Test]
    public void Plasticity_begins_with_the_step_of_its_onset()
    {
        Network network = NetworkBuilder.Build(NetworkDescription.File.Parse(
            """
            {
              "name": "onset", "duration": "20 ms", "timeStep": "0.1 ms", "learningOnset": "10 ms",
              "neuronModels": { "source": { "type": "regular-source", "rate": "1 kHz" }, "cell": { "type": "adex" } },
              "populations": { "source": { "size": 1, "neuron": "source" }, "cell": { "size": 1, "neuron": "cell" } },
              "projections": [{
                "from": "source", "to": "cell", "receptor": "soma-gaba", "probability": 1, "weight": 0.5,
                "plasticity": { "rule": "inhibitory-stdp", "learningRate": 0.01, "targetRate": "5 Hz" }
              }]
            }
            """,
            "onset.json"));
        network.Advance(100);
        Assert.That(network.Learners[0].Weights[0], Is.EqualTo(0.5f), "spikes of steps 0 to 90 arrived before the onset");
        network.Advance(1);
        Assert.That(network.Learners[0].Weights[0], Is.LessThan(0.5f), "the spike of step 100 arrives with the onset");
    }
}
