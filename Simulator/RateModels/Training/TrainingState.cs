using Spiking.RateModels.Algebra;
using Spiking.Snapshots;

namespace Spiking.RateModels.Training;

/// <summary>
/// The state of an unfinished training: number of batches, sums of the present epoch, course, and everything that learning changes.
/// </summary>
/// <param name="trainer">What trains.</param>
/// <param name="course">The course so far.</param>
internal sealed class TrainingState(Trainer trainer, TrainingCourse course) : IHasState
{
    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        (long batches, long examples, long wrong) = (trainer.Batches, trainer.TrainingScore.Examples, trainer.TrainingScore.Wrong);
        (double squaredError, double seconds) = (trainer.TrainingScore.SquaredError, course.Seconds);
        visitor.Value("batches", ref batches);
        visitor.Value("examples", ref examples);
        visitor.Value("wrong", ref wrong);
        visitor.Value("squared error", ref squaredError);
        visitor.Value("seconds", ref seconds);
        visitor.Require(batches >= 0 && batches <= trainer.AllBatches,
            $"{batches} batches are learned, but the training has 0 to {trainer.AllBatches}");
        visitor.Require(wrong >= 0 && wrong <= examples, $"{wrong} answers of {examples} are wrong");
        visitor.Items("epochs", course.Epochs, VisitEpoch);
        VisitMeasured(visitor);
        foreach ((string name, Matrix<float> matrix) in trainer.State()) visitor.Array(name, matrix.Span);
        if (!visitor.IsRestoring) return;
        course.Seconds = seconds;
        trainer.Continue(batches, examples, wrong, squaredError);
    }

    private EpochErrors VisitEpoch(StateVisitor visitor, EpochErrors? epoch)
    {
        (int number, double trainingError, double trainingLoss, double testError, double testLoss, _, _) =
            epoch ?? new EpochErrors(0, 0, 0, 0, 0);
        visitor.Value("epoch", ref number);
        visitor.Value("training error", ref trainingError);
        visitor.Value("training loss", ref trainingLoss);
        visitor.Value("test error", ref testError);
        visitor.Value("test loss", ref testLoss);
        EpochErrors errors = new(number, trainingError, trainingLoss, testError, testLoss);
        if (!trainer.HasValidation) return errors;
        (double validationError, double validationLoss) = (epoch?.ValidationError ?? 0, epoch?.ValidationLoss ?? 0);
        visitor.Value("validation error", ref validationError);
        visitor.Value("validation loss", ref validationLoss);
        return errors with { ValidationError = validationError, ValidationLoss = validationLoss };
    }

    private void VisitMeasured(StateVisitor visitor)
    {
        int names = course.MeasuredNames.Count;
        long[] batches = [.. course.Measured.Select(m => m.Batches)];
        double[] values = [.. course.Measured.SelectMany(m => m.Values)];
        visitor.Variable("measured after batches", ref batches);
        visitor.Variable("measured", ref values);
        visitor.Require(values.Length == (long)names * batches.Length,
            $"{values.Length} values are measured in {batches.Length} batches, but {names} in each are needed");
        if (!visitor.IsRestoring) return;
        course.Measured.Clear();
        course.Measured.AddRange(batches.Select((batch, i) => (batch, values[(i * names)..((i + 1) * names)])));
    }
}
