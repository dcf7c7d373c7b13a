using Spiking.RateModels.Algebra;
using Spiking.RateModels.Data;
using Spiking.RateModels.Experiments;
using Spiking.RateModels.Networks;
using Spiking.RateModels.Rules;

namespace Spiking.RateModels.Training;

/// <summary>
/// The numbers of the first step of a training, as JSON: what comes in, weights, every quantity of the forward pass and of the rule,
/// gradients, and weights after the update. An author of the same rule in another program compares them one after the other. Choose small
/// layers.
/// </summary>
internal static class StepTrace
{
    /// <summary>Writes the numbers of a step.</summary>
    /// <param name="settings">The experiment.</param>
    /// <param name="data">Its data set.</param>
    /// <param name="output">Where they are written.</param>
    public static void Write(ClassificationDescription settings, DataSet data, TextWriter output)
    {
        using Trainer trainer = new(settings, data, settings.Seed);
        LearningRule<float> rule = trainer.Rule;
        List<(string Name, Matrix<float> Values)> before = [.. rule.Learned.Select(l => (l.Name, Copy(l.Descent.Weights)))];
        before.AddRange(rule.Feedback.Select((y, i) => ($"Y{i + 1}", Copy(y))).Where(y => before.All(b => b.Name != y.Item1)));
        if (rule is BurstCcnRule<float> burstCcn)
            before.AddRange(burstCcn.Pathways.Select((pathway, i) => ($"Q{i + 1}", Copy(pathway.Q)))
                .Where(q => before.All(b => b.Name != q.Item1)));

        // The step, with a look at the gradients before they are followed.
        List<(string Name, Matrix<float> Values)> gradients = [];
        trainer.Step(examples =>
        {
            foreach (Learned<float> learned in rule.Learned)
            {
                Matrix<float> gradient = new(learned.Descent.Weights.Rows, learned.Descent.Weights.Columns);
                learned.ComputeGradient(trainer.Network.Arithmetic, examples, gradient);
                gradients.Add((learned.Name, gradient));
            }
        });

        List<(string, Matrix<float>)> forward = [("input", trainer.Input), ("target", trainer.Targets)];
        for (int i = 0; i < trainer.Network.Layers.Count; i++)
        {
            Layer<float> layer = trainer.Network.Layers[i];
            forward.AddRange([($"v{i + 1}", layer.Potentials), ($"e{i + 1}", layer.Rates), ($"h{i + 1}", layer.Slopes)]);
        }

        StepJson.Write(output,
        [
            Section("weights before", before),
            Section("forward", forward),
            Section("rule", [.. rule.Quantities.Select(q => (q.Name, q.Values)), .. rule.Deltas.Select((d, i) => ($"delta{i + 1}", d))]),
            Section("gradients", gradients),
            Section("weights after", [.. rule.Learned.Select(l => (l.Name, l.Descent.Weights))]),
        ]);
    }

    private static (string, IReadOnlyList<StepQuantity>) Section(string name, IEnumerable<(string Name, Matrix<float> Values)> matrices) =>
        (name, [.. matrices.Select(matrix => new StepQuantity(matrix.Name,
            [.. Enumerable.Range(0, matrix.Values.Rows).Select(row => StepQuantity.Row<float>(matrix.Values.Row(row)))]))]);

    private static Matrix<float> Copy(Matrix<float> matrix)
    {
        Matrix<float> copy = new(matrix.Rows, matrix.Columns);
        copy.CopyFrom(matrix);
        return copy;
    }
}
