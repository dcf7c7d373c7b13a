using Spiking.Neurons;
using Spiking.Snapshots;

namespace Spiking.Inputs;

/// <summary>Sets the injected currents of a population, as its description says, at every step at which they may change.</summary>
internal sealed class InjectedCurrents : IHasState
{
    private readonly Population _population;

    // Arrays: enumerating them in every step allocates nothing. A current that is a function of time has no course of its own.
    private readonly CurrentDescription[] _currents;
    private readonly CurrentCourse?[] _courses;
    private readonly bool _constant;

    /// <summary>Sets the currents at time 0, before any spike.</summary>
    public InjectedCurrents(Population population, IReadOnlyList<CurrentDescription> currents)
    {
        _population = population;
        _currents = [.. currents];
        _courses = [.. currents.Select((current, i) => current.Follow(population, i))];
        _constant = currents.All(current => current.IsConstant);
        Set(0);
    }

    /// <summary>Sets the currents of a step.</summary>
    public void Advance(int step)
    {
        if (!_constant) Set(step);
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        foreach (CurrentCourse? course in _courses) course?.VisitState(visitor);
    }

    private void Set(int step)
    {
        double time = step * _population.Settings.TimeStep, soma = 0, dendrite = 0;
        for (int i = 0; i < _currents.Length; i++)
        {
            double value = _courses[i]?.Advance(step) ?? _currents[i].At(time);
            if (_currents[i].Compartment == Compartment.Soma) soma += value;
            else dendrite += value;
        }

        _population.SomaCurrent = soma;
        _population.DendriteCurrent = dendrite;
    }
}
