using System.Globalization;
using Spiking.Numerics;
using Spiking.RateModels.Data;
using Spiking.RateModels.Experiments;
using Spiking.Text;

namespace Spiking.RateModels.Training;

/// <summary>The trainings of an experiment: every case with every seed.</summary>
internal static class ClassificationRun
{
    /// <summary>Runs everything.</summary>
    /// <exception cref="DataSetException">A data set is not there, or not what it should be.</exception>
    /// <exception cref="ExperimentStoppedException">The run was stopped.</exception>
    /// <remarks>If a training fails, the others are finished, and the result says why it is incomplete.</remarks>
    public static ExperimentResult Execute(IReadOnlyList<RunnableCase> cases, ExperimentContext context)
    {
        // A data set is read once for all cases that describe it in the same way.
        Dictionary<DataDescription, DataSet> sets = [];
        List<(RunnableCase Case, ClassificationDescription Settings, DataSet Data, long Seed)> jobs = [];
        foreach (RunnableCase part in cases)
        {
            ClassificationDescription settings = (ClassificationDescription)part.Description;
            if (!sets.TryGetValue(settings.Data, out DataSet? data))
                sets.Add(settings.Data, data = DataSet.Load(settings.Data, context.Data));
            for (int i = 0; i < settings.Realizations; i++) jobs.Add((part, settings, data, settings.Seed + i));
        }

        TrainingCourse?[] courses = new TrainingCourse?[jobs.Count];
        try
        {
            context.Share(jobs.Count, Train);
        }
        catch (OperationCanceledException)
        {
            throw new ExperimentStoppedException(courses.All(course => course is null) ? null : Result());
        }

        return Result();

        void Train(int index, int threads)
        {
            (RunnableCase part, ClassificationDescription settings, DataSet data, long seed) = jobs[index];
            string label = Label(cases, part, seed);
            courses[index] = TrainingCourse.Run(
                settings, data, seed, threads, context.StateOf(settings, label, seed),
                (done, detail) => context.Report(new ExperimentProgress(label, done, detail)),
                context.Cancellation);
            if (IsFinished(courses[index], settings)) context.Report(new ExperimentProgress(label, 1, ""));
        }

        // All epochs, and what is measured after them.
        static bool IsFinished(TrainingCourse? course, ClassificationDescription settings) =>
            course?.Learned == settings.Epochs && (settings.ErrorSignal is null || course.ErrorSignal is not null);

        // Of a run that was stopped or has failed, what has begun. Its trainings are of different lengths, so there are no figures.
        ExperimentResult Result()
        {
            List<TrainedCase> trained =
            [
                .. cases.Select(part => new TrainedCase(
                    part,
                    [.. jobs.Zip(courses).Where(job => job.First.Case == part && job.Second is not null)
                        .Select(job => (job.First.Seed, job.Second!))]))
                    .Where(part => part.Courses.Count > 0),
            ];
            int finished = jobs.Zip(courses).Count(job => IsFinished(job.Second, job.First.Settings));
            (string Label, string Reason)[] failed =
                [.. jobs.Zip(courses).Where(job => job.Second?.Failure is not null)
                    .Select(job => (Label(cases, job.First.Case, job.First.Seed), job.Second!.Failure!))];
            string cause = failed.Length switch
            {
                0 => "the training was stopped:",
                1 => $"{failed[0].Label}: {failed[0].Reason}",
                _ => $"{failed[0].Label}: {failed[0].Reason} {failed.Length} trainings failed in this way.",
            };
            return new ExperimentResult(
                ClassificationTables.Create(trained),
                finished < jobs.Count ? [] : ClassificationFigures.Create(trained),
                Sentences(trained, sets.Values),
                [.. jobs.Zip(courses).Where(job => job.Second is not null)
                    .Select(job => (Label(cases, job.First.Case, job.First.Seed), job.Second!.Hash))])
            {
                Answer = Answer(trained),
                Reason = finished == jobs.Count ? null : string.Create(CultureInfo.InvariantCulture,
                    $"{cause} {finished} of {jobs.Count} trainings were finished, the tables have what was learned so far."),
            };
        }
    }

