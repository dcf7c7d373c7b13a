using System.Text.Json;
using Spiking.RateModels.Continuous;

namespace Spiking.Tests.RateModels.Continuous;

public class ContinuousExampleTests
{
    [Test]
    public void BurstCcn_computes_the_numbers_of_example_E1()
    {
        WorkedExample example = new("E1_continuous_burstccn_neurips");
        ContinuousBurstCcn network = new([2, 3, 1], new ContinuousConstants());
        Follow(example, network, (step, _) =>
        {
            if (!WorkedExample.IsTaught(step)) return;
            WorkedExample.Check(step, "W1", network.Layers[0].Weights);
            WorkedExample.Check(step, "bias1", network.Layers[0].Biases.Values);
        });
    }

    [Test]
    public void Burstprop_computes_the_numbers_of_example_F1()
    {
        WorkedExample example = new("F1_continuous_burstprop_neurips");
        ContinuousBurstprop network = new([2, 3, 1], new ContinuousConstants { ApicalGain = 1 });
        Follow(example, network, (step, _) =>
        {
            for (int l = 0; l < 2; l++)
            {
                (Units events, Units bursts, Units probability) = network.AveragesOf(l);
                WorkedExample.Check(step, $"ebar{l + 1}", events.Values);
                WorkedExample.Check(step, $"bbar{l + 1}", bursts.Values);
                WorkedExample.Check(step, $"pbar{l + 1}", probability.Values);
            }
        });
    }

    [Test]
    public void The_journal_form_computes_the_numbers_of_example_G1()
    {
        WorkedExample example = new("G1_continuous_burstccn_journal_MA");
        JournalBurstCcn network = new([2, 3, 1], new ContinuousConstants { TimeStep = 0.01, WeightTime = 1000, LearningRate = 2000 });
        Follow(example, network, (step, _) =>
        {
            WorkedExample.Check(step, "input_trace", network.InputTrace.Values);
            WorkedExample.Check(step, "e1_trace", network.TraceOf(0).Values);
        });
    }

    private static void Follow(WorkedExample example, ContinuousNetwork network, Action<JsonElement, int> checkMore)
    {
        for (int l = 0; l < 2; l++)
        {
            example.Set($"W{l + 1}", network.Layers[l].Weights);
            example.Set($"bias{l + 1}", network.Layers[l].Biases);
        }

        network.TransportWeights();
        int n = 0;
        foreach (JsonElement step in example.Steps)
        {
            bool taught = WorkedExample.IsTaught(step);
            Weights[] weights = [.. network.Layers.Select(layer => WorkedExample.Copy(layer.Weights))];
            double[][] biases = [.. network.Layers.Select(layer => layer.Biases.Values.ToArray())];
            network.Step(WorkedExample.Input(n), WorkedExample.Target(n), taught);
            for (int l = 0; l < 2; l++)
            {
                ContinuousLayer layer = network.Layers[l];
                WorkedExample.Check(step, $"z{l + 1}", layer.Soma.Values);
                WorkedExample.Check(step, $"e{l + 1}", layer.Rate.Values);
                WorkedExample.Check(step, $"p{l + 1}", layer.BurstProbability.Values);
                WorkedExample.Check(step, $"b{l + 1}", layer.BurstRate.Values);
                if (!taught)
                {
                    Assert.That(layer.Biases.Values.ToArray(), Is.EqualTo(biases[l]), "without teacher nothing is learned");
                    continue;
                }

                WorkedExample.Check(step, $"delta_W{l + 1}", WorkedExample.Difference(layer.Weights, weights[l]));
                double[] change = [.. layer.Biases.Values.ToArray().Zip(biases[l], (after, before) => after - before)];
                WorkedExample.Check(step, $"delta_bias{l + 1}", change);
            }

            WorkedExample.Check(step, "u1", network.Layers[0].Apical.Values);
            checkMore(step, n++);
        }

        Assert.That(n, Is.EqualTo(6));
    }
}
