using Spiking.Files;
using Spiking.Numerics;
using Spiking.RateModels;
using Spiking.RateModels.Algebra;
using Spiking.RateModels.Networks;
using Spiking.RateModels.Rules;

namespace Spiking.Tests.RateModels;

/// <summary>Backprop against finite differences, and how close burst codes come to it (float64).</summary>
public class GradientTests
{
    private const int Batch = 3;

    private static readonly Connection[] Dense = [new DenseConnection(5, 7), new DenseConnection(7, 6), new DenseConnection(6, 4)];

    // A map of 7 x 6 with stride 2 leaves its last column outside every patch.
    private static readonly Connection[] Convolutional =
        [new Convolution(7, 6, 2, 3, 2, 3), new Convolution(3, 2, 3, 2, 1, 4), new DenseConnection(8, 3)];

    [TestCase(false, "sigmoid")]
    [TestCase(true, "sigmoid")]
    [TestCase(false, "rectifier")]
    [TestCase(true, "rectifier")]
    [TestCase(false, "exponential")]
    public void Backprop_is_the_gradient_of_half_the_squared_error(bool convolutional, string activation)
    {
        using Arithmetic<double> arithmetic = new();
        (LayeredNetwork<double> network, Matrix<double> input, Matrix<double> target) =
            Create(convolutional ? Convolutional : Dense, arithmetic, activation);
        GradientRule<double> rule = (GradientRule<double>)new BackpropDescription().Create(network, 1);
        foreach (Learned<double> learned in rule.Learned)
        {
            network.Forward(input);
            rule.Teach(target);
            Matrix<double> weights = learned.Descent.Weights, gradient = new(weights.Rows, weights.Columns);
            learned.ComputeGradient(arithmetic, Batch, gradient);
            for (int i = 0; i < weights.Count; i += 5)
            {
                // The error of a central difference is h² f'''/6 plus rounding of 1e-16/h.
                const double H = 1e-5;
                double weight = weights.Span[i];
                weights.Span[i] = weight + H;
                double above = Loss(network, input, target);
                weights.Span[i] = weight - H;
                double below = Loss(network, input, target);
                weights.Span[i] = weight;
                Assert.That(gradient.Span[i], Is.EqualTo((above - below) / (2 * H)).Within(1e-9), $"{learned.Name}, weight {i}");
            }
        }
    }

    [Test]
    public void Feedback_through_a_convolution_is_the_transposed_operation_of_its_forward_pass()
    {
        using Arithmetic<double> arithmetic = new();
        (LayeredNetwork<double> network, _, _) = Create(Convolutional, arithmetic);
        Layer<double> above = network.Layers[0];
        Matrix<double> x = Random(Batch, above.Connection.Inputs, 11),
            y = Random(Batch * above.Connection.Positions, above.Connection.Channels, 12);
        Matrix<double> down = new(Batch, above.Connection.Inputs);
        above.Biases.Span.Clear();
        above.Forward(x);
        network.TopDown(0).Send(y, above.Weights, down);

        // <y, W x> = <Wᵀ y, x>.
        Assert.That(Dot(down, x), Is.EqualTo(Dot(y, above.Potentials)).Within(1e-12 * Math.Abs(Dot(down, x)) + 1e-12));
    }

    // With W-Y and Q-Y symmetry the output's error enters linearly and each layer's burst probability is odd in the apical potential around
    // p_b, so that deltas are p_b times those of backprop up to third order in the error.
    // A rectifier multiplies potentials by 1/e, which is large for ensembles that are hardly active: errors must be smaller.
    [TestCase(false, "sigmoid", 1)]
    [TestCase(true, "sigmoid", 1)]
    [TestCase(false, "exponential", 1)]
    [TestCase(false, "rectifier", 1.0 / 64)]
    public void With_symmetric_feedback_the_deviation_from_backprop_falls_by_four_when_the_error_is_halved(
        bool convolutional, string activation, double largest)
    {
        using Arithmetic<double> arithmetic = new();
        (LayeredNetwork<double> network, Matrix<double> input, Matrix<double> target) =
            Create(convolutional ? Convolutional : Dense, arithmetic, activation);
        BurstCcnRule<double> rule =
            new(network, new BurstCcnDescription { Y = new TiedFeedbackDescription(), Q = new TiedFeedbackDescription() }, 1);
        GradientRule<double> backprop = (GradientRule<double>)new BackpropDescription().Create(network, 1);
        network.Forward(input);
        Matrix<double> rates = network.Output.RatesByExample, scaled = new(target.Rows, target.Columns);
        double[] deviations = new double[4];
        for (int k = 0; k < deviations.Length; k++)
        {
            for (int i = 0; i < target.Count; i++)
                scaled.Span[i] = rates.Span[i] + largest * (target.Span[i] - rates.Span[i]) / (1 << k);
            rule.Teach(scaled);
            backprop.Teach(scaled);
            double difference = 0, size = 0;
            for (int layer = 0; layer < rule.Deltas.Count - 1; layer++)
            {
                for (int i = 0; i < rule.Deltas[layer].Count; i++)
                {
                    double expected = rule.DeltaScale(layer) * backprop.Deltas[layer].Span[i];
                    difference += Math.Pow(rule.Deltas[layer].Span[i] - expected, 2);
                    size += expected * expected;
                }
            }

            deviations[k] = Math.Sqrt(difference / size);
        }

        Assert.That(deviations[0], Is.LessThan(0.1));
        for (int k = 1; k < deviations.Length; k++)
            Assert.That(deviations[k - 1] / deviations[k], Is.EqualTo(4).Within(0.4), string.Join(", ", deviations));
    }

