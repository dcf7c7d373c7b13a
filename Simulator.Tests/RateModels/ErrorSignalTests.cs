using System.Numerics;
using Spiking.RateModels.Algebra;
using Spiking.RateModels.Data;
using Spiking.RateModels.Rules;
using Spiking.RateModels.Training;

namespace Spiking.Tests.RateModels;

/// <summary>
/// The error signal of networks that have learned: its deviation from that of backprop, and how linear it is (Greedy et al. 2022, Eq. 3;
/// Payeur et al. 2021, Ext. Data Fig. 7).
/// </summary>
public class ErrorSignalTests
{
    private static readonly DataSet Digits =
        DataSet.Load(new DigitsDataDescription { TrainingExamples = 100, TestExamples = 20 }, new DataFolders());

    private static readonly BurstCcnDescription Symmetric = new()
    {
        Learning = new() { Rate = 1 },
        Y = new TiedFeedbackDescription(),
        Q = new TiedFeedbackDescription(),
    };

    // Burst probabilities are odd in the apical potential around p_b, so deltas lack a second order: the deviation relative to the first is
    // a s² + b s⁴ with b s² << a, and its quotient for s and s/2 is 4. R13 of the specification allows a tenth.
    [Test]
    public void With_symmetric_feedback_the_deviation_from_backprop_falls_by_four_when_the_error_is_halved()
    {
        ErrorSignal signal = After(Symmetric, new());
        foreach (LayerSignal layer in signal.Hidden)
        {
            Assert.That(layer.Deviations[0], Is.LessThan(0.1));
            for (int k = 1; k < layer.Deviations.Count; k++)
                Assert.That(layer.Deviations[k - 1] / layer.Deviations[k], Is.EqualTo(4).Within(0.4));
        }
    }

    // What a rule divides out of its gradients, or multiplies its signal with on the way, is no deviation.
    [TestCase(1, 1, true)]
    [TestCase(1, 0.5, false)]
    [TestCase(0.5, 1, false)]
    public void Factors_of_the_rule_are_no_deviation(double errorScale, double feedbackScale, bool asBackprop)
    {
        ErrorSignal signal = After(
            Symmetric with { ErrorScale = errorScale, FeedbackScale = feedbackScale, GradientsAsBackprop = asBackprop }, new());
        foreach (LayerSignal layer in signal.Hidden)
        {
            Assert.That(layer.Deviations[0], Is.LessThan(0.1));
            Assert.That(layer.Deviations[0] / layer.Deviations[1], Is.EqualTo(4).Within(0.4));
        }

        // At most p_b = 1/2, whatever the factor of errors.
        Assert.That(signal.OutputSample, Has.All.InRange(-0.5, 0.5));
        Assert.That(signal.OutputSample.Max(Math.Abs), Is.GreaterThan(0.4), "of 200 uniform changes all below four fifths: 4e-20");
    }

    private static readonly RuleDescription[] s_rules =
    [
        new BurstCcnDescription
        {
            Y = new RandomFeedbackDescription { Deviation = 0.5 },
            LearningOfQ = new ApicalEventLearningDescription(),
        },
        Symmetric,
        new BurstCcnDescription { Y = new SymmetricFeedbackDescription(), Q = new RandomFeedbackDescription { Deviation = 0.3 } },
        new BurstpropDescription { Learning = new() { Rate = 1 }, KolenPollack = true },
        new BurstpropDescription { Learning = new() { Rate = 1 }, Y = new TiedFeedbackDescription() },
        new FeedbackAlignmentDescription { Learning = new() { Rate = 0.5 } },
        new BackpropDescription { Learning = new() { Rate = 0.5 } },
    ];

