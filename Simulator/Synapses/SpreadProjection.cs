using Spiking.Neurons;
using Spiking.Numerics;

namespace Spiking.Synapses;

/// <summary>
/// Synapses that do not learn, each with a weight of its own. One target in 32 bits and one weight in 32 bits are stored for a synapse.
/// </summary>
/// <param name="settings">Name, receptor, filter, weight and delay.</param>
/// <param name="source">Pre-synaptic population.</param>
/// <param name="target">Post-synaptic population.</param>
/// <param name="connectivity">Connectivity.</param>
/// <param name="factors">By what the weight of the projection is multiplied at every synapse, in the order of the connectivity.</param>
/// <param name="shortTermPlasticity">Short-term plasticity; null: efficacies are always 1.</param>
/// <exception cref="ArgumentException">There is not one factor for every synapse.</exception>
internal sealed unsafe class SpreadProjection(
    ProjectionSettings settings,
    Population source,
    Population target,
    Connectivity connectivity,
    AlignedArray<float> factors,
    ShortTermSynapses? shortTermPlasticity = null)
    : UniformProjection(settings, source, target, shortTermPlasticity)
{
    private readonly AlignedArray<float> _factors = factors.Length == connectivity.Count
        ? factors
        : throw new ArgumentException($"{connectivity.Count} synapses have {factors.Length} factors", nameof(factors));

    /// <inheritdoc/>
    public override Connectivity Connectivity { get; } = connectivity.Between(source, target);

    /// <inheritdoc/>
    public override float[] WeightsOfConnectivity()
    {
        float weight = (float)Weight;
        return [.. _factors.Span.ToArray().Select(factor => weight * factor)];
    }

    /// <inheritdoc/>
    public override void Prefetch(int step)
    {
        foreach (int neuron in Arriving(step))
        {
            FetchTransmission(neuron);
            int row = Connectivity.Row(neuron), count = Connectivity.Row(neuron + 1) - row;
            CacheLines.Fetch(Connectivity.TargetOf.Pointer + row, count);
            CacheLines.Fetch(_factors.Pointer + row, count);
        }
    }

    /// <inheritdoc/>
    public override void Deliver(int step)
    {
        float* conductances = Conductances.Pointer, factors = _factors.Pointer;
        int* targets = Connectivity.TargetOf.Pointer;
        foreach (int neuron in Arriving(step))
        {
            float transmitted = (float)Transmitted(neuron, step);
            int end = Connectivity.Row(neuron + 1);
            for (int k = Connectivity.Row(neuron); k < end; k++) conductances[targets[k]] += transmitted * factors[k];
        }
    }
}