    [Test]
    public void Without_teacher_and_with_matching_Q_nothing_reaches_the_dendrites()
    {
        using Arithmetic<double> arithmetic = new();
        (LayeredNetwork<double> network, Matrix<double> input, _) = Create(Dense, arithmetic);
        BurstCcnRule<double> rule =
            new(network, new BurstCcnDescription { Y = new RandomFeedbackDescription(), Q = new SymmetricFeedbackDescription() }, 1);
        network.Forward(input);
        rule.Teach(null);
        foreach (Matrix<double> u in rule.ApicalPotentials) Assert.That(u.Span.ToArray().Max(Math.Abs), Is.LessThan(1e-15));
        foreach (Matrix<double> delta in rule.Deltas) Assert.That(delta.Span.ToArray().Max(Math.Abs), Is.LessThan(1e-15));
    }

    [Test]
    public void The_mean_of_node_perturbation_is_the_gradient()
    {
        using Arithmetic<double> arithmetic = new();
        (LayeredNetwork<double> network, Matrix<double> input, Matrix<double> target) =
            Create([new DenseConnection(3, 4), new DenseConnection(4, 2)], arithmetic);
        const double Deviation = 0.01;
        const int Repeats = 40_000;
        NodePerturbationRule<double> rule = new(network, new NodePerturbationDescription { Deviation = Deviation }, 1);
        GradientRule<double> backprop = (GradientRule<double>)new BackpropDescription().Create(network, 1);
        network.Forward(input);
        backprop.Teach(target);
        double sum = 0, squares = 0;
        for (uint k = 0; k < Repeats; k++)
        {
            rule.BatchNumber = k;
            rule.Teach(target);
            double delta = rule.Deltas[0][0, 0];
            sum += delta;
            squares += delta * delta;
        }

        // The loss of this rule is the mean of (t - e)² over the two units: its gradient is that of ½ Σ times 2/2. Four standard errors,
        // plus a bias of the order of the variance of the noise.
        double mean = sum / Repeats, error = Math.Sqrt((squares / Repeats - mean * mean) / Repeats);
        Assert.That(mean, Is.EqualTo(backprop.Deltas[0][0, 0]).Within(4 * error + Deviation * Deviation));
        Assert.That(error, Is.LessThan(0.2 * Math.Abs(backprop.Deltas[0][0, 0])), "enough draws to tell it from zero");
    }

    private static (LayeredNetwork<double> Network, Matrix<double> Input, Matrix<double> Target) Create(
        Connection[] connections, Arithmetic<double> arithmetic, string activation = "sigmoid")
    {
        Activation hidden = (Activation)Kinds.Of(typeof(Activation))[activation].Create();
        LayeredNetwork<double> network =
            new(connections, [.. Enumerable.Repeat(hidden, connections.Length - 1), Activation.Sigmoid], Batch, arithmetic);

        // An exponential of potentials with the width for logistic functions would be beyond all targets.
        network.Initialize(3, activation == "exponential" ? 0.5 : 2);
        for (int i = 0; i < connections.Length; i++) Draws.Normal(network.Layers[i].Biases, new RandomKey(9, (uint)i), 0.3);
        Matrix<double> target = Random(Batch, connections[^1].Units, 21);
        arithmetic.Apply(new Logistic(), target, target);
        return (network, Random(Batch, connections[0].Inputs, 20), target);
    }

    private static double Loss(LayeredNetwork<double> network, Matrix<double> input, Matrix<double> target)
    {
        network.Forward(input);
        double sum = 0;
        for (int i = 0; i < target.Count; i++) sum += Math.Pow(target.Span[i] - network.Output.RatesByExample.Span[i], 2) / 2;
        return sum / Batch;
    }

    private static Matrix<double> Random(int rows, int columns, uint seed)
    {
        Matrix<double> matrix = new(rows, columns);
        Draws.Normal(matrix, new RandomKey(5, seed), 1);
        return matrix;
    }

    private static double Dot(Matrix<double> a, Matrix<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Count; i++) sum += a.Span[i] * b.Span[i];
        return sum;
    }
}