    // Deltas are sums of some hundred products of float32 numbers of order 1 or less, so they agree to some 1e-5; weights that were not
    // copied have changed by far more.
    [TestCaseSource(nameof(s_rules))]
    public void The_copy_in_float64_has_the_error_signal_of_the_network_that_has_learned(object described)
    {
        ClassificationDescription settings = Settings((RuleDescription)described, null);
        using Trainer trainer = new(settings, Digits, 1), untrained = new(settings, Digits, 1);
        for (int batch = 0; batch < 60; batch++) trainer.Step();
        using Arithmetic<double> arithmetic = new();
        LearningRule<double> copy = ErrorSignal.Copy(settings, Digits.Test, trainer.Rule, 1, arithmetic);
        float[][] deltas = Deltas(trainer.Rule, x => x), before = Deltas(untrained.Rule, x => x);
        float[][] copied = Deltas(copy, x => (float)x);
        for (int layer = 0; layer < deltas.Length; layer++)
        {
            float size = deltas[layer].Max(Math.Abs);
            Assert.That(copied[layer], Is.EqualTo(deltas[layer]).Within(1e-5f + 1e-3f * size), $"layer {layer + 1}");
            Assert.That(
                before[layer].Zip(deltas[layer], (a, b) => Math.Abs(a - b)).Max(), Is.GreaterThan(1e-5f + 1e-3f * size),
                $"layer {layer + 1} has changed by more than that");
        }
    }

    private static float[][] Deltas<T>(LearningRule<T> rule, Func<T, float> number)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Images = 10;
        Matrix<T> input = new(Images, Digits.Test.Shape.Size), targets = new(Images, Digits.Test.Classes);
        for (int i = 0; i < Images; i++)
        {
            for (int k = 0; k < input.Columns; k++) input[i, k] = T.CreateChecked(Digits.Test[i][k]);
            targets[i, Digits.Test.Labels[i]] = T.One;
        }

