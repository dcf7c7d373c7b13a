using Spiking.RateModels.Data;
using Spiking.RateModels.Rules;
using Spiking.RateModels.Training;

namespace Spiking.Tests.RateModels;

/// <summary>What a network that has learned makes of its error (Greedy et al. 2022, Eq. 3; Payeur et al. 2021, Ext. Data Fig. 7).</summary>
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

    [Test]
    public void With_random_feedback_a_smaller_error_brings_the_updates_no_nearer_to_backprop()
    {
        ErrorSignal signal = After(Symmetric with { Y = new RandomFeedbackDescription { Deviation = 0.5 } }, new());
        foreach (LayerSignal layer in signal.Hidden)
            Assert.That(layer.Deviations[0] / layer.Deviations[^1], Is.EqualTo(1).Within(0.1), "another direction, whatever the size");
    }

    // A logistic function of a change x is linear up to x³: what is not linear of its variance falls with the fourth power of the change.
    // For a tenth of the change that is 10⁻⁴; terms of even order (the rest is off the middle without cancellation) leave a square, 10⁻².
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
            Assert.That(1 - tenth.Hidden[i].LinearShare, Is.LessThan(0.03 * (1 - full.Hidden[i].LinearShare)), $"layer {i + 1}");
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
