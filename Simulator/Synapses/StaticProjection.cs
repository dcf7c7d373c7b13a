using Spiking.Neurons;

namespace Spiking.Synapses;

/// <summary>Synapses that all have the same weight for ever: only their targets are stored.</summary>
public sealed unsafe class StaticProjection(
    ProjectionSettings settings, Population source, Population target, Connectivity connectivity)
    : Projection(settings, source, target, connectivity)
{
    /// <inheritdoc/>
    public override void Deliver()
    {
        float weight = (float)Settings.Weight;
        float* conductances = Conductances.Pointer;
        int* targets = Connectivity.TargetOf.Pointer;
        foreach (int source in Arriving)
        {
            int end = Connectivity.Row(source + 1);
            for (int k = Connectivity.Row(source); k < end; k++) conductances[targets[k]] += weight;
        }
    }
}
