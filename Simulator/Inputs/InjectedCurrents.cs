using Spiking.Networks;
using Spiking.Neurons;

namespace Spiking.Inputs;

/// <summary>Sets the injected currents of a population, as its description says, at every step at which they may change.</summary>
public sealed class InjectedCurrents
{
    private readonly Population _population;

    // An array: enumerating it in every step allocates nothing.
    private readonly CurrentDescription[] _currents;
    private readonly bool _constant;

    /// <summary>Sets the currents at time 0.</summary>
    public InjectedCurrents(Population population, IReadOnlyList<CurrentDescription> currents)
    {
        _population = population;
        _currents = [.. currents];
        _constant = currents.All(current => current.IsConstant);
        Set(0);
    }

    /// <summary>Sets the currents of a step.</summary>
    public void Advance(int step)
    {
        if (!_constant) Set(step * _population.Settings.TimeStep);
    }

    private void Set(double time)
    {
        double soma = 0, dendrite = 0;
        foreach (CurrentDescription current in _currents)
        {
            if (current.Compartment == Compartment.Soma) soma += current.At(time);
            else dendrite += current.At(time);
        }

        _population.SomaCurrent = soma;
        _population.DendriteCurrent = dendrite;
    }
}
