using System.Globalization;
using Spiking.Engine;
using Spiking.Networks;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Plasticity;
using Spiking.Recording;
using Spiking.Recording.Weights;

namespace Spiking.Tasks.PatternLearning;

/// <summary>
/// Teaches a network to answer binary patterns: burn-in, calibration, test, epochs of examples, test. An example has a prediction and then a
/// short learning phase with teacher and plasticity, or both are on for all of it. Sources: Payeur et al. 2021, Fig. 4; Greedy et al. 2022, Fig. 2.
/// </summary>
public sealed class PatternLearningTask
{
    // Bins of the rate courses that figures show (s).
    private const double CourseBin = 0.1;

    // Beginning of an example that does not enter its rates (s): the network still answers the pattern before.
    private const double SettlingTime = 1;

    private readonly Simulation _simulation;
    private readonly Network _network;
    private readonly PatternLearningDescription _task;
    private readonly Population[] _inputs;
    private readonly Population _output;
    private readonly PostsynapticAverages _outputAverages;

    // Those that the task turns on and off.
    private readonly Learner[] _learners;
    private readonly TeachingDescription _protocol;
    private readonly Teacher _teacher;
    private RandomStream _order;
    private TrainingCourse? _course;

    /// <summary>Prepares the task.</summary>
    /// <param name="simulation">The network with its recorders, at time 0.</param>
    /// <param name="task">The task.</param>
    public PatternLearningTask(Simulation simulation, PatternLearningDescription task)
    {
        _simulation = simulation;
        _network = simulation.Network;
        _task = task;
        _protocol = task.Teaching;
        _inputs = [.. task.Inputs.Select(_network.Population)];
        _output = _network.Population(task.Output);
        _learners = [.. _network.Learners.Where(l => !l.HasOwnTimes)];
        _outputAverages = _learners.OfType<BurstDependentLearner>().First(l => l.Projection.Target == _output).Averages;
        _teacher = Teacher.Create(_protocol.Teacher, _network, _output, _outputAverages);
        foreach (Learner learner in _learners) learner.Rate = _protocol.LearningRateFactor;
        _order = new RandomStream(RandomKey.Of(_network.Description.Seed, RandomPurpose.PatternOrder));
        Result = new PatternLearningResult
        {
            Populations = [.. _network.Populations.Select(p => p.Name)],
            PlasticProjections = [.. _learners.Select(l => l.Projection.Settings.Name)],
        };
    }

    /// <summary>What has been found so far.</summary>
    public PatternLearningResult Result { get; }

    /// <summary>Simulated time of the whole task of a network (s).</summary>
    public static double Duration(NetworkDescription network, PatternLearningDescription task)
    {
        int tests = task.TestEvery is int every ? Math.Max(0, task.Epochs - 1) / every : 0;
        return task.BurnIn + new CalibrationPlan(network).Duration(task)
            + (task.Epochs + tests + 2) * task.Patterns.Count * task.ExampleDuration;
    }

    /// <summary>Runs the whole task.</summary>
    /// <exception cref="OperationCanceledException">The run was stopped; <see cref="Result"/> holds what was completed.</exception>
    public void Run()
    {
        _simulation.Stage = "burn-in";
        Advance(_network.Steps(_task.BurnIn));
        if (_task.Calibration is CalibrationDescription calibration)
            new Calibration(_network, calibration, Measure, LearnCancellation).Run(Result.CalibrationList);
        _simulation.Stage = "test before learning";
        Result.Before = Test();
        for (int epoch = 1; epoch <= _task.Epochs; epoch++)
        {
            _simulation.Stage = string.Create(CultureInfo.InvariantCulture, $"epoch {epoch} of {_task.Epochs}");
            EpochOutcome outcome = Train(epoch);
            Result.EpochList.Add(outcome);
            _simulation.Detail = string.Create(
                CultureInfo.InvariantCulture,
                $"cost {outcome.Cost:F3}, output {string.Join(" ", outcome.Examples.Select(e => e.OutputRate.ToString("F1", CultureInfo.InvariantCulture)))} Hz");
            if (epoch % _task.TestEvery != 0 || epoch == _task.Epochs) continue;
            _simulation.Stage = string.Create(CultureInfo.InvariantCulture, $"test after epoch {epoch}");
            Result.BetweenList.Add((epoch, Test()));
        }

        _simulation.Stage = "test after learning";
        Result.After = Test();
    }

    /// <summary>Takes steps; the teacher follows the network in all of them.</summary>
    private void Advance(int steps, params ReadOnlySpan<IObserver> others) => _simulation.Advance(steps, [_teacher, .. others]);

    /// <summary>Takes steps of an example, which in some epochs is followed.</summary>
    private void AdvanceWatched(int steps)
    {
        if (_course is null) Advance(steps);
        else Advance(steps, _course);
    }

    /// <summary>Shows every pattern and measures the rates of every population.</summary>
    private List<PopulationRates[]> Measure(string stage, MeasurementDescription measurement)
    {
        _simulation.Stage = stage;
        List<PopulationRates[]> rates = [];
        int discarded = _network.Steps(measurement.Discard);
        foreach (PatternDescription pattern in _task.Patterns)
        {
            Present(pattern);
            Advance(discarded);
            RateMeter meter = new(_network.Populations, _network.StepsTaken);
            Advance(_network.Steps(measurement.PatternDuration) - discarded);
            rates.Add(Rates(meter));
        }

        Present(null);
        return rates;
    }

