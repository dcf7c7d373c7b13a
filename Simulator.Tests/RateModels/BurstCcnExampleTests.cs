using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Spiking.RateModels.Algebra;
using Spiking.RateModels.Networks;
using Spiking.RateModels.Rules;
using Spiking.RateModels.Training;

namespace Spiking.Tests.RateModels;

/// <summary>BurstCCN against the worked examples A1 to A9.</summary>
[TestFixture(TypeArgs = [typeof(float)])]
[TestFixture(TypeArgs = [typeof(double)])]
public class BurstCcnExampleTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly string[] OneStep =
        ["A1_burstccn_randomY_wrongQ", "A2_burstccn_randomY_QYsym", "A3_burstccn_no_teacher", "A4_burstccn_WYsym_QYsym",
            "A5_burstccn_batch2", "A6_burstccn_2_3_3_2"];

    // Where gradients are parallel, a relative error r of theirs makes an angle of r: 1e-5 degrees are 2e-7. Gradients in float32 have
    // errors near 1e-6 where they are differences of rates, in units of the smallest of them, 1e-3.
    private static readonly double AngleTolerance = typeof(T) == typeof(double) ? 1e-5 : 0.1;

    [TestCaseSource(nameof(OneStep))]
    public void One_step_is_that_of_the_example(string key)
    {
        using WorkedExample<T> example = new(key);
        (BurstCcnRule<T> rule, int layers) = Create(example, learnY: false);
        rule.Network.Forward(example.Matrix("input"));
        rule.Teach(Target(example));
        for (int i = 1; i <= layers; i++)
        {
            string at = $"result.layer{i}.";
            Layer<T> layer = rule.Network.Layers[i - 1];
            example.AssertEqual(layer.Potentials, at + "v");
            example.AssertEqual(layer.Rates, at + "e");
            example.AssertEqual(layer.Slopes, at + "h");
            example.AssertEqual(WorkedExample<T>.Quantity(rule, $"p{i}"), at + "p");
            example.AssertEqual(WorkedExample<T>.Quantity(rule, $"b{i}"), at + "b");
            example.AssertEqual(rule.Deltas[i - 1], at + "delta");
            example.AssertEqual(example.Gradient(rule, $"W{i}"), at + "grad_W");
            example.AssertEqual(example.Gradient(rule, $"c{i}"), at + "grad_bias");
            if (i == layers) continue;
            example.AssertEqual(WorkedExample<T>.Quantity(rule, $"u{i}"), at + "u");
            example.AssertEqual(example.Gradient(rule, $"Q{i}"), at + "grad_Q");
        }

        rule.Update(example.Matrix("input").Rows);
        for (int i = 1; i <= layers; i++)
        {
            example.AssertEqual(rule.Network.Layers[i - 1].Weights, $"result.layer{i}.W_new");
            example.AssertEqual(rule.Network.Layers[i - 1].Biases, $"result.layer{i}.bias_new");
            if (i < layers) example.AssertEqual(rule.Pathways[i - 1].Q, $"result.layer{i}.Q_new");
        }
    }

    [TestCaseSource(nameof(OneStep))]
    public void The_gradient_of_Y_under_the_apical_rule_is_that_of_the_example(string key)
    {
        using WorkedExample<T> example = new(key);
        (BurstCcnRule<T> rule, int layers) = Create(example, learnY: true);
        rule.Network.Forward(example.Matrix("input"));
        rule.Teach(Target(example));
        for (int i = 1; i < layers; i++)
            example.AssertEqual(example.Gradient(rule, $"Y{i}"), $"result.layer{i}.grad_Y_if_Y_learning_apical_rule");
    }

    [TestCaseSource(nameof(OneStep))]
    public void Reference_gradients_are_those_of_the_example(string key)
    {
        using WorkedExample<T> example = new(key);
        (BurstCcnRule<T> rule, int layers) = Create(example, learnY: false);
        LayeredNetwork<T> network = rule.Network;
        GradientRule<T> backprop = new(network, new(), [.. network.Layers.Skip(1).Select(l => l.Weights)], false, () => { });
        GradientRule<T> alignment = new(network, new(), rule.Feedback, true, () => { });
        network.Forward(example.Matrix("input"));
        Matrix<T>? target = Target(example);
        backprop.Teach(target);
        alignment.Teach(target);
        for (int i = 1; i <= layers; i++)
        {
            string at = $"result.layer{i}.";
            example.AssertEqual(backprop.Deltas[i - 1], at + "delta_bp");
            example.AssertEqual(alignment.Deltas[i - 1], at + "delta_fa");
            example.AssertEqual(example.Gradient(backprop, $"W{i}"), at + "grad_W_backprop");
            example.AssertEqual(example.Gradient(alignment, $"W{i}"), at + "grad_W_feedback_alignment");
        }
    }

    // Without teacher nothing is learned, and there is no angle.
    private static IEnumerable<string> Taught => OneStep.Where(key => key != "A3_burstccn_no_teacher");

    [TestCaseSource(nameof(Taught))]
    public void Angles_are_those_of_the_example(string key)
    {
        using WorkedExample<T> example = new(key);
        Matrix<T> target = example.Matrix("target");
        (BurstCcnRule<T> rule, _) = Create(example, learnY: false);
        AlignmentAngles angles = new Alignment<T>(rule).Measure(example.Matrix("input"), target);
        AssertAngles(example, angles.ToBackprop, "bp_per_layer");
        AssertAngles(example, angles.ToFeedbackAlignment, "fa_per_layer");
        AssertAngles(example, angles.AlignmentToBackprop, "fa_to_bp_per_layer");
        AssertAngles(example, angles.QToY, "QY_per_layer");
        AssertAngle(example, angles.GlobalToBackprop, "bp_global");
        AssertAngle(example, angles.GlobalToFeedbackAlignment, "fa_global");
        AssertAngle(example, angles.HiddenToBackprop, "bp_global_hidden_only");
    }

    [Test]
    public void Three_updates_with_momentum_decay_and_learned_Q_are_those_of_the_example()
    {
        using WorkedExample<T> start = new("A5_burstccn_batch2"), example = new("A7_burstccn_three_updates_momentum_decay");
        AssertUpdates(start, example, new BurstCcnDescription
        {
            Learning = new() { Rate = 0.3, Momentum = 0.9, Decay = 1e-3 },
            Y = new Given<T>(start.Matrix("params.Y.0")),
            Q = new Given<T>(start.Matrix("params.Q.0")),
            LearningOfQ = new ApicalEventLearningDescription { Learning = new() { Rate = 0.01 } },
        });
    }

    [Test]
    public void Three_updates_with_tied_feedback_are_those_of_the_example()
    {
        using WorkedExample<T> start = new("A5_burstccn_batch2"), example = new("A8_burstccn_three_updates_tied");
        AssertUpdates(start, example, new BurstCcnDescription
        {
            Learning = new() { Rate = 0.3 },
            Y = new TiedFeedbackDescription(),
            Q = new TiedFeedbackDescription()
        });
    }

    [Test]
    public void The_journal_form_is_that_of_the_example()
    {
        using WorkedExample<T> example = new("A9_journal_burstccn");
        Assert.That(example.Value("result.branch_sizes").GetArrayLength(), Is.EqualTo(2));
        FeedbackLearningDescription[] forms = [new ApicalBranchLearningDescription { Branches = 2 }, new KolenPollackLearningDescription()];
        foreach (FeedbackLearningDescription learning in forms)
        {
            BurstCcnRule<T> rule = TaughtJournalForm(example, learning, 1);
            foreach (string name in new[] { "p1", "p2", "b1", "b2", "u1" })
                example.AssertEqual(WorkedExample<T>.Quantity(rule, name), "result." + name);
            example.AssertEqual(rule.Deltas[0], "result.delta1");
            example.AssertEqual(rule.Deltas[1], "result.delta2");
            foreach (string name in new[] { "W1", "W2" }) example.AssertEqual(example.Gradient(rule, name), "result.grad_" + name);
            example.AssertEqual(example.Gradient(rule, "c1"), "result.grad_bias1");
            example.AssertEqual(example.Gradient(rule, "c2"), "result.grad_bias2");
            example.AssertEqual(example.Gradient(rule, "Y1"),
                learning is KolenPollackLearningDescription ? "result.grad_Y_kolen_pollack" : "result.grad_Y_apical_rule");
            Matrix<T> gradient = example.Gradient(rule, "Q1");
            example.Arithmetic.Apply(new Scaled(-1), gradient, gradient);
            example.AssertEqual(gradient, "result.grad_Q_kolen_pollack");
        }
    }

    // A single hidden layer: what comes down to it does not depend on its own scale, and halves and doubles are exact.
    [Test]
    public void The_gradient_of_Y_by_branches_is_divided_by_the_feedback_scale()
    {
        using WorkedExample<T> example = new("A9_journal_burstccn");
        ApicalBranchLearningDescription learning = new() { Branches = 2 };
        Matrix<T> plain = example.Gradient(TaughtJournalForm(example, learning, 1), "Y1"),
            scaled = example.Gradient(TaughtJournalForm(example, learning, 0.5), "Y1");
        example.Arithmetic.Apply(new Scaled(2), plain, plain);
        Assert.That(scaled.Span.ToArray(), Is.EqualTo(plain.Span.ToArray()));
        Assert.That(plain.Span.ToArray(), Has.Some.Not.EqualTo(T.Zero));
    }

    private static BurstCcnRule<T> TaughtJournalForm(
        WorkedExample<T> example, FeedbackLearningDescription learningOfY, double feedbackScale)
    {
        LayeredNetwork<T> network = example.Network(["params.W1", "params.W2"], ["params.bias1", "params.bias2"], 2);

        // There Q is added, here it is subtracted.
        Matrix<T> q = example.Matrix("params.Q1");
        example.Arithmetic.Apply(new Scaled(-1), q, q);
        BurstCcnRule<T> rule = new(network, new BurstCcnDescription
        {
            ErrorScale = 0.5,
            FeedbackScale = feedbackScale,
            GradientsAsBackprop = true,
            Y = new Given<T>(example.Matrix("params.Y1")),
            Q = new Given<T>(q),
            LearningOfY = learningOfY,
            LearningOfQ = new KolenPollackLearningDescription(),
        }, 1);
        network.Forward(example.Matrix("input"));
        rule.Teach(example.Matrix("target"));
        return rule;
    }

    private static Matrix<T>? Target(WorkedExample<T> example) =>
        example.Value("target").ValueKind == JsonValueKind.Null ? null : example.Matrix("target");

    private static void AssertAngles(WorkedExample<T> example, IReadOnlyList<double> actual, string name)
    {
        JsonElement expected = example.Value("angles_degrees." + name);
        Assert.That(actual, Has.Count.EqualTo(expected.GetArrayLength()), name);
        for (int i = 0; i < actual.Count; i++)
            Assert.That(actual[i], Is.EqualTo(expected[i].GetDouble()).Within(AngleTolerance), $"{name}, layer {i + 1}");
    }

    private static void AssertAngle(WorkedExample<T> example, double actual, string name) =>
        Assert.That(actual, Is.EqualTo(example.Value("angles_degrees." + name).GetDouble()).Within(AngleTolerance), name);

    private static (BurstCcnRule<T> Rule, int Layers) Create(WorkedExample<T> example, bool learnY)
    {
        int layers = example.Value("params.W").GetArrayLength();
        string[] Paths(string name) =>
            [.. Enumerable.Range(0, layers).Select(i => string.Create(CultureInfo.InvariantCulture, $"params.{name}.{i}"))];
        LayeredNetwork<T> network = example.Network(Paths("W"), Paths("bias"), example.Matrix("input").Rows);
        JsonElement y = example.Value("params.Y"), q = example.Value("params.Q");
        BurstCcnRule<T> rule = new(network, new BurstCcnDescription
        {
            Learning = new() { Rate = 0.3 },
            Y = new Given<T>([.. y.EnumerateArray().Select(WorkedExample<T>.Matrix)]),
            Q = new Given<T>([.. q.EnumerateArray().Select(WorkedExample<T>.Matrix)]),
            LearningOfQ = new ApicalEventLearningDescription { Learning = new() { Rate = 0.01 } },
            LearningOfY = learnY ? new ApicalEventLearningDescription() : null,
        }, 1);
        return (rule, layers);
    }

    private static void AssertUpdates(WorkedExample<T> start, WorkedExample<T> example, BurstCcnDescription settings)
    {
        LayeredNetwork<T> network = start.Network(["params.W.0", "params.W.1"], ["params.bias.0", "params.bias.1"], 2);
        BurstCcnRule<T> rule = new(network, settings, 1);
        foreach (JsonElement expected in example.Value("after_each_update").EnumerateArray())
        {
            network.Forward(start.Matrix("input"));
            rule.Teach(start.Matrix("target"));
            rule.Update(2);
            WorkedExample<T>.AssertEqual(network.Layers[0].Weights, expected.GetProperty("W1"), "W1");
            WorkedExample<T>.AssertEqual(network.Layers[0].Biases, expected.GetProperty("bias1"), "bias1");
            WorkedExample<T>.AssertEqual(network.Layers[1].Weights, expected.GetProperty("W2"), "W2");
            WorkedExample<T>.AssertEqual(network.Layers[1].Biases, expected.GetProperty("bias2"), "bias2");
            WorkedExample<T>.AssertEqual(rule.Pathways[0].Y, expected.GetProperty("Y1"), "Y1");
            WorkedExample<T>.AssertEqual(rule.Pathways[0].Q, expected.GetProperty("Q1"), "Q1");
        }
    }
}
