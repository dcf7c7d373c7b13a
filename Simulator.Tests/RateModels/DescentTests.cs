using System.Numerics;
using Spiking.RateModels.Algebra;
using Spiking.RateModels.Networks;
using Spiking.RateModels.Rules;

namespace Spiking.Tests.RateModels;

/// <summary>How the gradients of a batch become changes of weights, against loops in float64.</summary>
[TestFixture(TypeArgs = [typeof(float)])]
[TestFixture(TypeArgs = [typeof(double)])]
public class DescentTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Inputs = 5, Outputs = 3;

    // A layer without hidden ones: e = σ(W x + c), δ = (e - t) e (1 - e), ∇W = δᵀ x/B, ∇c = Σ δ/B.
    [TestCase(false, 0, true)]
    [TestCase(true, 0, true)]
    [TestCase(false, 0.8, true)]
    [TestCase(true, 0.8, true)]
    [TestCase(true, 0.8, false)]
    public void Weights_follow_their_gradients_with_momentum_and_decay(bool inGradient, double momentum, bool biasesDecay)
    {
        DecayKind kind = inGradient ? DecayKind.InGradient : DecayKind.Direct;
        const double Rate = 0.5, Decay = 0.02;
        using Arithmetic<T> arithmetic = new();
        LayeredNetwork<T> network = new([new DenseConnection(Inputs, Outputs)], [Activation.Sigmoid], 4, arithmetic);
        GradientRule<T> rule = (GradientRule<T>)new BackpropDescription
        {
            Learning = new() { Rate = Rate, Momentum = momentum, Decay = Decay, DecayKind = kind, BiasesDecay = biasesDecay },
        }.Create(network, 1);
        double[,] w = Fill(network.Layers[0].Weights, 1), c = Fill(network.Layers[0].Biases, 2);
        double[,] ofW = new double[Outputs, Inputs], ofC = new double[1, Outputs];
        for (int update = 0; update < 3; update++)
        {
            Matrix<T> input = new(4, Inputs), target = new(4, Outputs);
            double[,] x = Fill(input, 3 + update), t = Fill(target, 30 + update);
            network.Forward(input);
            rule.Teach(target);
            rule.Update(4);
            double[,] gradientOfW = new double[Outputs, Inputs], gradientOfC = new double[1, Outputs];
            for (int example = 0; example < 4; example++)
            {
                for (int j = 0; j < Outputs; j++)
                {
                    double v = c[0, j];
                    for (int i = 0; i < Inputs; i++) v += w[j, i] * x[example, i];
                    double e = 1 / (1 + Math.Exp(-v)), delta = (e - t[example, j]) * e * (1 - e) / 4;
                    gradientOfC[0, j] += delta;
                    for (int i = 0; i < Inputs; i++) gradientOfW[j, i] += delta * x[example, i];
                }
            }

            Follow(w, ofW, gradientOfW, Decay);
            Follow(c, ofC, gradientOfC, biasesDecay ? Decay : 0);
            AssertEqual(network.Layers[0].Weights, w, $"W, update {update}");
            AssertEqual(network.Layers[0].Biases, c, $"c, update {update}");
        }

        void Follow(double[,] weights, double[,] sum, double[,] gradient, double decay)
        {
            for (int j = 0; j < weights.GetLength(0); j++)
            {
                for (int i = 0; i < weights.GetLength(1); i++)
                {
                    double before = weights[j, i];
                    sum[j, i] = momentum * sum[j, i] + gradient[j, i] + (inGradient ? decay * before : 0);
                    weights[j, i] = before - Rate * sum[j, i] - (inGradient ? 0 : decay * before);
                }
            }
        }
    }

    // The last batch of an epoch may have fewer examples than the others. Output: δ = -p_b (t - e) e (1 - e).
    [TestCase("Configured", 5)]
    [TestCase("Actual", 3)]
    [TestCase("Sum", 1)]
    public void Burstprop_divides_the_sum_over_a_short_batch_as_the_file_says(string average, int divisor)
    {
        const double Rate = 0.5, Baseline = 0.2;
        const int Hidden = 4;
        using Arithmetic<T> arithmetic = new();
        LayeredNetwork<T> network = new(
            [new DenseConnection(Inputs, Hidden), new DenseConnection(Hidden, Outputs)], [Activation.Sigmoid, Activation.Sigmoid], 5,
            arithmetic);
        network.Initialize(1, 1);
        BurstpropRule<T> rule = new(network, new BurstpropDescription
        {
            Average = Enum.Parse<BatchAverage>(average),
            BaselineBurstProbability = Baseline,
            KolenPollack = true,
            Learning = new() { Rate = Rate },
        }, 1);
        Matrix<T> input = new(3, Inputs), target = new(3, Outputs);
        Fill(input, 1);
        double[,] t = Fill(target, 2);
        Layer<T> output = network.Layers[1];
        double[,] w = Numbers(output.Weights), y = Numbers(rule.Feedback[0]), c = Numbers(output.Biases);
        network.Forward(input);
        double[,] hidden = Numbers(network.Layers[0].Rates), e = Numbers(output.Rates);
        rule.Teach(target);
        rule.Update(3);
        for (int example = 0; example < 3; example++)
        {
            for (int j = 0; j < Outputs; j++)
            {
                double error = t[example, j] - e[example, j], slope = e[example, j] * (1 - e[example, j]);
                double step = Rate * Baseline * error * slope / divisor;
                c[0, j] += step;
                for (int i = 0; i < Hidden; i++)
                {
                    w[j, i] += step * hidden[example, i];
                    y[j, i] += step * hidden[example, i];
                }
            }
        }

        AssertEqual(output.Weights, w, "W");
        AssertEqual(output.Biases, c, "c");
        AssertEqual(rule.Feedback[0], y, "Y");
    }

    private static double[,] Fill(Matrix<T> matrix, int seed)
    {
        Random random = new(seed);
        foreach (ref T value in matrix.Span) value = T.CreateChecked(random.NextDouble());
        return Numbers(matrix);
    }

    private static double[,] Numbers(Matrix<T> matrix)
    {
        double[,] numbers = new double[matrix.Rows, matrix.Columns];
        for (int i = 0; i < matrix.Rows; i++)
            for (int j = 0; j < matrix.Columns; j++) numbers[i, j] = double.CreateChecked(matrix[i, j]);
        return numbers;
    }

    private static void AssertEqual(Matrix<T> actual, double[,] expected, string name)
    {
        for (int i = 0; i < actual.Rows; i++)
        {
            for (int j = 0; j < actual.Columns; j++)
            {
                Assert.That(double.CreateChecked(actual[i, j]), Is.EqualTo(expected[i, j]).Within(WorkedExample<T>.Tolerance),
                    $"{name}[{i}, {j}]");
            }
        }
    }
}
