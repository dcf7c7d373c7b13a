using System.Globalization;
using Spiking.Engine;
using Spiking.Networks;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Plasticity;
using Spiking.Recording;

namespace Spiking.Experiments;

/// <summary>
/// Teaches a network to answer binary patterns: burn-in, test, epochs of examples (prediction, then a short learning phase with teacher
/// and plasticity), test. Source: Payeur et al. 2021, Fig. 4 and Methods.
/// </summary>
public sealed unsafe class PatternLearning
{
    // Bins of the rate courses that figures show (s).
    private const double CourseBin = 0.1;

    // Beginning of an example that does not enter its rates (s): the network still answers the pattern before.
    private const double SettlingTime = 1;

    private readonly Simulation _simulation;
    private readonly Network _network;
    private readonly PatternTask _task;
    private readonly Population[] _inputs;
    private readonly Population _output;
    private readonly PostsynapticAverages _outputAverages;
    private readonly AlignedArray<float> _teacherCurrents;
    private readonly EventAverageTeacher _teacher;
    private RandomStream _order;

    /// <summary>Prepares the task.</summary>
    /// <param name="simulation">The network with its recorders, at time 0.</param>
    /// <param name="task">The task.</param>
    public PatternLearning(Simulation simulation, PatternTask task)
    {
        _simulation = simulation;
        _network = simulation.Network;
        _task = task;
        _teacher = (EventAverageTeacher)task.Teacher;
        _inputs = [.. task.Inputs.Select(_network.Population)];
        _output = _network.Population(task.Output);
        _outputAverages = _network.PlasticProjections.First(p => p.Target == _output).Averages;
        _teacherCurrents = new AlignedArray<float>(_output.Size);
        _order = new RandomStream(RandomKey.Of(_network.Description.Seed, RandomPurpose.PatternOrder));
        Result = new PatternLearningResult
        {
            Populations = [.. _network.Populations.Select(p => p.Name)],
            PlasticProjections = [.. _network.PlasticProjections.Select(p => p.Settings.Name)],
        };
    }

    /// <summary>What has been found so far.</summary>
    public PatternLearningResult Result { get; }

    /// <summary>Simulated time of the whole task (s).</summary>
    public static double Duration(PatternTask task) =>
        task.BurnIn + (task.Epochs + 2) * task.Patterns.Count * task.ExampleDuration;

    /// <summary>Runs the whole task.</summary>
    /// <exception cref="OperationCanceledException">The run was stopped; <see cref="Result"/> holds what was completed.</exception>
    public void Run()
    {
        _simulation.Stage = "burn-in";
        _simulation.Advance(_network.Steps(_task.BurnIn));
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
        }

        _simulation.Stage = "test after learning";
        Result.After = Test();
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
            _simulation.Advance(from, course);
            (from == discarded ? meter : window).Restart(_network.StepsTaken);
            _simulation.Advance(until - from, course);
            (from == discarded ? window : meter).Restart(_network.StepsTaken);
            _simulation.Advance(total - until, course);
            double rate = Rates(window)[OutputIndex].EventRate;
            responses.Add(new PatternResponse(pattern, Rates(meter), rate, rate > _task.DecisionRate == (pattern.Target == 1)));
        }

        Present(null);
        return new PatternTest(responses, course);
    }

    private EpochOutcome Train(int epoch)
    {
        ExampleOutcome[] examples = new ExampleOutcome[_task.Patterns.Count];
        foreach (int pattern in Order()) examples[pattern] = Teach(pattern);
        Present(null);
        return new EpochOutcome(epoch, examples, [.. _network.PlasticProjections.Select(WeightFileRecorder.MeanWeight)]);
    }

    private ExampleOutcome Teach(int index)
    {
        PatternDescription pattern = _task.Patterns[index];
        int learning = _network.Steps(_task.LearningDuration);
        int prediction = _network.Steps(_task.ExampleDuration) - learning;
        int settling = Math.Min(_network.Steps(SettlingTime), prediction / 2);

        Present(pattern);
        _simulation.Advance(settling);
        RateMeter meter = new(_network.Populations, _network.StepsTaken);
        _simulation.Advance(prediction - settling);
        PopulationRates[] predictionRates = Rates(meter);

        double rate = _outputAverages.EventRate.Mean();
        double current = SetTeacher(pattern.Target);
        meter.Restart(_network.StepsTaken);
        _network.Learning = true;
        _simulation.Advance(learning);
        _network.Learning = false;
        _output.DendriteCurrents = null;
        return new ExampleOutcome(
            index, rate, EventAverageTeaching.Cost(_task.Cost, pattern.Target, rate), current, predictionRates, Rates(meter));
    }

    /// <summary>Sets every output neuron's teaching current. Returns the mean (A).</summary>
    private double SetTeacher(int target)
    {
        double sum = 0;
        for (int i = 0; i < _output.Size; i++)
        {
            double current = EventAverageTeaching.Current(_teacher, target, _outputAverages.EventRate[i]);
            _teacherCurrents.Pointer[i] = (float)current;
            sum += current;
        }

        _output.DendriteCurrents = _teacherCurrents;
        return sum / _output.Size;
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
