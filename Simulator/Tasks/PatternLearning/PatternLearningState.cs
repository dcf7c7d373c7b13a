using Spiking.Engine;
using Spiking.Recording;
using Spiking.Snapshots;

namespace Spiking.Tasks.PatternLearning;

/// <summary>
/// Visits what a pattern-learning task has found so far: the immutable records of its result, which are created anew when they are
/// restored.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="task">The task.</param>
/// <param name="courseBin">Width of the bins of courses (s).</param>
internal sealed class PatternLearningState(Network network, PatternLearningDescription task, double courseBin)
{
    /// <summary>Visits everything that has been found.</summary>
    public void Visit(StateVisitor visitor, PatternLearningResult result)
    {
        visitor.Items("calibration", result.CalibrationList, Measurement);
        result.Before = Optional(visitor, "testBefore", result.Before);
        result.After = Optional(visitor, "testAfter", result.After);
        List<int> epochs = [.. result.Between.Select(t => t.Epoch)];
        List<PatternTest> tests = [.. result.Between.Select(t => t.Test)];
        visitor.List("epochsOfTests", epochs);
        visitor.Items("tests", tests, Test);
        visitor.Require(epochs.Count == tests.Count, $"there are {tests.Count} tests after {epochs.Count} epochs");
        visitor.Items("epochs", result.EpochList, Epoch);
        TrainingCourse? first = result.FirstEpoch, last = result.LastEpoch;
        visitor.Optional("firstEpoch", ref first, CreateTrainingCourse);
        visitor.Optional("lastEpoch", ref last, CreateTrainingCourse);
        if (!visitor.IsRestoring) return;
        (result.FirstEpoch, result.LastEpoch) = (first, last);
        result.BetweenList.Clear();
        result.BetweenList.AddRange(epochs.Zip(tests));
    }

    /// <summary>A course that is to be restored.</summary>
    public RateCourse CreateCourse() => new(network, courseBin);

    /// <summary>A course of an epoch that is to be restored.</summary>
    public TrainingCourse CreateTrainingCourse() => new(network, task.Output, courseBin, []);

    /// <summary>Visits the rates of all populations.</summary>
    public static PopulationRates[] Rates(StateVisitor visitor, PopulationRates[]? rates)
    {
        rates ??= [];
        visitor.Variable("rates", ref rates);
        return rates;
    }

    /// <summary>Visits rates that may be absent.</summary>
    public static void Optional(StateVisitor visitor, string name, ref PopulationRates[]? rates)
    {
        bool isPresent = rates is not null;
        visitor.Value(name, ref isPresent);
        rates = isPresent ? Rates(visitor, rates) : null;
    }

    /// <summary>Visits an answer of a test.</summary>
    public PatternResponse Response(StateVisitor visitor, PatternResponse? response)
    {
        int pattern = response is null ? 0 : task.Patterns.ToList().IndexOf(response.Pattern);
        double rate = response?.DecisionRate ?? 0;
        bool correct = response?.Correct ?? false;
        visitor.Value("pattern", ref pattern);
        visitor.Require(pattern >= 0 && pattern < task.Patterns.Count, $"pattern {pattern} was answered");
        PopulationRates[] rates = Rates(visitor, response is null ? null : [.. response.Rates]);
        visitor.Value("decisionRate", ref rate);
        visitor.Value("correct", ref correct);
        return new PatternResponse(task.Patterns[pattern], rates, rate, correct);
    }

    /// <summary>Visits an example.</summary>
    public ExampleOutcome Example(StateVisitor visitor, ExampleOutcome? example)
    {
        int pattern = example?.PatternIndex ?? 0;
        double rate = example?.OutputRate ?? 0, cost = example?.Cost ?? 0, current = example?.TeacherCurrent ?? 0;
        visitor.Value("pattern", ref pattern);
        visitor.Require(pattern >= 0 && pattern < task.Patterns.Count, $"pattern {pattern} was taught");
        visitor.Value("outputRate", ref rate);
        visitor.Value("cost", ref cost);
        visitor.Value("teacherCurrent", ref current);
        PopulationRates[]? prediction = example?.PredictionRates is null ? null : [.. example.PredictionRates];
        Optional(visitor, "prediction", ref prediction);
        return new ExampleOutcome(pattern, rate, cost, current, prediction,
            Rates(visitor, example is null ? null : [.. example.LearningRates]));
    }

    private PatternTest? Optional(StateVisitor visitor, string name, PatternTest? test)
    {
        bool isPresent = test is not null;
        visitor.Value(name, ref isPresent);
        return isPresent ? Test(visitor, test) : null;
    }

    private PatternTest Test(StateVisitor visitor, PatternTest? test)
    {
        List<PatternResponse> responses = test is null ? [] : [.. test.Responses];
        visitor.Items("responses", responses, Response);
        RateCourse course = test?.Course ?? CreateCourse();
        course.VisitState(visitor);
        return test is null || visitor.IsRestoring ? new PatternTest(responses, course) : test;
    }

    private EpochOutcome Epoch(StateVisitor visitor, EpochOutcome? epoch)
    {
        int number = epoch?.Epoch ?? 0;
        List<ExampleOutcome> examples = epoch is null ? [] : [.. epoch.Examples];
        double[] weights = epoch is null ? [] : [.. epoch.MeanWeights];
        visitor.Value("epoch", ref number);
        visitor.Items("examples", examples, Example);
        visitor.Variable("meanWeights", ref weights);
        return epoch ?? new EpochOutcome(number, examples, weights);
    }

    private static CalibrationMeasurement Measurement(StateVisitor visitor, CalibrationMeasurement? measurement)
    {
        int step = (int)(measurement?.Step ?? 0);
        List<PopulationRates[]> patterns = measurement is null ? [] : [.. measurement.Patterns.Select(rates => rates.ToArray())];
        double[] probabilities = measurement is null ? [] : [.. measurement.BurstProbabilities];
        List<string> used = measurement is null ? [] : [.. measurement.Used];
        visitor.Value("step", ref step);
        visitor.Items("patterns", patterns, Rates);
        visitor.Variable("burstProbabilities", ref probabilities);
        visitor.Items("used", used, (v, name) =>
        {
            name ??= "";
            v.Text("name", ref name);
            return name;
        });
        return measurement ?? new CalibrationMeasurement((CalibrationStep)step, patterns, probabilities, used);
    }
}
