using Spiking.Engine;
using Spiking.Quantities;
using Spiking.Snapshots;

namespace Spiking.Recording;

/// <summary>Rates of the populations of a run in successive time bins.</summary>
/// <param name="FirstStep">The step with which the first bin begins.</param>
/// <param name="BinSteps">Number of steps of a bin.</param>
/// <param name="TimeStep">Time step (s).</param>
/// <param name="Bins">Number of bins.</param>
/// <param name="Populations">Rates in every bin, by population.</param>
internal sealed record RecordedRates(
    int FirstStep, int BinSteps, double TimeStep, int Bins, IReadOnlyDictionary<string, IReadOnlyList<PopulationRates>> Populations)
{
    /// <summary>Simulation time at which the first bin begins (s).</summary>
    public double Start => TimeAfter(0);

    /// <summary>Width of a bin (s).</summary>
    public double Bin => TimeGrid.Time(BinSteps, TimeStep);

    /// <summary>Simulation time after some bins (s); of half a bin more, the middle of the next one.</summary>
    public double TimeAfter(double bins) => TimeGrid.Time(FirstStep + (bins * BinSteps), TimeStep);
}

/// <summary>The rates of all populations in successive time bins, kept in memory for figures.</summary>
internal sealed class RateCourse : IObserver, IHasState
{
    private readonly Network _network;
    private readonly RateBins _bins;
    private readonly int _binSteps;
    private int _start;

    /// <summary>Begins at the present step.</summary>
    /// <param name="network">The network.</param>
    /// <param name="bin">Width of a bin (s).</param>
    public RateCourse(Network network, double bin)
    {
        _network = network;
        _binSteps = Math.Max(1, network.Steps(bin));
        _start = network.StepsTaken;
        _bins = new RateBins(network.Populations, _start, _binSteps);
    }

    /// <summary>Width of a bin (s).</summary>
    public double Bin => _network.TimeOf(_binSteps);

    /// <summary>Middle of every bin that has ended (s), counted from the beginning of the first.</summary>
    public IReadOnlyList<double> Middles =>
        [.. Enumerable.Range(0, _bins.Ended).Select(bin => _network.TimeOf((bin + 0.5) * _binSteps))];

    /// <summary>Number of bins that have ended.</summary>
    public int Bins => _bins.Ended;

    /// <summary>The rates of all populations, apart from the network.</summary>
    public RecordedRates Recorded => new(
        _start, _binSteps, _network.TimeStep, Bins, _network.Populations.ToDictionary(p => p.Name, p => Rates(p.Name)));

    /// <summary>Rates of a population in every bin that has ended.</summary>
    public IReadOnlyList<PopulationRates> Rates(string population)
    {
        int index = _network.Populations.Select((p, i) => (p.Name, i)).First(p => p.Name == population).i;
        return [.. Enumerable.Range(0, _bins.Ended).Select(bin => _bins.Rates(index, bin))];
    }

    /// <inheritdoc/>
    public int NextLook(Network network) => _start + (_bins.Ended + 1) * _binSteps;

    /// <inheritdoc/>
    public void AfterSteps(Network network) => _bins.Take(network.StepsTaken);

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        visitor.Value("courseStart", ref _start);
        _bins.VisitState(visitor);
    }
}
