using System.Text.Json;
using Spiking.RateModels.Continuous;

namespace Spiking.Tests.RateModels.Continuous;

public class CoarseGrainedExampleTests
{
    [Test]
    public void The_coarse_grained_model_computes_the_numbers_of_example_H1()
    {
        WorkedExample example = new("H1_payeur_coarse_grained");
        CoarseGrainedNetwork network = new(2, 3, 2, new CoarseGrainedConstants());
        example.Set("W1", network.Hidden.Weights);
        example.Set("n1", network.Hidden.Biases);
        example.Set("W2", network.Output.Weights);
        example.Set("n2", network.Output.Biases);
        example.Set("B", network.Feedback);
        network.Show([0.6, 0.2]);
        int steps = 0;
        foreach (JsonElement step in example.Steps)
        {
            bool taught = WorkedExample.IsTaught(step);
            (Weights, double[])[] before = [.. Layers()
                .Select(layer => (WorkedExample.Copy(layer.Weights), layer.Biases.Values.ToArray()))];
            network.Step(taught ? 0 : null);
            WorkedExample.Check(step, "u", network.Apical.Values);
            for (int l = 0; l < 2; l++)
            {
                CoarseGrainedLayer layer = Layers()[l];
                WorkedExample.Check(step, $"z{l + 1}", layer.Soma.Values);
                WorkedExample.Check(step, $"e{l + 1}", layer.Rate.Values);
                WorkedExample.Check(step, $"p{l + 1}", layer.BurstProbability.Values);
                WorkedExample.Check(step, $"b{l + 1}", layer.BurstRate.Values);
                WorkedExample.Check(step, $"ebar{l + 1}", layer.AverageRate.Values);
                WorkedExample.Check(step, $"bbar{l + 1}", layer.AverageBurstRate.Values);
                WorkedExample.Check(step, $"pbar{l + 1}", layer.AverageProbability.Values);
                if (!taught) continue;
                WorkedExample.Check(step, $"delta_W{l + 1}", WorkedExample.Difference(layer.Weights, before[l].Item1));
                double[] change = [.. layer.Biases.Values.ToArray().Zip(before[l].Item2, (now, then) => now - then)];
                WorkedExample.Check(step, $"delta_n{l + 1}", change);
            }

            steps++;
        }

        Assert.That(steps, Is.EqualTo(9));

        CoarseGrainedLayer[] Layers() => [network.Hidden, network.Output];
    }
}
