using Spiking.Neurons;

namespace Spiking.Synapses;

/// <summary>Synapses of one weight between some pairs of neurons: only their targets are stored.</summary>
/// <param name="settings">Name, receptor, filter, weight and delay.</param>
/// <param name="source">Pre-synaptic population.</param>
/// <param name="target">Post-synaptic population.</param>
/// <param name="connectivity">Connectivity.</param>
/// <param name="shortTermPlasticity">Short-term plasticity; null: efficacies are always 1.</param>
internal sealed unsafe class StaticProjection(
    ProjectionSettings settings,
    Population source,
    Population target,
    Connectivity connectivity,
    ShortTermSynapses? shortTermPlasticity = null)
    : UniformProjection(settings, source, target, shortTermPlasticity)
{
    private readonly TargetLists _targets = new(connectivity.Between(source, target));

    /// <inheritdoc/>
    public override Connectivity Connectivity => connectivity;

    /// <inheritdoc/>
    public override void Prefetch(int step)
    {
        foreach (int source in Arriving(step))
        {
            FetchTransmission(source);
            _targets.Fetch(source);
        }
    }

    /// <inheritdoc/>
    public override void Deliver(int step)
    {
        float* conductances = Conductances.Pointer;
        foreach (int source in Arriving(step)) _targets.Add(conductances, source, (float)Transmitted(source, step));
    }
}
