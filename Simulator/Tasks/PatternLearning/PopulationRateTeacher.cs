using Spiking.Engine;
using Spiking.Neurons;

namespace Spiking.Tasks.PatternLearning;

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
