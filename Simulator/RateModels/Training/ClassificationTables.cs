using Spiking.Numerics;
using Spiking.RateModels.Experiments;

namespace Spiking.RateModels.Training;

/// <summary>The numbers of trainings as tables.</summary>
internal static class ClassificationTables
{
    private static readonly string[] s_angles =
        ["to_backprop_global", "to_backprop_hidden", "to_feedback_alignment_global", "to_feedback_alignment_hidden"];

    public static IReadOnlyList<ResultTable> Create(IReadOnlyList<TrainedCase> trained) =>
        [Summary(trained), Epochs(trained), .. Measured(trained), .. ErrorSignalReport.Tables(trained)];

    private static ResultTable Summary(IReadOnlyList<TrainedCase> trained) => new(
        "summary",
        "Errors, and angles of the updates as means over the last epoch. Mean and standard error over the seeds",
        ["case"],
        [
            "seeds", "epochs", "best test error (%)", ResultTable.StandardError, "last test error (%)", ResultTable.StandardError,
            "last training error (%)", ResultTable.StandardError,
            .. s_angles.SelectMany(name => new[] { Heading(name), ResultTable.StandardError }),
            .. HaveValidation(trained) ? ["best validation error (%)", ResultTable.StandardError] : (string[])[],
        ],
        [.. trained.Select(t => ((IReadOnlyList<string>)[t.Case.Name], (IReadOnlyList<double>)[
            t.Courses.Count, t.Courses.Min(c => c.Course.Learned),
            .. Spreads(t.Over(c => c.BestTestError)),
            .. Spreads(t.Over(c => c.Epochs[^1].TestError)),
            .. Spreads(t.Over(c => c.Epochs[^1].TrainingError)),
            .. s_angles.SelectMany(name => Spreads(t.InLastEpoch(name))),
            .. HaveValidation(trained) ? Spreads(t.Over(c => c.BestValidationError)) : []]))]);

    private static ResultTable Epochs(IReadOnlyList<TrainedCase> trained) => new(
        "epochs",
        "Errors (percent) and losses by epoch",
        ["case"],
        [
            "seed", "epoch", "training_error_percent", "training_loss", "test_error_percent", "test_loss",
            .. HaveValidation(trained) ? ["validation_error_percent", "validation_loss"] : (string[])[],
        ],
        [.. from t in trained from c in t.Courses from e in c.Course.Epochs
            select ((IReadOnlyList<string>)[t.Case.Name],
                (IReadOnlyList<double>)[
                    c.Seed, e.Epoch, e.TrainingError, e.TrainingLoss, e.TestError, e.TestLoss,
                    .. HaveValidation(trained) ? [e.ValidationError, e.ValidationLoss] : (double[])[],
                ])])
    {
        IsShort = false,
    };

    private static bool HaveValidation(IReadOnlyList<TrainedCase> trained) => trained.Any(t => t.Settings.Data.ValidationExamples > 0);

    // A column for every quantity of any case: rules and depths differ.
    private static IEnumerable<ResultTable> Measured(IReadOnlyList<TrainedCase> trained)
    {
        string[] names = [.. trained.SelectMany(t => t.Courses[0].Course.MeasuredNames).Distinct()];
        if (trained.All(t => t.Courses[0].Course.Measured.Count == 0)) yield break;
        List<(IReadOnlyList<string>, IReadOnlyList<double>)> rows = [];
        foreach (TrainedCase t in trained)
        {
            foreach ((long seed, TrainingCourse course) in t.Courses)
            {
                int[] places = [.. names.Select(name => course.MeasuredNames.IndexOf(name))];
                foreach ((long batches, double[] values) in course.Measured)
                    rows.Add(([t.Case.Name], [seed, batches, .. places.Select(place => place < 0 ? double.NaN : values[place])]));
            }
        }

        yield return new ResultTable("batches", "Angles (degrees), apical potentials and burst probabilities by batch", ["case"],
            ["seed", "batches", .. names.Select(name => Measurements.IsAngle(name) ? name + "_deg" : name)], rows)
        {
            IsShort = false,
        };
    }

    // "to_backprop_hidden" -> "to backprop, hidden (°)".
    private static string Heading(string name) => $"{string.Join(' ', name.Split('_')[..^1])}, {name.Split('_')[^1]} (°)";

    private static double[] Spreads(double[] values)
    {
        if (values.Length == 0) return [double.NaN, double.NaN];
        Spread spread = Spread.Of(values);
        return [spread.Mean, spread.StandardError];
    }
}
