using System.Diagnostics;
using Spiking.Engine;
using Spiking.Quantities;

namespace Spiking.Protocols.TargetRate;

/// <summary>
/// One realisation of the target-rate task, step by step. In step k both layers see what rates and spikes were after earlier steps:
/// biases and teacher those of step k - 1, the output layer the input's events and the input layer the output's events and bursts as many
/// steps ago as the delays say. Then weights change, rates are averaged, and a sample is taken where one is due.
/// </summary>
public sealed class TargetRateSimulation
{
    private const int StepsBetweenLooks = 1000;

    private readonly TargetRateProtocolDescription _protocol;
    private readonly long _seed;
    private readonly BurstWindow _window;
    private readonly TargetRateLayer _input, _output;
    private readonly LayerRates _inputRates, _outputRates;
    private readonly InputWeights _weights;
    private readonly (long From, long Until, TargetRateTeacherDescription Teacher)[] _teachers;
    private readonly int _feedforwardDelay, _feedbackDelay;
    private readonly double _burstFeedback, _eventFeedback;
    private readonly SampleMeans _means = new();
    private Fingerprint _spikesHash = Fingerprint.Empty;
    private int _step;

    /// <summary>Prepares a realisation of a protocol that has been checked.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="seed">Seed of the realisation.</param>
    public TargetRateSimulation(TargetRateProtocolDescription protocol, long seed)
        : this(protocol, seed, TargetRateLayer.Create)
    {
    }

    /// <summary>Prepares a realisation with layers of a given kind.</summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="seed">Seed of the realisation.</param>
    /// <param name="createLayer">Creates a layer as <see cref="TargetRateLayer.Create"/> does.</param>
    public TargetRateSimulation(
        TargetRateProtocolDescription protocol, long seed, Func<TargetRateProtocolDescription, string, long, BurstWindow, int, TargetRateLayer> createLayer)
    {
        _protocol = protocol;
        _seed = seed;
        double dt = protocol.TimeStep;
        _window = new BurstWindow(protocol);
        _feedforwardDelay = (int)TimeGrid.Steps(protocol.Feedforward.Delay, dt);
        _feedbackDelay = (int)TimeGrid.Steps(protocol.Feedback.Delay, dt);
        _input = createLayer(protocol, "input", seed, _window, _feedforwardDelay);
        _output = createLayer(protocol, "output", seed, _window, _feedbackDelay);
        _inputRates = new LayerRates(_input, dt, protocol.RateAveragingTime, protocol.BaselineBurstProbability);
        _outputRates = new LayerRates(_output, dt, protocol.RateAveragingTime, protocol.BaselineBurstProbability);
        _weights = new InputWeights(protocol);
        _teachers = [.. protocol.Teacher.Select(t => (TimeGrid.Steps(t.From, dt), TimeGrid.Steps(t.Until, dt), t))];

        // Q = -p_b Y: where the output bursts with probability p_b, its p_b E bursts and E events per second cancel on average.
        _burstFeedback = protocol.Feedback.BurstCurrent;
        _eventFeedback = protocol.Feedback.EventCurrent ?? -protocol.BaselineBurstProbability * _burstFeedback;
    }

    /// <summary>Averaged rates of the output layer.</summary>
    public LayerRates OutputRates => _outputRates;

    /// <summary>Runs the whole realisation.</summary>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public TargetRateCourse Run(CancellationToken cancellation = default)
    {
        Stopwatch clock = Stopwatch.StartNew();
        int steps = (int)TimeGrid.Steps(_protocol.Duration, _protocol.TimeStep);
        int interval = (int)TimeGrid.Steps(_protocol.SamplingInterval, _protocol.TimeStep);
        List<TargetRateSample> samples = new(steps / interval + 1);
        while (_step < steps)
        {
            if (_step % StepsBetweenLooks == 0) cancellation.ThrowIfCancellationRequested();
            bool isSampled = _step % interval == 0;
            double time = _step * _protocol.TimeStep;
            Step();
            if (isSampled) samples.Add(Sample(time));
        }

        Fingerprint weightsHash = Fingerprint.Empty;
        weightsHash.Add(_weights.Weights.Span);
        return new TargetRateCourse
        {
            Seed = _seed,
            Samples = samples,
            SpikesHash = _spikesHash.Value,
            WeightsHash = weightsHash.Value,
            RunTime = clock.Elapsed,
        };
    }

    /// <summary>Advances the task by one time step.</summary>
    public void Step()
    {
        if (_step > 0) _window.Advance();

        double burstFeedback = _burstFeedback * _output.Bursts.At(_step - _feedbackDelay).Length;
        double eventFeedback = _eventFeedback * _output.Events.At(_step - _feedbackDelay).Length;
        double feedforward = _protocol.Feedforward.Current * _input.Events.At(_step - _feedforwardDelay).Length;
        double teacher = TeachingCurrent();
        TargetRateBiasDescription bias = _protocol.Bias;
        double outputDendrite = bias.Dendrite + bias.OutputDendrite + bias.OutputDendritePerHertz * _outputRates.PresentEventRate + teacher;
        double outputSoma = SomaBias(_outputRates) + feedforward;
        _input.Advance(_step, SomaBias(_inputRates), bias.Dendrite + burstFeedback + eventFeedback, _weights.Weights, _protocol.Input.Current);
        _output.Advance(_step, outputSoma, outputDendrite, null, 0);
        bool isConstant = _protocol.Input.Baseline == RuleBaseline.Constant;
        double baseline = isConstant ? _protocol.BaselineBurstProbability : _inputRates.BurstProbability;
        _weights.Learn(_input.Events.Present, _input.Bursts.Present, baseline);
        _inputRates.Update();
        _outputRates.Update();
        _means.Add(teacher, burstFeedback, eventFeedback);
        _spikesHash.Add(_step, 0, _input.Spikes);
        _spikesHash.Add(_step, 1, _output.Spikes);
        _step++;
    }

    private double SomaBias(LayerRates rates) => _protocol.Bias.Soma + _protocol.Bias.SomaPerBurstProbability * rates.BurstProbability;

    private double TeachingCurrent()
    {
        foreach ((long from, long until, TargetRateTeacherDescription teacher) in _teachers)
            if (_step >= from && _step < until) return teacher.CurrentPerHertz * (teacher.TargetRate - _outputRates.EventRate);
        return 0;
    }

    private TargetRateSample Sample(double time)
    {
        (double teacher, double burstFeedback, double eventFeedback) = _means.Take();
        return new TargetRateSample(
            time,
            _inputRates.EventRate,
            _outputRates.EventRate,
            _inputRates.BurstRate,
            _outputRates.BurstRate,
            _inputRates.BurstProbability,
            _outputRates.BurstProbability,
            _weights.Mean,
            teacher,
            burstFeedback,
            eventFeedback);
    }

    // Currents of single steps are pulses; what a sample shows is their mean since the sample before it.
    private sealed class SampleMeans
    {
        private int _count;
        private double _teacher, _bursts, _events;

        public void Add(double teacher, double bursts, double events)
        {
            _count++;
            _teacher += teacher;
            _bursts += bursts;
            _events += events;
        }

        public (double Teacher, double Bursts, double Events) Take()
        {
            (double, double, double) means = (_teacher / _count, _bursts / _count, _events / _count);
            (_count, _teacher, _bursts, _events) = (0, 0, 0, 0);
            return means;
        }
    }
}
