using Spiking.Neurons;
using Spiking.Plasticity;

namespace Spiking.Protocols.Pairing;

/// <summary>
/// One synapse under burst-dependent plasticity: the trace x of pre-synaptic events, the post-synaptic averages Ebar and Bbar, and the
/// weight change so far. How these decay with time is up to the integration; what spikes do to them stands here, by the rule that
/// networks use. Source: Payeur et al. 2021, Eq. 1.
/// </summary>
/// <param name="rule">The rule.</param>
/// <param name="averagingTime">Time constant of the averages (s): an event or burst adds its inverse.</param>
/// <param name="initialEventRate">Ebar(0) (Hz).</param>
/// <param name="initialBurstRate">Bbar(0) (Hz).</param>
internal struct BurstDependentSynapse(BurstDependentRule rule, double averagingTime, double initialEventRate, double initialBurstRate)
{
    private readonly double _perSpike = 1 / averagingTime;
    private double _trace;
    private double _eventAverage = initialEventRate;
    private double _burstAverage = initialBurstRate;

    /// <summary>Weight change since the beginning, in units in which one burst at x = 1 gives the learning rate.</summary>
    public double WeightChange { get; private set; }

    /// <summary>A pre-synaptic event: x grows by 1.</summary>
    public void CountPresynapticEvent() => _trace += 1;

    /// <summary>Changes the weight at a post-synaptic spike, with the averages before it is counted.</summary>
    public void Learn(SpikeKind kind)
    {
        if (kind == SpikeKind.Event) WeightChange += _trace * rule.AtEvent(_eventAverage, _burstAverage);
        else if (kind == SpikeKind.Burst) WeightChange += _trace * rule.AtBurst(_eventAverage);
    }

    /// <summary>Counts a post-synaptic spike in the averages.</summary>
    public void CountPostsynaptic(SpikeKind kind)
    {
        if (kind == SpikeKind.Event) _eventAverage += _perSpike;
        else if (kind == SpikeKind.Burst) _burstAverage += _perSpike;
    }

    /// <summary>Multiplies the trace by a factor.</summary>
    public void DecayTrace(double factor) => _trace *= factor;

    /// <summary>Multiplies both averages by a factor.</summary>
    public void DecayAverages(double factor)
    {
        _eventAverage *= factor;
        _burstAverage *= factor;
    }
}
