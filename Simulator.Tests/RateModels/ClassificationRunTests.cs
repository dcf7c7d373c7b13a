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

        Assert.That(found.Reason, Does.StartWith("the training was stopped: 1 of 2 were finished"));
        Assert.That(found.Figures, Is.Empty);
        Assert.That(found.Tables.Single(table => table.Name == "error-signal").Rows.Select(row => row.Numbers[0]), Is.All.EqualTo(1));
        Assert.That(told.Where(step => step.Done == 1).Select(step => step.Label), Is.EqualTo(new[] { "seed 1" }));
    }

    private static ExperimentContext Context(CancellationToken cancellation) => new(new DataFolders(null, null, []), 1, cancellation);

    private static ExperimentResult Run(ClassificationDescription settings, ExperimentContext context) =>
        ClassificationRun.Execute([new RunnableCase("x", "x", "x", null, settings)], context);
}
