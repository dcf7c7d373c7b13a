using Spiking.Neurons;
using Spiking.Snapshots;
using Spiking.Synapses;

namespace Spiking.Plasticity;

/// <summary>Exponentially decaying trace y_i of the spikes of every neuron of a population, for the synapses onto it.</summary>
/// <param name="population">Post-synaptic population.</param>
/// <param name="timeConstant">Time constant (s).</param>
/// <param name="kind">Which spikes are counted.</param>
/// <param name="pairing">Which earlier spikes the trace remembers.</param>
internal sealed class PostsynapticTrace(
    Population population, double timeConstant, SpikeFilter kind = SpikeFilter.Spikes, SpikePairing pairing = SpikePairing.AllToAll)
    : IStepped, IHasState
{
    /// <summary>The traces.</summary>
    public DecayingTrace Trace { get; } = new(population.Size, timeConstant, population.Settings.TimeStep);

    /// <inheritdoc/>
    public void AfterStep(int step)
    {
        Trace.Count(population.Filtered(kind).Present, pairing);
        Trace.Decay();
    }

    /// <inheritdoc/>
    public void VisitState(StateVisitor visitor) => Trace.VisitState(visitor);
}
