using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Spiking.RateModels;
using Spiking.RateModels.Algebra;
using Spiking.RateModels.Networks;
using Spiking.RateModels.Rules;
using Spiking.RateModels.Training;

namespace Spiking.Tests.RateModels;

/// <summary>Burstprop, EDN, node perturbation and convolutional feedback against the worked examples B1 to B4, C1, D1, D2 and K1.</summary>
[TestFixture(TypeArgs = [typeof(float)])]
[TestFixture(TypeArgs = [typeof(double)])]
public class OtherRuleExampleTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [TestCase("B1_burstprop_recurrent")]
    [TestCase("B2_burstprop_recurrent_batch2")]
    [TestCase("B3_burstprop_no_recurrent")]
    public void A_step_of_burstprop_is_that_of_the_example(string key)
    {
        using WorkedExample<T> example = new(key);
        bool recurrent = !key.Contains("no_recurrent", StringComparison.Ordinal);
        BurstpropRule<T> rule = Burstprop(example, "params.", new BurstpropDescription
        {
            Learning = new() { Rate = 0.1 },
            Recurrent = recurrent ? new() { LearningRate = 1e-4 } : new() { Deviation = 0, LearningRate = 0 },
        }, example.Matrix("input").Rows);
        rule.Network.Forward(example.Matrix("input"));
        rule.Teach(example.Matrix("target"));
        List<(string Name, string Path)> quantities =
            [("p2", "p2"), ("p2_teacher", "p2_teacher"), ("b2", "b2"), ("b2_teacher", "b2_teacher"), ("feedback1", "feedback"),
            ("feedback1_teacher", "feedback_teacher"), ("u1", "u"), ("u1_teacher", "u_teacher"), ("p1", "p1"), ("p1_teacher", "p1_teacher"),
            ("b1", "b1"), ("b1_teacher", "b1_teacher")];
        if (recurrent) quantities.AddRange([("b1_pre", "b_pre"), ("r1", "recurrent_input")]);
        foreach ((string name, string path) in quantities) example.AssertEqual(WorkedExample<T>.Quantity(rule, name), "result." + path);
        example.AssertEqual(rule.Deltas[0], "result.delta1");
        example.AssertEqual(rule.Deltas[1], "result.delta2");
        if (recurrent) example.AssertEqual(example.Gradient(rule, "Z1"), "result.grad_Z_sum_over_batch");
        Assert.That(
            new Alignment<T>(rule).Measure(example.Matrix("input"), example.Matrix("target")).ToBackprop[0],
            Is.EqualTo(example.Value("result.angle_bp_layer1_deg").GetDouble()).Within(typeof(T) == typeof(double) ? 1e-5 : 0.1));

        // The gradients of the example are sums over the batch; the updates divide those of W and c by its size.
        int batch = example.Matrix("input").Rows;
        Matrix<T>[] before = [.. rule.Learned.Select(l => Copy(l.Descent.Weights))];
        rule.Update(batch);
        for (int i = 0; i < before.Length; i++)
        {
            string name = rule.Learned[i].Name.Replace("c", "bias", StringComparison.Ordinal);
            example.Arithmetic.Apply(new Minus(), rule.Learned[i].Descent.Weights, before[i], before[i]);
            example.AssertEqual(before[i], "result.delta_" + (name == "Z1" ? "Z" : name));
            if (name == "Z1") continue;
            example.Arithmetic.Apply(new Scaled(-batch / 0.1), before[i], before[i]);
            example.AssertEqual(before[i], "result.grad_" + name);
        }
    }

    // The output is taught with p_b = 0.2, and a dendrite at rest has a slope of k/4 = 1/2: the signal has passed none, one or two.
    [TestCase(0.2, "W3", "c3", "Y2")]
    [TestCase(0.2 / 2, "W2", "c2", "Y1")]
    [TestCase(0.2 / 4, "W1", "c1")]
    [TestCase(1, "Z1", "Z2")]
    public void As_those_of_backprop_gradients_of_burstprop_are_divided_by_what_the_signal_has_lost(double factor, params string[] names)
    {
        using WorkedExample<T> example = new("B2_burstprop_recurrent_batch2");
        foreach (BatchAverage average in Enum.GetValues<BatchAverage>())
        {
            BurstpropRule<T>[] rules = [.. new[] { false, true }.Select(asBackprop =>
            {
                LayeredNetwork<T> network = new([new DenseConnection(3, 4), new DenseConnection(4, 5), new DenseConnection(5, 2)],
                    [.. Enumerable.Repeat(Activation.Sigmoid, 3)], 2, example.Arithmetic);
                for (int i = 0; i < 3; i++) Draws.Normal(network.Layers[i].Weights, Keys.Weights(1, "W", i), 1);
                BurstpropRule<T> rule = new(network, new BurstpropDescription
                {
                    Average = average,
                    DendriticSlope = 2,
                    KolenPollack = true,
                    GradientsAsBackprop = asBackprop,
                }, 1);
                Matrix<T> input = new(2, 3), target = new(2, 2);
                Draws.Normal(input, Keys.Weights(1, "input", 0), 1);
                target.Span.Fill(T.CreateChecked(0.9));
                network.Forward(input);
                rule.Teach(target);
                return rule;
            })];
            foreach (string name in names)
            {
                Matrix<T> plain = example.Gradient(rules[0], name), scaled = example.Gradient(rules[1], name);
                Assert.That(plain.Span.ToArray().Select(x => Math.Abs(double.CreateChecked(x))), Has.Some.GreaterThan(1e-4), name);
                example.Arithmetic.Apply(new Scaled(factor), scaled, scaled);
                WorkedExample<T>.AssertEqual(scaled, plain, $"{name}, {average}", typeof(T) == typeof(double) ? 1e-15 : 1e-7);
            }
        }
    }

    [Test]
    public void Three_updates_of_burstprop_with_Kolen_Pollack_learning_are_those_of_the_example()
    {
        using WorkedExample<T> input = new("B2_burstprop_recurrent_batch2"), example = new("B4_burstprop_kolen_pollack");
        DescentDescription hidden = new() { Rate = 0.1, Momentum = 0.8, Decay = 1e-3, BiasesDecay = false };
        BurstpropRule<T> rule = Burstprop(example, "params.start.", new BurstpropDescription
        {
            Learning = hidden,
            OutputLearning = hidden with { Rate = 0.01 },
            Average = BatchAverage.Sum,
            KolenPollack = true,
            Recurrent = new() { LearningRate = 1e-4 },
        }, batch: 2);
        foreach (JsonElement expected in example.Value("after_each_update").EnumerateArray())
        {
            rule.Network.Forward(input.Matrix("input"));
            rule.Teach(input.Matrix("target"));
            rule.Update(2);
            WorkedExample<T>.AssertEqual(rule.Network.Layers[0].Weights, expected.GetProperty("W1"), "W1");
            WorkedExample<T>.AssertEqual(rule.Network.Layers[0].Biases, expected.GetProperty("bias1"), "bias1");
            WorkedExample<T>.AssertEqual(rule.Network.Layers[1].Weights, expected.GetProperty("W2"), "W2");
            WorkedExample<T>.AssertEqual(rule.Network.Layers[1].Biases, expected.GetProperty("bias2"), "bias2");
            WorkedExample<T>.AssertEqual(rule.Feedback[0], expected.GetProperty("Y_of_output_layer"), "Y");
            WorkedExample<T>.AssertEqual(rule.Recurrent[0]!, expected.GetProperty("Z1"), "Z1");
        }
    }

    [Test]
    public void A_step_of_the_error_encoding_dendritic_network_is_that_of_the_example()
    {
        using WorkedExample<T> example = new("C1_edn");
        LayeredNetwork<T> network = example.Network(["params.W1", "params.W2"], ["params.bias1", "params.bias2"], 1);
        EdnRule<T> rule = new(network, new EdnDescription
        {
            Y = new Given<T>(example.Matrix("params.Y1")),
            ToInterneurons = new Given<T>(example.Matrix("result.pyr_to_intn_weights")),
            FromInterneurons = new Given<T>(example.Matrix("result.intn_to_pyr_weights")),
        }, 1);
        rule.Interneurons[0].Biases.CopyFrom(example.Matrix("result.pyr_to_intn_bias"));
        network.Forward(example.Matrix("input"));
        rule.Teach(example.Matrix("target"));
        foreach ((string name, string path) in new[]
            {
                ("i1", "intn_v"), ("s1", "intn_r"), ("v2_nudged", "v2_nudged"), ("r2_nudged", "r2_nudged"), ("i1_nudged", "intn_v_nudged"),
                ("s1_nudged", "intn_r_nudged"), ("a1", "apical"), ("v1_nudged", "v1_nudged"), ("r1_nudged", "r1_nudged"),
            })
        {
            example.AssertEqual(WorkedExample<T>.Quantity(rule, name), "result." + path);
        }

        example.AssertEqual(rule.Deltas[0], "result.delta1");
        example.AssertEqual(rule.Deltas[1], "result.delta2");
        foreach ((string name, string path) in new[]
            {
                ("W1", "grad_W1"), ("W2", "grad_W2"), ("c1", "grad_bias1"), ("c2", "grad_bias2"), ("P1", "grad_pyr_to_intn"),
                ("q1", "grad_pyr_to_intn_bias"), ("I1", "grad_intn_to_pyr"),
            })
        {
            example.AssertEqual(example.Gradient(rule, name), "result." + path);
        }
    }

    // Gradients are differences of losses times noise over its variance. In float32 a rate has a relative error of 5e-7 at most, so that a
    // loss of
    // 2 units and its difference are known to 8e-7, which noise of 0.002 over a variance of 1e-6 multiplies by 2000.
    [TestCase("D1_node_perturbation_2021", false, "params.xi", 1e-3, 1.6e-3)]
    [TestCase("D2_node_perturbation_journal", true, "result.perturbation", 0.1, 1e-5)]
    public void A_step_of_node_perturbation_is_that_of_the_example(
        string key, bool travels, string noise, double deviation, double singleTolerance)
    {
        using WorkedExample<T> example = new(key);
        LayeredNetwork<T> network = example.Network(["params.W1", "params.W2"], ["params.bias1", "params.bias2"], 2);
        NodePerturbationRule<T> rule = new(network, new NodePerturbationDescription { Deviation = deviation, NoiseTravels = travels }, 1)
        {
            Perturb = (layer, matrix) => matrix.CopyFrom(example.Matrix(noise + (layer + 1).ToString(CultureInfo.InvariantCulture))),
        };
        network.Forward(example.Matrix("input"));
        rule.Teach(example.Matrix("target"));

        double tolerance = typeof(T) == typeof(double) ? 1e-10 : singleTolerance;
        foreach ((Matrix<T> actual, string path) in new[]
            {
                (rule.Deltas[0], "delta1"), (rule.Deltas[1], "delta2"), (example.Gradient(rule, "W1"), "grad_W1"),
                (example.Gradient(rule, "W2"), "grad_W2"),
                (example.Gradient(rule, "c1"), "grad_bias1"), (example.Gradient(rule, "c2"), "grad_bias2"),
            })
        {
            example.AssertEqual(actual, "result." + path, tolerance);
        }
    }

    [Test]
    public void Convolutional_feedback_is_that_of_the_example()
    {
        using WorkedExample<T> example = new("K1_conv_feedback");
        Convolution convolution = new(6, 6, 1, kernel: 3, stride: 2, outputs: 2);
        LayeredNetwork<T> network = new(
            [new DenseConnection(1, 36), convolution], [Activation.Sigmoid, Activation.Sigmoid], 1, example.Arithmetic);
        Layer<T> above = network.Layers[1];
        Matrix<T> below = Map(example.Value("params.e_lower"), byChannel: false);
        above.Weights.CopyFrom(Map(example.Value("params.W_next"), byChannel: true));
        above.Forward(below.WithColumns(36));
        WorkedExample<T>.AssertEqual(above.Potentials, Map(example.Value("result.v_next"), byChannel: false), "v");
        WorkedExample<T>.AssertEqual(above.Rates, Map(example.Value("result.e_next"), byChannel: false), "e");

        Matrix<T> p = Map(example.Value("params.p_next"), byChannel: false), bursts = new(4, 2), apical = new(1, 36);
        example.Arithmetic.Apply(new Times(), p, above.Rates, bursts);
        WorkedExample<T>.AssertEqual(bursts, Map(example.Value("result.b_next"), byChannel: false), "b");
        Matrix<T> y = Map(example.Value("params.Y"), byChannel: true), q = Map(example.Value("params.Q"), byChannel: true);
        network.TopDown(1).Send(bursts, y, above.Rates, q, apical);
        WorkedExample<T>.AssertEqual(apical, Map(example.Value("result.u_lower"), byChannel: false), "u");
        for (int i = 0; i < 6; i++)
            Assert.That((apical[0, 30 + i], apical[0, 6 * i + 5]), Is.EqualTo((T.Zero, T.Zero)), "the border is seen by no patch");

        // δ of the layer above, and the gradient of its weights.
        Matrix<T> slopes = new(1, 36), lowerP = new(1, 36), lowerB = new(1, 36), lowerDelta = new(1, 36);
        Activation.Sigmoid.RelativeSlopes(example.Arithmetic, below.WithColumns(36), slopes);
        example.Arithmetic.Apply(new HiddenBurstProbability(0.5, 1), apical, slopes, lowerP);
        WorkedExample<T>.AssertEqual(lowerP, Map(example.Value("result.p_lower"), byChannel: false), "p");
        example.Arithmetic.Apply(new Times(), lowerP, below.WithColumns(36), lowerB);
        example.Arithmetic.Apply(new BurstDelta(0.5), lowerB, below.WithColumns(36), lowerDelta);
        WorkedExample<T>.AssertEqual(lowerDelta, Map(example.Value("result.delta_lower"), byChannel: false), "delta");
        Matrix<T> delta = new(4, 2), gradient = new(2, 9);
        example.Arithmetic.Apply(new BurstDelta(0.5), bursts, above.Rates, delta);
        example.Arithmetic.Multiply(delta, true, above.Presynaptic, false, gradient);
        WorkedExample<T>.AssertEqual(
            gradient,
            Map(example.Value("result.grad_W_next_for_delta_equal_minus_p_minus_half_times_e"), byChannel: true), "gradient of W");
    }

    private static BurstpropRule<T> Burstprop(WorkedExample<T> example, string at, BurstpropDescription settings, int batch)
    {
        LayeredNetwork<T> network = example.Network([at + "W1", at + "W2"], [at + "bias1", at + "bias2"], batch);
        BurstpropRule<T> rule = new(network, settings with { Y = new Given<T>(example.Matrix(at + "Y_of_output_layer")) }, 1);
        rule.Recurrent[0]?.CopyFrom(example.Matrix(at + "Z1"));
        return rule;
    }

    private static Matrix<T> Copy(Matrix<T> matrix)
    {
        Matrix<T> copy = new(matrix.Rows, matrix.Columns);
        copy.CopyFrom(matrix);
        return copy;
    }

    // The example stores [first][channel][row][column]: maps of one example become a row for every position, kernels a row for every output
    // channel, both with the channels of a place beside one another.
    private static Matrix<T> Map(JsonElement value, bool byChannel)
    {
        int first = value.GetArrayLength(), channels = value[0].GetArrayLength(), rows = value[0][0].GetArrayLength(),
            columns = value[0][0][0].GetArrayLength();
        Matrix<T> map = byChannel ? new(first, rows * columns * channels) : new(first * rows * columns, channels);
        Span<T> values = map.Span;
        int i = 0;
        for (int n = 0; n < first; n++)
            for (int y = 0; y < rows; y++)
                for (int x = 0; x < columns; x++)
                    for (int c = 0; c < channels; c++) values[i++] = T.CreateChecked(value[n][c][y][x].GetDouble());
        return map;
    }
}
