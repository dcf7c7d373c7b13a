using Spiking.Neurons;

namespace Spiking.Synapses;

/// <summary>
/// Part of a population that follows it from step to step, whether or not weights change: traces and averages of its spikes, schedules.
/// </summary>
public interface IStepped
{
    /// <summary>
    /// Ends a step: counts the population's own spikes of the step, then lets everything decay, so that the values are those with which the
    /// next step begins. Call this once per step, after learners have seen the spikes.
    /// </summary>
    /// <param name="step">The step that ends.</param>
    void AfterStep(int step);
}

/// <summary>
/// Part that also counts the spikes that arrive from another population: traces of pre-synaptic spikes. A step in which nothing arrives
/// costs only
/// <see cref="IStepped.AfterStep"/>.
/// </summary>
internal interface IArrivalTrace : IStepped
{
    /// <summary>Pre-synaptic population.</summary>
    Population Source { get; }

    /// <summary>Axonal delay in steps.</summary>
    int DelaySteps { get; }

    /// <summary>
    /// Counts what arrives in a step. Call this after learners have seen the arrivals and before they see the target's own spikes.
    /// </summary>
    /// <param name="step">The step.</param>
    void CountArrivals(int step);
}
