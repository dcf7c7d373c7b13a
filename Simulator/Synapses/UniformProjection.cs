using Spiking.Neurons;
using Spiking.Snapshots;

namespace Spiking.Synapses;

/// <summary>
/// Synapses that do not learn and all have the same weight, or multiples of one. Short-term plasticity, if there is any, scales what a
/// pre-synaptic spike transmits, alike at all synapses of its neuron unless a derived class says otherwise.
/// </summary>
/// <param name="settings">Name, receptor, filter, weight and delay.</param>
/// <param name="source">Pre-synaptic population.</param>
/// <param name="target">Post-synaptic population.</param>
/// <param name="shortTermPlasticity">
/// Short-term plasticity; null: efficacies are always 1. They see the spikes when these arrive: the delay is the same for all of them, so
/// the intervals between spikes are those of the neuron.
/// </param>
internal abstract class UniformProjection(
    ProjectionSettings settings, Population source, Population target, ShortTermSynapses? shortTermPlasticity)
    : Projection(settings, source, target)
{
    /// <summary>
    /// The present weight of every synapse at full efficacy, in units of the leak conductance, or what is multiplied by a factor at each of
    /// them.
    /// </summary>
    public double Weight { get; set; } = settings.Weight;

    /// <inheritdoc/>
    protected override void VisitState(StateVisitor visitor)
    {
        double weight = Weight;
        visitor.Setting("weight", ref weight);
        Weight = weight;
        ((IHasState?)shortTermPlasticity)?.VisitState(visitor);
    }

    /// <summary>
    /// Conductance that an arriving spike of a pre-synaptic neuron adds to each of its targets. Call this once per spike.
    /// </summary>
    protected double Transmitted(int neuron, int step) =>
        shortTermPlasticity is null ? Weight : Weight * shortTermPlasticity.Efficacy(neuron, step);

    /// <summary>Prefetches what <see cref="Transmitted"/> will need of a neuron.</summary>
    protected void FetchTransmission(int neuron) => shortTermPlasticity?.Prefetch(neuron);
}