        rule.Network.Forward(input);
        rule.Teach(targets);
        return [.. rule.Deltas.Select(delta => delta.Span.ToArray().Select(number).ToArray())];
    }

    [Test]
    public void With_random_feedback_a_smaller_error_brings_the_updates_no_nearer_to_backprop()
    {
        ErrorSignal signal = After(Symmetric with { Y = new RandomFeedbackDescription { Deviation = 0.5 } }, new());
        foreach (LayerSignal layer in signal.Hidden)
            Assert.That(layer.Deviations[0] / layer.Deviations[^1], Is.EqualTo(1).Within(0.1), "another direction, whatever the size");
    }

    // A logistic function of a change x is linear up to x³: what is not linear of its variance falls with the fourth power of the change.
    // For a tenth of the change that is 10⁻⁴; terms of even order (the rest is off the middle without cancellation) leave a square, 10⁻²;
    // twice that is allowed.
    [Test]
    public void The_signal_is_the_more_linear_the_smaller_it_is()
    {
        BurstpropDescription rule = new()
        {
            Learning = new() { Rate = 0 },
            Recurrent = new() { Deviation = 0, LearningRate = 0 },
            Y = new RandomFeedbackDescription { Deviation = 2 },
        };
        ErrorSignal full = After(rule, new()), tenth = After(rule, new() { LargestChange = 0.1 });
        for (int i = 0; i < full.Hidden.Count; i++)
        {
            Assert.That(full.Hidden[i].LinearShare, Is.LessThan(1 - 1e-6), $"layer {i + 1}");
            Assert.That(1 - tenth.Hidden[i].LinearShare, Is.LessThan(0.02 * (1 - full.Hidden[i].LinearShare)), $"layer {i + 1}");
        }
    }

    [Test]
    public void Samples_are_changes_within_those_of_the_output()
    {
        ErrorSignal signal = After(Symmetric, new() { Changes = 25, LargestChange = 0.5 });
        Assert.That(signal.OutputSample, Has.Count.EqualTo(25));

        // Half of p_b = 1/2.
        Assert.That(signal.OutputSample, Has.All.InRange(-0.25, 0.25));
        Assert.That(signal.OutputSample.Max(Math.Abs), Is.GreaterThan(0.2), "of 25 uniform changes all below four fifths: 0.4 percent");
        foreach (LayerSignal layer in signal.Hidden)
        {
            Assert.That(layer.Sample, Has.Count.EqualTo(25));
            double sizes = layer.Sample.Zip(signal.OutputSample, (hidden, output) => Math.Sign(hidden) * Math.Sign(output)).Sum();
            Assert.That(Math.Abs(sizes), Is.GreaterThanOrEqualTo(23), "no change without one of the output, and all in one direction");
        }
    }

    [Test]
    public void A_rule_without_bursts_has_deviations_and_no_linear_share()
    {
        ErrorSignal signal = After(new BackpropDescription(), new());
        Assert.That(signal.OutputSample, Is.Empty);
        foreach (LayerSignal layer in signal.Hidden)
        {
            Assert.That(layer.Deviations, Has.All.LessThan(1e-12), "backprop is backprop");
            Assert.That(layer.LinearShare, Is.NaN);
        }
    }

    [Test]
    public void The_measurement_says_how_far_it_is()
    {
        List<(double Done, string Detail)> told = [];
        ErrorSignalDescription wanted = new() { Images = 5, Changes = 10 };
        TrainingCourse.Run(
            Settings(Symmetric, wanted), Digits, 1, 1, null, (done, detail) => told.Add((done, detail)), default);
        (double Done, string Detail)[] signal = [.. told.Where(step => step.Detail.StartsWith("error signal", StringComparison.Ordinal))];
        Assert.That(signal.Select(step => step.Detail), Is.EqualTo(Enumerable.Range(1, 5).Select(i => $"error signal of image {i} of 5")));

        // 100 examples are learned, and 5 images are shown with 10 changes and 4 scales: 100/170 and 14/170 for each image.
        Assert.That(signal.Select(step => step.Done), Is.EqualTo(Enumerable.Range(0, 5).Select(i => (100 + 14 * i) / 170.0)).Within(1e-12));
        Assert.That(told.Select(step => step.Done), Is.Ordered);
    }

    [Test]
    public void The_measurement_changes_nothing_of_the_training()
    {
        Assert.That(Course(Symmetric, new()).Hash, Is.EqualTo(Course(Symmetric, null).Hash));
    }

    [Test]
    public void Convolutions_are_measured_too()
    {
        ClassificationDescription settings = Settings(Symmetric, new() { Images = 3, Changes = 12 }) with
        {
            Hidden = [new ConvolutionLayerDescription { Channels = 5, Kernel = 3, Stride = 2 }, new DenseLayerDescription { Units = 20 }],
            Repeat = 1,
        };
        ErrorSignal signal = TrainingCourse.Run(settings, Digits, 1, 1, null, (_, _) => { }, default).ErrorSignal!;
        Assert.That(signal.Hidden, Has.Count.EqualTo(2));
        foreach (LayerSignal layer in signal.Hidden)
            Assert.That(layer.Deviations[0] / layer.Deviations[1], Is.EqualTo(4).Within(0.4));
    }

    private static ErrorSignal After(RuleDescription rule, ErrorSignalDescription wanted) => Course(rule, wanted).ErrorSignal!;

    private static TrainingCourse Course(RuleDescription rule, ErrorSignalDescription? wanted) =>
        TrainingCourse.Run(Settings(rule, wanted), Digits, 1, 1, null, (_, _) => { }, default);

    private static ClassificationDescription Settings(RuleDescription rule, ErrorSignalDescription? wanted) => new()
    {
        Name = "x",
        Data = new DigitsDataDescription { TrainingExamples = 100, TestExamples = 20 },
        Hidden = [new DenseLayerDescription { Units = 30 }],
        Repeat = 3,
        Batch = 10,
        Rule = rule,
        MeasureEvery = 0,
        Epochs = 1,
        ErrorSignal = wanted,
    };
}
