using Spiking.Neurons;
using Spiking.Snapshots;
using Spiking.Synapses;

namespace Spiking.Plasticity;

/// <summary>
/// Averages of the neurons of a population, which the synapses onto it read: moving averages of their events and bursts (Ebar_i, Bbar_i)
/// and a slow average of all their spikes (R_i), all in Hz. The averages run whether or not plasticity is on.
/// </summary>
internal sealed class PostsynapticAverages : IStepped, IHasState
{
    private readonly double _perEvent;
    private readonly double _perSpike;

    /// <summary>Creates the averages of a population, starting at 0 (R_i: at the given start).</summary>
    /// <param name="population">The post-synaptic population.</param>
    /// <param name="averagingTime">tau_avg of Ebar and Bbar (s).</param>
    /// <param name="slowAveragingTime">Time constant of R (s).</param>
    /// <param name="slowAverageStart">Initial R (Hz).</param>
    public PostsynapticAverages(Population population, double averagingTime, double slowAveragingTime, double slowAverageStart)
    {
        Population = population;
        double dt = population.Settings.TimeStep;
        EventRate = new DecayingTrace(population.Size, averagingTime, dt);
        BurstRate = new DecayingTrace(population.Size, averagingTime, dt);
        SlowRate = new DecayingTrace(population.Size, slowAveragingTime, dt, slowAverageStart);
        _perEvent = 1 / averagingTime;
        _perSpike = 1 / slowAveragingTime;
    }

    /// <summary>The population whose neurons are averaged.</summary>
    public Population Population { get; }

    /// <summary>Ebar_i: moving average of events (Hz).</summary>
    public DecayingTrace EventRate { get; }

    /// <summary>Bbar_i: moving average of bursts (Hz).</summary>
    public DecayingTrace BurstRate { get; }

    /// <summary>R_i: slow average of all spikes (Hz).</summary>
    public DecayingTrace SlowRate { get; }

    /// <summary>Counts the spikes of a step, then lets all averages decay.</summary>
    public void AfterStep(int step)
    {
        foreach (int neuron in Population.Events.Present) EventRate.Add(neuron, _perEvent);
        foreach (int neuron in Population.Bursts.Present) BurstRate.Add(neuron, _perEvent);
        foreach (int neuron in Population.Spikes.Present) SlowRate.Add(neuron, _perSpike);
        EventRate.Decay();
        BurstRate.Decay();
        SlowRate.Decay();
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor)
    {
        EventRate.VisitState(visitor);
        BurstRate.VisitState(visitor);
        SlowRate.VisitState(visitor);
    }
}
