using Spiking.Neurons;
using Spiking.Numerics;
using Spiking.Snapshots;

namespace Spiking.Recording;

/// <summary>A quantity of a population, averaged over time bins.</summary>
internal sealed class Signal : IHasState
{
    private readonly RateBins? _bins;
    private readonly AlignedArray<float>? _variable;
    private readonly InjectedCurrent? _current;
    private readonly List<double> _values = [];
    private double _sum;
    private int _steps;

    /// <summary>Begins to measure.</summary>
    /// <param name="description">Description of the signal.</param>
    /// <param name="population">The population.</param>
    /// <param name="start">The first step of the first bin.</param>
    /// <param name="binSteps">Number of steps of a bin.</param>
    public Signal(SignalDescription description, Population population, int start, int binSteps)
    {
        (Description, Start) = (description, start);
        if (description.IsRate) _bins = new RateBins([population], start, binSteps);
        else if (description.IsStateVariable) _variable = population.Variable(description.Quantity);
        else if (InjectedCurrent.Has(description.Quantity)) _current = InjectedCurrent.Of(population, description.Quantity);
    }

    /// <summary>The first step of the first bin.</summary>
    public int Start { get; }

    /// <summary>Description of the signal.</summary>
    public SignalDescription Description { get; }

    /// <summary>Value of every bin that has ended, in SI units; NaN for what needs events in a bin without them.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>Measures in a step.</summary>
    /// <param name="stepsTaken">Number of steps of the network so far.</param>
    public void AfterStep(int stepsTaken)
    {
        _steps++;
        _bins?.Take(stepsTaken);
        if (_variable is not null) _sum += OrderedSum.Mean(_variable.Span);
        else if (_current is InjectedCurrent current) _sum += current.Mean;
    }

    /// <summary>Ends a bin. The burst probability of a bin follows later, in <see cref="Finish"/>.</summary>
    public void EndBin()
    {
        _values.Add(_bins is null ? _sum / _steps : Value(_bins.Rates(0, _values.Count)));
        (_sum, _steps) = (0, 0);
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        _bins?.VisitState(visitor);
        visitor.List("values", _values);
        visitor.Value("sum", ref _sum);
        visitor.Value("steps", ref _steps);
    }

    /// <summary>Fills in what is known at the end only.</summary>
    public void Finish()
    {
        if (Description.Quantity != SignalDescription.BurstProbability) return;
        for (int bin = 0; bin < _values.Count; bin++) _values[bin] = _bins!.Rates(0, bin).BurstProbability;
    }

    private double Value(PopulationRates rates) => Description.Quantity switch
    {
        "spikeRate" => rates.SpikeRate,
        "eventRate" => rates.EventRate,
        "burstRate" => rates.BurstRate,
        SignalDescription.BurstsPerEvent => rates.EventRate > 0 ? rates.BurstRate / rates.EventRate : double.NaN,
        _ => double.NaN,
    };
}
