using Spiking.Neurons;

namespace Spiking.Plasticity;

/// <summary>
/// What the synapses onto a population know of its neurons: moving averages of their events and bursts (Ebar_i, Bbar_i) and a slow
/// average of all their spikes (R_i), all in Hz. The averages run whether or not plasticity is on.
/// </summary>
public sealed class PostsynapticAverages
{
    private readonly double _perEvent;
    private readonly double _perSpike;
    private readonly List<PlasticProjection> _incoming = [];

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

    /// <summary>Adds a projection whose weights follow these averages.</summary>
    public void Add(PlasticProjection projection) => _incoming.Add(projection);

    /// <summary>Has memory fetched that the changes of weights by this step's spikes will read.</summary>
    public void Fetch()
    {
        foreach (int neuron in Population.Events.Present) FetchIncoming(neuron);
        foreach (int neuron in Population.Bursts.Present) FetchIncoming(neuron);
    }

    /// <summary>
    /// Takes this step's spikes of the population: at an event first the weights change (LTD), then Ebar grows; at a burst Bbar grows,
    /// then the weights change (LTP).
    /// </summary>
    /// <param name="learning">Whether weights change.</param>
    public void TakeSpikes(bool learning)
    {
        foreach (int neuron in Population.Events.Present)
        {
            if (learning)
                foreach (PlasticProjection projection in _incoming) projection.DepressAtEvent(neuron);
            EventRate.Add(neuron, _perEvent);
        }

        foreach (int neuron in Population.Bursts.Present)
        {
            BurstRate.Add(neuron, _perEvent);
            if (learning)
                foreach (PlasticProjection projection in _incoming) projection.PotentiateAtBurst(neuron);
        }

        foreach (int neuron in Population.Spikes.Present) SlowRate.Add(neuron, _perSpike);
    }

    private void FetchIncoming(int neuron)
    {
        foreach (PlasticProjection projection in _incoming) projection.FetchIncoming(neuron);
    }

    /// <summary>Lets all averages decay by one step.</summary>
    public void Decay()
    {
        EventRate.Decay();
        BurstRate.Decay();
        SlowRate.Decay();
    }
}
