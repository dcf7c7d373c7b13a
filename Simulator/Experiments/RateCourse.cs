using Spiking.Engine;
using Spiking.Recording;

namespace Spiking.Experiments;

/// <summary>The rates of all populations in successive time bins, kept in memory for figures.</summary>
public sealed class RateCourse : IObserver
{
    private readonly Network _network;
    private readonly RateMeter _meter;
    private readonly int _binSteps;
    private readonly List<double> _binEnds = [];
    private readonly List<PopulationRates>[] _rates;
    private int _binStart;

    /// <summary>Begins at the present step.</summary>
    /// <param name="network">The network.</param>
    /// <param name="bin">Width of a bin (s).</param>
    public RateCourse(Network network, double bin)
    {
        _network = network;
        _meter = new RateMeter(network.Populations, network.StepsTaken);
        _binSteps = Math.Max(1, network.Steps(bin));
        _binStart = network.StepsTaken;
        Start = network.Time;
        Bin = _binSteps * network.TimeStep;
        _rates = [.. network.Populations.Select(_ => new List<PopulationRates>())];
    }

    /// <summary>Simulation time at which the first bin begins (s).</summary>
    public double Start { get; }

    /// <summary>Width of a bin (s).</summary>
    public double Bin { get; }

    /// <summary>End of every bin (simulation time, s).</summary>
    public IReadOnlyList<double> BinEnds => _binEnds;

    /// <summary>Rates of a population in every bin.</summary>
    public IReadOnlyList<PopulationRates> Rates(string population) =>
        _rates[_network.Populations.Select((p, i) => (p.Name, i)).First(p => p.Name == population).i];

    /// <inheritdoc/>
    public int NextLook(Network network) => _binStart + _binSteps;

    /// <summary>Ends a bin where it is due.</summary>
    public void AfterSteps(Network network)
    {
        if (_network.StepsTaken - _binStart < _binSteps) return;
        _binStart = _network.StepsTaken;
        _binEnds.Add(_network.Time);
        for (int i = 0; i < _rates.Length; i++) _rates[i].Add(_meter.Rates(i, _network.StepsTaken));
        _meter.Restart(_network.StepsTaken);
    }
}
