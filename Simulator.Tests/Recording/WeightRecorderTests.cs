using Spiking.Engine;
using Spiking.Plotting;

namespace Spiking.Tests.Recording;

/// <summary>The table of weights where a network has weights of several units.</summary>
public sealed class WeightRecorderTests
{
    [Test]
    public void Weights_of_different_units_have_columns_of_their_own()
    {
        NetworkDescription description = NetworkDescription.File.Parse(
            """
            {
              "name": "two-units", "duration": "0.2 s", "learningOnset": "0 s",
              "neuronModels": {
                "source": { "type": "poisson-source", "rate": "50 Hz" },
                "conductance": {
                  "type": "conductance-lif", "restingPotential": "-70 mV", "threshold": "-50 mV", "resetPotential": "-70 mV",
                  "refractoryPeriod": "5 ms", "excitatoryReversal": "0 mV", "inhibitoryReversal": "-80 mV"
                },
                "delta": { "type": "delta-lif" }
              },
              "populations": {
                "source": { "size": 5, "neuron": "source" }, "one": { "size": 2, "neuron": "conductance" },
                "other": { "size": 3, "neuron": "delta" }
              },
              "projections": [
                {
                  "from": "source", "to": "one", "receptor": "soma-ampa", "probability": 1, "weight": 0.05,
                  "plasticity": { "rule": "pair-stdp", "potentiation": 0.01, "depression": 0.01, "maximumWeight": 0.1 }
                },
                {
                  "from": "source", "to": "other", "receptor": "soma-delta", "probability": 1, "amplitude": "0.1 mV",
                  "plasticity": { "rule": "pair-stdp", "potentiation": 0.01, "depression": 0.01, "maximumAmplitude": "0.3 mV" }
                }
              ],
              "recorders": [{ "type": "weights", "every": "0.1 s" }]
            }
            """,
            "two-units.json");
        using TemporaryFolder folder = new();
        Network network = NetworkBuilder.Build(description);
        using IRecorder recorder = new RecordingContext(network, folder.Path).CreateAll().Single();
        for (int step = 0; step < 2000; step++)
        {
            network.Step();
            recorder.AfterSteps(network);
        }

        recorder.Finish(network);
        recorder.Dispose();
        Figure figure = recorder.Result!.Figures().Single().Draw();
        string[] lines = File.ReadAllLines(folder.File("weights.csv"));
        Assert.That(lines[0], Is.EqualTo("time_s,projection,mean_weight_leaks,standard_deviation_leaks,minimum_leaks,maximum_leaks,"
            + "mean_weight_v,standard_deviation_v,minimum_v,maximum_v"));
        Assert.That(lines[1], Does.StartWith("0,source -> one soma-ampa,0.05").And.EndsWith(",0.05,0.05,,,,"));
        Assert.That(lines[2], Does.StartWith("0,source -> other soma-delta,,,,,").And.EndsWith(",0.0001,0.0001"));
        Assert.That(figure.Panels.Select(panel => panel.Y.Heading), Is.EqualTo(new[] { "Weight ($g_L$)", "Weight (mV)" }));
        Assert.That(figure.Panels.Select(panel => ((LineSeries)panel.Series.Single()).Y[0]), Is.EqualTo(new[] { 0.05, 0.1 }).Within(1e-6));
    }
}
