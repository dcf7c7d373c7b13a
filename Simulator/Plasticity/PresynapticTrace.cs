using Spiking.Neurons;
using Spiking.Synapses;

namespace Spiking.Plasticity;

/// <summary>What a spike does to the trace of its neuron.</summary>
public enum SpikeCounting
{
    /// <summary>The trace grows by 1, so that it remembers all earlier spikes.</summary>
    Add,

    /// <summary>The trace becomes 1, so that it remembers the last spike only.</summary>
    Reset,
}

/// <summary>
/// Exponentially decaying trace x_j of the spikes of every pre-synaptic neuron, as they arrive at the synapses onto one population.
/// </summary>
/// <param name="source">Pre-synaptic population.</param>
/// <param name="delaySteps">Axonal delay in steps.</param>
/// <param name="timeConstant">Time constant (s).</param>
/// <param name="kind">Which spikes are counted.</param>
/// <param name="counting">What a spike does to its trace.</param>
public sealed class PresynapticTrace(
    Population source, int delaySteps, double timeConstant, SpikeFilter kind = SpikeFilter.Events, SpikeCounting counting = SpikeCounting.Add)
    : IArrivalTrace
{
    /// <inheritdoc/>
    public Population Source => source;

    /// <inheritdoc/>
    public int DelaySteps => delaySteps;

    /// <summary>The traces.</summary>
    public DecayingTrace Trace { get; } = new(source.Size, timeConstant, source.Settings.TimeStep);

    /// <inheritdoc/>
    public void CountArrivals(int step) => Trace.Count(source.SpikesAt(kind, step - delaySteps), counting);

    /// <inheritdoc/>
    public void AfterStep(int step) => Trace.Decay();
}
