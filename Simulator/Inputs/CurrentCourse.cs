using Spiking.Files;
using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.Inputs;

/// <summary>A current that is followed from step to step, because it is no function of time alone.</summary>
internal abstract class CurrentCourse : IHasState
{
    /// <summary>The current (A) of a step. Call this for every step in the order of time. The first may be asked for twice.</summary>
    public abstract double Advance(int step);

    /// <inheritdoc/>
    public abstract void VisitState(StateVisitor visitor);
}

/// <summary>A current from a file.</summary>
internal sealed class SeriesCourse(SeriesCurrentDescription current, double timeStep) : CurrentCourse
{
    private readonly SeriesFile _file = new(current.File, current.Population, SeriesFile.CurrentColumn, current.Interpolation, timeStep);

    /// <inheritdoc/>
    public override double Advance(int step) => _file.At(step);

    /// <inheritdoc/>
    public override void VisitState(StateVisitor visitor) => _file.VisitState(visitor);
}

/// <summary>
/// An Ornstein-Uhlenbeck process, whose random numbers depend on the seed, the population, the place of the current and the step.
/// </summary>
internal sealed class OrnsteinUhlenbeckCourse : CurrentCourse
{
    private readonly RandomKey _key;
    private readonly double _mean;
    private readonly double _decay;
    private readonly double _kick;
    private double _value;
    private int _step;

    /// <summary>Begins in the stationary distribution.</summary>
    public OrnsteinUhlenbeckCourse(OrnsteinUhlenbeckCurrentDescription current, PopulationSettings population, int index)
    {
        _key = RandomKey.Of(population.Seed, RandomPurpose.Current).Derive(population.Name).Derive((uint)index);
        double steps = population.TimeStep / current.TimeConstant;
        _mean = current.Mean;
        _decay = Math.Exp(-steps);
        _kick = current.Deviation * Math.Sqrt(1 - Math.Exp(-2 * steps));

        // The key of the beginning is that of no step.
        _value = _mean + current.Deviation * new RandomStream(_key.Derive(0, 1)).NextGaussian();
    }

    /// <inheritdoc/>
    public override double Advance(int step)
    {
        for (; _step < step; _step++)
            _value = _mean + (_value - _mean) * _decay + _kick * new RandomStream(_key.Derive((uint)(_step + 1))).NextGaussian();
        return _value;
    }

    /// <inheritdoc/>
    public override void VisitState(StateVisitor visitor)
    {
        visitor.Value("value", ref _value);
        visitor.Steps("step", new Span<int>(ref _step));
    }
}
