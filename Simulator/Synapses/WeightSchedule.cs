namespace Spiking.Synapses;

/// <summary>Sets the weight of synapses that do not learn at the steps at which it changes.</summary>
/// <param name="projection">The projection.</param>
/// <param name="changes">Steps and weights from then on, in the order of time.</param>
public sealed class WeightSchedule(UniformProjection projection, (int Step, double Weight)[] changes)
{
    /// <summary>Sets the weight with which spikes are delivered in a step.</summary>
    public void Advance(int step)
    {
        foreach ((int from, double weight) in changes)
            if (step == from) projection.Weight = weight;
    }
}