    /// <summary>Shows the patterns over and over.</summary>
    private void LearnCancellation(CancellationStageDescription stage)
    {
        for (int round = 1; round <= stage.Rounds; round++)
        {
            _simulation.Stage = string.Create(CultureInfo.InvariantCulture, $"learning of the cancellation, round {round} of {stage.Rounds}");
            foreach (PatternDescription pattern in _task.Patterns)
            {
                Present(pattern);
                Advance(_network.Steps(stage.PatternDuration));
            }
        }

        Present(null);
    }

    private PatternTest Test()
    {
        List<PatternResponse> responses = [];
        RateCourse course = new(_network, CourseBin);
        int total = _network.Steps(_task.ExampleDuration);
        int discarded = _network.Steps(_task.TestDiscard);
        int decision = _network.Steps(_task.DecisionWindow);
        foreach (PatternDescription pattern in _task.Patterns)
        {
            Present(pattern);
            RateMeter meter = new(_network.Populations, _network.StepsTaken), window = new(_network.Populations, _network.StepsTaken);
            int from = Math.Min(discarded, total - decision), until = Math.Max(discarded, total - decision);
            Advance(from, course);
            (from == discarded ? meter : window).Restart(_network.StepsTaken);
            Advance(until - from, course);
            (from == discarded ? window : meter).Restart(_network.StepsTaken);
            Advance(total - until, course);
            double rate = Rates(window)[OutputIndex].EventRate;
            responses.Add(new PatternResponse(pattern, Rates(meter), rate, rate > _task.DecisionRate == (pattern.Target == 1)));
        }

        Present(null);
        return new PatternTest(responses, course);
    }

    private EpochOutcome Train(int epoch)
    {
        int[] order = Order();
        bool isFirst = epoch == 1, isLast = epoch == _task.Epochs;
        if (isFirst || isLast) _course = new TrainingCourse(_network, _task.Output, CourseBin) { Order = order };
        ExampleOutcome[] examples = new ExampleOutcome[_task.Patterns.Count];
        foreach (int pattern in order) examples[pattern] = Teach(pattern);
        Present(null);
        if (isFirst) Result.FirstEpoch = _course;
        if (isLast) Result.LastEpoch = _course;
        _course = null;
        return new EpochOutcome(epoch, examples, [.. _learners.Select(WeightRecorder.MeanWeight)]);
    }

    private ExampleOutcome Teach(int index)
    {
        PatternDescription pattern = _task.Patterns[index];
        Present(pattern);
        int total = _network.Steps(_task.ExampleDuration), learning = total;
        IReadOnlyList<PopulationRates>? predictionRates = null;
        double? rate = null;
        if (_protocol.LearningDuration is double duration)
        {
            learning = _network.Steps(duration);
            predictionRates = Predict(total - learning);
            rate = _outputAverages.EventRate.Mean();
        }

        RateMeter meter = new(_network.Populations, _network.StepsTaken);
        _teacher.Begin(pattern.Target);
        _network.Learning = true;
        AdvanceWatched(learning);
        _network.Learning = false;
        double current = _teacher.End();

        // In a single phase there is no prediction: the output is read while it is taught.
        double read = rate ?? _outputAverages.EventRate.Mean();
        return new ExampleOutcome(index, read, PatternCost.Of(_task.Cost, pattern.Target, read), current, predictionRates, Rates(meter));
    }

    /// <summary>The prediction of an example, without teacher and plasticity. Returns the rates after its beginning.</summary>
    private PopulationRates[] Predict(int steps)
    {
        int settling = Math.Min(_network.Steps(SettlingTime), steps / 2);
        AdvanceWatched(settling);
        RateMeter meter = new(_network.Populations, _network.StepsTaken);
        AdvanceWatched(steps - settling);
        return Rates(meter);
    }

    /// <summary>Sets the input currents of a pattern; null: no input currents.</summary>
    private void Present(PatternDescription? pattern)
    {
        for (int i = 0; i < _inputs.Length; i++)
        {
            _inputs[i].StimulusCurrent = pattern is null ? 0
                : pattern.Inputs[i] == 1 ? _task.InputCurrentOne
                : _task.InputCurrentZero;
        }
    }

    /// <summary>The order of the patterns in the next epoch: as listed, or a random permutation (Fisher and Yates).</summary>
    private int[] Order()
    {
        int[] order = [.. Enumerable.Range(0, _task.Patterns.Count)];
        if (_task.Order == PatternOrder.Fixed) return order;
        for (int i = order.Length - 1; i > 0; i--)
        {
            int j = (int)(_order.NextUniform() * (i + 1));
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    private int OutputIndex => _network.Populations.ToList().IndexOf(_output);

    private PopulationRates[] Rates(RateMeter meter) =>
        [.. _network.Populations.Select((_, i) => meter.Rates(i, _network.StepsTaken))];
}
