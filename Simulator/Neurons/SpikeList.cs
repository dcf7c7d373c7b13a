using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>
/// The neurons that spiked in the present step and in a few steps before it, in ascending order of index: what projections without and
/// with axonal delays deliver.
/// </summary>
public sealed unsafe class SpikeList
{
    private readonly int _capacity;
    private readonly AlignedArray<int> _neurons;
    private readonly AlignedArray<int> _counts;
    private int _slots = 1;
    private int _present;

    /// <summary>Creates an empty list.</summary>
    /// <param name="capacity">Number of neurons.</param>
    /// <param name="longestDelay">How many steps back spikes are remembered.</param>
    public SpikeList(int capacity, int longestDelay)
    {
        _capacity = capacity;
        _slots = longestDelay + 1;
        _neurons = new AlignedArray<int>(checked(capacity * _slots));
        _counts = new AlignedArray<int>(_slots);
    }

    /// <summary>The spikes of the present step.</summary>
    public ReadOnlySpan<int> Present => Ago(0);

    /// <summary>The spikes emitted the given number of steps ago.</summary>
    public ReadOnlySpan<int> Ago(int steps)
    {
        int slot = _present - steps;
        if (slot < 0) slot += _slots;
        return new ReadOnlySpan<int>(_neurons.Pointer + slot * _capacity, _counts.Pointer[slot]);
    }

    /// <summary>Begins a new step without spikes; the oldest step is forgotten.</summary>
    public void BeginStep()
    {
        if (++_present == _slots) _present = 0;
        _counts.Pointer[_present] = 0;
    }

    /// <summary>Adds a spike to the present step. Indices must come in ascending order.</summary>
    public void Add(int neuron) => _neurons.Pointer[_present * _capacity + _counts.Pointer[_present]++] = neuron;
}
