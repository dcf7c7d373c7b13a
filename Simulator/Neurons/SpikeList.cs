using Spiking.Numerics;

namespace Spiking.Neurons;

/// <summary>
/// The neurons that spiked in the present step and in a number of steps before it, in ascending order of index: what projections deliver,
/// with and without axonal delays, and what recorders read.
/// </summary>
/// <remarks>
/// The lists of successive steps follow one another in a ring, so that what is read and written lies close together. Between the end of the
/// ring and its beginning a list is not cut: room for one list more than is remembered is enough for that.
/// </remarks>
public sealed unsafe class SpikeList
{
    private readonly int _capacity;
    private readonly AlignedArray<int> _neurons;
    private readonly AlignedArray<int> _starts;
    private readonly AlignedArray<int> _counts;
    private readonly int _slots;
    private int _slot;

    /// <summary>Creates a list that stands before step 0.</summary>
    /// <param name="capacity">Number of neurons.</param>
    /// <param name="remembered">How many steps before the present one are remembered.</param>
    public SpikeList(int capacity, int remembered)
    {
        _capacity = capacity;
        _slots = remembered + 1;
        _neurons = new AlignedArray<int>(checked(capacity * (_slots + 1)));
        _starts = new AlignedArray<int>(_slots);
        _counts = new AlignedArray<int>(_slots);
    }

    /// <summary>The present step; -1 before the first.</summary>
    public int Step { get; private set; } = -1;

    /// <summary>The spikes of the present step.</summary>
    public ReadOnlySpan<int> Present => InSlot(_slot);

    /// <summary>The spikes of a step, at most as many steps ago as are remembered; none before step 0.</summary>
    public ReadOnlySpan<int> At(int step)
    {
        int slot = _slot - (Step - step);
        return InSlot(slot < 0 ? slot + _slots : slot);
    }

    /// <summary>Begins a new step without spikes; the oldest step is forgotten.</summary>
    public void BeginStep()
    {
        int start = _starts.Pointer[_slot] + _counts.Pointer[_slot];
        if (start + _capacity > _neurons.Length) start = 0;
        Step++;
        if (++_slot == _slots) _slot = 0;
        _starts.Pointer[_slot] = start;
        _counts.Pointer[_slot] = 0;
    }

    /// <summary>Adds a spike to the present step. Indices must come in ascending order.</summary>
    public void Add(int neuron) => _neurons.Pointer[_starts.Pointer[_slot] + _counts.Pointer[_slot]++] = neuron;

    private ReadOnlySpan<int> InSlot(int slot) => new(_neurons.Pointer + _starts.Pointer[slot], _counts.Pointer[slot]);
}
