using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Plasticity;
using Spiking.Quantities;
using Spiking.Snapshots;

namespace Spiking.Tasks.PatternLearning;

/// <summary>
/// A teacher that watches the output while it teaches: the same dendritic current into every output neuron, gain (e* - e) clipped, where e
/// is the population's event rate, low-passed, and e* the wanted rate. It is recomputed at the start of the learning phase and at
/// intervals.
/// </summary>
/// <remarks><code>
/// I_d = gain (e* - e), cut to -limit .. limit
/// averagingTime de/dt = (event rate of the population) - e
/// </code></remarks>
/// <example><code>
/// { "type": "population-rate-error", "gain": "80 pA/Hz", "limit": "600 pA", "zeroRate": "2 Hz", "oneRate": "10 Hz" }
/// </code></example>
[VariantName("population-rate-error")]
internal sealed record PopulationRateTeacherDescription : TeacherDescription
{
    /// <summary>Current per error.</summary>
    [Quantity(Dimension.CurrentPerFrequency), Bounds(AtLeast = 0)]
    public double Gain { get; init; } = 80e-12;

    /// <summary>Largest current of either sign.</summary>
    [Quantity(Dimension.Current), Bounds(AtLeast = 0)]
    public double Limit { get; init; } = 600e-12;

    /// <summary>Wanted event rate for target 0.</summary>
    [Quantity(Dimension.Frequency), Bounds(AtLeast = 0)]
    public double ZeroRate { get; init; } = 2;

    /// <summary>Wanted event rate for target 1.</summary>
    [Quantity(Dimension.Frequency), Bounds(Above = 0)]
    public double OneRate { get; init; } = 10;

    /// <summary>Time constant of the low-passed event rate, which always runs.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double AveragingTime { get; init; } = 0.5;

    /// <summary>Interval at which the current is recomputed.</summary>
    [Quantity(Dimension.Time), Bounds(Above = 0)]
    public double Every { get; init; } = 0.1;

    /// <inheritdoc/>
    internal override Teacher Create(Network network, Population output, PostsynapticAverages averages) =>
        new PopulationRateTeacher(this, network, output);

    /// <inheritdoc/>
    internal override void Check(NetworkFindings findings, TeachingSchemeDescription teaching)
    {
        findings.CheckBelow(this, nameof(ZeroRate), ZeroRate, nameof(OneRate), OneRate);
        findings.CheckDecayTime(this, nameof(AveragingTime), AveragingTime);
        findings.CheckWholeSteps(this, nameof(Every), Every);
    }
}

/// <summary>
/// Tells all output neurons the same error, from the low-passed event rate e of their population, again and again while it teaches:
/// I = gain (e* - e), clipped to the limit.
/// </summary>
internal sealed class PopulationRateTeacher : Teacher
{
    private readonly PopulationRateTeacherDescription _teacher;
    private readonly Population _output;
    private readonly double _decay;
    private readonly double _perEvent;
    private readonly int _interval;
    private double _rate;
    private double _wanted;
    private double _current;
    private double _sum;
    private int _steps = -1;
    private int _seen;

    public PopulationRateTeacher(PopulationRateTeacherDescription teacher, Network network, Population output)
        : base(output)
    {
        _teacher = teacher;
        _output = output;
        _decay = Math.Exp(-network.TimeStep / teacher.AveragingTime);

        // One event in a population of N raises the rate per neuron by 1/(N tau).
        _perEvent = 1 / (output.Size * teacher.AveragingTime);
        _interval = network.Steps(teacher.Every);
        _seen = network.StepsTaken;
    }

    /// <summary>Current (A) for a wanted and an actual event rate (Hz).</summary>
    public static double Current(PopulationRateTeacherDescription teacher, double wanted, double rate) =>
        Math.Clamp(teacher.Gain * (wanted - rate), -teacher.Limit, teacher.Limit);

    /// <inheritdoc/>
    public override void Begin(int target)
    {
        _wanted = target == 1 ? _teacher.OneRate : _teacher.ZeroRate;
        _steps = 0;
        _sum = 0;
        Set();
        base.Begin(target);
    }

    /// <inheritdoc/>
    public override int NextLook(Network network) =>
        _steps < 0 ? int.MaxValue : network.StepsTaken + _interval - _steps % _interval;

    /// <inheritdoc/>
    public override void AfterSteps(Network network)
    {
        for (; _seen < network.StepsTaken; _seen++)
        {
            _rate = _rate * _decay + _output.Events.At(_seen).Length * _perEvent;
            if (_steps < 0) continue;
            _sum += _current;
            _steps++;
        }

        if (_steps >= 0 && _steps % _interval == 0) Set();
    }

    /// <inheritdoc/>
    public override void VisitState(StateVisitor visitor)
    {
        base.VisitState(visitor);
        visitor.Value("rate", ref _rate);
        visitor.Value("wantedRate", ref _wanted);
        visitor.Value("current", ref _current);
        visitor.Value("sumOfCurrents", ref _sum);
        visitor.Value("stepsOfTeaching", ref _steps);
        visitor.Value("stepsSeen", ref _seen);
    }

    /// <inheritdoc/>
    public override double End()
    {
        double mean = _sum / _steps;
        _steps = -1;
        base.End();
        return mean;
    }

    private void Set()
    {
        _current = Current(_teacher, _wanted, _rate);
        Currents.Fill((float)_current);
    }
}
