using Spiking.RateModels.Algebra;
using Spiking.RateModels.Data;
using Spiking.RateModels.Experiments;
using Spiking.RateModels.Rules;
using Spiking.RateModels.Training;

namespace Spiking.Tests.RateModels;

/// <summary>Trainings that do not reach their end.</summary>
public class ClassificationRunTests
{
    private static readonly ClassificationDescription s_settings = new()
    {
        Name = "x",
        Data = new DigitsDataDescription { TrainingExamples = 100, TestExamples = 20 },
        Hidden = [new DenseLayerDescription { Units = 20 }],
        Batch = 10,
        Epochs = 1,
        Rule = new BurstCcnDescription { Y = new RandomFeedbackDescription { Deviation = 0.5 } },
        MeasureEvery = 0,
    };

    [Test]
    public void A_training_that_is_stopped_while_its_error_signal_is_measured_is_not_finished()
    {
        using CancellationTokenSource stop = new();
        List<ExperimentProgress> told = [];
        ExperimentContext context = Context(stop.Token) with
        {
            Report = step =>
            {
                told.Add(step);
                if (step.Label == "seed 2" && step.Detail.StartsWith("error signal", StringComparison.Ordinal)) stop.Cancel();
            },
        };
        ClassificationDescription settings =
            s_settings with { Realizations = 2, ErrorSignal = new() { Images = 3, Changes = 10 } };

        ExperimentResult found = Assert.Throws<ExperimentStoppedException>(() => Run(settings, context))!.Found!;

        Assert.That(found.Reason, Does.StartWith("the training was stopped: 1 of 2 trainings were finished"));
        Assert.That(found.Figures, Is.Empty);
        Assert.That(found.Tables.Single(table => table.Name == "error-signal").Rows.Select(row => row.Numbers[0]), Is.All.EqualTo(1));
        Assert.That(told.Where(step => step.Done == 1).Select(step => step.Label), Is.EqualTo(new[] { "seed 1" }));
    }

    [Test]
    public void Images_for_validation_have_columns_of_their_own_and_change_nothing_else()
    {
        ClassificationDescription with = s_settings with
        {
            Data = new DigitsDataDescription { TrainingExamples = 100, TestExamples = 20, ValidationExamples = 30 },
            Epochs = 3,
        };
        using TemporaryFolder folder = new();
        ExperimentResult found = Run(with, Context(CancellationToken.None)), plain = Run(s_settings, Context(CancellationToken.None));
        ResultTable epochs = found.Tables[1], summary = found.Tables[0];
        Assert.That(epochs.FileColumns,
            Is.EqualTo((string[])[.. plain.Tables[1].FileColumns, "validation_error_percent", "validation_loss"]));
        Assert.That(summary.FileColumns, Is.EqualTo(
            (string[])[.. plain.Tables[0].FileColumns, "best_validation_error_percent", "best_validation_error_percent_se"]));
        double[] errors = [.. epochs.Rows.Select(row => row.Numbers[^2])];
        Assert.That(errors, Has.Length.EqualTo(4).And.All.InRange(0, 100));
        Assert.That(summary.Rows[0].Numbers[^2], Is.EqualTo(errors.Min()));
        Assert.That(found.Sentences[0], Does.Contain("100 images to learn from, 30 for validation, 20 to test with"));

        // By a network built by hand: the share of the 30 images whose largest output is another class.
        DataSet data = DataSet.Load(with.Data, new DataFolders(null, null, []));
        using Trainer trainer = new(with with { Batch = 30 }, data, 1);
        using Trainer learned = new(with, data, 1);
        for (int batch = 0; batch < 30; batch++) learned.Step();
        for (int i = 0; i < 2; i++)
        {
            trainer.Network.Layers[i].Weights.CopyFrom(learned.Network.Layers[i].Weights);
            trainer.Network.Layers[i].Biases.CopyFrom(learned.Network.Layers[i].Biases);
        }

        Matrix<float> input = new(30, 64);
        data.Validation.Pixels.CopyTo(input.Span);
        trainer.Network.Forward(input);
        int wrong = Enumerable.Range(0, 30).Count(example =>
        {
            float[] rates = trainer.Network.Output.Rates.Row(example).ToArray();
            return Array.IndexOf(rates, rates.Max()) != data.Validation.Labels[example];
        });
        Assert.That(errors[^1], Is.EqualTo(100.0 * wrong / 30));

        // A run that is stopped keeps them.
        using CancellationTokenSource stop = new();
        stop.Cancel();
        StateFile state = new(folder.File("a.state"), "x", _ => { });
        TrainingCourse.Run(with, data, 1, 1, state, (_, _) => { }, stop.Token);
        TrainingCourse resumed = TrainingCourse.Run(with, data, 1, 1, state, (_, _) => { }, CancellationToken.None);
        Assert.That(resumed.Epochs.Select(epoch => epoch.ValidationError), Is.EqualTo(errors));
    }

