using Spiking.Neurons;
using Spiking.Quantities;
using Spiking.Snapshots;

namespace Spiking.Inputs;

/// <summary>
/// The averages that a current follows, by forward Euler: E += dt/tau (e - E), with e the events per neuron and second in the step before,
/// and in the same way B for bursts.
/// </summary>
/// <param name="population">The population.</param>
/// <param name="current">The current.</param>
internal sealed class FollowedRates(Population population, FollowingCurrentDescription current) : CurrentCourse
{
    private readonly double _perSpike = 1 / (population.Size * population.Settings.TimeStep);
    private readonly double _rate = population.Settings.TimeStep / current.AveragingTime;
    private double _eventRate;
    private double _burstRate;

    /// <summary>Counts the step before, and returns the current (A) of the step that begins now.</summary>
    /// <param name="step">The step.</param>
    public override double Advance(int step)
    {
        double time = step * population.Settings.TimeStep;
        _eventRate += _rate * (population.Events.Present.Length * _perSpike - _eventRate);
        _burstRate += _rate * (population.Bursts.Present.Length * _perSpike - _burstRate);
        return TimeGrid.IsWithin(time, current.From, current.Until) ? current.At(_eventRate, _burstRate) : 0;
    }

    /// <inheritdoc/>
    public override void VisitState(StateVisitor visitor)
    {
        visitor.Value("eventRate", ref _eventRate);
        visitor.Value("burstRate", ref _burstRate);
    }
}
