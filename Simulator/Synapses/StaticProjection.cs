using Spiking.Neurons;

namespace Spiking.Synapses;

/// <summary>Synapses of one weight between some pairs of neurons: only their targets are stored.</summary>
/// <param name="settings">Name, receptor, filter, weight and delay.</param>
/// <param name="source">Pre-synaptic population.</param>
/// <param name="target">Post-synaptic population.</param>
/// <param name="connectivity">Who is connected to whom.</param>
/// <param name="shortTermPlasticity">Efficacies of the pre-synaptic neurons; null: always 1.</param>
public sealed unsafe class StaticProjection(
    ProjectionSettings settings,
    Population source,
    Population target,
    Connectivity connectivity,
    TsodyksMarkramSynapses? shortTermPlasticity = null)
    : UniformProjection(settings, source, target, shortTermPlasticity)
{
    /// <inheritdoc/>
    public override Connectivity Connectivity => connectivity;

    /// <inheritdoc/>
    public override void Deliver(int step)
    {
        float* conductances = Conductances.Pointer;
        int* targets = connectivity.TargetOf.Pointer;
        foreach (int source in Arriving(step))
        {
            float transmitted = (float)Transmitted(source, step);
            int end = connectivity.Row(source + 1);
            for (int k = connectivity.Row(source); k < end; k++) conductances[targets[k]] += transmitted;
        }
    }
}
