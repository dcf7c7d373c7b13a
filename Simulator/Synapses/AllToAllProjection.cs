using System.Numerics.Tensors;
using Spiking.Neurons;

namespace Spiking.Synapses;

/// <summary>
/// Synapses of one weight between all pairs of neurons (without autapses in a recurrent projection). No synapse is stored: what arrives in
/// a step is the same for all targets, so it is summed once and added to each.
/// </summary>
/// <remarks>
/// The sum over the arriving spikes is taken in float64, in ascending order of neurons, and rounded to float32 once, so that adding many
/// spikes costs no accuracy; a stored projection of the same synapses rounds after every spike and may differ in the last bits. In a
/// recurrent projection a neuron that spiked itself receives the sum without its own spike.
/// </remarks>
/// <param name="settings">Name, receptor, filter, weight and delay.</param>
/// <param name="source">Pre-synaptic population.</param>
/// <param name="target">Post-synaptic population; the same as the source in a recurrent projection.</param>
/// <param name="shortTermPlasticity">Short-term plasticity; null: efficacies are always 1.</param>
internal sealed unsafe class AllToAllProjection(
    ProjectionSettings settings, Population source, Population target, ShortTermSynapses? shortTermPlasticity = null)
    : UniformProjection(settings, source, target, shortTermPlasticity)
{
    // What each arriving spike transmits, by its place among them: needed again where neurons do not receive their own.
    private readonly double[] _transmitted = source == target ? new double[source.Size] : [];

    /// <inheritdoc/>
    public override void Deliver(int step)
    {
        ReadOnlySpan<int> arriving = Arriving(step);
        if (arriving.IsEmpty) return;
        double sum = 0;
        for (int i = 0; i < arriving.Length; i++)
        {
            double transmitted = Transmitted(arriving[i], step);
            sum += transmitted;
            if (_transmitted.Length > 0) _transmitted[i] = transmitted;
        }

        Span<float> conductances = Conductances.Span;
        if (_transmitted.Length == 0)
        {
            TensorPrimitives.Add(conductances, (float)sum, conductances);
            return;
        }

        int next = 0;
        for (int i = 0; i < arriving.Length; i++)
        {
            Span<float> others = conductances[next..arriving[i]];
            TensorPrimitives.Add(others, (float)sum, others);
            conductances[arriving[i]] += (float)(sum - _transmitted[i]);
            next = arriving[i] + 1;
        }

        TensorPrimitives.Add(conductances[next..], (float)sum, conductances[next..]);
    }
}
