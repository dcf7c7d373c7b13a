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

    /// <summary>
    /// Whether the current differs from cell to cell. Then <see cref="Advance"/> gives 0, and <see cref="AddTo"/> the currents.
    /// </summary>
    public virtual bool IsPerCell => false;

    /// <summary>Adds the current of each cell (A) in the step to which the course was advanced.</summary>
    public virtual void AddTo(Span<float> currents)
    {
    }

    /// <inheritdoc/>
    public abstract void VisitState(StateVisitor visitor);
}

/// <summary>A current from a file, the same for all cells, or one for each.</summary>
/// <param name="current">The file, and how it is read.</param>
/// <param name="cells">Number of cells that have a current of their own in the file; 0: there is one for all.</param>
/// <param name="timeStep">Time step (s).</param>
internal sealed class SeriesCourse(SeriesCurrentDescription current, int cells, double timeStep) : CurrentCourse
{
    private readonly SeriesFile _file =
        new(current.File, current.Population, SeriesFile.CurrentColumn, cells, current.Interpolation, timeStep);

    /// <inheritdoc/>
    public override bool IsPerCell => cells > 0;

    /// <inheritdoc/>
    public override double Advance(int step)
    {
        _file.Advance(step);
        return IsPerCell ? 0 : _file.Value();
    }

    /// <inheritdoc/>
    public override void AddTo(Span<float> currents)
    {
        for (int cell = 0; cell < currents.Length; cell++) currents[cell] += (float)_file.Value(cell);
    }

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
