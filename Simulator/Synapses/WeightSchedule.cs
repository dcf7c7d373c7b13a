namespace Spiking.Synapses;

/// <summary>Sets the weight of synapses that do not learn at the steps at which it changes.</summary>
/// <param name="projection">The projection.</param>
/// <param name="changes">Steps and weights from then on, in the order of time.</param>
public sealed class WeightSchedule(UniformProjection projection, (int Step, double Weight)[] changes)
{
    private int _next;

    /// <summary>Sets the weight with which spikes are delivered in a step. Call this for every step in the order of time.</summary>
    public void Advance(int step)
    {
        for (; _next < changes.Length && changes[_next].Step <= step; _next++)
            if (changes[_next].Step == step) projection.Weight = changes[_next].Weight;
    }
}
