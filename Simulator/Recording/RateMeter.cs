using Spiking.Neurons;
using Spiking.Snapshots;

namespace Spiking.Recording;

/// <summary>Rates of one population over a stretch of time.</summary>
/// <param name="SpikeRate">Spikes per neuron (Hz).</param>
/// <param name="EventRate">Events per neuron (Hz).</param>
/// <param name="BurstRate">Bursts per neuron (Hz), by the time of their second spikes.</param>
internal readonly record struct PopulationRates(double SpikeRate, double EventRate, double BurstRate)
{
    /// <summary>
    /// Probability that an event is a burst; NaN without events. If not set, it is the ratio of the rates, which in a short stretch can
    /// be above 1, because the first bursts belong to events before it. <see cref="RateBins"/> counts them there.
    /// </summary>
    public double BurstProbability { get; init; } = EventRate > 0 ? BurstRate / EventRate : double.NaN;
}

/// <summary>Measures the rates of populations between two moments by their spike counts.</summary>
/// <remarks>
/// Tests and calibrations of a task measure so. Their burst probability is all bursts over all events of a window of seconds, both by the
/// time of the spike, as the published programs count, and not the share of the window's events that become bursts
/// (<see cref="RateBins"/>). The two differ by the bursts whose two spikes are on different sides of an edge of the window: at most one per
/// neuron and edge, and those of the two edges cancel except for chance. Learning rules compare a burst probability that is counted so with
/// events and bursts as they come, so baselines are measured in this way.
/// </remarks>
internal sealed class RateMeter : IHasState
{
    private readonly IReadOnlyList<Population> _populations;
    private readonly (long Spikes, long Events, long Bursts)[] _start;
    private int _startStep;

    /// <summary>Begins to measure.</summary>
    /// <param name="populations">The populations.</param>
    /// <param name="step">Number of steps taken so far.</param>
    public RateMeter(IReadOnlyList<Population> populations, int step)
    {
        _populations = populations;
        _start = new (long, long, long)[populations.Count];
        Restart(step);
    }

    /// <summary>Forgets what was counted.</summary>
    public void Restart(int step)
    {
        _startStep = step;
        for (int i = 0; i < _start.Length; i++)
            _start[i] = (_populations[i].SpikeCount, _populations[i].EventCount, _populations[i].BurstCount);
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        visitor.Value("meterStart", ref _startStep);
        visitor.Array("meterCounts", _start.AsSpan());
    }

    /// <summary>Rates of a population since the start.</summary>
    /// <param name="index">Index of the population.</param>
    /// <param name="step">Number of steps taken so far.</param>
    public PopulationRates Rates(int index, int step)
    {
        Population p = _populations[index];
        double neuronSeconds = (step - _startStep) * p.Settings.TimeStep * p.Size;
        return new PopulationRates(
            (p.SpikeCount - _start[index].Spikes) / neuronSeconds,
            (p.EventCount - _start[index].Events) / neuronSeconds,
            (p.BurstCount - _start[index].Bursts) / neuronSeconds);
    }
}
