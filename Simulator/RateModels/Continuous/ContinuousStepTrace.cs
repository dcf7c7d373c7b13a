using Spiking.RateModels.Data;
using Spiking.RateModels.Experiments;

namespace Spiking.RateModels.Continuous;

/// <summary>
/// The numbers of the first steps of a model in continuous time, as JSON, with the step that each of them belongs to: [n] is the end of the
/// step in whose section it is, [n-1] that of the step before. Three steps without teacher, because rates take one or two to arrive, and
/// three with it, because the weights onto the hidden layer feel the teacher in the third. Choose small layers.
/// </summary>
internal static class ContinuousStepTrace
{
    private const int Quiet = 3, Taught = 3;

    /// <summary>Writes the first steps of a regression.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="output">Where they are written.</param>
    public static void Write(RegressionDescription experiment, TextWriter output)
    {
        RegressionTask task = new(experiment.Task, experiment.Model);
        ContinuousNetwork network = experiment.Model.Create(experiment.Task.Inputs, 1);
        network.Initialize(experiment.Seed);
        Write(output, () => WeightsOf(network), (step, taught) =>
        {
            task.Advance(step);
            network.Step(task.Input, task.Target, taught);
            List<StepQuantity> found = [StepQuantity.Of("input[n]", task.Input), StepQuantity.Of("target[n]", task.Target)];
            foreach ((ContinuousLayer layer, int i) in network.Layers.Select((layer, i) => (layer, i)))
            {
                found.AddRange([Now($"z{i + 1}", layer.Soma), Now($"e{i + 1}", layer.Rate), Before($"e{i + 1}", layer.PastRate)]);
                if (layer.BurstFeedback is not null) found.Add(Now($"u{i + 1}", layer.Apical));
                found.AddRange([Now($"p{i + 1}", layer.BurstProbability), Before($"p{i + 1}", layer.PastBurstProbability)]);
                found.AddRange([Now($"b{i + 1}", layer.BurstRate), Before($"b{i + 1}", layer.PastBurstRate)]);
            }

            found.AddRange(network.MoreQuantities.Select(quantity => StepQuantity.Of<double>(quantity.Name, quantity.Values.Values)));
            for (int i = 0; taught && i < network.Layers.Count; i++)
            {
                (string post, string pre) = network.FactorsOf(i);
                found.Add(StepQuantity.Of<double>($"factor of W{i + 1}: {post}", network.Layers[i].Postsynaptic.Values));
                found.Add(StepQuantity.Of($"factor of W{i + 1}: {pre}", network.Presynaptic(i, task.Input)));
            }

            return found;
        });
    }

    /// <summary>Writes the first steps of the coarse-grained model, which sees the first image.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="images">The images.</param>
    /// <param name="output">Where they are written.</param>
    public static void Write(CoarseGrainedDescription experiment, LabelledImages images, TextWriter output)
    {
        double[] image = new double[images.Shape.Size];
        for (int i = 0; i < image.Length; i++) image[i] = images[0][i];
        CoarseGrainedNetwork network = new(image.Length, experiment.Hidden, images.Classes, experiment.Constants);
        network.Initialize(experiment.Seed, experiment.FeedbackScale);
        network.Show(image);
        (string Name, CoarseGrainedLayer Layer)[] layers = [("1", network.Hidden), ("2", network.Output)];
        Write(
            output,
            () => [.. layers.SelectMany(l => Weights(l.Name, l.Layer.Weights, l.Layer.Biases, "n")), Matrix("B", network.Feedback)],
            (_, taught) =>
            {
                network.Step(taught ? images.Labels[0] : null);
                List<StepQuantity> found = [StepQuantity.Of<double>("e0[n]", image), Now("u1", network.Apical)];
                foreach ((string name, CoarseGrainedLayer layer) in layers)
                {
                    found.AddRange([Now("z" + name, layer.Soma), Now("e" + name, layer.Rate), Before("e" + name, layer.PastRate)]);
                    found.AddRange([Now("p" + name, layer.BurstProbability), Now("b" + name, layer.BurstRate)]);
                    found.AddRange([Before("b" + name, layer.PastBurstRate), Now("mean e" + name, layer.AverageRate)]);
                    found.AddRange([Now("mean b" + name, layer.AverageBurstRate), Now("mean p" + name, layer.AverageProbability)]);
                    found.Add(Before($"(p{name} - mean p{name})", layer.PastSurplus));
                    if (!taught) continue;
                    string depression = layer == network.Hidden ? " - lambda h(e1[n])" : "";
                    found.Add(StepQuantity.Of<double>(
                        $"factor of W{name}: (p{name} - mean p{name})[n-1] e{name}[n-1]{depression}", layer.Postsynaptic.Values));
                }

                return found;
            });
    }

    private static void Write(
        TextWriter output, Func<IReadOnlyList<StepQuantity>> weights, Func<int, bool, IReadOnlyList<StepQuantity>> step)
    {
        List<(string, IReadOnlyList<StepQuantity>)> sections = [("weights before", weights())];
        for (int n = 0; n < Quiet + Taught; n++)
        {
            bool taught = n >= Quiet;
            sections.Add(($"step {n}, {(taught ? "teacher and plasticity" : "no teacher")}", step(n, taught)));
            if (taught) sections.Add(($"weights after step {n}", weights()));
        }

        StepJson.Write(output, sections);
    }

    private static IReadOnlyList<StepQuantity> WeightsOf(ContinuousNetwork network) => [.. network.Layers.SelectMany((layer, i) =>
        (StepQuantity[])[.. Weights($"{i + 1}", layer.Weights, layer.Biases, "c"),
            .. layer.BurstFeedback is { } y ? [Matrix($"Y{i + 1}", y)] : (StepQuantity[])[],
            .. layer.EventFeedback is { } q ? [Matrix($"Q{i + 1}", q)] : (StepQuantity[])[]])];

    private static StepQuantity[] Weights(string layer, Weights weights, Units biases, string nameOfBiases) =>
        [Matrix("W" + layer, weights), StepQuantity.Of<double>(nameOfBiases + layer, biases.Values)];

    private static StepQuantity Now(string name, Units values) => StepQuantity.Of<double>(name + "[n]", values.Values);

    private static StepQuantity Before(string name, Units values) => StepQuantity.Of<double>(name + "[n-1]", values.Values);

    // A row for each unit.
    private static StepQuantity Matrix(string name, Weights weights) =>
        new(name, [.. Enumerable.Range(0, weights.UnitCount).Select(unit =>
            StepQuantity.Row<double>(Enumerable.Range(0, weights.Inputs).Select(input => weights[unit, input]).ToArray()))]);
}
