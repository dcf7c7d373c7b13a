using System.Numerics.Tensors;
using Spiking.Networks;
using Spiking.Neurons;
using Spiking.Numerics;

namespace Spiking.Recording;

/// <summary>A quantity of a population, averaged over time bins.</summary>
public sealed class Signal
{
    private readonly Population _population;
    private readonly RateMeter _meter;
    private readonly AlignedArray<float>? _variable;
    private readonly List<double> _values = [];
    private double _sum;
    private int _steps;

    /// <summary>Begins to measure.</summary>
    /// <param name="description">What is measured.</param>
    /// <param name="population">The population.</param>
    public Signal(SignalDescription description, Population population)
    {
        Description = description;
        _population = population;
        _meter = new RateMeter([population], 0);
        if (description.IsStateVariable) _variable = population.Variable(description.Quantity);
    }

    /// <summary>What is measured.</summary>
    public SignalDescription Description { get; }

    /// <summary>Value of every bin that has ended, in SI units; NaN for a burst probability without events.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>Takes in a step.</summary>
    public void AfterStep()
    {
        _steps++;
        if (_variable is not null)
            _sum += TensorPrimitives.Sum<float>(_variable.Span) / _population.Size;
        else if (Description.Quantity == "somaCurrent")
            _sum += _population.SomaCurrent + _population.StimulusCurrent;
        else if (Description.Quantity == "dendriteCurrent")
            _sum += _population.DendriteCurrent;
    }

    /// <summary>Ends a bin.</summary>
    /// <param name="stepsTaken">Number of steps of the network so far.</param>
    public void EndBin(int stepsTaken)
    {
        PopulationRates rates = _meter.Rates(0, stepsTaken);
        _values.Add(Description.Quantity switch
        {
            "spikeRate" => rates.SpikeRate,
            "eventRate" => rates.EventRate,
            "burstRate" => rates.BurstRate,
            SignalDescription.BurstProbability => rates.BurstProbability,
            _ => _sum / _steps,
        });
        _meter.Restart(stepsTaken);
        (_sum, _steps) = (0, 0);
    }
}
