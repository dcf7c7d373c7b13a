using Spiking.Networks;
using Spiking.Neurons;
using Spiking.Snapshots;

namespace Spiking.Inputs;

/// <summary>Sets the injected currents of a population, as its description says, at every step at which they may change.</summary>
public sealed class InjectedCurrents : IHasState
{
    private readonly Population _population;

    // An array: enumerating it in every step allocates nothing.
    private readonly CurrentDescription[] _currents;

    // Of the currents that follow the population; null: it is a function of time.
    private readonly FollowedRates?[] _followed;
    private readonly bool _constant;

    /// <summary>Sets the currents at time 0, before any spike.</summary>
    public InjectedCurrents(Population population, IReadOnlyList<CurrentDescription> currents)
    {
        _population = population;
        _currents = [.. currents];
        _followed = [.. currents.Select(c => c is FollowingCurrentDescription follows ? new FollowedRates(population, follows) : null)];
        _constant = currents.All(current => current.IsConstant);
        Set(0);
    }

    /// <summary>Sets the currents of a step.</summary>
    public void Advance(int step)
    {
        if (!_constant) Set(step * _population.Settings.TimeStep);
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        foreach (FollowedRates? followed in _followed) followed?.VisitState(visitor);
    }

    private void Set(double time)
    {
        double soma = 0, dendrite = 0;
        for (int i = 0; i < _currents.Length; i++)
        {
            double value = _followed[i]?.Advance(time) ?? _currents[i].At(time);
            if (_currents[i].Compartment == Compartment.Soma) soma += value;
            else dendrite += value;
        }

        _population.SomaCurrent = soma;
        _population.DendriteCurrent = dendrite;
    }
}