    // "Lowest test error: 4.4 % (BurstCCN), 5.8 % (EDN); n = 1 seed." Of many scanned values the ends are told, and between
    // them the lowest: "Lowest test error at hidden layers = 1 and 8: 4.6 and 4.6 %, at 3 4.0 % (ANN), 7.6 and 79.1 % (EDN); n = 1 seed."
    private static string Answer(List<TrainedCase> trained)
    {
        TrainedCase[] tested = [.. trained.Where(part => Best(part).Length > 0)];
        if (tested.Length == 0) return "Nothing was tested.";
        TrainedCase[][] models =
            [.. tested.GroupBy(part => part.Case.Model).Select(model => model.OrderBy(part => part.Case.Value).ToArray())];
        double?[][] ends = [.. models.Select(model => new[] { model[0].Case.Value, model[^1].Case.Value })];
        bool told = models.Any(model => model.Length > 2) && ends.All(pair => pair[0] is not null && pair.SequenceEqual(ends[0]));
        string where = told && tested[0].Settings.Scan is { } scan
            ? $" at {NameOf(scan)} = {Text(ends[0][0])} and {Text(ends[0][1])}" : "";
        IEnumerable<string> errors = told
            ? models.Select(model => $"{Error(model[0])} and {Error(model[^1])} %{Between(model)} ({RichText.Plain(model[0].Case.Model)})")
            : tested.Select(part => $"{Error(part)} %{(trained.Count > 1 ? $" ({part.Title})" : "")}");
        int seeds = trained[0].Courses.Count;
        return $"Lowest test error{where}: {string.Join(", ", errors)}{(seeds > 1 ? $"; means of n = {seeds} seeds." : "; n = 1 seed.")}";

        static string Error(TrainedCase part) => OrderedSum.Mean(Best(part)).ToString("F1", CultureInfo.InvariantCulture);
        static string Text(double? value) => value!.Value.ToString("G4", CultureInfo.InvariantCulture);
        static string Between(TrainedCase[] model)
        {
            TrainedCase least = model.MinBy(part => OrderedSum.Mean(Best(part)))!;
            return Error(least) == Error(model[0]) || Error(least) == Error(model[^1]) ? ""
                : $", at {Text(least.Case.Value)} {Error(least)} %";
        }

        static string NameOf(ScanDescription scan)
        {
            string name = RichText.Plain(scan.Axis ?? scan.Name);
            return char.ToLowerInvariant(name[0]) + name[1..];
        }
    }

    private static double[] Best(TrainedCase part) => part.Over(course => course.BestTestError);

    private static string Label(IReadOnlyList<RunnableCase> cases, RunnableCase part, long seed) =>
        string.Create(CultureInfo.InvariantCulture, $"{(cases.Count > 1 ? part.Name + " " : "")}seed {seed}");

    private static List<string> Sentences(List<TrainedCase> trained, IEnumerable<DataSet> sets)
    {
        List<string> sentences = [];
        foreach (DataSet set in sets)
        {
            sentences.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"Data set \"{set.Name}\": {set.Counts}. {set.Citation}"));
            sentences.AddRange(set.Files.Select(file => "  " + file));
        }

        double seconds = 0, examples = 0;
        foreach (TrainedCase part in trained)
        {
            foreach ((_, TrainingCourse course) in part.Courses)
            {
                // The last batch of an epoch may be a smaller one.
                seconds += course.Seconds;
                examples += course.Batches / course.BatchesPerEpoch * course.ImagesPerEpoch
                    + course.Batches % course.BatchesPerEpoch * part.Settings.Batch;
            }
        }

        sentences.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"{examples:N0} examples learned in {seconds:F1} s of all runs together ({examples / seconds:N0} per second and run, tests and "
            + $"measurements included)."));
        return sentences;
    }
}

/// <summary>A case with its trainings.</summary>
/// <param name="Case">The case.</param>
/// <param name="Courses">The trainings by seed.</param>
internal sealed record TrainedCase(RunnableCase Case, IReadOnlyList<(long Seed, TrainingCourse Course)> Courses)
{
    public ClassificationDescription Settings => (ClassificationDescription)Case.Description;

    public string Title => Case.Title;

    /// <summary>Values of all seeds, those that are not missing.</summary>
    public double[] Over(Func<TrainingCourse, double> value) => [.. Courses.Select(c => value(c.Course)).Where(x => !double.IsNaN(x))];

    /// <summary>Mean over the last epoch in which it was measured of a quantity, for every seed.</summary>
    public double[] InLastEpoch(string quantity) => Over(course =>
    {
        int column = course.MeasuredNames.IndexOf(quantity);
        if (column < 0 || course.Measured.Count == 0) return double.NaN;
        long batches = course.Measured[^1].Batches - course.Measured[^1].Batches % course.BatchesPerEpoch;
        return course.Measured.Where(m => m.Batches >= batches).Select(m => m.Values[column]).Average();
    });
}
