using Spiking.Neurons;

namespace Spiking.Synapses;

/// <summary>Synapses that all have the same weight: only their targets are stored.</summary>
public sealed unsafe class StaticProjection(
    ProjectionSettings settings, Population source, Population target, Connectivity connectivity)
    : Projection(settings, source, target, connectivity)
{
    /// <summary>The present weight of every synapse, in units of the leak conductance.</summary>
    public double Weight { get; set; } = settings.Weight;

    /// <inheritdoc/>
    public override void Deliver()
    {
        float weight = (float)Weight;
        float* conductances = Conductances.Pointer;
        int* targets = Connectivity.TargetOf.Pointer;
        foreach (int source in Arriving)
        {
            int end = Connectivity.Row(source + 1);
            for (int k = Connectivity.Row(source); k < end; k++) conductances[targets[k]] += weight;
        }
    }
}
