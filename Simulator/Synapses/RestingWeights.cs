using Spiking.Numerics;

namespace Spiking.Synapses;

/// <summary>
/// A copy of plastic weights in the order in which deliveries read them, for as long as learning rests. While it does not, a copy would
/// have to be changed at every post-synaptic spike; so deliveries then look every weight up among those sorted by target.
/// </summary>
/// <param name="connectivity">Who is connected to whom.</param>
/// <param name="weights">The weights, sorted by target.</param>
/// <param name="slots">Where among the weights every synapse of the connectivity has its own.</param>
internal sealed unsafe class RestingWeights(Connectivity connectivity, AlignedArray<float> weights, AlignedArray<int> slots)
{
    /// <summary>
    /// Learning rests when no weight has changed for so many steps (0.1 s at 0.1 ms): while it goes on, a population spikes far more often.
    /// </summary>
    private const int StepsToRest = 1000;

    private readonly AlignedArray<float> _copies = new(connectivity.Count);

    // The number of changes, plus one, that a source's copies include; 0: not copied yet.
    private readonly AlignedArray<long> _includes = new(connectivity.Sources);
    private long _changes = 1;
    private long _seen;
    private int _lastChange;

    /// <summary>Notes that weights have changed.</summary>
    public void Change() => _changes++;

    /// <summary>Whether learning rests in a step. To be asked often: what has changed since the last time counts as changed now.</summary>
    public bool Rests(int step)
    {
        if (_seen != _changes) (_seen, _lastChange) = (_changes, step);
        return step - _lastChange >= StepsToRest;
    }

    /// <summary>Fetches the copies of the weights of a source into the cache.</summary>
    public void Fetch(int source)
    {
        int first = connectivity.Row(source);
        CacheLines.Fetch(_copies.Pointer + first, connectivity.Row(source + 1) - first);
    }

    /// <summary>The weights of all synapses in the order of the connectivity, of which those of the given source are up to date.</summary>
    public float* Copied(int source)
    {
        if (_includes.Pointer[source] != _changes)
        {
            int end = connectivity.Row(source + 1);
            for (int k = connectivity.Row(source); k < end; k++) _copies.Pointer[k] = weights.Pointer[slots.Pointer[k]];
            _includes.Pointer[source] = _changes;
        }

        return _copies.Pointer;
    }
}
