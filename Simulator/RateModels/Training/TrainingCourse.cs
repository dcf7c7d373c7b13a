using System.Diagnostics;
using Spiking.RateModels.Data;
using Spiking.RateModels.Experiments;

namespace Spiking.RateModels.Training;

/// <summary>Errors of an epoch.</summary>
/// <param name="Epoch">Number of epochs learned; 0: before learning.</param>
/// <param name="TrainingError">Share of wrong answers (percent), each batch judged before its update; NaN before learning.</param>
/// <param name="TrainingLoss">Mean squared error per output unit, of the same answers.</param>
/// <param name="TestError">Share of wrong answers to the images for tests (percent); NaN if they were not answered.</param>
/// <param name="TestLoss">Mean squared error per output unit, of the same answers.</param>
/// <param name="ValidationError">Share of wrong answers to the images for validation (percent); NaN if they were not answered.</param>
/// <param name="ValidationLoss">Mean squared error per output unit, of the same answers.</param>
internal sealed record EpochErrors(
    int Epoch,
    double TrainingError,
    double TrainingLoss,
    double TestError,
    double TestLoss,
    double ValidationError = double.NaN,
    double ValidationLoss = double.NaN);

/// <summary>The course of one training: what a run keeps, and what a state file holds beside the weights.</summary>
internal sealed class TrainingCourse
{
    /// <summary>Errors by epoch, from before learning.</summary>
    public List<EpochErrors> Epochs { get; } = [];

    /// <summary>Measurements: number of batches before, and values.</summary>
    public List<(long Batches, double[] Values)> Measured { get; } = [];

    /// <summary>Names of the values measured.</summary>
    public IReadOnlyList<string> MeasuredNames { get; set; } = [];

    /// <summary>Number of batches learned.</summary>
    public long Batches { get; set; }

    /// <summary>Number of batches of an epoch.</summary>
    public long BatchesPerEpoch { get; private init; } = 1;

    /// <summary>Number of images of an epoch.</summary>
    public long ImagesPerEpoch { get; private init; }

    /// <summary>Number of whole epochs learned.</summary>
    public int Learned => Epochs[^1].Epoch;

    /// <summary>Time spent (s), tests and measurements included, interruptions not.</summary>
    public double Seconds { get; set; }

    /// <summary>Hash of all weights that learned.</summary>
    public ulong Hash { get; set; }

    /// <summary>The error signal when learning has ended; null: it is not asked for, or the measurement was stopped.</summary>
    public ErrorSignal? ErrorSignal { get; private set; }

    /// <summary>Why the training ended before its last epoch, as sentences; null: nothing went wrong.</summary>
    public string? Failure { get; private set; }

    /// <summary>Lowest test error over the epochs (percent).</summary>
    public double BestTestError =>
        Epochs.Select(epoch => epoch.TestError).Where(error => !double.IsNaN(error)).DefaultIfEmpty(double.NaN).Min();

    /// <summary>Lowest error of the images for validation over the epochs (percent); NaN if there are none.</summary>
    public double BestValidationError =>
        Epochs.Select(epoch => epoch.ValidationError).Where(error => !double.IsNaN(error)).DefaultIfEmpty(double.NaN).Min();

    /// <summary>
    /// Trains from the start, or from where a state file left off, to the end, until it is stopped, or until a number that learns is not
    /// finite at the end of an epoch or where its state would be kept. The epoch in which that is found has no errors in the course.
    /// </summary>
    /// <param name="settings">What is trained.</param>
    /// <param name="data">The data set.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="threads">Number of threads.</param>
    /// <param name="state">Keeps the state of an unfinished training; null: nothing does.</param>
    /// <param name="report">Learns the share done and what else there is to say.</param>
    /// <param name="cancellation">Stops after the present batch.</param>
    public static TrainingCourse Run(
        ClassificationDescription settings,
        DataSet data,
        long seed,
        int threads,
        StateFile? state,
        Action<double, string> report,
        CancellationToken cancellation)
    {
        using Trainer trainer = new(settings, data, seed, threads);
        TrainingCourse course = new()
        {
            MeasuredNames = trainer.MeasuredNames,
            BatchesPerEpoch = trainer.BatchesPerEpoch,
            ImagesPerEpoch = data.Training.Count,
        };
        TrainingState everything = new(trainer, course);
        state?.TryRestore(everything);
        long total = trainer.AllBatches, begun = trainer.Batches;
        double before = course.Seconds, examples = (double)total * settings.Batch;

        // Part of the work that is learning, if an example costs the same there and in the measurements after it.
        double learning = settings.ErrorSignal is ErrorSignalDescription signal
            ? examples / (examples + (double)Math.Min(signal.Images, data.Test.Count) * (signal.Changes + signal.Scales.Count))
            : 1;
        Stopwatch clock = Stopwatch.StartNew(), sinceKept = Stopwatch.StartNew(), sinceReport = Stopwatch.StartNew();
        if (course.Epochs.Count == 0) course.Epochs.Add(Tested(new EpochErrors(0, double.NaN, double.NaN, double.NaN, double.NaN)));

        while (trainer.Batches < total)
        {
            if (settings.MeasureEvery > 0 && trainer.Batches % trainer.BatchesPerEpoch % settings.MeasureEvery == 0)
                course.Measured.Add((trainer.Batches, trainer.Measure()));
            if (trainer.Step())
            {
                if (!IsSound()) break;
                int epoch = trainer.Epoch;
                EpochErrors errors = new(epoch, trainer.TrainingScore.Error, trainer.TrainingScore.Loss, double.NaN, double.NaN);
                course.Epochs.Add(epoch % settings.TestEvery == 0 || epoch == settings.Epochs ? Tested(errors) : errors);
            }

            course.Seconds = before + clock.Elapsed.TotalSeconds;
            if (cancellation.IsCancellationRequested) break;
            if (sinceKept.Elapsed > StateFile.Interval)
            {
                if (!IsSound()) break;
                state?.Keep(everything);
                sinceKept.Restart();
            }

            if (sinceReport.ElapsedMilliseconds < 200) continue;
            sinceReport.Restart();
            double speed = (trainer.Batches - begun) * settings.Batch / clock.Elapsed.TotalSeconds;
            report(learning * trainer.Batches / total,
                $"epoch {trainer.Epoch + 1} of {settings.Epochs}, {speed:F0} examples/s, loss {trainer.TrainingScore.Loss:F4}");
        }

        course.Hash = trainer.Hash();
        course.Batches = trainer.Batches;
        if (!IsSound()) return course;
        state?.Keep(everything);
        if (settings.ErrorSignal is not null && trainer.Batches == total)
        {
            course.ErrorSignal = ErrorSignal.Measure(
                settings.ErrorSignal, settings, data.Test, trainer.Rule, seed, (image, images) => report(
                    learning + (1 - learning) * image / images, $"error signal of image {image + 1} of {images}"), cancellation);
        }

        return course;

        EpochErrors Tested(EpochErrors errors)
        {
            Score test = trainer.Test();
            Score? validation = trainer.Validate();
            return errors with
            {
                TestError = test.Error,
                TestLoss = test.Loss,
                ValidationError = validation?.Error ?? double.NaN,
                ValidationLoss = validation?.Loss ?? double.NaN,
            };
        }

        bool IsSound() => (course.Failure ??= trainer.Fault()) is null;
    }
}
