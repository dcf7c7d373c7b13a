using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.Inputs;

/// <summary>
/// Injected currents of a population: those of its description, at every step at which they may change, and what a task adds to them.
/// </summary>
internal sealed class InjectedCurrents : IHasState
{
    private readonly Population _population;

    // Arrays: enumerating them in every step allocates nothing. A current that is a function of time has no course, mostly.
    private readonly CurrentDescription[] _currents;
    private readonly CurrentCourse?[] _courses;
    private readonly bool _constant;
    private double _described;
    private double _stimulus;

    /// <summary>Sets the currents at time 0, before any spike.</summary>
    /// <param name="population">The population.</param>
    /// <param name="currents">Its currents.</param>
    /// <param name="courseOf">
    /// Course of a current, by its index, that would be a function of time alone; null: of this one, or of all, there is none.
    /// </param>
    public InjectedCurrents(
        Population population, IReadOnlyList<CurrentDescription> currents, Func<int, CurrentCourse?>? courseOf = null)
    {
        _population = population;
        _currents = [.. currents];
        _courses = [.. currents.Select((current, i) => current.Follow(population, i) ?? courseOf?.Invoke(i))];
        _constant = currents.All(current => current.IsConstant);
        if (HasCellCurrents(Compartment.Soma)) population.SomaCellCurrents = new AlignedArray<float>(population.Size);
        if (HasCellCurrents(Compartment.Dendrite)) population.DendriteCellCurrents = new AlignedArray<float>(population.Size);
        Set(0);

        bool HasCellCurrents(Compartment compartment) =>
            _courses.Where((course, i) => course is { IsPerCell: true } && _currents[i].Compartment == compartment).Any();
    }

    /// <summary>Current into the soma of every neuron (A) that a task adds to those of the description, from the next step on.</summary>
    public double Stimulus
    {
        get => _stimulus;
        set => _population.SomaCurrent = _described + (_stimulus = value);
    }

    /// <summary>Sets the currents of a step.</summary>
    public void Advance(int step)
    {
        if (!_constant) Set(step);
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        visitor.Setting("describedCurrent", ref _described);
        visitor.Setting("stimulus", ref _stimulus);
        foreach (CurrentCourse? course in _courses) course?.VisitState(visitor);
        if (_population.SomaCellCurrents is { } soma) visitor.Array("somaCellCurrents", soma.Span);
        if (_population.DendriteCellCurrents is { } dendrite) visitor.Array("dendriteCellCurrents", dendrite.Span);
    }

    private void Set(int step)
    {
        double time = step * _population.Settings.TimeStep, soma = 0, dendrite = 0;
        _population.SomaCellCurrents?.Span.Clear();
        _population.DendriteCellCurrents?.Span.Clear();
        for (int i = 0; i < _currents.Length; i++)
        {
            double value = _courses[i]?.Advance(step) ?? _currents[i].At(time);
            if (_currents[i].Compartment == Compartment.Soma) soma += value;
            else dendrite += value;
            if (_courses[i] is { IsPerCell: true } course)
            {
                bool isSoma = _currents[i].Compartment == Compartment.Soma;
                course.AddTo((isSoma ? _population.SomaCellCurrents : _population.DendriteCellCurrents)!.Span);
            }
        }

        _described = soma;
        _population.SomaCurrent = soma + _stimulus;
        _population.DendriteCurrent = dendrite;
    }
}
