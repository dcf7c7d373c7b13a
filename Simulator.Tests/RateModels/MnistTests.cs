using System.Text.Json;
using Spiking.RateModels.Data;
using Spiking.RateModels.Experiments;
using Spiking.RateModels.Training;
using Spiking.Tests.Reference;
using Spiking.Tests.Statistics;

namespace Spiking.Tests.RateModels;

/// <summary>
/// Trainings on MNIST against learning curves of the published program. They take minutes and need the data: they run with category
/// Science, and only if the folder is found.
/// </summary>
[Category("Science")]
public class MnistTests
{
    private static readonly JsonElement Published = ReferenceData.Load("mnist-published").GetProperty("runs");

    // Five seeds of ours against two of the published program, by the two-sample t test with a common variance: 5 degrees of freedom, 1 %
    // for each of four comparisons.
    [Test]
    public void BurstCcn_has_the_errors_of_the_published_program_after_one_and_two_epochs()
    {
        TrainingCourse[] courses = Train("mnist-burstccn", "epochs=2", "measureEvery=0");
        double bound = StudentT.TwoSidedBound(courses.Length + 2 - 2, 0.01);
        foreach (int epoch in new[] { 1, 2 })
        {
            foreach ((string name, Func<EpochErrors, double> value) in new (string, Func<EpochErrors, double>)[]
                { ("test_error_percent", e => e.TestError), ("train_error_percent", e => e.TrainingError) })
            {
                double[] ours = [.. courses.Select(c => value(c.Epochs[epoch]))];
                double[] theirs =
                    [.. new[] { "burstccn-seed-1", "burstccn-seed-2" }.Select(
                        run => Published.GetProperty(run).GetProperty(name)[epoch - 1].GetDouble())];
                double variance = (Squares(ours) + Squares(theirs)) / (ours.Length + theirs.Length - 2);
                double error = Math.Sqrt(variance * (1.0 / ours.Length + 1.0 / theirs.Length));
                Assert.That(
                    ours.Average(), Is.EqualTo(theirs.Average()).Within(bound * error),
                    $"{name}, epoch {epoch}: ours {string.Join(", ", ours)}; published {string.Join(", ", theirs)}");
            }
        }

        // R6 and R7 of the specification: the notebook of the published program.
        Assert.That(courses.Average(c => c.Epochs[1].TestError), Is.EqualTo(7.6).Within(1.5));
        Assert.That(courses.Average(c => c.Epochs[1].TrainingError), Is.EqualTo(23.6).Within(4));
        Assert.That(courses.Average(c => c.Epochs[2].TestError), Is.EqualTo(5.9).Within(1.0));
        Assert.That(courses.Average(c => c.Epochs[2].TrainingError), Is.EqualTo(7.3).Within(1.0));
    }

    private static double Squares(double[] values) => values.Sum(x => Math.Pow(x - values.Average(), 2));

    private static TrainingCourse[] Train(string file, params string[] changes)
    {
        ClassificationDescription settings =
            (ClassificationDescription)ExperimentDescription.File.Load(Path.Combine(TestFiles.Networks, file + ".json"), changes);
        DataSet data;
        try
        {
            data = DataSet.Load(settings.Data, new DataFolders());
        }
        catch (DataSetException e) when (e.Message.Contains("was not found", StringComparison.Ordinal))
        {
            Assert.Ignore(e.Message);
            return [];
        }

        TrainingCourse[] courses = new TrainingCourse[5];
        new ExperimentContext(new DataFolders(), Environment.ProcessorCount, CancellationToken.None).Share(courses.Length, (i, threads) =>
            courses[i] = TrainingCourse.Run(settings, data, i + 1, threads, null, (_, _) => { }, CancellationToken.None));
        return courses;
    }
}