    [Test]
    public void A_training_ends_with_a_sentence_at_the_end_of_the_epoch_in_which_a_number_that_learns_is_not_finite()
    {
        using TemporaryFolder folder = new();
        ExperimentContext context = Context(CancellationToken.None) with { StateFolder = folder.Path };

        ExperimentResult result = Run(Diverging, context);

        Assert.That(result.Reason, Does.Match(
            @"^seed 1: Q1\[\d+, \d+\] is (NaN|-?Infinity) in epoch [1-3] of 3\. A learning rate, .* too large\. 0 of 1 trainings "));
        Assert.That(result.Figures, Is.Empty);
        ResultTable epochs = result.Tables.Single(table => table.Name == "epochs");
        int found = result.Reason![result.Reason!.IndexOf(" of 3.", StringComparison.Ordinal) - 1] - '0';
        Assert.That(epochs.Rows.Select(row => row.Numbers[1]), Is.EqualTo(Enumerable.Range(0, found)), "the epochs before");
        Assert.That(Directory.GetFiles(folder.Path), Is.Empty, "a state that is not finite is not kept");
    }

    [Test]
    public void A_training_that_fails_leaves_the_others_to_be_finished()
    {
        RunnableCase[] cases = [new("good", "good", "good", null, s_settings), new("bad", "bad", "bad", null, Diverging)];
        ExperimentResult result = ClassificationRun.Execute([.. cases.Reverse()], Context(CancellationToken.None));
        Assert.That(result.Reason, Does.StartWith("bad seed 1: Q1[").And.Contain("1 of 2 trainings were finished"));
        Assert.That(result.Hashes.Single(hash => hash.Run == "good seed 1").Hash,
            Is.EqualTo(Run(s_settings, Context(CancellationToken.None)).Hashes[0].Hash));
    }

    [TestCase(false, "W2[3, 4] is NaN in epoch 1 of 1. ")]
    [TestCase(true, "the momentum of W2[3, 4] is -Infinity in epoch 1 of 1. ")]
    public void A_number_that_is_not_finite_is_named_with_its_matrix_and_place(bool momentum, string sentence)
    {
        ClassificationDescription settings =
            s_settings with { Rule = new BackpropDescription { Learning = new() { Rate = 0.1, Momentum = 0.5 } } };
        using Trainer trainer = new(settings, DataSet.Load(settings.Data, new DataFolders(null, null, [])), 1);
        trainer.Step();
        Assert.That(trainer.Fault(), Is.Null);
        Descent<float> descent = trainer.Rule.Learned.Single(learned => learned.Name == "W2").Descent;
        if (momentum) descent.Momentum![3, 4] = float.NegativeInfinity;
        else descent.Weights[3, 4] = float.NaN;
        Assert.That(trainer.Fault(), Does.StartWith(sentence));
    }

    // Q learns from apical potentials that it makes itself: a step of ten times what takes them to 0 makes them larger.
    private static ClassificationDescription Diverging => s_settings with
    {
        Data = new DigitsDataDescription(),
        Hidden = [new DenseLayerDescription { Units = 50 }],
        Epochs = 3,
        Rule = (BurstCcnDescription)s_settings.Rule with
        {
            Learning = new() { Rate = 1 },
            LearningOfQ = new ApicalEventLearningDescription { Learning = new() { Rate = 10 } },
        },
    };

    private static ExperimentContext Context(CancellationToken cancellation) => new(new DataFolders(null, null, []), 1, cancellation);

    private static ExperimentResult Run(ClassificationDescription settings, ExperimentContext context) =>
        ClassificationRun.Execute([new RunnableCase("x", "x", "x", null, settings)], context);
}
