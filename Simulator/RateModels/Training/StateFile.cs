using Spiking.RateModels.Algebra;
using Spiking.Snapshots;

namespace Spiking.RateModels.Training;

/// <summary>
/// The state of an unfinished training in a file: number of batches, sums of the present epoch, course, and everything that learning
/// changes. The file is a snapshot (<see cref="SnapshotFormat"/>): its checksum is compared before any value is used, and it replaces the
/// state before only once it is on the disk, whatever stops the program or the machine.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="experiment">The experiment in the form of its file, and the seed: a state of another experiment is refused.</param>
internal sealed class StateFile(string path, string experiment)
{
    private const string Part = "the training";

    /// <summary>How often the state is kept while the program runs.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Writes the state.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Keep(Trainer trainer, TrainingCourse course)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        SnapshotFile.Save(path, visitor => visitor.Part(Part, new State(trainer, course, experiment)));
    }

    /// <summary>Restores the state, if the file is there.</summary>
    /// <exception cref="SnapshotException">The file is damaged, of another version of the program, or of another experiment.</exception>
    public void TryRestore(Trainer trainer, TrainingCourse course)
    {
        if (!File.Exists(path)) return;
        using SnapshotReader reader = new(path);
        reader.Part(Part, new State(trainer, course, experiment));
        reader.Finish();
    }

    private sealed class State(Trainer trainer, TrainingCourse course, string experiment) : IHasState
    {
        public void VisitState(StateVisitor visitor)
        {
            string written = experiment;
            visitor.Text("experiment", ref written);
            visitor.Require(written == experiment, "it is that of another experiment, because the file or a change to it is not the same");
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

        private static EpochErrors VisitEpoch(StateVisitor visitor, EpochErrors? epoch)
        {
            (int number, double trainingError, double trainingLoss, double testError, double testLoss) =
                epoch ?? new EpochErrors(0, 0, 0, 0, 0);
            visitor.Value("epoch", ref number);
            visitor.Value("training error", ref trainingError);
            visitor.Value("training loss", ref trainingLoss);
            visitor.Value("test error", ref testError);
            visitor.Value("test loss", ref testLoss);
            return new EpochErrors(number, trainingError, trainingLoss, testError, testLoss);
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
}
