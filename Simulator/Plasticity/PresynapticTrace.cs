using Spiking.Neurons;

namespace Spiking.Plasticity;

/// <summary>
/// The trace x_j of the events of every pre-synaptic neuron, as they arrive at the synapses onto one population: +1 at an event.
/// </summary>
/// <param name="source">Pre-synaptic population.</param>
/// <param name="delaySteps">Axonal delay in steps.</param>
/// <param name="timeConstant">Time constant tau_pre (s).</param>
public sealed class PresynapticTrace(Population source, int delaySteps, double timeConstant)
{
    /// <summary>Pre-synaptic population.</summary>
    public Population Source => source;

    /// <summary>Axonal delay in steps.</summary>
    public int DelaySteps => delaySteps;

    /// <summary>The traces.</summary>
    public DecayingTrace Trace { get; } = new(source.Size, timeConstant, source.Settings.TimeStep);

    /// <summary>The events that arrive in a step.</summary>
    public ReadOnlySpan<int> ArrivingEvents(int step) => source.SpikesAt(SpikeFilter.Events, step - delaySteps);

    /// <summary>Counts the events of a step.</summary>
    public void TakeEvents(int step)
    {
        foreach (int neuron in ArrivingEvents(step)) Trace.Add(neuron, 1);
    }
}
