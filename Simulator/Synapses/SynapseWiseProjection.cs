using Spiking.Neurons;
using Spiking.Numerics;

namespace Spiking.Synapses;

/// <summary>
/// Synapses that do not learn, whose short-term plasticity differs from synapse to synapse of a neuron: each has an efficacy of its own,
/// and a weight of its own if wanted.
/// </summary>
/// <param name="settings">Name, receptor, filter, weight and delay.</param>
/// <param name="source">Pre-synaptic population.</param>
/// <param name="target">Post-synaptic population.</param>
/// <param name="connectivity">Connectivity.</param>
/// <param name="factors">
/// By what the weight of the projection is multiplied at every synapse, in the order of the connectivity; null: by 1.
/// </param>
/// <param name="shortTermPlasticity">Short-term plasticity.</param>
internal sealed class SynapseWiseProjection(
    ProjectionSettings settings,
    Population source,
    Population target,
    Connectivity connectivity,
    AlignedArray<float>? factors,
    ShortTermSynapses shortTermPlasticity)
    : UniformProjection(settings, source, target, shortTermPlasticity)
{
    private readonly ShortTermSynapses _shortTerm = shortTermPlasticity;
    private readonly double[] _efficacies = new double[connectivity.LongestRow];

    /// <inheritdoc/>
    public override Connectivity Connectivity { get; } = connectivity.Between(source, target);

    /// <inheritdoc/>
    public override float[] WeightsOfConnectivity()
    {
        float weight = (float)Weight;
        return factors is null ? [] : [.. factors.Span.ToArray().Select(factor => weight * factor)];
    }

    /// <inheritdoc/>
    public override void Prefetch(int step)
    {
        foreach (int neuron in Arriving(step)) FetchTransmission(neuron);
    }

    /// <inheritdoc/>
    public override void Deliver(int step)
    {
        Span<float> conductances = Conductances.Span;
        foreach (int neuron in Arriving(step))
        {
            int first = Connectivity.Row(neuron);
            ReadOnlySpan<int> targets = Connectivity.TargetOf.Span[first..Connectivity.Row(neuron + 1)];
            Span<double> efficacies = _efficacies.AsSpan(0, targets.Length);
            _shortTerm.FindEfficacies(neuron, step, efficacies);
            for (int k = 0; k < targets.Length; k++)
            {
                float transmitted = (float)(Weight * efficacies[k]);
                conductances[targets[k]] += factors is null ? transmitted : transmitted * factors.Span[first + k];
            }
        }
    }
}
