using Spiking.Neurons;
using Spiking.Snapshots;
using Spiking.Synapses;

namespace Spiking.Plasticity;

/// <summary>
/// Exponentially decaying trace x_j of the spikes of every pre-synaptic neuron, as they arrive at the synapses onto one population.
/// </summary>
/// <param name="source">Pre-synaptic population.</param>
/// <param name="delaySteps">Axonal delay in steps.</param>
/// <param name="timeConstant">Time constant (s).</param>
/// <param name="kind">Which spikes are counted.</param>
/// <param name="pairing">Which earlier spikes the trace remembers.</param>
internal sealed class PresynapticTrace(
    Population source, int delaySteps, double timeConstant, SpikeFilter kind = SpikeFilter.Events,
    SpikePairing pairing = SpikePairing.AllToAll)
    : IArrivalTrace, IHasState
{
    /// <inheritdoc/>
    public Population Source => source;

    /// <inheritdoc/>
    public int DelaySteps => delaySteps;

    /// <summary>The traces.</summary>
    public DecayingTrace Trace { get; } = new(source.Size, timeConstant, source.Settings.TimeStep);

    /// <inheritdoc/>
    public void CountArrivals(int step) => Trace.Count(source.SpikesAt(kind, step - delaySteps), pairing);

    /// <inheritdoc/>
    public void AfterStep(int step) => Trace.Decay();

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor) => Trace.VisitState(visitor);
}
