using System.Numerics;
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
    // What changes in every step stands on a line of the cache of its own, apart from what other threads read: the step and the start of its list.
    private const int Line = 16, Step = 0, Start = 1;

    private readonly int _capacity;
    private readonly int _length;

    // The list of step k stands in slot k modulo the number of slots, a power of two. Where to find it does not depend on the present step: while the
    // population goes on, another thread can read what is remembered.
    private readonly int _slotMask;

    // Parts of the memory: what changes; for every slot where its list starts and how long it is; and the ring of lists.
    private readonly AlignedArray<int> _memory;
    private readonly int* _present, _starts, _counts, _neurons;

    /// <summary>Creates a list that stands before step 0.</summary>
    /// <param name="capacity">Number of neurons.</param>
    /// <param name="remembered">How many steps before the present one are remembered.</param>
    public SpikeList(int capacity, int remembered)
    {
        _capacity = capacity;
        int slots = (int)BitOperations.RoundUpToPowerOf2((uint)remembered + 1);
        _slotMask = slots - 1;
        _length = checked(capacity * (remembered + 2));
        _memory = new AlignedArray<int>(checked(Line + 2 * slots + _length));
        _present = _memory.Pointer;
        _starts = _present + Line;
        _counts = _starts + slots;
        _neurons = _counts + slots;
        _present[Step] = -1;
    }

    /// <summary>The spikes of the present step.</summary>
    public ReadOnlySpan<int> Present => new(_neurons + _present[Start], *PresentCount);

    /// <summary>The spikes of a step, at most as many steps ago as are remembered; none before step 0.</summary>
    public ReadOnlySpan<int> At(int step)
    {
        int slot = step & _slotMask;
        return new(_neurons + _starts[slot], _counts[slot]);
    }

    /// <summary>Begins a new step without spikes; the oldest step is forgotten.</summary>
    public void BeginStep()
    {
        int start = _present[Start] + *PresentCount;
        if (start + _capacity > _length) start = 0;
        int slot = ++_present[Step] & _slotMask;
        _present[Start] = _starts[slot] = start;
        _counts[slot] = 0;
    }

    /// <summary>Adds a spike to the present step. Indices must come in ascending order.</summary>
    public void Add(int neuron) => _neurons[_present[Start] + (*PresentCount)++] = neuron;

    private int* PresentCount => _counts + (_present[Step] & _slotMask);
}
