using Spiking.Engine;
using Spiking.Snapshots;

namespace Spiking.Recording;

/// <summary>Rates of the populations of a run in successive time bins.</summary>
/// <param name="Start">Simulation time at which the first bin begins (s).</param>
/// <param name="Bin">Width of a bin (s).</param>
/// <param name="Bins">Number of bins.</param>
/// <param name="Populations">Rates in every bin, by population.</param>
internal sealed record RecordedRates(
    double Start, double Bin, int Bins, IReadOnlyDictionary<string, IReadOnlyList<PopulationRates>> Populations);

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
        Bin = _binSteps * network.TimeStep;
    }

    /// <summary>Simulation time at which the first bin begins (s).</summary>
    public double Start => _start * _network.TimeStep;

    /// <summary>Width of a bin (s).</summary>
    public double Bin { get; }

    /// <summary>End of every bin (simulation time, s).</summary>
    public IReadOnlyList<double> BinEnds => [.. Enumerable.Range(0, _bins.Ended).Select(bin => _bins.End(bin) * _network.TimeStep)];

    /// <summary>Number of bins that have ended.</summary>
    public int Bins => _bins.Ended;

    /// <summary>The rates of all populations, apart from the network.</summary>
    public RecordedRates Recorded => new(Start, Bin, Bins, _network.Populations.ToDictionary(p => p.Name, p => Rates(p.Name)));

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
