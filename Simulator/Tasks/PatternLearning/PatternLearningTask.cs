using System.Globalization;
using Spiking.Engine;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Plasticity;
using Spiking.Recording;
using Spiking.Recording.Weights;
using Spiking.Snapshots;

namespace Spiking.Tasks.PatternLearning;

/// <summary>
/// Teaches a network to answer binary patterns: burn-in, calibration, test, epochs of examples, test. An example has a prediction and then
/// a short learning phase with teacher and plasticity, or both are on for all of it. Sources: Payeur et al. 2021, Fig. 4; Greedy et al.
/// 2022, Fig. 2.
/// </summary>
internal sealed class PatternLearningTask : ITask, IHasState
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
    private readonly TeachingSchemeDescription _scheme;
    private readonly Teacher _teacher;
    private RandomStream _order;

    // What segments leave to those that follow: what the present pattern is measured with, and what the patterns of the present round have
    // given so far.
    private readonly RateMeter _meter, _window;
    private readonly List<PopulationRates[]> _measured = [];
    private readonly List<PatternResponse> _responses = [];
    private readonly List<ExampleOutcome> _examples = [];
    private int[] _shown = [];
    private PopulationRates[]? _predictionRates;
    private double? _predictionRate;
    private RateCourse? _testCourse;
    private TrainingCourse? _trainingCourse;

    /// <summary>Prepares the task.</summary>
    /// <param name="simulation">The network with its recorders, at time 0.</param>
    /// <param name="task">The task.</param>
    public PatternLearningTask(Simulation simulation, PatternLearningDescription task)
    {
        _simulation = simulation;
        _network = simulation.Network;
        _task = task;
        _scheme = task.Teaching;
        _inputs = [.. task.Inputs.Select(_network.Population)];
        _output = _network.Population(task.Output);
        _learners = [.. _network.Learners.Where(l => !l.HasOwnTimes)];
        _outputAverages = _learners.OfType<BurstDependentLearner>().First(l => l.Projection.Target == _output).Averages;
        _teacher = _scheme.Teacher.Create(_network, _output, _outputAverages);
        foreach (Learner learner in _learners) learner.Rate = _scheme.LearningRateFactor;
        (_meter, _window) = (new RateMeter(_network.Populations, 0), new RateMeter(_network.Populations, 0));
        _order = new RandomStream(RandomKey.Of(_network.Description.Seed, RandomPurpose.PatternOrder));
        Result = new PatternLearningResult
        {
            Task = task,
            Populations = [.. _network.Populations.Select(p => p.Name)],
            Bursting = [.. _network.Populations.Select(p => p.Name).Where(name => _network.Description.ModelOf(name).Bursts)],
            PlasticProjections = [.. _learners.Select(l => l.Projection.Settings.Name)],
            WeightUnits = [.. _learners.Select(l => WeightAxes.UnitOf(l.Projection.Settings.Receptor))],
        };
    }

    /// <summary>Result so far.</summary>
    public PatternLearningResult Result { get; }

    ITaskResult ITask.Result => Result;

    /// <inheritdoc/>
    public IEnumerable<Segment> Schedule => new[]
    {
        [new Segment(_network.Steps(_task.BurnIn), Stage: "burn-in")],
        Calibration(),
        Test("test before learning", test => Result.Before = test),
        Enumerable.Range(1, _task.Epochs).SelectMany(epoch => Train(epoch).Concat(TestBetween(epoch))),
        Test("test after learning", test => Result.After = test),
    }.SelectMany(part => part);

    /// <summary>When the teacher, or a course that is recorded, is to look at the network.</summary>
    public int NextLook(Network network) => Math.Min(
        _teacher.NextLook(network),
        Math.Min(_testCourse?.NextLook(network) ?? int.MaxValue, _trainingCourse?.NextLook(network) ?? int.MaxValue));

    /// <summary>The teacher follows the network all the time.</summary>
    public void AfterSteps(Network network)
    {
        _teacher.AfterSteps(network);
        _testCourse?.AfterSteps(network);
        _trainingCourse?.AfterSteps(network);
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        PatternLearningState state = new(_network, _task, CourseBin);
        uint drawn = _order.Position;
        visitor.Value("drawnForOrder", ref drawn);
        _order.Position = drawn;
        visitor.Variable("shown", ref _shown);
        visitor.Require(_shown.All(pattern => pattern >= 0 && pattern < _task.Patterns.Count), "a pattern is shown that there is not");
        visitor.Items("measured", _measured, PatternLearningState.Rates);
        visitor.Items("responses", _responses, state.Response);
        visitor.Items("examples", _examples, state.Example);
        _meter.VisitState(visitor);
        _window.VisitState(visitor);
        PatternLearningState.Optional(visitor, "prediction", ref _predictionRates);
        visitor.Optional("predictedRate", ref _predictionRate);
        visitor.Optional("testCourse", ref _testCourse, state.CreateCourse);
        visitor.Optional("trainingCourse", ref _trainingCourse, state.CreateTrainingCourse);
        _teacher.VisitState(visitor);
        state.Visit(visitor, Result);
    }

    // Cancellations from the top down; then they learn, if they do; then the baselines.
    private IEnumerable<Segment> Calibration()
    {
        if (_task.Calibration is not CalibrationDescription calibration) yield break;
        CalibrationPlan plan = new(_network.Description);
        foreach (IReadOnlyList<string> round in plan.Rounds)
            foreach (Segment segment in Measure(CalibrationStep.Cancellation, calibration.Cancellation, round)) yield return segment;
        if (calibration.Learning is CancellationStageDescription learning)
        {
            for (int round = 1; round <= learning.Rounds; round++)
            {
                string stage =
                    string.Create(CultureInfo.InvariantCulture, $"learning of the cancellation, round {round} of {learning.Rounds}");
                foreach (PatternDescription pattern in _task.Patterns)
                    yield return new Segment(_network.Steps(learning.PatternDuration), () => Present(pattern), Stage: stage);
            }

            yield return new Segment(0, () => Present(null));
        }

        if (plan.Baselines.Count == 0) yield break;
        foreach (Segment segment in Measure(CalibrationStep.Baseline, calibration.Baseline, plan.Baselines)) yield return segment;
    }

    /// <summary>Shows every pattern and measures the rates of every population; then sets what is calibrated by them.</summary>
    private IEnumerable<Segment> Measure(CalibrationStep step, MeasurementDescription measurement, IReadOnlyList<string> used)
    {
        string stage = (step == CalibrationStep.Cancellation ? "calibration of the cancellation: " : "calibration of the baselines: ")
            + string.Join(", ", used);
        int discarded = _network.Steps(measurement.Discard), measured = _network.Steps(measurement.PatternDuration) - discarded;
        yield return new Segment(0, _measured.Clear, Stage: stage);
        foreach (PatternDescription pattern in _task.Patterns)
        {
            yield return new Segment(discarded, () => Present(pattern));
            yield return new Segment(measured, () => Restart(_meter), () => _measured.Add(Rates(_meter)));
        }

        yield return new Segment(0, () =>
        {
            Present(null);
            CalibrationMeasurement result = CalibrationMeasurement.Of(step, [.. _measured], used);
            Result.CalibrationList.Add(result);
            PatternLearning.Calibration.Set(_network, result);
        });
    }

    private IEnumerable<Segment> TestBetween(int epoch) => epoch % _task.TestEvery != 0 || epoch == _task.Epochs
        ? []
        : Test(string.Create(CultureInfo.InvariantCulture, $"test after epoch {epoch}"), test => Result.BetweenList.Add((epoch, test)));

    private IEnumerable<Segment> Test(string stage, Action<PatternTest> keep)
    {
        int total = _network.Steps(_task.ExampleDuration), discarded = _network.Steps(_task.TestDiscard),
            decision = total - _network.Steps(_task.DecisionWindow);
        yield return new Segment(
            0,
            () =>
            {
                _responses.Clear();
                _testCourse = new RateCourse(_network, CourseBin);
            },
            Stage: stage);
        foreach (PatternDescription pattern in _task.Patterns)
        {
            // Rates are those after the beginning of the pattern, and the answer is that of the decision window; either may begin first.
            int first = Math.Min(discarded, decision), second = Math.Max(discarded, decision);
            (RateMeter earlier, RateMeter later) = first == discarded ? (_meter, _window) : (_window, _meter);
            yield return new Segment(first, () => Present(pattern));
            yield return new Segment(second - first, () => Restart(earlier));
            yield return new Segment(total - second, () => Restart(later), () => _responses.Add(Response(pattern)));
        }

        yield return new Segment(0, () =>
        {
            Present(null);
            keep(new PatternTest([.. _responses], _testCourse!));
            _testCourse = null;
        });
    }

    private PatternResponse Response(PatternDescription pattern)
    {
        double rate = Rates(_window)[_network.Populations.ToList().IndexOf(_output)].EventRate;
        return new PatternResponse(pattern, Rates(_meter), rate, rate > _task.DecisionRate == (pattern.Target == 1));
    }

    private IEnumerable<Segment> Train(int epoch)
    {
        yield return new Segment(0, () => BeginEpoch(epoch),
            Stage: string.Create(CultureInfo.InvariantCulture, $"epoch {epoch} of {_task.Epochs}"));
        int total = _network.Steps(_task.ExampleDuration), learning = total;
        if (_scheme.LearningDuration is double duration) learning = _network.Steps(duration);
        int settling = Math.Min(_network.Steps(SettlingTime), (total - learning) / 2);
        for (int i = 0; i < _task.Patterns.Count; i++)
        {
            int index = i;
            if (_scheme.LearningDuration is not null)
            {
                yield return new Segment(settling, () => Present(Shown(index)));
                yield return new Segment(total - learning - settling, () => Restart(_meter), EndPrediction);
            }

            yield return new Segment(learning, () => BeginTeaching(Shown(index)), () => EndTeaching(index));
        }

        yield return new Segment(0, () => EndEpoch(epoch));
    }

    private PatternDescription Shown(int index) => _task.Patterns[_shown[index]];

    private void BeginEpoch(int epoch)
    {
        _shown = Order();
        _examples.Clear();
        (_predictionRates, _predictionRate) = (null, null);
        if (epoch == 1 || epoch == _task.Epochs) _trainingCourse = new TrainingCourse(_network, _task.Output, CourseBin, _shown);
    }

    // The prediction is without teacher and plasticity.
    private void EndPrediction() => (_predictionRates, _predictionRate) = (Rates(_meter), _outputAverages.EventRate.Mean());

    private void BeginTeaching(PatternDescription pattern)
    {
        Present(pattern);
        Restart(_meter);
        _teacher.Begin(pattern.Target);
        _network.Learning = true;
    }

    private void EndTeaching(int index)
    {
        _network.Learning = false;
        double current = _teacher.End();

        // In a single phase there is no prediction: the output is read while it is taught.
        double read = _predictionRate ?? _outputAverages.EventRate.Mean();
        double cost = PatternCost.Of(_task.Cost, Shown(index).Target, read);
        _examples.Add(new ExampleOutcome(_shown[index], read, cost, current, _predictionRates, Rates(_meter)));
    }

    private void EndEpoch(int epoch)
    {
        Present(null);
        if (epoch == 1) Result.FirstEpoch = _trainingCourse;
        if (epoch == _task.Epochs) Result.LastEpoch = _trainingCourse;
        _trainingCourse = null;
        EpochOutcome outcome = new(epoch, [.. _examples.OrderBy(e => e.PatternIndex)], [.. _learners.Select(WeightRecorder.MeanWeight)]);
        Result.EpochList.Add(outcome);
        _simulation.Detail = string.Create(
            CultureInfo.InvariantCulture,
            $"cost {outcome.Cost:F3}, output "
            + $"{string.Join(" ", outcome.Examples.Select(e => e.OutputRate.ToString("F1", CultureInfo.InvariantCulture)))} Hz");
    }

    /// <summary>Sets the input currents of a pattern; null: no input currents.</summary>
    private void Present(PatternDescription? pattern)
    {
        for (int i = 0; i < _inputs.Length; i++)
        {
            _network.Stimulate(_inputs[i], pattern is null ? 0 : pattern.Inputs[i] == 1 ? _task.InputCurrentOne : _task.InputCurrentZero);
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

    private void Restart(RateMeter meter) => meter.Restart(_network.StepsTaken);

    private PopulationRates[] Rates(RateMeter meter) =>
        [.. _network.Populations.Select((_, i) => meter.Rates(i, _network.StepsTaken))];
}
